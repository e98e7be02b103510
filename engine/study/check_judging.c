/* See check.h: validation, panel and acceptance. */

#include "study/check_inside.h"

static int check_real(const struct lc_study_text *text, const char *path, double value,
                      double low, double high, struct lc_error *err)
{
    if (value >= low && value <= high)
        return LC_OK;
    return lc_study_fault(text, LC_RANGE, path, err, "%g is not within %g to %g", value,
                          low, high);
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

int lc_study_check_judging(struct lc_study *study, const struct lc_study_text *text,
                           struct lc_error *err)
{
    int code = check_validation(study, text, err);
    if (!code)
        code = check_real(text, "panel.capacity", study->panel.capacity, 0, 1e6, err);
    if (!code)
        code = check_acceptance(study, text, err);
    return code;
}
