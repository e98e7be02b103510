/* New keys: what a store says is what it said, the old keys open nothing of it, the log
 * goes on. Expected: the store itself, before. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/eras.h"
#include "store/identity.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/paths.h"
#include "store/reveal.h"
#include "support/rotating.h"
#include "support/stores.h"

TestSuite(rotate, .init = rotating_begin);

static bool holds_bytes(const char *data, size_t size, const void *bytes, size_t count)
{
    for (size_t at = 0; at + count <= size; at++)
        if (!memcmp(data + at, bytes, count))
            return true;
    return false;
}

Test(rotate, says_what_it_said_and_the_old_keys_open_nothing)
{
    struct lc_store before = rotating_first(), store;
    struct lc_identities ids;
    char *old = rotating_key(".key"), *old_identity = rotating_key(".identity.key");
    rotating_turned(true, true);
    cr_assert(eq(u64, rotating_holds(&before, "once"), 2));
    rotating_look();
    rotating_turned(true, false);
    rotating_turned(false, true);
    rotating_look();
    rotating_turned(true, true);
    cr_assert(eq(u64, rotating_holds(&before, "four times"), 5));
    cr_assert(not(rotating_is_there(".key.next")));
    cr_assert(not(rotating_is_there(".identity.key.next")));
    char *now = rotating_key(".key");
    rotating_put_key(".key", old, LC_KEY);
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_DAMAGED));
    rotating_put_key(".key", now, LC_KEY);
    rotating_put_key(".identity.key", old_identity, LC_KEY);
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_assert(
        eq(int, lc_identities_load(&ids, &store, rotating_path, NULL), LC_DAMAGED));
    lc_store_free(&store);
    lc_store_free(&before);
    free(old);
    free(old_identity);
    free(now);
}

/* What is in the store under an old key is nowhere in it under the new one. */
Test(rotate, leaves_no_digest_of_an_older_key)
{
    struct lc_store before = rotating_first();
    size_t size;
    char *data;
    rotating_turned(true, false);
    cr_assert(eq(int, lc_file_read(rotating_path, 1 << 24, &data, &size, NULL), LC_OK));
    for (size_t r = 0; r < before.records; r++)
        cr_expect(
            not(holds_bytes(data, size, before.record[r].pseudonym, LC_PSEUDONYM)));
    for (size_t h = 0; h < before.histories; h++)
        for (size_t i = 0; i < before.history[h].n; i++)
            cr_expect(not(holds_bytes(data, size, before.history[h].key + i, 8)));
    free(data);
    lc_store_free(&before);
}

/* The log before a rotation: its links are under a key that nobody has, and any byte of
 * it is vouched for all the same. */
Test(rotate, any_byte_of_the_log_before_it)
{
    struct lc_store before = rotating_first();
    struct lc_log_state state;
    char *data, *name = lc_beside(rotating_path, ".log");
    size_t size;
    rotating_look();
    rotating_turned(true, false);
    cr_assert(eq(int, lc_file_read(name, 1 << 20, &data, &size, NULL), LC_OK));
    cr_assert(eq(int, lc_log_check(&state, NULL, rotating_path, NULL), LC_OK));
    cr_assert(eq(u64, state.end.lines, 3));
    rotating_look(); /* so that the line's own link is vouched for by the next */
    free(data);
    cr_assert(eq(int, lc_file_read(name, 1 << 20, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i + 1 < size; i++) {
        data[i] ^= 1;
        cr_assert(eq(int, lc_file_write(name, true, data, size, NULL), LC_OK));
        data[i] ^= 1;
        cr_expect(eq(int, lc_log_check(&state, NULL, rotating_path, NULL), LC_DAMAGED),
                  "byte %zu of %.300s", i, data);
    }
    free(data);
    free(name);
    lc_store_free(&before);
}

/* An end of the log that was kept elsewhere before it is still one. */
Test(rotate, an_anchor_of_before_holds)
{
    struct lc_store before = rotating_first();
    struct lc_log_state then, now;
    rotating_look();
    cr_assert(eq(int, lc_log_check(&then, NULL, rotating_path, NULL), LC_OK));
    rotating_turned(true, true);
    rotating_turned(true, true);
    cr_assert(eq(int, lc_log_check(&now, &then.end, rotating_path, NULL), LC_OK));
    cr_assert(now.meets);
    cr_assert(eq(u64, now.generation, 3));
    then.end.link[5] ^= 1;
    cr_assert(eq(int, lc_log_check(&now, &then.end, rotating_path, NULL), LC_OK));
    cr_assert(not(now.meets));
    lc_store_free(&before);
}

/* Looks of all eras are found. */
Test(rotate, looks_of_before_are_found)
{
    const struct lc_reveal reveal = { rotating_path, "timeline", "test" };
    struct lc_store before = rotating_first(), store;
    struct lc_traces traces;
    char *log, *name = lc_beside(rotating_path, ".log");
    size_t size, met = 0;
    for (int i = 0; i < 3; i++) {
        cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
        cr_assert(eq(int, lc_reveal_child(&reveal, &store, 3, NULL), LC_OK));
        lc_store_free(&store);
        rotating_turned(true, false);
    }
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_assert(eq(int, lc_traces_of(&traces, &store, rotating_path, 3, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(name, 1 << 20, &log, &size, NULL), LC_OK));
    for (char *at = log; (at = strstr(at, "\tof ")); at++)
        met += lc_traces_meet(&traces, lc_slice_of(at + 1));
    cr_assert(eq(sz, met, 3));
    lc_traces_free(&traces);
    lc_store_free(&store);
    lc_store_free(&before);
    free(log);
    free(name);
}

/* What is kept of the earlier keys is under the present one: of another it opens not.
 */
Test(rotate, elders_are_of_their_store)
{
    struct lc_store before = rotating_first(), store;
    struct lc_secrets secrets;
    struct lc_eras eras;
    rotating_turned(true, false);
    rotating_turned(true, false);
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_secrets(&secrets, rotating_path, false, NULL), LC_OK));
    cr_assert(eq(int, lc_eras_open(&eras, &store, &secrets, NULL), LC_OK));
    cr_assert(eq(sz, eras.count, 3));
    struct lc_elder first = store.elder[0]; /* in each other's places */
    store.elder[0] = store.elder[1];
    store.elder[1] = first;
    cr_assert(eq(int, lc_eras_open(&eras, &store, &secrets, NULL), LC_DAMAGED));
    store.elder[1] = store.elder[0];
    store.elder[0] = first;
    secrets.of[LC_FOR_ELDERS].bytes[7] ^= 1;
    cr_assert(eq(int, lc_eras_open(&eras, &store, &secrets, NULL), LC_DAMAGED));
    lc_store_free(&store);
    lc_store_free(&before);
}

/* A copy of the old key elsewhere would be taken for a second key afterwards. */
Test(rotate, a_key_in_two_places_is_refused_before_anything)
{
    struct lc_error err = { 0 };
    char apart[300], command[1000];
    struct lc_store before = rotating_first();
    snprintf(apart, sizeof apart, "%s/keys", rotating_folder);
    snprintf(command, sizeof command, "mkdir -m 700 %s && cp %s/*key %s/", apart,
             rotating_folder, apart);
    cr_assert(zero(int, system(command)));
    const struct lc_keys_asked asked = { .option = apart };
    cr_assert(eq(int, lc_keys_begin(&asked, NULL), LC_OK));
    cr_assert(eq(int, rotating_turn(true, true, &err), LC_REFUSED));
    cr_assert_not_null(strstr(err.text, "beside the store as well"), "%s", err.text);
    cr_assert(eq(u64, rotating_holds(&before, "refused"), 1));
    char *next = lc_key_path(rotating_path, ".key.next");
    cr_assert(not(lc_file_exists(next)));
    free(next);
    lc_store_free(&before);
}
