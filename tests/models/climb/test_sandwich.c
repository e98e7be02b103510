/* The middle of a sandwich variance, by plain loops, with as many clusters as are taken
 * at once, one more, and many more. */
#include "models/climb/sandwich.h"

#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"

TestSuite(sandwich, .init = lc_begin);

enum { N = 300000, P = 3 };

static double value[P][N], g[N], sum[N][P];
static int32_t cluster[N];

/* (1) with row i in cluster i mod `clusters`. */
static void by_hand(size_t clusters, double *meat)
{
    for (size_t c = 0; c < clusters; c++)
        for (size_t k = 0; k < P; k++)
            sum[c][k] = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < P; k++)
            sum[cluster[i]][k] += g[i] * value[k][i];
    for (size_t c = 0; c < clusters; c++)
        for (size_t k = 0; k < P * P; k++)
            meat[k] += sum[c][k / P] * sum[c][k % P];
}

static void check(size_t clusters, lc_team *team)
{
    struct lc_column column[P];
    for (size_t k = 0; k < P; k++)
        column[k] = (struct lc_column){ .type = LC_F64, .data = value[k] };
    struct lc_matrix x = { N, P, column };
    struct lc_view view = { &x, false, NULL, NULL, NULL, team };
    double meat[P * P], want[P * P] = { 0 };
    lc_sweep *sweep;
    for (size_t i = 0; i < N; i++)
        cluster[i] = (int32_t)(i % clusters);
    by_hand(clusters, want);
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    cr_assert(zero(int, lc_meat(sweep, N, g, cluster, clusters, meat, NULL)));
    for (size_t k = 0; k < P * P; k++)
        cr_expect(epsilon_eq(dbl, meat[k], want[k], 1e-9 * want[0]), "%zu clusters",
                  clusters);
    lc_sweep_free(sweep);
}

Test(sandwich, clusters_on_both_sides_of_what_is_taken_at_once)
{
    struct lc_random r;
    lc_team *team;
    lc_random_init(&r, 5, 1);
    for (size_t i = 0; i < N; i++) {
        g[i] = lc_random_unit(&r) - 0.5;
        for (size_t k = 0; k < P; k++)
            value[k][i] = lc_random_unit(&r);
    }
    cr_assert(zero(int, lc_team_new(&team, 2, NULL)));
    check(LC_CLUSTERS_AT_ONCE - 1, team);
    check(LC_CLUSTERS_AT_ONCE, team);
    check(LC_CLUSTERS_AT_ONCE + 1, team);
    check(100000, team); /* the last run has 34,464, whose tables are cut further */
    check(2 * LC_CLUSTERS_AT_ONCE + 1000, team);
    check(N, team);
    lc_team_free(team);
}
