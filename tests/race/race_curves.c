/* Sorts, Aalen-Johansen, concordance and Fine-Gray's line on many threads under the
 * thread sanitizer. Exit status 0: the bits are those of one thread. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/curve/aalen_johansen.h"
#include "models/rank/concordance.h"
#include "models/subhazard/fine_gray_line_inside.h"

enum { N = 80000, COLUMNS = 3 };

static double x[COLUMNS][N], stop[N];
static int32_t cause[N];
static uint8_t event[N];

struct answer {
    double incidence, se, c, variance, loglik, gradient[COLUMNS];
    double information[COLUMNS * COLUMNS], meat[COLUMNS * COLUMNS];
};

static void fill(void)
{
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < COLUMNS; k++)
            x[k][i] = lc_random_unit(&r);
        stop[i] = lc_random_exponential(&r);
        if (i % 5 == 0)
            stop[i] = floor(4 * stop[i]);
        cause[i] = (int32_t)lc_random_below(&r, 3);
        event[i] = cause[i] == 1;
    }
}

static int curves(struct answer *a, lc_team *team)
{
    struct lc_lives lives = { N, NULL, stop, cause, NULL, 2, team };
    struct lc_followup f = {
        .n = N, .stop = stop, .event = event, .risk = x[0], .team = team
    };
    struct lc_concordance c;
    struct lc_risk_table *table = NULL;
    struct lc_aj *aj = NULL;
    int code = lc_risk_table_new(&table, &lives, NULL);
    if (!code)
        code = lc_aj_new(&aj, table, &lives, NULL);
    if (!code)
        code = lc_concordance(&c, &f, LC_TIME_N, INFINITY, NULL, NULL);
    if (!code) {
        lc_aj_at(aj, 2, 1, &a->incidence, &a->se);
        a->c = c.c;
        a->variance = c.variance;
    }
    lc_aj_free(aj);
    lc_risk_table_free(table);
    return code;
}

static int fine_gray(struct answer *a, lc_team *team)
{
    static const double beta[COLUMNS] = { 0.2, -0.1, 0.3 };
    struct lc_column column[COLUMNS];
    for (int k = 0; k < COLUMNS; k++)
        column[k] = (struct lc_column){ .type = LC_F64, .data = x[k] };
    struct lc_sample s = {
        .n = N, .x = { N, COLUMNS, column }, .stop = stop, .cause = cause, .strata = 1
    };
    struct lc_scaling scaling = { 0 };
    struct lc_fg_line *line = NULL;
    struct lc_curve curve = { 0 };
    int code = lc_scaling_init(&scaling, &s, false, team, NULL);
    if (!code)
        code = lc_fg_line_new(&line, &s, &scaling, 1, team, NULL);
    if (!code)
        code = lc_fg_line_evaluate(line, beta, &a->loglik, a->gradient, a->information,
                                   NULL);
    if (!code)
        code = lc_fg_line_finish(line, NULL, 0, a->meat, &curve, 1, NULL);
    free(curve.time);
    free(curve.hazard);
    free(curve.variance);
    free(curve.mean);
    lc_fg_line_free(line);
    lc_scaling_release(&scaling);
    return code;
}

int main(void)
{
    struct answer one = { 0 };
    lc_begin();
    fill();
    if (curves(&one, NULL) || fine_gray(&one, NULL))
        return 1;
    for (int threads = 2; threads < 6; threads++) {
        struct answer many = { 0 };
        lc_team *team;
        if (lc_team_new(&team, threads, NULL) || curves(&many, team)
            || fine_gray(&many, team))
            return 1;
        lc_team_free(team);
        if (memcmp(&one, &many, sizeof one)) {
            fprintf(stderr, "%d threads give other bits\n", threads);
            return 1;
        }
    }
    return 0;
}
