/* Each invariant of store and history ends the process with the status of a fault of
 * the program, and leaves what was on the disk: what breaks them is done here, in
 * memory, since no file can. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/wait.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/invariant.h"
#include "store/erase.h"
#include "store/history_inside.h"
#include "store/manifest_inside.h"
#include "store/seen.h"
#include "store/write_inside.h"
#include "support/stores.h"

enum { FAULT = 7 }; /* README.md, "Exit status" */

TestSuite(invariants, .init = lc_begin);

#define FIRES(name) Test(invariants, name, .exit_code = FAULT)

static struct lc_store store;
static struct lc_history *x;

static void begin(void)
{
    store = store_of(3, "covers x 2019-01-01 2021-01-01\n"
                        "x 0 2020-01-01 - code A\n"
                        "x 0 2020-01-02 - code A\n"
                        "x 2 2020-01-03 - code A\n");
    x = store.history;
}

static void put(void)
{
    char *folder = test_folder(), path[300];
    static const struct lc_cipher plain;
    struct lc_draft draft;
    snprintf(path, sizeof path, "%s/s.h5", folder);
    int code = lc_draft_open(&draft, path, true, NULL);
    code = code ? code : lc_store_write(&store, &draft, &plain, NULL);
    lc_draft_drop(&draft);
    free(folder);
    exit(code ? 98 : 99); /* it was written */
}

/* As it is it can be written: the others fail for what they break. */
Test(invariants, hold_of_a_store, .exit_code = 99)
{
    begin();
    put();
}

FIRES(rows_out_of_order)
{
    begin();
    x->start[0] = x->start[1] + 1;
    put();
}

FIRES(a_child_out_of_order)
{
    begin();
    x->child[1] = 2;
    put();
}

FIRES(an_offset_beyond_the_rows)
{
    begin();
    x->offset[2] = 9;
    put();
}

FIRES(offsets_that_fall)
{
    begin();
    x->offset[1] = 3;
    x->offset[2] = 2;
    put();
}

FIRES(offsets_that_end_before_the_rows)
{
    begin();
    x->offset[3] = 2;
    put();
}

FIRES(offsets_of_other_children)
{
    begin();
    x->offset[1] = 1;
    put();
}

FIRES(a_history_of_other_children)
{
    begin();
    x->children = 2;
    put();
}

FIRES(a_history_that_was_not_sorted)
{
    begin();
    free(x->offset);
    x->offset = NULL;
    put();
}

FIRES(a_record_of_a_child_to_come)
{
    begin();
    store.record[1].child = 2;
    put();
}

/* A sample finds what is wrong in all of a large history. */
FIRES(a_large_history_the_wrong_way_round)
{
    store = store_random(5, 50, 1, 20000);
    x = store.history;
    for (size_t i = 0; i < x->n / 2; i++) {
        int32_t start = x->start[i];
        x->start[i] = x->start[x->n - 1 - i];
        x->start[x->n - 1 - i] = start;
    }
    put();
}

/* Whoever reads a child's rows. */
FIRES(a_childs_rows_beyond_the_end)
{
    begin();
    x->offset[3] = 4;
    exit((int)lc_history_rows_of(x, 2).end);
}

FIRES(a_childs_rows_that_end_before_they_begin)
{
    begin();
    x->offset[2] = 1;
    exit((int)lc_history_rows_of(x, 1).end);
}

/* An index by a record's child. */
FIRES(an_erasure_by_a_child_that_is_not_there)
{
    static const bool going[3] = { true };
    struct lc_erased erased;
    struct lc_identities ids;
    begin();
    store.record[2].child = 7;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    exit(lc_store_erase(&erased, &store, &ids, going, NULL));
}

/* Behind the last number that a manifest can say none would be read. */
FIRES(a_generation_without_a_number)
{
    struct lc_manifest m;
    struct lc_secrets secrets;
    char *folder = test_folder(), path[300];
    begin();
    snprintf(path, sizeof path, "%s/s.h5", folder);
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_secrets(&secrets, path, false, NULL), LC_OK));
    cr_assert(eq(int, lc_manifest_read(&m, path, &secrets, NULL), LC_OK));
    m.seal[0].of.number = LC_LAST_GENERATION;
    cr_assert(eq(int, lc_manifest_put(&m, path, &secrets, NULL), LC_OK));
    exit(lc_store_save(&store, path, NULL));
}

FIRES(a_manifest_without_a_seal)
{
    struct lc_manifest none = { .count = 0 };
    struct lc_secrets secrets = { 0 };
    exit(lc_manifest_put_held(&none, "nowhere/s.h5", &secrets, NULL, NULL));
}

/* What it says: that it is a fault, which, where, and what to do. */
Test(invariants, say_what_does_not_hold)
{
    char said[1000] = "";
    int ends[2], status = 0;
    cr_assert(zero(int, pipe(ends)));
    pid_t child = fork();
    if (!child) {
        dup2(ends[1], STDERR_FILENO);
        lc_invariant_broken("one == two", "engine/x.c", 12);
    }
    close(ends[1]);
    cr_assert(eq(int, (int)waitpid(child, &status, 0), (int)child));
    cr_assert(lt(long, 0, (long)read(ends[0], said, sizeof said - 1)));
    close(ends[0]);
    cr_expect(eq(int, WIFEXITED(status) ? WEXITSTATUS(status) : -1, FAULT));
    static const char *const words[] = { "fault of the program", "one == two",
                                         "engine/x.c:12",
                                         "the command and the version" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect(strstr(said, words[i]) != NULL, "%s: %s", words[i], said);
}
