/* Memory runs out at every point of measuring: it says so and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/assess/auc.h"
#include "models/assess/bootstrap.h"
#include "models/assess/calibration.h"
#include "models/assess/ipcw.h"

#include "fault/fault.h"

TestSuite(assess_fault, .init = lc_begin);

enum { N = 40 };

static double risk[N], weight[N], stop[N];
static uint8_t outcome[N];
static int32_t child[N], cause[N];

static void fill(void)
{
    for (int i = 0; i < N; i++) {
        risk[i] = (i * 7 % N + 1) / (N + 2.0);
        weight[i] = 1 + i % 2;
        outcome[i] = i % 3 == 0;
        child[i] = i / 2;
        stop[i] = 1 + i * 11 % 13;
        cause[i] = i % 3;
    }
}

static int auc(void)
{
    struct lc_auc out;
    return lc_auc(&out, N, risk, outcome, NULL, NULL, NULL);
}

static int weighted_auc(void)
{
    struct lc_auc out;
    return lc_auc(&out, N, risk, outcome, weight, NULL, NULL);
}

static int paired_auc(void)
{
    struct lc_auc_pair out;
    struct lc_auc_rows rows = { .n = N,
                                .risk = { risk, stop },
                                .outcome = outcome,
                                .cluster = child,
                                .clusters = N / 2 };
    return lc_auc_compare(&out, &rows, NULL);
}

static int horizon(void)
{
    struct lc_horizon_score out;
    struct lc_horizon h = { .n = N, .time = stop, .cause = cause, .t = 6 };
    return lc_score_horizon(&out, &h, risk, NULL);
}

static int validation(void)
{
    struct lc_validation out;
    struct lc_predicted p = { .n = N, .risk = risk, .outcome = outcome };
    return lc_validate(&out, &p, NULL, NULL, NULL);
}

static int groups(void)
{
    struct lc_group group[10];
    size_t made;
    struct lc_predicted p = { .n = N, .risk = risk, .outcome = outcome };
    return lc_calibration_groups(10, group, &made, &p, NULL);
}

static int bootstrap(void)
{
    struct lc_held_out h = { .n = N,
                             .risk = risk,
                             .outcome = outcome,
                             .child = child,
                             .children = N / 2,
                             .cuts = 1,
                             .cut = { 5 } };
    lc_ready *ready;
    struct lc_bootstrap boot;
    int code = lc_ready_new(&ready, &h, NULL);
    if (code)
        return code;
    code = lc_bootstrap_run(&boot, ready, 20, 1, NULL, NULL);
    if (!code)
        lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    return code;
}

static int (*const jobs[])(void) = { auc,        weighted_auc, paired_auc, horizon,
                                     validation, groups,       bootstrap };

static void every_point(int (*job)(void), bool stays)
{
    long at = 0;
    for (bool reached = true; reached; at++) {
        fault_begin(at, stays);
        int code = job();
        reached = fault_end();
        cr_assert(eq(int, code, reached ? LC_NOMEM : LC_OK), "allocation %ld", at);
        cr_assert(eq(long, fault_held, 0), "allocation %ld: %ld blocks left", at,
                  fault_held);
    }
    cr_assert(lt(long, 1, at), "nothing was allocated");
}

Test(assess_fault, every_allocation_may_fail)
{
    fill();
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        every_point(jobs[k], false);
        every_point(jobs[k], true);
    }
}
