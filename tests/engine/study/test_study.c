/* A study's file: the shipped ones load; every fault is named by file, line, column. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "kind/kind.h"
#include "study/study.h"

TestSuite(study, .init = lc_begin);

/* Line 1 is "format: 1". */
static const char good[] =
    "format: 1\n"
    "study: { name: small, title: A small study }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin, missing] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13, uasc: false,\n"
    "           remand: true, horizon: 12 months }\n"
    "competing: [death, moved]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: m90, kind: count, history: missing, window: 90 days, label: missing "
    "}\n"
    "models:\n"
    "  - { name: plain, family: logistic, formula: age + m90 }\n"
    "validation: { test_last: 24 months }\n";

/* The text of `good` with one part exchanged. */
static char *with(const char *part, const char *other)
{
    const char *at = strstr(good, part);
    cr_assert(at != NULL, "%s", part);
    size_t before = (size_t)(at - good);
    char *text = malloc(sizeof good + strlen(other) + 1);
    memcpy(text, good, before);
    strcpy(text + before, other);
    strcat(text, at + strlen(part));
    return text;
}

Test(study, reads_every_section)
{
    struct lc_error err = { 0 };
    struct lc_study *s;
    int code = lc_study_parse(&s, "good", good, strlen(good), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_assert(eq(str, s->about.name, "small"));
    cr_assert(eq(int, s->about.seed, 1));
    cr_assert(eq(int, (int)s->cohort.known_to_count, 2));
    cr_assert(eq(int, s->landmarks.step.months, 1));
    cr_assert(eq(int, s->landmarks.first, lc_day_of(2020, 1, 1)));
    cr_assert(eq(int, s->landmarks.last, LC_NO_DAY));
    cr_assert(eq(int, s->outcome.ahead.months, 12));
    cr_assert(s->outcome.first_entry && s->outcome.remand && !s->outcome.short_breaks);
    cr_assert(eq(str, (char *)s->predictors[1].what->name, "count"));
    cr_assert(eq(int, s->predictors[1].back.days, 90));
    cr_assert(eq(int, s->predictors[1].since, LC_NO_DAY));
    cr_assert(eq(str, s->models[0].formula, "age + m90"));
    cr_assert(eq(int, s->validation.last.months, 24));
    cr_assert(eq(int, s->validation.bootstrap, 500));
    cr_assert(eq(str, (char *)lc_study_cause(s, 3), "moved"));
    cr_assert(eq(str, (char *)lc_study_cause(s, 4), ""));
    cr_assert(lc_study_find(s, "m90") == s->predictors + 1);
    cr_assert(lc_study_find(s, "m91") == NULL);
    lc_study_free(s);
}

/* part of `good`, what stands instead, the code, the place, a word of the reason */
static const struct fault {
    const char *part, *other;
    int code;
    const char *place, *why;
} faults[] = {
    { "title: A", "titel: A", LC_FORMAT, "bad:2:", "titel" },
    { "age_from: 13, ", "", LC_FORMAT, "bad:3:", "age_from" },
    { "age_from: 13", "age_from: 18", LC_RANGE, "bad:3:21", "0 to 17" },
    { "age_to: 17", "age_to: 12", LC_RANGE, "bad:3:33", "13 to 17" },
    { "age_from: 13", "age_from: many", LC_FORMAT, "bad:3:", "INT" },
    { "every: 1 month,", "every: often,", LC_FORMAT, "bad:4:21", "length of time" },
    { "2020-01-01", "01/01/2020", LC_FORMAT, "bad:4:36", "2024-03-31" },
    { "to: all", "to: 2019-01-01", LC_RANGE, "bad:4:52", "before" },
    { "history: care", "history: cin", LC_RANGE, "bad:5:21", "care" },
    { "horizon: 12 months", "horizon: 12 moons", LC_FORMAT, "bad:6:35", "12 moons" },
    { "[death, moved]", "[death, care]", LC_RANGE, "bad:7:20", "compete" },
    { "[death, moved]", "[death, death]", LC_RANGE, "bad:7:20", "twice" },
    { "name: m90", "name: m-90", LC_FORMAT, "bad:10:13", "minus" },
    { "name: m90", "name: 90m", LC_FORMAT, "bad:10:13", "letter" },
    { "name: m90", "name: days", LC_FORMAT, "bad:10:13", "of its own" },
    { "name: m90", "name: linkage", LC_FORMAT, "bad:10:13", "of its own" },
    { "name: m90", "name: age", LC_FORMAT, "bad:10:13", "rename" },
    { "kind: count", "kind: cuont", LC_FORMAT, "bad:10:24", "days_since_last" },
    { "kind: count", "kind: cuont", LC_FORMAT, "bad:10:24", "did you mean 'count'?" },
    { "kind: count", "kind: first_before", LC_FORMAT, "bad:10:5", "add other: NAME" },
    { "kind: count, history: missing, window: 90 days",
      "kind: first_before, other: missing, history: missing", LC_FORMAT, "bad:10:5",
      "both are missing" },
    { "kind: count, history: missing, window: 90 days",
      "kind: days_since_known, codes: [M]", LC_FORMAT, "bad:10:5",
      "add history: NAME" },
    { "kind: count, history: missing, window: 90 days",
      "kind: days_since_known, history: missing_care", LC_REFUSED,
      "bad:10:", "only while a child is looked after" },
    { "kind: count", "kind: count, other: cin", LC_FORMAT, "bad:10:5",
      "take other out" },
    { "kind: count", "kind: count, othr: cin", LC_FORMAT, "bad:10:", "other" },
    { "kind: count, history: missing, window: 90 days",
      "kind: first_before, history: missing, other: care", LC_REFUSED,
      "bad:10:", "only while a child is looked after" },
    { "kind: count", "kind: open_now", LC_FORMAT, "bad:10:5", "window" },
    { "kind: age, ", "kind: age, history: cin, ", LC_FORMAT, "bad:9:5", "takes no" },
    { "history: missing, ", "", LC_FORMAT, "bad:10:5", "history" },
    { "history: missing,", "history: missing_care,", LC_REFUSED, "bad:10:40",
      "looked after" },
    { "history: missing,", "history: care,", LC_REFUSED, "bad:10:40", "looked after" },
    { "test_last: 24 months", "test_last: 2 years, test_from: 2020-01-01", LC_FORMAT,
      "bad:13:13", "keep one" },
    { "format: 1", "format: 2", LC_RANGE, "bad:1:9", "within 1 to 1" },
};

Test(study, names_the_place_of_every_fault)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *f = faults + i;
        struct lc_error err = { 0 };
        struct lc_study *s;
        char *text = with(f->part, f->other);
        int code = lc_study_parse(&s, "bad", text, strlen(text), &err);
        cr_expect(eq(int, code, f->code), "%s: %s", f->other, err.text);
        cr_expect(strstr(err.text, f->place) != NULL, "%s: %s", f->other, err.text);
        cr_expect(strstr(err.text, f->why) != NULL, "%s: %s", f->other, err.text);
        cr_expect(s == NULL);
        free(text);
    }
}

/* Short breaks are no entry in this study, so a history of them may predict one. */
Test(study, short_breaks_may_predict_a_first_entry)
{
    struct lc_error err = { 0 };
    struct lc_study *s;
    char *text = with("history: missing,", "history: care, codes: [V3, V4],");
    int code = lc_study_parse(&s, "good", text, strlen(text), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_study_free(s);
    free(text);
}

Test(study, what_is_not_a_study_is_refused)
{
    static const char *const texts[] = { "",   "- 1\n", "study: [",
                                         "{}", "\t",    "format: 1\n" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct lc_error err = { 0 };
        struct lc_study *s;
        cr_expect(lc_study_parse(&s, "bad", texts[i], strlen(texts[i]), &err)
                  == LC_FORMAT);
        cr_expect(strncmp(err.text, "bad", 3) == 0, "%s", err.text);
    }
}

Test(study, shipped_studies_load)
{
    static const char *const names[] = { "late-entry", "late-entry-6", "late-entry-24",
                                         "truth" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct lc_error err = { 0 };
        struct lc_study *s;
        char path[80], *text;
        size_t size;
        snprintf(path, sizeof path, "datasets/studies/%s.yaml", names[i]);
        cr_assert(eq(int, lc_file_read(path, 1 << 20, &text, &size, &err), LC_OK));
        cr_assert(eq(int, lc_study_parse(&s, path, text, size, &err), LC_OK), "%s",
                  err.text);
        free(text);
        cr_expect(eq(str, s->about.name, (char *)names[i]));
        lc_study_free(s);
    }
}

/* 31 January and one month is the last of February; windows go the same way back. */
Test(study, periods_are_calendar_months)
{
    struct lc_period p;
    char text[LC_PERIOD_ROOM];
    cr_assert(eq(int, lc_period_parse("1 month", &p), LC_OK));
    cr_assert(
        eq(int, lc_period_after(lc_day_of(2023, 1, 31), p), lc_day_of(2023, 2, 28)));
    cr_assert(eq(int, lc_period_parse("2 years", &p), LC_OK));
    cr_assert(
        eq(int, lc_period_before(lc_day_of(2024, 2, 29), p), lc_day_of(2022, 2, 28)));
    cr_assert(eq(int, lc_period_days(p), 730));
    cr_assert(eq(str, (char *)lc_period_print(p, text), "24 months"));
    cr_assert(eq(int, lc_period_parse("2 weeks", &p), LC_OK));
    cr_assert(eq(int, lc_period_after(10, p), 24));
    cr_assert(eq(str, (char *)lc_period_print(p, text), "14 days"));
    static const char *const bad[] = {
        "",          "12",          "months",   "0 days",         "-1 days",
        "1.5 years", "5000 months", "1 month ", "12 months or so"
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(int, lc_period_parse(bad[i], &p), LC_FORMAT), "%s", bad[i]);
}
