#include "support/rotating.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/eras.h"
#include "store/keys_inside.h"
#include "store/log.h"
#include "store/paths.h"
#include "store/rotate.h"
#include "support/stores.h"

char rotating_folder[260], rotating_path[300];

void rotating_begin(void)
{
    lc_begin();
    char *made = test_folder();
    snprintf(rotating_folder, sizeof rotating_folder, "%s/now", made);
    snprintf(rotating_path, sizeof rotating_path, "%s/s.h5", rotating_folder);
    cr_assert(eq(int, lc_folder_make(rotating_folder, NULL), LC_OK));
    free(made);
}

static const struct lc_identity ada = {
    .record = 2, .known_from = 18000, .forename = "Ada", .born = 13000, .local = "77"
};

static int log_it(void *context, uint64_t generation, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    (void)context;
    lc_text_add(&detail, "by a test");
    return lc_log_append(rotating_path, "import", generation, &detail, err);
}

/* The pseudonyms are those of numbers: "0", "1", ... in the present era. */
static void pseudonyms(struct lc_store *store)
{
    struct lc_eras eras;
    cr_assert(eq(int, lc_store_eras(&eras, store, rotating_path, true, NULL), LC_OK));
    for (size_t r = 0; r < store->records; r++) {
        unsigned char digest[LC_DIGEST];
        char text[24];
        snprintf(text, sizeof text, "%zu", r);
        lc_eras_pseudonym(&eras, text, strlen(text), digest);
        memcpy(store->record[r].pseudonym, digest, LC_PSEUDONYM);
    }
}

static void make_store(void)
{
    struct lc_store store = store_random(5, 6, 2, 40);
    struct lc_identities ids;
    const struct lc_writing how = { .path = rotating_path,
                                    .ids = &ids,
                                    .ready = log_it };
    pseudonyms(&store);
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_add(&ids, &ada, NULL), LC_OK));
    cr_assert(eq(int, lc_store_replace(&store, &how, NULL), LC_OK));
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* As the verb does it. */
int rotating_turn(bool of_store, bool of_identity, struct lc_error *err)
{
    const struct lc_rotation rotation = { of_store, of_identity, "keys reason test" };
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    int code = lc_store_lock_take(&lock, rotating_path, err);
    if (!code)
        code = lc_store_load(&store, rotating_path, err);
    if (!code)
        code = lc_identities_take(&ids, &store, rotating_path, err);
    if (!code)
        code = lc_store_rotate(&store, &ids, rotating_path, &rotation, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

void rotating_turned(bool of_store, bool of_identity)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, rotating_turn(of_store, of_identity, &err), LC_OK), "%s",
              err.text);
}

/* The store, its identity file and its log hold, and say what they said; the number of
 * its generation. `keyed`: but for what is keyed. */
uint64_t rotating_holds(const struct lc_store *wanted, const char *when)
{
    struct lc_error err = { 0 };
    struct lc_store store;
    struct lc_identities ids;
    struct lc_eras eras;
    cr_assert(eq(int, lc_store_load(&store, rotating_path, &err), LC_OK), "%s: %s",
              when, err.text);
    cr_assert(eq(int, lc_identities_load(&ids, &store, rotating_path, &err), LC_OK),
              "%s: %s", when, err.text);
    cr_assert(eq(sz, ids.count, 1));
    cr_assert(eq(str, (char *)ids.row[0].forename, (char *)"Ada"));
    cr_assert(eq(int, lc_store_eras(&eras, &store, rotating_path, false, &err), LC_OK),
              "%s: %s", when, err.text);
    for (size_t r = 0; r < store.records; r++) {
        unsigned char digest[LC_DIGEST];
        char text[24];
        snprintf(text, sizeof text, "%zu", r);
        lc_eras_pseudonym(&eras, text, strlen(text), digest);
        cr_assert(zero(int, memcmp(digest, store.record[r].pseudonym, LC_PSEUDONYM)),
                  "%s: record %zu is not known again", when, r);
        memcpy(store.record[r].pseudonym, wanted->record[r].pseudonym, LC_PSEUDONYM);
    }
    for (size_t h = 0; h < store.histories; h++)
        for (size_t i = 0; i < store.history[h].n; i++) {
            uint64_t *key = store.history[h].key + i,
                     *content = store.history[h].content + i;
            uint64_t first = wanted->history[h].key[i],
                     other = wanted->history[h].content[i];
            cr_assert(eq(u64, *key, lc_eras_row(&eras, first)), "%s", when);
            cr_assert(eq(u64, *content, lc_eras_row(&eras, other)), "%s", when);
            *key = first;
            *content = other;
        }
    cr_assert(store_same(&store, wanted), "%s", when);
    uint64_t number = store.generation.number;
    lc_identities_free(&ids);
    lc_store_free(&store);
    return number;
}

struct lc_store rotating_first(void)
{
    struct lc_store store;
    make_store();
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    return store;
}

char *rotating_key(const char *ending)
{
    size_t size;
    char *data, *name = lc_key_path(rotating_path, ending);
    cr_assert(eq(int, lc_file_read(name, 4096, &data, &size, NULL), LC_OK), "%s", name);
    free(name);
    return data;
}

void rotating_put_key(const char *ending, const char *bytes, size_t size)
{
    char *name = lc_key_path(rotating_path, ending);
    cr_assert(eq(int, lc_file_write(name, true, bytes, size, NULL), LC_OK));
    free(name);
}

bool rotating_is_there(const char *ending)
{
    char *name = lc_beside(rotating_path, ending);
    bool there = lc_file_exists(name);
    free(name);
    return there;
}

void rotating_look(void)
{
    struct lc_text detail = { 0 };
    lc_text_add(&detail, "rows 1");
    cr_assert(eq(int, lc_log_append(rotating_path, "score", 0, &detail, NULL), LC_OK));
}
