/* See check.h: validation, panel and acceptance. */

#include "study/check_inside.h"

#include <string.h>

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
    if (!code && v->rolling && !v->test_from && !v->test_last)
        code = lc_study_fault(text, LC_FORMAT, "validation.rolling", err,
                              "the earlier test spans are as long as the last, and "
                              "there is none; add test_last: \"24 months\"");
    if (!code)
        code = check_real(text, "validation.bootstrap", v->bootstrap, 0, 100000, err);
    if (!code && !v->bootstrap)
        v->bootstrap = 500;
    return code;
}

/* One of two words; NULL is the first. */
static int check_choice(const struct lc_study_text *text, const char *path,
                        const char *value, const char *first, const char *second,
                        bool *is_second, struct lc_error *err)
{
    *is_second = value && strcmp(value, second) == 0;
    if (!value || *is_second || strcmp(value, first) == 0)
        return LC_OK;
    return lc_study_fault(text, LC_RANGE, path, err,
                          "'%.40s' is neither %s nor %s; write one of them", value,
                          first, second);
}

static int check_thresholds(const struct lc_study_acceptance *a,
                            const struct lc_study_text *text, struct lc_error *err)
{
    const struct {
        const char *path;
        const double *value;
        double high;
    } rows[] = {
        { "acceptance.precision_at_least", a->precision_at_least, 1 },
        { "acceptance.auc_at_least", a->auc_at_least, 1 },
        { "acceptance.slope_from", a->slope_from, 10 },
        { "acceptance.slope_to", a->slope_to, 10 },
        { "acceptance.ratio_from", a->ratio_from, 100 },
        { "acceptance.ratio_to", a->ratio_to, 100 },
    };
    int code = LC_OK;
    if (a->events_at_least)
        code = check_real(text, "acceptance.events_at_least", *a->events_at_least, 1,
                          1e9, err);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !code; i++)
        if (rows[i].value)
            code = check_real(text, rows[i].path, *rows[i].value, 0, rows[i].high, err);
    return code;
}

/* A range whose ends are exchanged is one that nothing meets. */
static int check_order(const struct lc_study_text *text, const char *path,
                       const double *from, const double *to, struct lc_error *err)
{
    if (!from || !to || *from <= *to)
        return LC_OK;
    return lc_study_fault(text, LC_RANGE, path, err,
                          "%g is below the range's other end, %g; exchange them", *to,
                          *from);
}

static int check_acceptance(struct lc_study *study, const struct lc_study_text *text,
                            struct lc_error *err)
{
    struct lc_study_acceptance *a = &study->acceptance;
    int code = check_thresholds(a, text, err);
    if (!code)
        code =
            check_order(text, "acceptance.slope_to", a->slope_from, a->slope_to, err);
    if (!code)
        code =
            check_order(text, "acceptance.ratio_to", a->ratio_from, a->ratio_to, err);
    if (!code)
        code = check_choice(text, "acceptance.judge_by", a->judge_by, "limit",
                            "estimate", &a->by_estimate, err);
    if (!code)
        code = check_choice(text, "acceptance.when_not_good_enough",
                            a->when_not_good_enough, "list", "refuse", &a->refuse, err);
    if (!code && (a->precision_at_least || a->beats_baselines)
        && !study->panel.capacity)
        code = lc_study_fault(text, LC_FORMAT,
                              a->precision_at_least ? "acceptance.precision_at_least"
                                                    : "acceptance.beats_baselines",
                              err,
                              "precision is at the panel's capacity; add panel: "
                              "{ capacity: 20 }");
    return code;
}

static bool has_value(const struct lc_study_group *g, const char *value)
{
    for (unsigned v = 0; v < g->values_count; v++)
        if (strcmp(g->values[v], value) == 0)
            return true;
    return false;
}

/* A child is of one group of an attribute: their counts are parts of one sum. */
static int check_groups(const struct lc_study *study, const struct lc_study_text *text,
                        struct lc_error *err)
{
    for (unsigned b = 0; b < study->groups_count; b++)
        for (unsigned a = 0; a < b; a++) {
            const struct lc_study_group *one = study->groups + a,
                                        *two = study->groups + b;
            if (strcmp(one->label, two->label) == 0)
                return lc_study_fault(text, LC_FORMAT, "groups", err,
                                      "two groups are called %.60s; rename one",
                                      two->label);
            for (unsigned v = 0; v < two->values_count; v++)
                if (strcmp(one->attribute, two->attribute) == 0
                    && has_value(one, two->values[v]))
                    return lc_study_fault(
                        text, LC_FORMAT, "groups", err,
                        "%.40s is in %.60s and in %.60s; a child is of one "
                        "group of an attribute: take it out of one",
                        two->values[v], one->label, two->label);
        }
    return LC_OK;
}

static int check_links(struct lc_study *study, const struct lc_study_text *text,
                       struct lc_error *err)
{
    static const char *const words[] = { "keep", "leave_out", "average" };
    const char *said = study->uncertain_links;
    for (int k = 0; said && k < 3; k++)
        if (strcmp(said, words[k]) == 0) {
            study->uncertain = (enum lc_uncertain_links)k;
            return LC_OK;
        }
    return said ? lc_study_fault(text, LC_RANGE, "uncertain_links", err,
                                 "'%.40s' is none of keep, leave_out and average; "
                                 "write one of them",
                                 said)
                : LC_OK;
}

int lc_study_check_judging(struct lc_study *study, const struct lc_study_text *text,
                           struct lc_error *err)
{
    int code = check_validation(study, text, err);
    if (!code)
        code = check_links(study, text, err);
    if (!code)
        code = check_groups(study, text, err);
    if (!code)
        code = check_real(text, "panel.capacity", study->panel.capacity, 0, 1e6, err);
    if (!code)
        code = check_acceptance(study, text, err);
    return code;
}
