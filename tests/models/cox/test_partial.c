/* The partial likelihood of many rows, which are read once, beside the same rows in two
 * halves, each too few for that. The halves are strata, over which the log-likelihood
 * and its derivatives are sums: whole = first half + second half. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/cox/cox_inside.h"

TestSuite(partial, .init = lc_begin);

enum { HALF = 12000, N = 2 * HALF, P = 5 };

struct town {
    double x[P][N], start[N], stop[N], weight[N], offset[N];
    int32_t cause[N], stratum[N];
    struct lc_column column[P];
    double centre[P], scale[P];
};

/* 0 .. 1, from the row and a tag; any fixed scatter will do. */
static double scatter(size_t i, size_t tag)
{
    double v = sin((double)(i * 131 + tag * 7919)) * 43758.5453;
    return v - floor(v);
}

static struct town *make_town(void)
{
    struct town *t = calloc(1, sizeof *t);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < P; k++)
            t->x[k][i] = k == 0 ? scatter(i, 1) < 0.3 : scatter(i, k + 1) * 2 - 1;
        t->stop[i] = 20 + floor(scatter(i, 20) * 180);
        t->start[i] = floor(scatter(i, 21) * 20);
        t->cause[i] = scatter(i, 22) < 0.2 + 0.2 * t->x[0][i];
        t->weight[i] = 0.5 + scatter(i, 23);
        t->offset[i] = 0.2 * scatter(i, 24);
        t->stratum[i] = i >= HALF;
    }
    for (size_t k = 0; k < P; k++) {
        t->column[k] = (struct lc_column){ .type = LC_F64, .data = t->x[k] };
        t->scale[k] = 1;
    }
    return t;
}

struct look {
    double loglik, gradient[P], information[P * P];
};

static void near(double a, double b, double scale, double share)
{
    cr_assert(le(dbl, fabs(a - b), share * scale), "%.17g and %.17g", a, b);
}

/* Where there was a guess, it was a near one. */
static void take_guess_out(struct lc_partial *p, double *information)
{
    double guessed[P * P];
    memcpy(guessed, information, sizeof guessed);
    cr_assert(p->guess.miss > 0);
    cr_assert(zero(int, lc_partial_information(p, information, NULL)));
    for (size_t k = 0; k < P * P; k++)
        near(guessed[k], information[k], information[k % P * (P + 1)], 1e-3);
}

/* One partial likelihood, looked at at several places in turn. */
static void look_by(struct town *t, size_t first, size_t n, int ties, bool late,
                    size_t part, lc_team *team, int steps, double beta[][P],
                    struct look *out)
{
    struct lc_column column[P];
    for (size_t k = 0; k < P; k++)
        column[k] = (struct lc_column){ .type = LC_F64, .data = t->x[k] + first };
    struct lc_sample s = { .n = n,
                           .x = { n, P, column },
                           .start = late ? t->start + first : NULL,
                           .stop = t->stop + first,
                           .cause = t->cause + first,
                           .weight = t->weight + first,
                           .offset = t->offset + first,
                           .stratum = n == N ? t->stratum : NULL,
                           .strata = n == N ? 2 : 1 };
    struct lc_scaling scaling = {
        .p = P, .centre = t->centre, .scale = t->scale, .from = t->centre
    };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_partial *p;
    options.ties = ties;
    options.team = team;
    cr_assert(zero(int, lc_partial_new(&p, &s, &scaling, &options, NULL)));
    p->guess.use = part ? LC_GUESS_NEVER : LC_GUESS_ALLOWED;
    p->sums.way = part ? LC_IN_PARTS : p->sums.way;
    p->sums.part = part ? part : p->sums.part;
    for (int i = 0; i < steps; i++) {
        cr_assert(
            zero(int, lc_partial_evaluate(p, beta[i], &out[i].loglik, out[i].gradient,
                                          out[i].information, NULL)));
        cr_assert(p->guess.miss == 0 || (n == N && part == 0));
        cr_assert(p->guess.miss < 0.02);
        cr_assert(p->look.state == (part ? LC_SUMMED : LC_TABLED));
        if (n == N && i == 1 && part == 0)
            take_guess_out(p, out[i].information);
    }
    lc_partial_free(p);
}

static void look(struct town *t, size_t first, size_t n, int ties, bool late,
                 lc_team *team, int steps, double beta[][P], struct look *out)
{
    look_by(t, first, n, ties, late, 0, team, steps, beta, out);
}

static void compare(int ties, bool late, size_t part)
{
    /* from 0, where the hazards are known; a step; a far step, whose guess is thrown
     * away; and one so small that the guess is as good as knowing */
    double beta[4][P] = { { 0 },
                          { 0.02, 0.01, -0.01, 0, 0.005 },
                          { 1, -1, 0.5, 0.5, 0 },
                          { 1 + 1e-7, -1, 0.5, 0.5, 1e-7 } };
    struct town *t = make_town();
    struct look whole[4], half[2][4];
    look_by(t, 0, N, ties, late, part, NULL, 4, beta, whole);
    look(t, 0, HALF, ties, late, NULL, 4, beta, half[0]);
    look(t, HALF, HALF, ties, late, NULL, 4, beta, half[1]);
    for (int i = 0; i < 4; i++) {
        near(whole[i].loglik, half[0][i].loglik + half[1][i].loglik,
             fabs(whole[i].loglik), 1e-13);
        for (size_t k = 0; k < P; k++) /* beside the sum that it is the difference of */
            near(whole[i].gradient[k], half[0][i].gradient[k] + half[1][i].gradient[k],
                 N, 1e-13);
        for (size_t k = 0; k < P * P; k++)
            near(whole[i].information[k],
                 half[0][i].information[k] + half[1][i].information[k],
                 whole[i].information[k % P * (P + 1)], 1e-12);
    }
    free(t);
}

Test(partial, one_reading_is_two_halves_efron)
{
    compare(LC_EFRON, false, 0);
}

Test(partial, one_reading_is_two_halves_breslow)
{
    compare(LC_BRESLOW, false, 0);
}

Test(partial, one_reading_is_two_halves_late_entry)
{
    compare(LC_EFRON, true, 0);
}

/* A table made 37 bins at a time, across the border of the strata, and one bin at a
 * time. */
Test(partial, a_table_in_parts_is_two_halves)
{
    compare(LC_EFRON, false, 37);
    compare(LC_BRESLOW, true, 37);
    compare(LC_EFRON, true, 1);
}

/* As many bins as a part may have, one fewer and one more (which is two parts): the
 * look is that of the whole table. Every row is an event on a day of its own. */
Test(partial, bins_on_both_sides_of_a_part)
{
    enum { WIDE = 47, MOST = 33000 };
    double centre[WIDE] = { 0 }, scale[WIDE], beta[WIDE], loglik[2];
    double *x = calloc(WIDE * MOST, sizeof *x), *stop = calloc(MOST, sizeof *stop);
    double *u = calloc(2 * WIDE, sizeof *u), *v = calloc(2 * WIDE * WIDE, sizeof *v);
    int32_t *cause = calloc(MOST, sizeof *cause);
    struct lc_column column[WIDE];
    struct lc_fit_options options = lc_fit_defaults();
    for (size_t k = 0; k < WIDE; k++) {
        column[k] = (struct lc_column){ .type = LC_F64, .data = x + k * MOST };
        scale[k] = 1;
        beta[k] = 0.01 * scatter(k, 3);
        for (size_t i = 0; i < MOST; i++)
            x[k * MOST + i] = scatter(i, k + 40) - 0.5;
    }
    for (size_t i = 0; i < MOST; i++) {
        stop[i] = (double)(i * 7 % MOST + 1);
        cause[i] = 1;
    }
    size_t part = MOST;
    for (size_t n = MOST; n <= part + 1; n = n == MOST ? part - 1 : n + 1)
        for (int way = 0; way < 2; way++) {
            struct lc_sample s = {
                .n = n, .x = { n, WIDE, column }, .stop = stop, .cause = cause
            };
            struct lc_scaling scaling = {
                .p = WIDE, .centre = centre, .scale = scale, .from = centre
            };
            struct lc_partial *p;
            cr_assert(zero(int, lc_partial_new(&p, &s, &scaling, &options, NULL)));
            part = p->sums.part;
            p->guess.use = LC_GUESS_NEVER;
            cr_assert(eq(sz, p->bins->count, n));
            cr_assert(eq(int, p->sums.way, LC_IN_PARTS));
            p->sums.way = way ? LC_IN_PARTS : LC_WHOLE_TABLE;
            if (!way)
                cr_assert(zero(int, lc_partial_make_table(p, NULL)));
            cr_assert(
                zero(int, lc_partial_evaluate(p, beta, loglik + way, u + way * WIDE,
                                              v + way * WIDE * WIDE, NULL)));
            lc_partial_free(p);
            for (size_t k = 0; way && k < WIDE * WIDE; k++)
                near(v[k], v[WIDE * WIDE + k], v[k % WIDE * (WIDE + 1)], 1e-12);
            for (size_t k = 0; way && k < WIDE; k++)
                near(u[k], u[WIDE + k], (double)n, 1e-13);
        }
    near(loglik[0], loglik[1], fabs(loglik[0]), 1e-13);
    cr_expect(lt(sz, part, MOST - 1));
    free(x);
    free(stop);
    free(u);
    free(v);
    free(cause);
}

Test(partial, one_thread_and_two_give_the_same_bits)
{
    double beta[2][P] = { { 0 }, { 0.02, 0.01, -0.01, 0, 0.005 } };
    struct town *t = make_town();
    struct look alone[2], both[2];
    lc_team *team;
    memset(alone, 0, sizeof alone);
    memset(both, 0, sizeof both);
    cr_assert(zero(int, lc_team_new(&team, 2, NULL)));
    for (size_t part = 0; part <= 50; part += 50) {
        look_by(t, 0, N, LC_EFRON, true, part, NULL, 2, beta, alone);
        look_by(t, 0, N, LC_EFRON, true, part, team, 2, beta, both);
        cr_assert(zero(int, memcmp(alone, both, sizeof alone)));
    }
    lc_team_free(team);
    free(t);
}

/* --- baselines -------------------------------------------------------------------- */

enum { TIMES = 3 };
static const double WANTED[TIMES] = { 30, 95.5, 150 };

static void free_curves(struct lc_curve *curve, size_t strata)
{
    for (size_t g = 0; g < strata; g++) {
        free(curve[g].time);
        free(curve[g].hazard);
        free(curve[g].variance);
        free(curve[g].mean);
    }
    free(curve);
}

/* By hand, from the rows: A and a by day and stratum, Breslow's; hazard, variance and
 * mean by `time`, at covariates of zero. */
static void curve_by_hand(const struct town *t, int32_t stratum, const double *beta,
                          double time, double *hazard, double *variance, double *mean)
{
    *hazard = *variance = 0;
    memset(mean, 0, P * sizeof *mean);
    for (int day = 20; day <= time; day++) {
        double d = 0, s0 = 0, s1[P] = { 0 };
        for (size_t i = 0; i < N; i++) {
            double eta = t->offset[i];
            if (t->stratum[i] != stratum || t->stop[i] < day || t->start[i] >= day)
                continue;
            for (size_t k = 0; k < P; k++)
                eta += beta[k] * t->x[k][i];
            double r = t->weight[i] * exp(eta);
            s0 += r;
            d += t->stop[i] == day && t->cause[i] ? t->weight[i] : 0;
            for (size_t k = 0; k < P; k++)
                s1[k] += r * t->x[k][i];
        }
        if (d == 0)
            continue;
        *hazard += d / s0;
        *variance += d / (s0 * s0);
        for (size_t k = 0; k < P; k++)
            mean[k] += d / (s0 * s0) * s1[k];
    }
}

static void check_curve(const struct town *t, const double *beta,
                        const struct lc_curve *curve)
{
    for (size_t j = 0; j < TIMES; j++) {
        double hazard, variance, mean[P];
        curve_by_hand(t, curve->stratum, beta, WANTED[j], &hazard, &variance, mean);
        near(curve->hazard[j], hazard, hazard, 1e-10);
        near(curve->variance[j], variance, variance, 1e-10);
        for (size_t k = 0; k < P; k++)
            near(curve->mean[j * P + k], mean[k], hazard, 1e-10);
    }
}

/* Made after a look, or while the information was; with a whole table, or in parts. */
Test(partial, baselines_are_those_of_the_rows)
{
    double beta[P] = { 0.2, -0.1, 0.1, 0.05, 0 }, loglik, u[P], information[P * P];
    struct town *t = make_town();
    struct lc_sample s = { .n = N,
                           .x = { N, P, t->column },
                           .start = t->start,
                           .stop = t->stop,
                           .cause = t->cause,
                           .weight = t->weight,
                           .offset = t->offset,
                           .stratum = t->stratum,
                           .strata = 2 };
    struct lc_scaling scaling = {
        .p = P, .centre = t->centre, .scale = t->scale, .from = t->centre
    };
    struct lc_fit_options options = lc_fit_defaults();
    options.ties = LC_BRESLOW;
    options.times = WANTED;
    options.times_count = TIMES;
    for (int way = 0; way < 4; way++) {
        struct lc_partial *p;
        struct lc_curve *curve = NULL;
        cr_assert(zero(int, lc_partial_new(&p, &s, &scaling, &options, NULL)));
        p->sums.way = way & 1 ? LC_IN_PARTS : p->sums.way;
        p->sums.part = way & 1 ? 41 : p->sums.part;
        if (way & 2)
            cr_assert(zero(int, lc_cox_watch(p, &options, &curve, NULL)));
        cr_assert(
            zero(int, lc_partial_evaluate(p, beta, &loglik, u, information, NULL)));
        cr_assert(p->watch.seen == (way > 1));
        cr_assert(zero(int, lc_cox_curves(p, &scaling, beta, &options, &curve, NULL)));
        for (size_t g = 0; g < 2; g++)
            check_curve(t, beta, curve + g);
        free_curves(curve, 2);
        lc_partial_free(p);
    }
    free(t);
}
