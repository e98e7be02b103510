/* `evaluate` of a yes or no: the panel's metrics by bootstrap; then what R's pROC,
 * rms::val.prob and the Hosmer-Lemeshow test say of the same risks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/answer/evaluate.h"
#include "models/assess/auc.h"
#include "models/assess/bootstrap.h"
#include "models/assess/calibration.h"

static void add_metric(struct lc_answer *a, const struct lc_metric *metric,
                       const struct lc_estimate *e)
{
    struct lc_line_shown line = { .name = metric->name,
                                  .label = metric->label,
                                  .value = e->value,
                                  .se = NAN,
                                  .low = e->low,
                                  .high = e->high };
    memcpy(line.cannot, e->cannot, sizeof e->cannot);
    a->line[a->count++] = line;
}

static int add_bootstrapped(struct lc_answer *a, const struct lc_evaluated *rows,
                            const struct lc_evaluate_settings *settings, lc_team *team,
                            struct lc_error *err)
{
    struct lc_held_out data = { .n = rows->n,
                                .risk = rows->risk,
                                .outcome = rows->outcome,
                                .child = rows->child,
                                .children = rows->children,
                                .list = rows->list,
                                .lists = rows->lists,
                                .cuts = settings->capacity > 0 };
    size_t replicates = (size_t)settings->replicates;
    struct lc_bootstrap boot = { 0 };
    lc_ready *ready = NULL;
    data.cut[0] = settings->capacity;
    double *scratch = lc_alloc(2 * replicates, sizeof *scratch);
    int code = scratch ? lc_ready_new(&ready, &data, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_bootstrap_run(&boot, ready, replicates,
                                (uint64_t)settings->common.seed, team, err);
    for (int m = 0; m < LC_METRIC_COUNT && !code; m++) {
        if (!lc_metric_of_sums(lc_metrics[m])
            || (lc_metric_of_list(lc_metrics[m]) && !data.cuts))
            continue;
        struct lc_estimate e = lc_bootstrap_metric(&boot, m, scratch);
        add_metric(a, lc_metrics[m], &e);
    }
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    free(scratch);
    return code;
}

static bool put(json_t *o, const char *name, double value)
{
    return lc_json_put(o, name, lc_json_number(value));
}

/* DeLong's variances, and the paired test where there is a second marker. */
static int add_delong(struct lc_answer *a, const struct lc_evaluated *rows,
                      struct lc_error *err)
{
    struct lc_auc_pair p;
    struct lc_auc_rows data = { .n = rows->n,
                                .risk = { rows->risk, rows->against },
                                .outcome = rows->outcome,
                                .cluster = rows->child,
                                .clusters = rows->children };
    int code = lc_auc_compare(&p, &data, err);
    if (code)
        return code;
    json_t *o = LC_OBJECT({ "auc", lc_json_number(p.auc[0]) },
                          { "variance", lc_json_number(p.variance[0]) },
                          { "se", lc_json_number(sqrt(p.variance[0])) });
    bool ok = lc_json_put(a->more, "delong", o);
    if (rows->against)
        ok = ok && put(o, "auc_against", p.auc[1])
             && put(o, "variance_against", p.variance[1])
             && put(o, "covariance", p.covariance) && put(o, "difference", p.difference)
             && put(o, "difference_se", p.se) && put(o, "z", p.z) && put(o, "p", p.p);
    if (rows->ranks)
        lc_answer_add(a, lc_metric_auc.name, lc_metric_auc.label,
                      (struct lc_measure){ p.auc[0], sqrt(p.variance[0]) },
                      lc_metric_auc.range);
    for (size_t i = 0; i < a->count; i++)
        if (a->line[i].name == lc_metric_auc.name)
            a->line[i].se = sqrt(p.variance[0]); /* its interval is the bootstrap's */
    if (rows->against)
        lc_answer_add(a, "auc_difference", "from the second marker (DeLong)",
                      (struct lc_measure){ p.difference, p.se }, LC_SHARES_APART);
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static json_t *line_json(const struct lc_line *line, bool sloped)
{
    return LC_OBJECT(
        { "intercept", lc_json_number(line->intercept) },
        { "intercept_se", lc_json_number(sqrt(line->variance[0])) },
        { sloped ? "slope" : NULL, lc_json_number(line->slope) },
        { sloped ? "slope_se" : NULL, lc_json_number(sqrt(line->variance[2])) },
        { sloped ? "covariance" : NULL, lc_json_number(line->variance[1]) },
        { "rows_left_out", lc_json_count(line->left_out) });
}

static int add_lines(struct lc_answer *a, const struct lc_predicted *data,
                     struct lc_error *err)
{
    struct lc_line line, level;
    int code = lc_calibration_line(&line, data, false, err);
    if (!code)
        code = lc_calibration_line(&level, data, true, err);
    if (code)
        return code;
    bool ok = lc_json_put(a->more, "calibration",
                          LC_OBJECT({ "line", line_json(&line, true) },
                                    { "in_the_large", line_json(&level, false) }));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int add_validation(struct lc_answer *a, const struct lc_predicted *data,
                          struct lc_error *err)
{
    struct lc_validation v;
    json_t *o = json_object();
    bool ok = lc_json_put(a->more, "validation", o);
    int code = lc_validate(&v, data, NULL, NULL, err);
    if (code)
        return code;
    ok = ok && put(o, "dxy", v.dxy) && put(o, "c", v.c) && put(o, "r2", v.r2)
         && put(o, "d", v.d) && put(o, "d_chisq", v.d_chisq) && put(o, "u", v.u)
         && put(o, "u_chisq", v.u_chisq) && put(o, "u_p", v.u_p) && put(o, "q", v.q)
         && put(o, "brier", v.brier) && put(o, "intercept", v.intercept)
         && put(o, "slope", v.slope) && put(o, "emax", v.emax) && put(o, "e90", v.e90)
         && put(o, "eavg", v.eavg) && put(o, "spiegelhalter_z", v.spiegelhalter_z)
         && put(o, "spiegelhalter_p", v.spiegelhalter_p);
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static bool push_group(json_t *list, const struct lc_group *g)
{
    return lc_json_push(list, LC_OBJECT({ "low", lc_json_number(g->low) },
                                        { "high", lc_json_number(g->high) },
                                        { "n", lc_json_number(g->n) },
                                        { "observed", lc_json_number(g->events) },
                                        { "expected", lc_json_number(g->expected) }));
}

/* p against as many degrees of freedom as groups (risks from elsewhere), and against
 * two fewer (a model's risks of its own training rows). */
static int add_groups(struct lc_answer *a, const struct lc_predicted *data, int wanted,
                      struct lc_error *err)
{
    struct lc_group *group = lc_alloc((size_t)wanted, sizeof *group);
    json_t *list = json_array();
    size_t made = 0;
    double p = NAN;
    int code = group ? lc_calibration_groups((size_t)wanted, group, &made, data, err)
                     : LC_FAIL_NOMEM(err);
    double chisq = code ? NAN : lc_hosmer_lemeshow(made, group, &p);
    double fewer = made > 2 ? gsl_cdf_chisq_Q(chisq, (double)made - 2) : NAN;
    bool ok = lc_json_put(
        a->more, "hosmer_lemeshow",
        LC_OBJECT({ "chisq", lc_json_number(chisq) }, { "df", lc_json_count(made) },
                  { "p", lc_json_number(p) },
                  { "df_training", json_integer((json_int_t)made - 2) },
                  { "p_training", lc_json_number(fewer) }, { "groups", list }));
    for (size_t k = 0; k < made && ok; k++)
        ok = push_group(list, group + k);
    free(group);
    return code ? code : ok ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_answer_binary(struct lc_answer *a, const struct lc_evaluated *rows,
                     const struct lc_evaluate_settings *settings, lc_team *team,
                     struct lc_error *err)
{
    struct lc_predicted data = { .n = rows->n,
                                 .risk = rows->risk,
                                 .outcome = rows->outcome,
                                 .cluster = rows->child,
                                 .clusters = rows->children };
    int code = LC_OK;
    if (!rows->ranks)
        code = add_bootstrapped(a, rows, settings, team, err);
    if (!code)
        code = add_delong(a, rows, err);
    if (code || rows->ranks)
        return code;
    if ((code = add_lines(a, &data, err)) || (code = add_validation(a, &data, err)))
        return code;
    return add_groups(a, &data, settings->groups, err);
}
