/* A store and its identity file: each generation names its own. By hand: which of two
 * files stands where. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/identity_inside.h"
#include "store/paths.h"
#include "store/store.h"
#include "support/stores.h"

static char path[300], now[320], next[320], key[320], away[320];

static void set_up(void)
{
    lc_begin();
    char *folder = test_folder();
    snprintf(path, sizeof path, "%s/s.h5", folder);
    snprintf(now, sizeof now, "%s.identity", path);
    snprintf(next, sizeof next, "%s.identity.next", path);
    snprintf(key, sizeof key, "%s.identity.key", path);
    snprintf(away, sizeof away, "%s/away", folder);
    free(folder);
}

TestSuite(bound, .init = set_up);

static struct lc_identities of_one(const char *surname)
{
    struct lc_identity row = { .record = 1, .surname = surname, .born = 14000 };
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    return ids;
}

/* A generation of the store in which record 1 has this name. */
static void write_as(struct lc_store *store, const char *surname)
{
    struct lc_identities ids = of_one(surname);
    const struct lc_writing how = { .path = path, .ids = &ids };
    cr_assert(eq(int, lc_store_replace(store, &how, NULL), LC_OK));
    lc_identities_free(&ids);
}

/* The name that a reader finds for record 1, or the code of what it is refused for. */
static int find(char *surname, size_t room, bool *waiting, struct lc_error *err)
{
    struct lc_store store;
    struct lc_identities ids;
    cr_assert(eq(int, lc_store_load(&store, path, NULL), LC_OK));
    int code = lc_identities_load(&ids, &store, path, err);
    lc_store_free(&store);
    if (code)
        return code;
    snprintf(surname, room, "%s", ids.count ? ids.row[0].surname : "nobody");
    *waiting = ids.waiting;
    lc_identities_free(&ids);
    return LC_OK;
}

static void finds(const char *surname, bool waiting)
{
    char found[40];
    bool waits;
    struct lc_error err = { 0 };
    cr_assert(eq(int, find(found, sizeof found, &waits, &err), LC_OK), "%s", err.text);
    cr_assert(eq(str, found, (char *)surname));
    cr_assert(eq(int, waits, waiting));
}

static void refused(int code, const char *words)
{
    char found[40];
    bool waits;
    struct lc_error err = { 0 };
    cr_assert(eq(int, find(found, sizeof found, &waits, &err), code));
    cr_assert_not_null(strstr(err.text, words), "%s", err.text);
    cr_assert_not_null(strstr(err.text, now), "%s", err.text);
    cr_assert_null(strstr(err.text, "Lee"));
}

static struct lc_store of_two(void)
{
    return store_of(2, "x 0 2020-01-01 - code A\n"
                       "x 1 2020-03-01 - code A\n");
}

Test(bound, an_older_or_newer_file_or_none_is_refused)
{
    struct lc_store store = of_two();
    write_as(&store, "Lee");
    finds("Lee", false);
    cr_assert(zero(int, link(now, away))); /* the first generation's */
    write_as(&store, "Leigh");
    finds("Leigh", false);
    cr_assert(zero(int, rename(away, now)));
    refused(LC_DAMAGED, "not the identity file that was written with");
    write_as(&store, "Lee again"); /* not loaded, so nobody looked; another writing */
    finds("Lee again", false);
    cr_assert(zero(int, unlink(now)));
    refused(LC_ABSENT, "is not there");
    lc_store_free(&store);
}

/* The same names under the same key, written for another store. */
Test(bound, a_file_of_the_same_words_is_another)
{
    struct lc_store store = of_two();
    struct lc_identities ids = of_one("Lee");
    struct lc_bond other;
    write_as(&store, "Lee");
    cr_assert(eq(
        int, lc_identities_write(&other, &ids, now, path, LC_KEY_PRESENT, false, NULL),
        LC_OK));
    refused(LC_DAMAGED, "another store's");
    lc_identities_free(&ids);
    lc_store_free(&store);
}

Test(bound, a_store_without_names_has_none)
{
    struct lc_store store = of_two();
    struct lc_identities ids = of_one("Lee");
    struct lc_bond other;
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_OK));
    finds("nobody", false);
    cr_assert(eq(
        int, lc_identities_write(&other, &ids, now, path, LC_KEY_PRESENT, true, NULL),
        LC_OK));
    refused(LC_DAMAGED, "was written without an identity file");
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* A store written without them keeps those it has: link does so. */
Test(bound, a_writing_without_names_keeps_the_bond)
{
    struct lc_store store = of_two(), again;
    write_as(&store, "Lee");
    cr_assert(eq(int, lc_store_load(&again, path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&again, path, NULL), LC_OK));
    finds("Lee", false);
    lc_store_free(&again);
    lc_store_free(&store);
}

/* Killed between the two renames: the new file waits, and is the store's. What is
 * written next finds it in its place. */
Test(bound, a_file_that_waits_is_read_and_then_placed)
{
    struct lc_store store = of_two();
    write_as(&store, "Lee");
    cr_assert(zero(int, link(now, away)));
    write_as(&store, "Leigh");
    cr_assert(zero(int, rename(now, next)));
    finds("Leigh", true); /* the first import of all, killed so */
    cr_assert(zero(int, rename(away, now)));
    finds("Leigh", true);
    struct lc_identities ids = of_one("Lea");
    struct lc_bond bond = store.generation.bond;
    cr_assert(
        eq(int, lc_identities_prepare(&bond, &ids, path, LC_KEY_PRESENT, NULL), LC_OK));
    finds("Leigh",
          false); /* killed before the store's rename: the new one is nobody's */
    lc_identities_forget(path);
    cr_assert(not(lc_file_exists(next)));
    write_as(&store, "Lea");
    finds("Lea", false);
    cr_assert(not(lc_file_exists(next)));
    lc_identities_free(&ids);
    lc_store_free(&store);
}

static int no(void *context, uint64_t generation, struct lc_error *err)
{
    cr_assert(eq(u64, generation, 2));
    ++*(int *)context;
    return LC_FAIL(err, LC_IO, "no");
}

/* What must be there before the store is not: nothing is changed, byte for byte. */
Test(bound, when_it_is_not_ready_nothing_is_replaced)
{
    struct lc_store store = of_two();
    struct lc_identities ids = of_one("Leigh");
    int asked = 0;
    const struct lc_writing how = { path, &ids, no, &asked, NULL };
    write_as(&store, "Lee");
    const char *const ends[] = { "", ".digest", ".identity", ".identity.key" };
    unsigned char before[4][LC_DIGEST], after[LC_DIGEST];
    uint64_t size;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < 4; i++) {
            char *name = lc_beside(path, ends[i]);
            cr_assert(eq(int,
                         lc_file_digest(name, pass ? after : before[i], &size, NULL),
                         LC_OK));
            if (pass)
                cr_assert(zero(int, memcmp(before[i], after, LC_DIGEST)), "%s", name);
            else if (i == 3)
                cr_assert(eq(int, lc_store_replace(&store, &how, NULL), LC_IO));
            free(name);
        }
    cr_assert(eq(int, asked, 1));
    cr_assert(not(lc_file_exists(next)));
    finds("Lee", false);
    lc_identities_free(&ids);
    lc_store_free(&store);
}
