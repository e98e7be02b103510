/* See check.h: models, validation, panel and acceptance. Families and formulas are
 * judged by those who know them (models/family, engine/formula/formula.h). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "study/check.h"

static int check_choice(const struct lc_study_text *text, const char *path,
                        const char *value, const char *const *choices,
                        struct lc_error *err)
{
    char names[120] = "";
    if (!value)
        return LC_OK;
    for (; *choices; choices++) {
        size_t used = strlen(names);
        if (strcmp(*choices, value) == 0)
            return LC_OK;
        snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", *choices);
    }
    return lc_study_fault(text, LC_FORMAT, path, err, "'%.40s' is not one of %s", value,
                          names);
}

static int check_real(const struct lc_study_text *text, const char *path, double value,
                      double low, double high, struct lc_error *err)
{
    if (value >= low && value <= high)
        return LC_OK;
    return lc_study_fault(text, LC_RANGE, path, err, "%g is not within %g to %g", value,
                          low, high);
}

static int check_net(const struct lc_study_net *net, const struct lc_study_text *text,
                     const char *path, struct lc_error *err)
{
    int code = check_real(text, path, net->alpha, 0, 1, err);
    if (!code)
        code = check_real(text, path, net->lambda, 0, 1e12, err);
    if (!code)
        code = check_real(text, path, net->path, 0, 1000, err);
    if (!code)
        code = check_real(text, path, net->folds, 0, 100, err);
    if (!code && (net->lambda > 0) == (net->path > 0))
        code = lc_study_fault(text, LC_FORMAT, path, err,
                              "say either lambda (one penalty) or path (how many)");
    return code;
}

/* What only a discrete-time hazard reads. */
static int check_model_time(const struct lc_study_model *m,
                            const struct lc_study_text *text, const char *path,
                            const char *const *baselines, struct lc_error *err)
{
    char grid[64], baseline[64], degree[64];
    snprintf(grid, sizeof grid, "%s.grid", path);
    snprintf(baseline, sizeof baseline, "%s.baseline", path);
    snprintf(degree, sizeof degree, "%s.degree", path);
    int code = check_real(text, grid, m->grid, 0, 100000, err);
    if (!code)
        code = check_choice(text, baseline, m->baseline, baselines, err);
    if (!code)
        code = check_real(text, degree, m->degree, 0, 9, err);
    return code;
}

static int check_model(const struct lc_study *study, unsigned at,
                       const struct lc_study_text *text, struct lc_error *err)
{
    static const char *const ties[] = { "efron", "breslow", "exact", NULL };
    static const char *const dists[] = { "weibull", "exponential", "lognormal",
                                         "loglogistic", NULL };
    static const char *const baselines[] = { "steps", "spline", "polynomial", NULL };
    const struct lc_study_model *m = study->models + at;
    char path[40], name[64], of_ties[64], of_dist[64], ridge[64], net[64];
    snprintf(path, sizeof path, "models[%u]", at);
    snprintf(name, sizeof name, "%s.name", path);
    snprintf(of_ties, sizeof of_ties, "%s.ties", path);
    snprintf(of_dist, sizeof of_dist, "%s.dist", path);
    snprintf(ridge, sizeof ridge, "%s.ridge", path);
    snprintf(net, sizeof net, "%s.net", path);
    int code = lc_study_check_word(text, name, m->name, err);
    for (unsigned i = 0; i < at && !code; i++)
        if (strcmp(study->models[i].name, m->name) == 0)
            code = lc_study_fault(text, LC_FORMAT, name, err,
                                  "two models are called %.63s; rename one", m->name);
    if (!code)
        code = check_choice(text, of_ties, m->ties, ties, err);
    if (!code)
        code = check_choice(text, of_dist, m->dist, dists, err);
    if (!code)
        code = check_real(text, ridge, m->ridge, 0, 1e12, err);
    if (!code)
        code = check_model_time(m, text, path, baselines, err);
    if (!code && m->net)
        code = check_net(m->net, text, net, err);
    return code;
}

static int check_validation(struct lc_study *study, const struct lc_study_text *text,
                            struct lc_error *err)
{
    struct lc_study_validation *v = &study->validation;
    int code = lc_study_read_day(text, "validation.test_from", v->test_from,
                                 &v->test_day, err);
    if (!code)
        code = lc_study_read_period(text, "validation.test_last", v->test_last,
                                    &v->last, err);
    if (!code)
        code = lc_study_read_period(text, "validation.label_delay", v->label_delay,
                                    &v->delay, err);
    if (!code && v->test_from && v->test_last)
        code = lc_study_fault(text, LC_FORMAT, "validation", err,
                              "test_from and test_last both say where the test begins; "
                              "keep one");
    if (!code)
        code = check_real(text, "validation.rolling", v->rolling, 0, 100, err);
    if (!code)
        code = check_real(text, "validation.bootstrap", v->bootstrap, 0, 100000, err);
    if (!code && !v->bootstrap)
        v->bootstrap = 500;
    return code;
}

static int check_acceptance(const struct lc_study *study,
                            const struct lc_study_text *text, struct lc_error *err)
{
    const struct lc_study_acceptance *a = &study->acceptance;
    const struct {
        const char *path;
        double value, high;
    } rows[] = {
        { "acceptance.events_at_least", a->events_at_least, 1e9 },
        { "acceptance.precision_at_least", a->precision_at_least, 1 },
        { "acceptance.auc_at_least", a->auc_at_least, 1 },
        { "acceptance.slope_from", a->slope_from, 10 },
        { "acceptance.slope_to", a->slope_to, 10 },
        { "acceptance.ratio_from", a->ratio_from, 100 },
        { "acceptance.ratio_to", a->ratio_to, 100 },
    };
    int code = LC_OK;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !code; i++)
        code = check_real(text, rows[i].path, rows[i].value, 0, rows[i].high, err);
    if (!code && a->precision_at_least > 0 && !study->panel.capacity)
        code = lc_study_fault(text, LC_FORMAT, "acceptance.precision_at_least", err,
                              "precision is at the panel's capacity; add panel: "
                              "{ capacity: 30 }");
    return code;
}

int lc_study_check_models(struct lc_study *study, const struct lc_study_text *text,
                          struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned i = 0; i < study->models_count && !code; i++)
        code = check_model(study, i, text, err);
    if (!code)
        code = check_validation(study, text, err);
    if (!code)
        code = check_real(text, "panel.capacity", study->panel.capacity, 0, 1e6, err);
    if (!code)
        code = check_acceptance(study, text, err);
    return code;
}
