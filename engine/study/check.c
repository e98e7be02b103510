/* See check.h: the sections that say who, when and what may happen. */
#include "study/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/yaml.h"

int lc_study_fault(const struct lc_study_text *text, int code, const char *path,
                   struct lc_error *err, const char *format, ...)
{
    char why[360];
    int line, column;
    va_list args;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    lc_yaml_locate(text->data, text->size, path, &line, &column);
    return LC_FAIL(err, code, "%s:%d:%d: %s: %s", text->name, line, column, path, why);
}

int lc_study_read_period(const struct lc_study_text *text, const char *path,
                         const char *value, struct lc_period *period,
                         struct lc_error *err)
{
    *period = (struct lc_period){ 0 };
    if (!value || lc_period_parse(value, period) == LC_OK)
        return LC_OK;
    return lc_study_fault(text, LC_FORMAT, path, err,
                          "'%.40s' is not a length of time; write a number and days, "
                          "weeks, months or years, such as \"12 months\"",
                          value);
}

int lc_study_read_day(const struct lc_study_text *text, const char *path,
                      const char *value, int32_t *day, struct lc_error *err)
{
    *day = LC_NO_DAY;
    if (!value || strcmp(value, "all") == 0)
        return LC_OK;
    if (lc_day_parse(lc_slice_of(value), LC_DAY_ISO, day) == LC_OK)
        return LC_OK;
    return lc_study_fault(text, LC_FORMAT, path, err,
                          "'%.40s' is not a day; write it as 2024-03-31", value);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int lc_study_check_word(const struct lc_study_text *text, const char *path,
                        const char *value, struct lc_error *err)
{
    bool good = is_letter(value[0]) && strlen(value) < 64;
    for (const char *c = value; *c && good; c++)
        good = is_letter(*c) || (*c >= '0' && *c <= '9') || *c == '_' || *c == '-';
    if (good)
        return LC_OK;
    return lc_study_fault(
        text, LC_FORMAT, path, err,
        "'%.40s' cannot be a name; use a letter, then letters, digits, "
        "- and _, at most 63",
        value);
}

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
        code = lc_study_check_predictors(study, text, err);
    if (!code)
        code = lc_study_check_judging(study, text, err);
    return code;
}
