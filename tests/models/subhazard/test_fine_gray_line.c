/* Fine and Gray's sums along rows in the order of time, against those by tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/subhazard/fine_gray_line_inside.h"
#include "models/subhazard/fine_gray_sums_inside.h"

TestSuite(fine_gray_line, .init = lc_begin);

static void close_to(double got, double want, double relative, const char *what)
{
    cr_assert(fabs(got - want) <= relative * fmax(fabs(want), 1e-9),
              "%s: %.17g is not %.17g", what, got, want);
}

enum { ROWS = 6000, COLUMNS = 9 };

/* Most rows have a time of their own; one in three share a few times, each longer than
 * several blocks, with events, other causes and censorings at once. */
struct both {
    double x[COLUMNS][ROWS], stop[ROWS], weight[ROWS], offset[ROWS];
    uint8_t flag[ROWS];
    int32_t cause[ROWS], cluster[ROWS];
    struct lc_column column[COLUMNS];
    struct lc_sample sample;
    struct lc_scaling scaling;
    struct lc_fg *tables;
    struct lc_fg_line *line;
};

static struct both *both_new(bool weighted, lc_team *team)
{
    struct both *b = calloc(1, sizeof *b);
    struct lc_random r;
    lc_random_init(&r, 77, 0);
    for (int i = 0; i < ROWS; i++) {
        for (int k = 0; k < COLUMNS; k++)
            b->x[k][i] = lc_random_unit(&r) + (k == 3 ? b->x[2][i] : 0);
        b->flag[i] = lc_random_below(&r, 2) == 0;
        b->stop[i] = lc_random_exponential(&r) / exp(b->x[0][i] - b->x[1][i]);
        if (i % 3 == 0)
            b->stop[i] = floor(3 * b->stop[i]) / 3;
        b->cause[i] = (int32_t)lc_random_below(&r, 3);
        b->weight[i] = 0.5 + lc_random_unit(&r);
        b->offset[i] = 0.3 * lc_random_unit(&r);
        b->cluster[i] = i % 700;
    }
    for (int k = 0; k < COLUMNS; k++)
        b->column[k] = (struct lc_column){ .type = LC_F64, .data = b->x[k] };
    b->column[4] = (struct lc_column){ .type = LC_U8, .data = b->flag };
    b->sample = (struct lc_sample){ .n = ROWS,
                                    .x = { ROWS, COLUMNS, b->column },
                                    .stop = b->stop,
                                    .cause = b->cause,
                                    .weight = weighted ? b->weight : NULL,
                                    .offset = weighted ? b->offset : NULL,
                                    .strata = 1 };
    cr_assert_eq(lc_scaling_init(&b->scaling, &b->sample, false, team, NULL), LC_OK);
    cr_assert_eq(lc_fg_new(&b->tables, &b->sample, &b->scaling, 1, team, NULL), LC_OK);
    cr_assert_eq(lc_fg_line_new(&b->line, &b->sample, &b->scaling, 1, team, NULL),
                 LC_OK);
    cr_assert_not_null(b->line);
    return b;
}

static void both_free(struct both *b)
{
    lc_fg_free(b->tables);
    lc_fg_line_free(b->line);
    lc_scaling_release(&b->scaling);
    free(b);
}

static void all_close(size_t n, const double *got, const double *want, double within,
                      const char *what)
{
    double size = 0;
    for (size_t i = 0; i < n; i++)
        size = fmax(size, fabs(want[i]));
    for (size_t i = 0; i < n; i++)
        cr_assert(fabs(got[i] - want[i]) <= within * size, "%s %zu: %.17g is not %.17g",
                  what, i, got[i], want[i]);
}

/* The table's sums of d zbar / S0 up to each time are the curve's means, but for the
 * scaling. */
static void same_curve(const struct both *b, const struct lc_curve *curve)
{
    const struct lc_fg *fg = b->tables;
    double mean[COLUMNS] = { 0 }, want[COLUMNS], variance = 0;
    size_t at = 0;
    for (size_t k = 0; k < fg->times; k++) {
        double s0 = *lc_fg_at(fg, k, 0);
        if (!(fg->event[k] > 0))
            continue;
        variance += fg->event[k] / s0 / s0;
        for (size_t c = 0; c < COLUMNS; c++) {
            mean[c] += fg->event[k] / s0 * *lc_fg_at(fg, k, 1 + c) / s0;
            want[c] =
                b->scaling.centre[c] * fg->hazard[k] + mean[c] / b->scaling.scale[c];
        }
        close_to(curve->time[at], fg->table->time[k], 0, "time");
        close_to(curve->hazard[at], fg->hazard[k], 1e-12, "hazard");
        close_to(curve->variance[at], variance, 1e-12, "variance");
        all_close(COLUMNS, curve->mean + at * COLUMNS, want, 1e-12, "mean");
        at++;
    }
    cr_assert_eq(curve->n, at);
}

static void same_sums(bool weighted, lc_team *team)
{
    enum { SQUARE = COLUMNS * COLUMNS };
    static const double beta[COLUMNS] = { 0.4, -0.3, 0.2, 0.1, 0, -0.1, 0.05, 0, 0.3 };
    struct both *b = both_new(weighted, team);
    double want[3], got[3], u[COLUMNS], v[COLUMNS], i[SQUARE], j[SQUARE], meat[SQUARE];
    struct lc_curve curve = { 0 };
    cr_assert_eq(lc_fg_evaluate(b->tables, beta, want, u, i, NULL), LC_OK);
    cr_assert_eq(lc_fg_line_evaluate(b->line, beta, got, v, NULL, NULL), LC_OK);
    close_to(*got, *want, 1e-13, "log-likelihood");
    all_close(COLUMNS, v, u, 1e-11, "gradient alone");
    cr_assert_eq(lc_fg_line_evaluate(b->line, beta, got, v, j, NULL), LC_OK);
    close_to(*got, *want, 1e-13, "log-likelihood");
    all_close(COLUMNS, v, u, 1e-11, "gradient");
    all_close(SQUARE, j, i, 1e-12, "information");
    for (int clustered = 0; clustered < 2; clustered++) {
        const int32_t *cluster = clustered ? b->cluster : NULL;
        cr_assert_eq(lc_fg_meat(b->tables, cluster, 700, i, NULL), LC_OK);
        cr_assert_eq(lc_fg_line_finish(b->line, cluster, 700, meat,
                                       clustered ? NULL : &curve, 1, NULL),
                     LC_OK);
        all_close(SQUARE, meat, i, 1e-11, clustered ? "by cluster" : "by row");
    }
    same_curve(b, &curve);
    free(curve.time);
    free(curve.hazard);
    free(curve.variance);
    free(curve.mean);
    both_free(b);
}

Test(fine_gray_line, rows_in_a_line_and_tables_by_time_agree)
{
    lc_team *team;
    cr_assert_eq(lc_team_new(&team, 2, NULL), LC_OK);
    same_sums(false, NULL);
    same_sums(true, team);
    lc_team_free(team);
}

Test(fine_gray_line, threads_change_no_bit_of_a_line)
{
    static const double beta[COLUMNS] = { 0.4, -0.3, 0.2 };
    double loglik[2], u[2][COLUMNS], meat[2][COLUMNS * COLUMNS], i[COLUMNS * COLUMNS];
    for (int k = 0; k < 2; k++) {
        lc_team *team;
        cr_assert_eq(lc_team_new(&team, 1 + k, NULL), LC_OK);
        struct both *b = both_new(true, team);
        cr_assert_eq(lc_fg_line_evaluate(b->line, beta, loglik + k, u[k], i, NULL),
                     LC_OK);
        cr_assert_eq(lc_fg_line_finish(b->line, NULL, 0, meat[k], NULL, 1, NULL),
                     LC_OK);
        both_free(b);
        lc_team_free(team);
    }
    cr_assert_eq(memcmp(loglik, loglik + 1, sizeof *loglik), 0);
    cr_assert_eq(memcmp(u[0], u[1], sizeof u[0]), 0);
    cr_assert_eq(memcmp(meat[0], meat[1], sizeof meat[0]), 0);
}

/* Whole days of many rows keep to tables, and so do groups of censoring. */
Test(fine_gray_line, tables_are_for_few_times_and_groups)
{
    struct both *b = both_new(false, NULL);
    struct lc_fg_line *line;
    int32_t group[ROWS];
    for (int i = 0; i < ROWS; i++)
        group[i] = i % 2;
    b->sample.stratum = group;
    b->sample.strata = 2;
    cr_assert_eq(lc_fg_line_new(&line, &b->sample, &b->scaling, 1, NULL, NULL), LC_OK);
    cr_assert_null(line);
    b->sample.stratum = NULL;
    for (int i = 0; i < ROWS; i++)
        b->stop[i] = i % 500;
    cr_assert_eq(lc_fg_line_new(&line, &b->sample, &b->scaling, 1, NULL, NULL), LC_OK);
    cr_assert_null(line);
    both_free(b);
}
