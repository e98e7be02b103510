/* What stands above a list: each warning by itself, and the boundary of its day. */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "models/panel/caution.h"
#include "support/stores.h"
#include "support/town.h"

TestSuite(caution, .init = lc_begin);

enum { PREDICTORS = 4, REFERRALS = 3, MISSING = 2 };

/* 1,000 children on a day long after the training, of whom nothing is to be said. */
struct fixture {
    struct lc_scoring s;
    struct lc_model model;
    struct lc_range range[PREDICTORS];
    struct lc_sighting tally[PREDICTORS];
    bool used[PREDICTORS];
};

static void open_day(struct fixture *f, const char *day)
{
    struct lc_slice text;
    *f = (struct fixture){ .s = { .day = day_of(day) } };
    f->s.study = town_study("", &text);
    f->s.range = f->range;
    f->s.tally = f->tally;
    f->s.used = f->used;
    for (size_t k = 0; k < PREDICTORS; k++) {
        f->range[k] = (struct lc_range){ 0, 3, 0.01, 0 };
        f->tally[k] = (struct lc_sighting){ .seen = 1000, .outside = 10 };
        f->used[k] = true;
    }
    f->model.training = json_pack("{s:s, s:s, s:i}", "from", "2015-04-01", "to",
                                  "2019-04-01", "rows", 100000);
}

static void close_day(struct fixture *f)
{
    json_decref(f->model.training);
    lc_study_free(f->s.study);
}

/* How many warnings there are, and whether one holds the words. What children are like
 * is the one thing that the verdict holds in spite of. */
static void expect(struct fixture *f, size_t count, const char *words)
{
    json_t *list, *one;
    size_t k, found = 0, of_children = 0;
    bool holds;
    cr_assert(eq(int, lc_cautions(&list, &holds, &f->s, &f->model, NULL), LC_OK));
    json_array_foreach(list, k, one)
    {
        found += words && strstr(json_string_value(one), words);
        of_children += strstr(json_string_value(one), "of children") != NULL;
    }
    cr_expect(eq(int, holds, of_children == count), "%s", words ? words : "none");
    cr_expect(eq(sz, json_array_size(list), count), "%s", words ? words : "none");
    cr_expect(eq(sz, found, words != NULL), "%s", words ? words : "none");
    json_decref(list);
}

static void on_day(const char *day, size_t count, const char *words)
{
    struct fixture f;
    open_day(&f, day);
    expect(&f, count, words);
    close_day(&f);
}

/* Fitted to landmarks up to 1 April 2019 with a horizon of 12 months. */
Test(caution, a_day_within_the_training)
{
    on_day("2016-01-01", 1, "as they were up to 2019-04-01, after this day");
    on_day("2019-04-01", 1, "as they were up to 2019-04-01, after this day");
    on_day("2019-04-02", 1,
           "learnt from entries before 1 April 2020, which is after this day");
    on_day("2020-03-31", 1,
           "learnt from entries before 1 April 2020, which is after this day");
    on_day("2020-04-01", 0, NULL);
}

Test(caution, a_day_past_the_review)
{
    struct fixture f;
    open_day(&f, "2021-06-02");
    f.s.study->about.review_day = day_of("2021-06-02");
    expect(&f, 0, NULL);
    f.s.day++;
    expect(&f, 1, "was to be reviewed by 2021-06-02");
    close_day(&f);
}

/* Binomial(1000, 0.01): P(X >= 21) = 0.00150, P(X >= 22) = 0.00065 (R 4.2.2,
 * pbinom(20 and 21, 1000, 0.01, lower.tail = FALSE)). */
Test(caution, a_predictor_outside_its_range_in_more_children_than_then)
{
    struct fixture f;
    open_day(&f, "2021-06-01");
    f.tally[REFERRALS].outside = 21;
    expect(&f, 0, NULL);
    f.tally[REFERRALS].outside = 22;
    expect(&f, 1,
           "referrals in the last 12 months: 2.2% of children lie outside 0 to 3");
    f.used[REFERRALS] = false; /* no column of the model is made from it */
    expect(&f, 0, NULL);
    f.used[REFERRALS] = true;
    f.range[REFERRALS].low = f.range[REFERRALS].high = NAN; /* no range is known */
    expect(&f, 0, NULL);
    close_day(&f);
}

/* A source that stops: not observed of all, where one in ten was; and of ten children
 * where none of the rows was. One child alone may be chance. */
Test(caution, a_predictor_that_is_not_observed)
{
    struct fixture f;
    open_day(&f, "2021-06-01");
    f.range[MISSING].not_observed = 0.9;
    f.tally[MISSING] = (struct lc_sighting){ .not_observed = 1000 };
    expect(&f, 1, "missing episodes in the last 12 months: not observed of 100%");
    f.range[MISSING].not_observed = 0;
    f.tally[MISSING] = (struct lc_sighting){ .seen = 990, .not_observed = 10 };
    expect(&f, 1, "not observed of 1% of children; in training it was 0%");
    f.tally[MISSING] = (struct lc_sighting){ .seen = 999, .not_observed = 1 };
    expect(&f, 0, NULL);
    close_day(&f);
}

/* Of a million children any difference is beyond chance: 1.2% for 1% is not told. */
Test(caution, a_difference_of_no_weight_is_not_told)
{
    struct fixture f;
    open_day(&f, "2021-06-01");
    f.tally[REFERRALS] = (struct lc_sighting){ .seen = 1000000, .outside = 12000 };
    expect(&f, 0, NULL);
    f.tally[REFERRALS].outside = 16000;
    expect(&f, 1, "1.6% of children");
    close_day(&f);
}

Test(caution, a_file_that_does_not_say)
{
    struct fixture f;
    open_day(&f, "2021-06-01");
    json_decref(f.model.training);
    f.model.training = NULL;
    expect(&f, 2, "does not say up to which day");
    expect(&f, 2, "does not say what its training rows were like");
    close_day(&f);
}

Test(caution, breaks_that_nobody_answered_for)
{
    struct fixture f;
    bool holds;
    json_t *list = NULL;
    open_day(&f, "2021-06-01");
    f.model.metrics = json_pack("{s:[s,s]}", "breaks", "a", "b");
    cr_assert(eq(int, lc_cautions(&list, &holds, &f.s, &f.model, NULL), LC_OK));
    cr_assert(eq(sz, json_array_size(list), 1));
    cr_expect(strstr(json_string_value(json_array_get(list, 0)), "on 2 days on which")
              != NULL);
    cr_expect(eq(int, holds, true));
    json_decref(list);
    json_object_set_new(f.model.metrics, "breaks_open", json_integer(0));
    expect(&f, 0, NULL);
    json_decref(f.model.metrics);
    close_day(&f);
}

static void first_line(const char *verdict, const char *document, const char *want)
{
    struct lc_text line = { 0 };
    json_t *v = verdict ? json_loads(verdict, 0, NULL) : NULL;
    json_t *d = document ? json_loads(document, 0, NULL) : NULL;
    cr_assert(eq(int, document && !d, false));
    lc_caution_add_verdict(&line, v, lc_caution_use(v, d));
    cr_expect(eq(str, line.data, (char *)(uintptr_t)want));
    lc_text_free(&line);
    json_decref(v);
    json_decref(d);
}

#define GOOD "{\"status\":\"good enough\"}"
#define BAD  "{\"status\":\"not good enough\",\"reasons\":[\"a: not met\",\"b\"]}"

Test(caution, the_first_line_is_the_verdict)
{
    static const char ready[] = "The model of this list was judged good enough to use.";
    static const char bad[] = "Do not choose children by this list: its model was "
                              "judged not good enough (a: not met; b).";
    first_line(GOOD, NULL, ready);
    first_line(GOOD, "{\"warnings\":[],\"verdict_holds\":true}", ready);
    first_line(BAD, NULL, bad);
    first_line(BAD, "{\"warnings\":[],\"verdict_holds\":true}", bad);
    first_line(
        "{\"status\":\"not judged\",\"reasons\":[\"no study judged it\"]}", NULL,
        "Do not choose children by this list: its model was not judged (no study "
        "judged it).");
    first_line(NULL, NULL,
               "Do not choose children by this list: its model was not judged.");
}

/* A warning is one to read first where it is said that the verdict holds all the same;
 * a document that does not say is not taken for one that does. */
Test(caution, a_verdict_that_does_not_hold_is_none)
{
    static const char none[] = "Do not choose children by this list: its model was "
                               "judged good enough, but that does not hold here.";
    first_line(GOOD, "{\"warnings\":[\"w\"],\"verdict_holds\":true}",
               "The model of this list was judged good enough to use; read first what "
               "is noted.");
    first_line(GOOD, "{\"warnings\":[\"w\"],\"verdict_holds\":false}", none);
    first_line(GOOD, "{\"warnings\":[\"w\"],\"verdict_holds\":\"true\"}", none);
    first_line(GOOD, "{\"warnings\":[\"w\"]}", none);
    first_line(GOOD, "{\"warnings\":[],\"verdict_holds\":false}", none);
}

static void word(const char *verdict, const char *document, const char *want)
{
    json_t *v = json_loads(verdict, 0, NULL), *d = json_loads(document, 0, NULL);
    cr_assert(v && d);
    cr_expect(
        eq(str, (char *)(uintptr_t)lc_caution_word(v, d), (char *)(uintptr_t)want));
    json_decref(v);
    json_decref(d);
}

/* In a cell, which is copied without the first line. */
Test(caution, a_cell_says_that_a_verdict_does_not_hold)
{
    static const char not_here[] = "good enough, but not for this list";
    word(GOOD, "{\"warnings\":[],\"verdict_holds\":true}", "good enough");
    word(GOOD, "{\"warnings\":[\"w\"],\"verdict_holds\":true}", "good enough");
    word(GOOD, "{\"warnings\":[\"w\"],\"verdict_holds\":false}", not_here);
    word(GOOD, "{\"warnings\":[\"w\"]}", not_here);
    word(BAD, "{\"warnings\":[\"w\"],\"verdict_holds\":false}", "not good enough");
    word("{}", "{\"warnings\":[]}", "");
}
