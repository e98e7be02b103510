/* See check.h: the sections that say who, when and what may happen. */
#include "study/check_inside.h"

#include <stdio.h>
#include <string.h>

static int check_whole(const struct lc_study_text *text, const char *path, int value,
                       int low, int high, struct lc_error *err)
{
    if (value >= low && value <= high)
        return LC_OK;
    return lc_study_fault(text, LC_RANGE, path, err, "%d is not within %d to %d", value,
                          low, high);
}

static int check_about(struct lc_study *s, const struct lc_study_text *text,
                       struct lc_error *err)
{
    int code = check_whole(text, "format", s->format, 1, 1, err);
    if (!code)
        code = lc_study_check_word(text, "study.name", s->about.name, err);
    if (!code)
        code = check_whole(text, "study.seed", s->about.seed, 0, INT32_MAX, err);
    if (!code && !s->about.seed)
        s->about.seed = 1;
    if (!code)
        code = lc_study_read_day(text, "study.review_by", s->about.review_by,
                                 &s->about.review_day, err);
    if (!code && s->about.review_by && s->about.review_day == LC_NO_DAY)
        code = lc_study_fault(text, LC_FORMAT, "study.review_by", err,
                              "'%.40s' is not a day; write it as 2024-03-31",
                              s->about.review_by);
    return code;
}

static int check_cohort(struct lc_study *s, const struct lc_study_text *text,
                        struct lc_error *err)
{
    struct lc_study_cohort *c = &s->cohort;
    int code = check_whole(text, "cohort.age_from", c->age_from, 0, 17, err);
    if (!code)
        code = check_whole(text, "cohort.age_to", c->age_to, c->age_from, 17, err);
    if (!code)
        code = lc_study_read_period(text, "cohort.known_within", c->known_within,
                                    &c->within, err);
    return code;
}

static int check_landmarks(struct lc_study *s, const struct lc_study_text *text,
                           struct lc_error *err)
{
    struct lc_study_landmarks *l = &s->landmarks;
    int code = lc_study_read_period(text, "landmarks.every", l->every, &l->step, err);
    if (!code)
        code = lc_study_read_day(text, "landmarks.from", l->from, &l->first, err);
    if (!code)
        code = lc_study_read_day(text, "landmarks.to", l->to, &l->last, err);
    if (!code && l->first != LC_NO_DAY && l->last != LC_NO_DAY && l->last < l->first)
        code = lc_study_fault(text, LC_RANGE, "landmarks.to", err,
                              "%s is before landmarks.from, %s; exchange them", l->to,
                              l->from);
    return code;
}

static int check_outcome(struct lc_study *s, const struct lc_study_text *text,
                         struct lc_error *err)
{
    struct lc_study_outcome *o = &s->outcome;
    int code = check_whole(text, "outcome.age_floor", o->age_floor, 0, 17, err);
    if (!code)
        code =
            check_whole(text, "outcome.shortest_stay", o->shortest_stay, 0, 365, err);
    if (!code)
        code =
            lc_study_read_period(text, "outcome.horizon", o->horizon, &o->ahead, err);
    if (!code && strcmp(o->history, "care") != 0)
        code = lc_study_fault(text, LC_RANGE, "outcome.history", err,
                              "'%.40s' cannot be the outcome; it must be care",
                              o->history);
    if (!code && s->cohort.age_to < o->age_floor && lc_period_days(o->ahead) < 365)
        code =
            lc_study_fault(text, LC_RANGE, "outcome.age_floor", err,
                           "no child of the cohort (cohort.age_to %d) is surely that "
                           "old within the horizon; lower it or raise cohort.age_to",
                           s->cohort.age_to);
    return code;
}

static int check_competing(const struct lc_study *s, const struct lc_study_text *text,
                           struct lc_error *err)
{
    char path[40];
    for (unsigned i = 0; i < s->competing_count; i++) {
        snprintf(path, sizeof path, "competing[%u]", i);
        if (strcmp(s->competing[i], s->outcome.history) == 0)
            return lc_study_fault(text, LC_RANGE, path, err,
                                  "%s is the outcome, so it cannot compete with it; "
                                  "other entries are \"" LC_OTHER_ENTRY "\"",
                                  s->competing[i]);
        for (unsigned j = 0; j < i; j++)
            if (strcmp(s->competing[i], s->competing[j]) == 0)
                return lc_study_fault(text, LC_RANGE, path, err,
                                      "%s stands twice; take one out", s->competing[i]);
    }
    return LC_OK;
}

static int check_refits(const struct lc_study *s, const struct lc_study_text *text,
                        struct lc_error *err)
{
    for (unsigned i = 0; i < s->sources.refit_without_count; i++) {
        char path[64];
        const char *history = s->sources.refit_without[i];
        bool read = false;
        snprintf(path, sizeof path, "sources.refit_without[%u]", i);
        for (unsigned k = 0; k < s->predictors_count && !read; k++)
            read = lc_study_reads(s, s->predictors + k, history);
        if (!read)
            return lc_study_fault(text, LC_RANGE, path, err,
                                  "no predictor reads %.60s, so no fit is without it",
                                  history);
        for (unsigned j = 0; j < i; j++)
            if (strcmp(s->sources.refit_without[j], history) == 0)
                return lc_study_fault(text, LC_RANGE, path, err,
                                      "%.60s stands twice; take one out", history);
    }
    return LC_OK;
}

static int check_breaks(struct lc_study *s, const struct lc_study_text *text,
                        struct lc_error *err)
{
    char path[48];
    const char *key;
    for (unsigned i = 0; i < s->breaks_count; i++) {
        struct lc_declared *d = s->breaks + i;
        if (lc_declared_days(d, &key)) {
            snprintf(path, sizeof path, "breaks[%u].%s", i, key);
            return lc_study_fault(text, LC_FORMAT, path, err,
                                  "'%.40s' is not a day; write it as 2024-03-31",
                                  d->from);
        }
        snprintf(path, sizeof path, "breaks[%u].attribute", i);
        if (d->attribute && !d->code)
            return lc_study_fault(text, LC_FORMAT, path, err,
                                  "which value of it? add code: VALUE to the row");
    }
    return LC_OK;
}

int lc_study_check(struct lc_study *study, const struct lc_study_text *text,
                   struct lc_error *err)
{
    int code = check_about(study, text, err);
    if (!code)
        code = check_cohort(study, text, err);
    if (!code)
        code = check_landmarks(study, text, err);
    if (!code)
        code = check_outcome(study, text, err);
    if (!code)
        code = check_competing(study, text, err);
    if (!code)
        code = lc_study_read_period(text, "sources.lag", study->sources.lag,
                                    &study->sources.slack, err);
    if (!code)
        code = check_breaks(study, text, err);
    if (!code)
        code = lc_study_check_predictors(study, text, err);
    if (!code)
        code = check_refits(study, text, err);
    if (!code)
        code = lc_study_check_judging(study, text, err);
    return code;
}
