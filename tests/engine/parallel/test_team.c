/* The team: every shard once, and sums that do not depend on who did what. */
#include "parallel/team.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"

TestSuite(team, .init = lc_begin);

static void count(void *context, size_t shard, size_t worker)
{
    (void)worker;
    ((int *)context)[shard]++;
}

Test(team, every_shard_is_done_once)
{
    for (int threads = 0; threads < 6; threads++) {
        int done[1000] = { 0 };
        lc_team *team = NULL;
        cr_assert(zero(int, lc_team_new(&team, threads, NULL)));
        for (int round = 0; round < 20; round++)
            lc_team_run(team, 1000, count, done);
        for (int s = 0; s < 1000; s++)
            cr_assert(eq(int, done[s], 20));
        lc_team_free(team);
    }
}

/* Shard 0 gives 1, the next 2^52 give by turns 1 and -1 scaled so that a plain sum
 * would lose the 1: 1 + 1e16 - 1e16 + ... = 1 exactly, when compensated. */
static void cancelling(void *context, size_t shard, size_t worker, double *partial)
{
    (void)worker;
    (void)context;
    for (int i = 0; i < 600; i++)
        partial[i] += shard == 0 ? 1 + i : shard % 2 ? 1e19 : -1e19;
}

Test(team, sums_are_compensated_and_the_same_for_any_team)
{
    static double partials[65 * 600], one[600], many[600];
    lc_team *team = NULL;
    cr_assert(zero(int, lc_team_new(&team, 3, NULL)));
    lc_team_sum(NULL, 65, 600, cancelling, NULL, partials, one);
    lc_team_sum(team, 65, 600, cancelling, NULL, partials, many);
    lc_team_free(team);
    for (int i = 0; i < 600; i++)
        cr_assert(eq(dbl, one[i], 1 + i));
    cr_assert(zero(int, memcmp(one, many, sizeof one)));
}

Test(team, shards_cover_the_rows_evenly)
{
    const size_t n = 1000003;
    cr_assert(zero(sz, lc_shard_first(n, 0, 64)));
    cr_assert(eq(sz, lc_shard_first(n, 64, 64), n));
    for (size_t s = 0; s < 64; s++) {
        size_t rows = lc_shard_first(n, s + 1, 64) - lc_shard_first(n, s, 64);
        cr_assert(rows == n / 64 || rows == n / 64 + 1);
    }
    cr_assert(eq(sz, lc_shard_first(SIZE_MAX, 64, 64), SIZE_MAX)); /* no overflow */
}

Test(team, refuses_a_silly_number_of_threads)
{
    lc_team *team;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_team_new(&team, -1, &err), LC_USAGE));
    cr_assert(eq(ptr, team, NULL));
    lc_team_free(NULL);
    cr_assert(eq(int, lc_team_threads(NULL), 1));
    cr_assert(eq(int, lc_team_new(&team, LC_MAX_THREADS, &err), LC_OK));
    cr_assert(eq(int, lc_team_threads(team), LC_MAX_THREADS));
    lc_team_free(team);
    cr_assert(eq(int, lc_team_new(&team, LC_MAX_THREADS + 1, &err), LC_USAGE));
}
