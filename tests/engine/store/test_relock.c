/* What opens a store's keys, changed: by the old answer or the new, and by no other;
 * the store says what it said. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/keys_inside.h"
#include "support/answering.h"
#include "support/relocking.h"
#include "support/rotating.h"

TestSuite(relock, .init = relocking_begin, .fini = relocking_end);

enum { CLOSED = 9 };

Test(relock, a_passphrase_is_set_changed_and_taken_away)
{
    char *before = rotating_key(".key"), *after;
    relocking_done((struct relocking){ .phrase = relocking_one });
    relocking_holds(relocking_one, "set");
    cr_expect(eq(int, relocking_refusal(NULL), LC_REFUSED));
    cr_expect(eq(int, relocking_refusal(relocking_two), LC_REFUSED));
    cr_expect(eq(int, relocking_refusal(""), LC_REFUSED));
    answering(relocking_one);
    relocking_done((struct relocking){ .phrase = relocking_two });
    relocking_holds(relocking_two, "changed");
    cr_expect(not(relocking_opens(relocking_one)));
    answering(relocking_two);
    relocking_done((struct relocking){ .plain = true });
    relocking_holds(NULL, "taken away");
    after = rotating_key(".key");
    cr_expect(zero(int, memcmp(before, after, LC_KEY)), "the key is the same");
    free(before);
    free(after);
}

Test(relock, a_recovery_key_opens_too_and_stays)
{
    relocking_done(
        (struct relocking){ .phrase = relocking_one, .recovery = relocking_paper[0] });
    relocking_holds(relocking_one, "by the passphrase");
    relocking_holds(relocking_typed[0], "by the recovery key");
    cr_expect(eq(int, relocking_refusal(relocking_typed[1]), LC_REFUSED));
    answering(relocking_typed[0]);
    relocking_done(
        (struct relocking){ .phrase = relocking_two }); /* the first is forgotten */
    relocking_holds(relocking_two, "by the new passphrase");
    relocking_holds(relocking_typed[0], "by the recovery key still");
    cr_expect(not(relocking_opens(relocking_one)));
    answering(relocking_two);
    relocking_done((struct relocking){ .recovery = relocking_paper[1] });
    relocking_holds(relocking_typed[1], "by the new recovery key");
    cr_expect(not(relocking_opens(relocking_typed[0])));
    relocking_holds(relocking_two, "by the same passphrase");
    answering(relocking_typed[1]);
    relocking_done((struct relocking){ .plain = true });
    relocking_holds(NULL, "plain");
}

Test(relock, what_is_refused_writes_nothing)
{
    char *before;
    cr_expect(
        eq(int, relocking_try((struct relocking){ .plain = true }, NULL), LC_REFUSED));
    cr_expect(eq(
        int, relocking_try((struct relocking){ .recovery = relocking_paper[0] }, NULL),
        LC_REFUSED));
    relocking_done(
        (struct relocking){ .phrase = relocking_one, .recovery = relocking_paper[0] });
    before = rotating_key(".key");
    answering(relocking_two);
    cr_expect(
        eq(int, relocking_try((struct relocking){ .plain = true }, NULL), LC_REFUSED));
    answering(relocking_typed[0]);
    cr_expect(eq(
        int, relocking_try((struct relocking){ .recovery = relocking_paper[1] }, NULL),
        LC_REFUSED));
    cr_expect(eq(int, rotating_turn(true, true, NULL), LC_REFUSED));
    cr_expect(not(rotating_is_there(".key.next")));
    char *after = rotating_key(".key");
    cr_expect(zero(int, memcmp(before, after, LC_WRAPPED_LEAST)));
    relocking_holds(relocking_one, "refused");
    free(before);
    free(after);
}

/* A recovery key that is mistyped is told from one that is another's. */
Test(relock, says_what_was_wrong)
{
    static const struct {
        const char *answer, *says;
    } trials[] = {
        { relocking_two, "is not its passphrase;" },
        { "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTJ",
          "a letter is mistyped if it was the recovery key" },
        { relocking_typed[1],
          "no letter of it is mistyped, but another is this file's" },
        { "", "none was given" },
        { NULL, "nobody is there to ask" },
    };
    relocking_done(
        (struct relocking){ .phrase = relocking_one, .recovery = relocking_paper[0] });
    for (size_t k = 0; k < sizeof trials / sizeof *trials; k++) {
        struct lc_error err = { 0 };
        answering(trials[k].answer);
        cr_expect(eq(int, lc_key_check(rotating_path, ".key", "it", &err), LC_REFUSED));
        cr_expect(strstr(err.text, trials[k].says) != NULL, "%zu: %s", k, err.text);
        cr_expect(strstr(err.text, rotating_path) != NULL, "%zu: %s", k, err.text);
    }
}

Test(relock, a_rotation_keeps_what_opens_the_keys)
{
    relocking_done(
        (struct relocking){ .phrase = relocking_one, .recovery = relocking_paper[0] });
    char *before = rotating_key(".key");
    answering(relocking_one);
    rotating_turned(true, true);
    rotating_turned(true, false);
    rotating_turned(false, true);
    relocking_holds(relocking_one, "rotated");
    relocking_holds(relocking_typed[0], "rotated, by the recovery key");
    cr_expect(eq(int, relocking_refusal(NULL), LC_REFUSED));
    rotating_put_key(".key", before, LC_WRAPPED_LEAST + 112); /* the same passphrase */
    answering(relocking_one);
    struct lc_store store;
    cr_expect(ne(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    free(before);
}

/* One that a killed rotation left, and one that is made later. */
Test(relock, every_key_file_goes_with_it)
{
    char *plain = rotating_key(".identity.key");
    rotating_put_key(".identity.key.next", plain, LC_KEY);
    relocking_done((struct relocking){ .phrase = relocking_one });
    answering(NULL);
    cr_expect(eq(int, lc_key_check(rotating_path, ".identity.key.next", "it", NULL),
                 LC_REFUSED));
    answering(relocking_one);
    cr_expect(
        eq(int, lc_key_check(rotating_path, ".identity.key.next", "it", NULL), LC_OK));
    char *path = lc_key_path(rotating_path, ".identity.key");
    struct lc_key_file made;
    cr_assert(zero(int, unlink(path)));
    cr_expect(eq(int,
                 lc_key_read(rotating_path, ".identity.key", "it", true, &made, NULL),
                 LC_OK));
    cr_expect(ne(int, memcmp(made.bytes, plain, LC_KEY), 0));
    answering(NULL);
    cr_expect(
        eq(int, lc_key_check(rotating_path, ".identity.key", "it", NULL), LC_REFUSED));
    free(plain);
    free(path);
}

Test(relock, the_next_generation_is_encrypted)
{
    relocking_done((struct relocking){ .phrase = relocking_one });
    answering(relocking_one);
    cr_assert(not(relocking_first.generation.encrypted));
    rotating_turned(true, false);
    struct lc_store store;
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_expect(store.generation.encrypted);
    lc_store_free(&store);
}

Test(relock, is_in_the_log_and_no_secret_with_it)
{
    size_t size;
    char *log, path[310];
    relocking_done(
        (struct relocking){ .phrase = relocking_one, .recovery = relocking_paper[0] });
    snprintf(path, sizeof path, "%s.log", rotating_path);
    cr_assert(eq(int, lc_file_read(path, 1 << 20, &log, &size, NULL), LC_OK));
    cr_expect(strstr(log, "\tkeys\tpassphrase reason test\t") != NULL);
    cr_expect(strstr(log, relocking_one) == NULL);
    cr_expect(strstr(log, relocking_typed[0]) == NULL);
    free(log);
}

Test(relock, asks_once)
{
    relocking_done((struct relocking){ .phrase = relocking_one });
    answering(relocking_one);
    rotating_holds(&relocking_first, "asked");
    rotating_look();
    cr_expect(eq(sz, answering_asked, 1));
    answering(relocking_two);
    for (int i = 0; i < 3; i++)
        cr_expect(eq(int, lc_key_check(rotating_path, ".key", "it", NULL), LC_REFUSED));
    cr_expect(eq(sz, answering_asked, 1));
}

/* The reader in its cage is one. */
Test(relock, a_child_has_to_be_told_anew)
{
    int status;
    relocking_done((struct relocking){ .phrase = relocking_one });
    cr_assert(relocking_opens(relocking_one));
    pid_t child = fork();
    if (!child) {
        answering_asked = 0;
        bool open = !lc_key_check(rotating_path, ".key", "it", NULL);
        _exit(open ? (int)answering_asked : CLOSED);
    }
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    cr_expect(eq(int, WEXITSTATUS(status), 1));
}
