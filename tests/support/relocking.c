#include "support/relocking.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "store/keys.h"
#include "store/relock.h"
#include "support/answering.h"
#include "support/rotating.h"

const char relocking_one[] = "the first passphrase",
           relocking_two[] = "a second passphrase";
unsigned char relocking_paper[2][LC_KEY];
char relocking_typed[2][LC_RECOVERY_TEXT];
struct lc_store relocking_first;

void relocking_begin(void)
{
    rotating_begin();
    for (int k = 0; k < 2; k++) {
        memset(relocking_paper[k], 'p' + k, LC_KEY);
        lc_recovery_print(relocking_typed[k], relocking_paper[k]);
    }
    answering(NULL);
    relocking_first = rotating_first();
}

void relocking_end(void)
{
    lc_store_free(&relocking_first);
}

/* As the verb does it. */
int relocking_try(struct relocking change, struct lc_error *err)
{
    lc_store_lock *lock = NULL;
    struct lc_passphrase *phrase = lc_passphrase_new();
    const struct lc_relocking how = { .plain = change.plain,
                                      .phrase = change.phrase ? phrase : NULL,
                                      .passes = 1,
                                      .kib = 8,
                                      .recovery = change.recovery,
                                      .detail = "passphrase reason test" };
    if (change.phrase) {
        phrase->size = strlen(change.phrase);
        memcpy(phrase->text, change.phrase, phrase->size);
    }
    int code = lc_store_lock_take(&lock, rotating_path, err);
    if (!code)
        code = lc_store_relock(rotating_path, &how, err);
    lc_store_lock_release(lock);
    lc_passphrase_free(phrase);
    return code;
}

void relocking_done(struct relocking change)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, relocking_try(change, &err), LC_OK), "%s", err.text);
}

/* Does that answer open both? */
bool relocking_opens(const char *answer)
{
    bool open = true;
    answering(answer);
    for (int k = 0; lc_key_endings[k]; k++)
        open &= !lc_key_check(rotating_path, lc_key_endings[k], "it", NULL);
    return open;
}

int relocking_refusal(const char *answer)
{
    answering(answer);
    return lc_key_check(rotating_path, ".key", "it", NULL);
}

void relocking_holds(const char *answer, const char *when)
{
    cr_assert(relocking_opens(answer), "%s", when);
    rotating_holds(&relocking_first, when);
}
