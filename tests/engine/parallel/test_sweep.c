/* The sweep against plain loops; narrow types; bins large and small; an interrupt. */
#include "parallel/sweep.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "parallel/many.h"

TestSuite(sweep, .init = lc_begin);

enum { N = 70001, P = 9, Q = P + 1 };

struct data {
    double value[P][N], weight[N];
    float f32[N];
    int32_t i32[N], bin[N];
    int16_t i16[N];
    uint8_t u8[N];
    struct lc_column wide[P], narrow[P];
    double centre[P], scale[P];
};

/* Whole numbers, so that every type holds them exactly. */
static struct data *make(void)
{
    struct data *d = calloc(1, sizeof *d);
    struct lc_random r;
    lc_random_init(&r, 3, 1);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < P; k++)
            d->value[k][i] = (double)lc_random_below(&r, 50);
        d->f32[i] = (float)d->value[0][i];
        d->i32[i] = (int32_t)d->value[1][i];
        d->i16[i] = (int16_t)d->value[2][i];
        d->u8[i] = (uint8_t)d->value[3][i];
        d->weight[i] = lc_random_unit(&r);
        d->bin[i] = (int32_t)lc_random_below(&r, 40001) - 1;
    }
    for (size_t k = 0; k < P; k++)
        d->wide[k] = d->narrow[k] =
            (struct lc_column){ .type = LC_F64, .data = d->value[k] };
    d->narrow[0] = (struct lc_column){ .type = LC_F32, .data = d->f32 };
    d->narrow[1] = (struct lc_column){ .type = LC_I32, .data = d->i32 };
    d->narrow[2] = (struct lc_column){ .type = LC_I16, .data = d->i16 };
    d->narrow[3] = (struct lc_column){ .type = LC_U8, .data = d->u8 };
    return d;
}

/* eta and its own things to sum: what the rule sees must be the block's rows. */
static void rule(void *context, struct lc_rows *rows)
{
    const struct data *d = context;
    for (size_t r = 0; r < rows->count; r++) {
        rows->gradient[r] = rows->eta[r];
        rows->curvature[r] = d->weight[rows->first + r];
        rows->cross[r] = 1;
        rows->loglik += rows->eta[r];
        rows->extra[1] += d->weight[rows->first + r];
    }
}

struct result {
    double gradient[Q], cross[Q], gram[Q * Q];
    struct lc_sums sums;
};

static void run(struct result *out, struct data *d, const struct lc_column *column,
                lc_team *team)
{
    struct lc_matrix x = { N, P, column };
    double beta[Q];
    lc_sweep *sweep;
    cr_assert(zero(int, lc_moments(&x, NULL, NULL, team, d->centre, d->scale, NULL)));
    struct lc_view view = { &x, true, d->centre, d->scale, NULL, team };
    for (size_t k = 0; k < Q; k++)
        beta[k] = 0.1 * (double)k - 0.3;
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    out->sums = (struct lc_sums){ .gradient = out->gradient,
                                  .cross = out->cross,
                                  .gram = out->gram };
    cr_assert(zero(int, lc_sweep_run(sweep, beta,
                                     LC_SUM_GRADIENT | LC_SUM_GRAM | LC_SUM_CROSS, rule,
                                     d, &out->sums, NULL)));
    lc_sweep_free(sweep);
}

static double z_at(const struct data *d, size_t c, size_t i)
{
    return c ? (d->value[c - 1][i] - d->centre[c - 1]) * d->scale[c - 1] : 1;
}

Test(sweep, sums_are_those_of_plain_loops)
{
    struct data *d = make();
    struct result got;
    run(&got, d, d->wide, NULL);
    long double gram[Q][Q] = { { 0 } }, gradient[Q] = { 0 }, cross[Q] = { 0 }, sum = 0;
    for (size_t i = 0; i < N; i++) {
        double z[Q], eta = 0;
        for (size_t k = 0; k < Q; k++) {
            z[k] = z_at(d, k, i);
            eta += (0.1 * (double)k - 0.3) * z[k];
        }
        sum += eta;
        for (size_t k = 0; k < Q; k++) {
            gradient[k] += eta * z[k];
            cross[k] += z[k];
            for (size_t l = 0; l < Q; l++)
                gram[k][l] += d->weight[i] * z[k] * z[l];
        }
    }
    cr_assert(epsilon_eq(dbl, got.sums.loglik, (double)sum, 1e-8));
    for (size_t k = 0; k < Q; k++) {
        cr_assert(epsilon_eq(dbl, got.gradient[k], (double)gradient[k], 1e-8));
        cr_assert(epsilon_eq(dbl, got.cross[k], (double)cross[k], 1e-8));
        for (size_t l = 0; l < Q; l++)
            cr_assert(epsilon_eq(dbl, got.gram[k * Q + l], (double)gram[k][l], 1e-8));
    }
    free(d);
}

Test(sweep, narrow_types_and_threads_give_the_same_bits)
{
    struct data *d = make();
    struct result wide, narrow;
    lc_team *team;
    cr_assert(zero(int, lc_team_new(&team, 3, NULL)));
    run(&wide, d, d->wide, NULL);
    run(&narrow, d, d->narrow, team);
    cr_assert(zero(int, memcmp(wide.gram, narrow.gram, sizeof wide.gram)));
    cr_assert(zero(int, memcmp(wide.gradient, narrow.gradient, sizeof wide.gradient)));
    cr_assert(eq(dbl, wide.sums.loglik, narrow.sums.loglik));
    cr_assert(eq(dbl, wide.sums.extra[1], narrow.sums.extra[1]));
    lc_team_free(team);
    free(d);
}

static void many_rule(void *context, struct lc_rows *rows)
{
    const struct data *d = context;
    for (size_t r = 0; r < rows->count; r++) {
        rows->gradient[r] = d->weight[rows->first + r] * rows->eta[r];
        rows->loglik += (double)(rows->vector + 1) * rows->eta[r];
        rows->extra[0] += d->weight[rows->first + r];
    }
}

static void one_rule(void *context, struct lc_rows *rows)
{
    rows->vector = 0;
    many_rule(context, rows);
}

/* Seven vectors together are each what they are alone; on three threads the same bits.
 */
Test(sweep, several_vectors_are_each_as_alone)
{
    enum { V = 7 };
    struct data *d = make();
    struct lc_matrix x = { N, P, d->narrow };
    double beta[V * Q], loglik[2][V], extra[2][V], gradient[2][V * Q], alone[Q],
        again[V];
    cr_assert(zero(int, lc_moments(&x, NULL, NULL, NULL, d->centre, d->scale, NULL)));
    for (size_t k = 0; k < V * Q; k++)
        beta[k] = k % Q == 4 ? 0 : 0.01 * (double)(k * k % 37) - 0.2;
    for (int t = 0; t < 2; t++) {
        lc_team *team;
        lc_sweep *sweep;
        cr_assert(zero(int, lc_team_new(&team, 1 + 2 * t, NULL)));
        struct lc_view view = { &x, true, d->centre, d->scale, NULL, team };
        cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
        struct lc_many many = { V, beta, loglik[t], gradient[t], extra[t] };
        cr_assert(zero(int, lc_sweep_many(sweep, &many, many_rule, d, NULL)));
        /* without gradients, columns that no vector uses are not read */
        struct lc_many ahead = { .count = V, .beta = beta, .loglik = again };
        cr_assert(zero(int, lc_sweep_many(sweep, &ahead, many_rule, d, NULL)));
        cr_assert(zero(int, memcmp(again, loglik[t], sizeof again)));
        for (size_t v = 0; v < V; v++) {
            struct lc_sums sums = { .gradient = alone };
            cr_assert(zero(int, lc_sweep_run(sweep, beta + v * Q, LC_SUM_GRADIENT,
                                             one_rule, d, &sums, NULL)));
            cr_assert(
                epsilon_eq(dbl, loglik[t][v], (double)(v + 1) * sums.loglik, 1e-7));
            cr_assert(epsilon_eq(dbl, extra[t][v], sums.extra[0], 1e-7));
            for (size_t k = 0; k < Q; k++)
                cr_assert(epsilon_eq(dbl, gradient[t][v * Q + k], alone[k], 1e-8));
        }
        lc_sweep_free(sweep);
        lc_team_free(team);
    }
    cr_assert(zero(int, memcmp(gradient[0], gradient[1], sizeof gradient[0])));
    cr_assert(zero(int, memcmp(loglik[0], loglik[1], sizeof loglik[0])));
    free(d);
}

/* Few bins (all columns together) and many (a panel at a time), a second list of bins
 * taken away in the same table. */
static void check_bins(struct data *d, size_t bins, lc_team *team)
{
    struct lc_matrix x = { N, P, d->wide };
    struct lc_view view = { &x, true, d->centre, d->scale, NULL, team };
    int32_t *first = malloc(N * sizeof *first), *second = malloc(N * sizeof *second);
    lc_sweep *sweep;
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    size_t room = lc_bin_room(sweep, bins);
    double *table = calloc(room + LC_PAD, sizeof *table),
           *want = calloc(bins * Q, sizeof *want);
    for (size_t i = 0; i < N; i++) {
        first[i] = d->bin[i] < 0 ? -1 : d->bin[i] % (int32_t)bins;
        second[i] = (int32_t)(i % bins);
        for (size_t k = 0; k < Q; k++) {
            if (first[i] >= 0)
                want[(size_t)first[i] * Q + k] += d->weight[i] * z_at(d, k, i);
            want[(size_t)second[i] * Q + k] -= d->weight[i] * z_at(d, k, i);
        }
    }
    double *at = lc_aligned(table);
    const struct lc_binning binning[] = { { first, d->weight, 1, at, bins, room },
                                          { second, d->weight, -1, at, bins, room } };
    cr_assert(zero(int, lc_sweep_bin(sweep, 2, binning, NULL)));
    for (size_t b = 0; b < bins; b++)
        for (size_t k = 0; k < Q; k++)
            cr_assert(
                epsilon_eq(dbl, at[(k / LC_PANEL * bins + b) * LC_PANEL + k % LC_PANEL],
                           want[b * Q + k], 1e-9));
    lc_sweep_free(sweep);
    free(first);
    free(second);
    free(table);
    free(want);
}

/* On both sides of a block's rows, of the rows that are worth a shard, and of 64 shards
 * of them. */
Test(sweep, rows_on_both_sides_of_blocks_and_shards)
{
    static const size_t sizes[] = { 1,   7,   8,    9,    63,   64,    65,    511,
                                    512, 513, 1023, 1024, 1025, 32767, 32768, 32769 };
    struct data *d = make();
    lc_team *team;
    cr_assert(zero(int, lc_team_new(&team, 2, NULL)));
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s];
        struct lc_matrix x = { n, P, d->wide };
        struct lc_view view = { &x, true, NULL, NULL, NULL, team };
        double beta[Q] = { 0.5, 1, -1 }, gradient[Q], gram[Q * Q], want[3] = { 0 };
        struct lc_sums sums = { .gradient = gradient, .gram = gram };
        lc_sweep *sweep;
        cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
        cr_assert(zero(int, lc_sweep_run(sweep, beta, LC_SUM_GRADIENT | LC_SUM_GRAM,
                                         rule, d, &sums, NULL)));
        for (size_t i = 0; i < n; i++) {
            double eta = 0.5 + d->value[0][i] - d->value[1][i];
            want[0] += eta;
            want[1] += eta * d->value[8][i];
            want[2] += d->weight[i] * d->value[8][i] * d->value[3][i];
        }
        cr_expect(epsilon_eq(dbl, gradient[0], want[0], 1e-9 * fabs(want[0]) + 1e-9));
        cr_expect(epsilon_eq(dbl, gradient[9], want[1], 1e-9 * fabs(want[1]) + 1e-9));
        cr_expect(epsilon_eq(dbl, gram[9 * Q + 4], want[2], 1e-9 * want[2] + 1e-9));
        lc_sweep_free(sweep);
    }
    lc_team_free(team);
    free(d);
}

/* A room made for many bins is used for fewer, whose smaller tables would be cut into
 * more: 6,000 bins of these rows are one table, 5,000 are two. What lies behind the
 * room stays as it was, and less than one table is refused. */
Test(sweep, a_room_of_more_bins_serves_fewer)
{
    enum { MORE = 6000, FEWER = 5000, GUARD = 16 * FEWER };
    struct data *d = make();
    struct lc_matrix x = { N, P, d->wide };
    struct lc_view view = { &x, true, NULL, NULL, NULL, NULL };
    lc_sweep *sweep;
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    size_t room = lc_bin_room(sweep, MORE);
    cr_assert(lt(sz, room, lc_bin_room(sweep, FEWER)));
    double *memory = calloc(room + LC_PAD + GUARD, sizeof *memory);
    double *want = calloc(FEWER * Q, sizeof *want), *at = lc_aligned(memory);
    for (size_t i = 0; i < GUARD; i++)
        at[room + i] = 7;
    for (size_t i = 0; i < N; i++) {
        d->bin[i] = (int32_t)(i % FEWER);
        for (size_t k = 0; k < Q; k++)
            want[i % FEWER * Q + k] += d->weight[i] * (k ? d->value[k - 1][i] : 1);
    }
    struct lc_binning binning = { d->bin, d->weight, 1, at, FEWER, room };
    cr_assert(zero(int, lc_sweep_bin(sweep, 1, &binning, NULL)));
    for (size_t b = 0; b < FEWER; b++)
        for (size_t k = 0; k < Q; k++)
            cr_assert(epsilon_eq(
                dbl, at[(k / LC_PANEL * FEWER + b) * LC_PANEL + k % LC_PANEL],
                want[b * Q + k], 1e-9));
    for (size_t i = 0; i < GUARD; i++)
        cr_assert(eq(dbl, at[room + i], 7));
    binning.room = 2 * LC_PANEL * FEWER - 1;
    cr_assert(eq(int, lc_sweep_bin(sweep, 1, &binning, NULL), LC_RANGE));
    lc_sweep_free(sweep);
    free(memory);
    free(want);
    free(d);
}

Test(sweep, bins_small_and_large)
{
    struct data *d = make();
    struct lc_matrix x = { N, P, d->wide };
    lc_team *team;
    cr_assert(zero(int, lc_team_new(&team, 2, NULL)));
    cr_assert(zero(int, lc_moments(&x, NULL, NULL, team, d->centre, d->scale, NULL)));
    check_bins(d, 7, NULL);
    check_bins(d, 900, team);
    check_bins(d, 40000, team);
    /* tables of all columns together end at 2^20 cells; a row of these has 16 */
    check_bins(d, 65535, team);
    check_bins(d, 65536, team);
    check_bins(d, 65537, team);
    lc_team_free(team);
    free(d);
}

Test(sweep, moments_are_exact_and_name_a_bad_value)
{
    double x[] = { 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6 }, same[] = { 7, 7, 7, 7 };
    struct lc_column column[] = { { .type = LC_F64, .data = x },
                                  { .type = LC_F64, .data = same } };
    struct lc_matrix matrix = { 4, 2, column };
    const char *name[] = { "far", "same" };
    double centre[2], scale[2];
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_moments(&matrix, NULL, name, NULL, centre, scale, &err)));
    cr_assert(eq(dbl, centre[0], 1e9 + 3));
    cr_assert(
        epsilon_eq(dbl, scale[0], 1 / sqrt(3.5), 1e-15)); /* (4 + 1 + 0 + 9) / 4 */
    cr_assert(eq(dbl, centre[1], 7));
    cr_assert(eq(dbl, scale[1], 1));
    same[2] = INFINITY;
    cr_assert(
        eq(int, lc_moments(&matrix, NULL, name, NULL, centre, scale, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "row 3: same is missing or infinite"));
    /* of 1e9 + 2 and 1e9 + 6 alone, each once; what is no number is named all the same
     */
    const double weight[] = { 0, 2, 0, 1 };
    x[0] = -1;
    same[2] = 1e12;
    cr_assert(zero(int, lc_moments(&matrix, weight, name, NULL, centre, scale, &err)));
    cr_assert(eq(dbl, centre[0], 1e9 + 4));
    cr_assert(eq(dbl, scale[0], 0.5));
    cr_assert(eq(dbl, centre[1], 7));
    cr_assert(eq(dbl, scale[1], 1));
    x[2] = NAN;
    err = (struct lc_error){ 0 };
    cr_assert(eq(int, lc_moments(&matrix, weight, name, NULL, centre, scale, &err),
                 LC_RANGE));
    cr_assert(eq(str, err.text, "row 3: far is missing or infinite"));
}

Test(sweep, an_interrupt_stops_it)
{
    struct data *d = make();
    struct lc_matrix x = { N, P, d->wide };
    struct lc_view view = { &x, false, NULL, NULL, NULL, NULL };
    struct result got;
    struct lc_error err = { 0 };
    lc_sweep *sweep;
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    got.sums = (struct lc_sums){ .gram = got.gram };
    raise(SIGTERM);
    cr_assert(eq(int, lc_sweep_run(sweep, NULL, LC_SUM_GRAM, rule, d, &got.sums, &err),
                 LC_INTERRUPTED));
    lc_sweep_free(sweep);
    free(d);
}
