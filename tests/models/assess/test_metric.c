/* The table of metrics, walked: a row that lacks something, or says something of itself
 * that its values deny, is named with the member. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/held_out_inside.h"
#include "models/assess/metric_inside.h"
#include "study/study.h"

TestSuite(metric, .init = lc_begin);

enum { N = 4000, LISTED = 400, TIMES = 3 };

static const char *const row_names[LC_METRIC_COUNT] = {
#define X(constant, name) [constant] = #name,
    LC_METRICS(X)
#undef X
};

static void expect(bool ok, int m, const char *member, const char *why)
{
    cr_expect(ok, "metric %s: %s: %s", row_names[m], member, why);
}

static const char *said(const char *text)
{
    return text ? text : "";
}

/* --- whole ------------------------------------------------------------------------ */

Test(metric, no_row_lacks_a_word)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        const struct {
            const char *member, *text;
        } words[] = { { "name", is->name },
                      { "heading", is->heading },
                      { "label", is->label },
                      { "label_of_times", is->label_of_times },
                      { "line", is->line } };
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            expect(words[k].text != NULL, m, words[k].member, "is missing");
        expect(!strcmp(said(is->name), row_names[m]), m, "name", "it has another");
        expect(is->better > LC_BETTER_UNSTATED && is->better <= LC_NEITHER_IS_BETTER, m,
               "better", "is missing");
        expect(is->places > 0 && is->places < 9, m, "places", "is missing");
        expect(is->of_sums || is->of_times, m, "of_sums, of_times", "both are missing");
    }
}

/* `evaluate` tells them of any table. */
Test(metric, labels_speak_of_no_care)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const char *const texts[] = { lc_metrics[m]->label,
                                      lc_metrics[m]->label_of_times };
        for (size_t k = 0; k < 2; k++)
            expect(!strstr(said(texts[k]), "care") && !strstr(said(texts[k]), "child")
                       && !strstr(said(texts[k]), "entr")
                       && !strstr(said(texts[k]), "landmark"),
                   m, k ? "label_of_times" : "label", "any table is told so");
    }
}

/* Where a metric is told is where it can be worked out. */
Test(metric, a_row_is_told_where_it_is_measured)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        unsigned parts = lc_metric_parts(is);
        expect(*said(is->label) || !is->of_sums, m, "label", "of_sums has no words");
        expect(!*said(is->label) || is->of_sums
                   || (is->of_times && parts & (LC_TIMED_ORDER | LC_TIMED_INDEX)),
               m, "of_sums", "is missing: a yes or no has no horizon");
        expect(!*said(is->label_of_times) == !is->of_times, m,
               "label_of_times, of_times", "one is there without the other");
        expect(!parts == !is->of_times, m, "needs, of_times",
               "a part of times is needed, and none is read, or the reverse");
        expect(!(parts & (parts - 1)), m, "needs", "it is told once, with one part");
        expect(is->of_sums || !lc_metric_of_list(is), m, "of_sums",
               "a list is of a yes or no");
        expect(*said(is->label) || !*said(is->line), m, "label",
               "train says it, and cannot keep it");
    }
}

static bool differ(const char *a, const char *b)
{
    return !*said(a) || strcmp(a, said(b)) != 0;
}

Test(metric, no_two_rows_are_told_alike)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        for (int k = 0; k < m; k++) {
            const struct lc_metric *a = lc_metrics[m], *b = lc_metrics[k];
            expect(differ(a->name, b->name), m, "name", b->name);
            expect(differ(a->heading, b->heading), m, "heading", b->name);
            expect(differ(a->label, b->label), m, "label", b->name);
            expect(differ(a->line, b->line), m, "line", b->name);
            expect(a->of_sums != b->of_sums || !a->of_sums, m, "of_sums", b->name);
            expect(a->of_times != b->of_times || !a->of_times, m, "of_times", b->name);
        }
}

/* Each threshold of a study is of one metric, and no offset is anything else's. */
Test(metric, what_a_study_asks_is_asked_of_one_row)
{
    static const size_t low[] = { LC_METRIC_ASKED(precision_at_least),
                                  LC_METRIC_ASKED(auc_at_least),
                                  LC_METRIC_ASKED(slope_from),
                                  LC_METRIC_ASKED(ratio_from) };
    static const size_t high[] = { LC_METRIC_ASKED(slope_to),
                                   LC_METRIC_ASKED(ratio_to) };
    size_t lows = 0, highs = 0;
    for (size_t k = 0; k < sizeof low / sizeof *low; k++)
        for (int m = 0; m < LC_METRIC_COUNT; m++)
            lows += lc_metrics[m]->asked_low == low[k];
    for (size_t k = 0; k < sizeof high / sizeof *high; k++)
        for (int m = 0; m < LC_METRIC_COUNT; m++)
            highs += lc_metrics[m]->asked_high == high[k];
    cr_expect(eq(sz, lows, sizeof low / sizeof *low), "asked_low");
    cr_expect(eq(sz, highs, sizeof high / sizeof *high), "asked_high");
}

/* --- what the values say of it ----------------------------------------------------- */

/* Children whose log odds, or log hazard, is known; one foretelling knows it, the other
 * knows nothing, and is too high. */
struct world {
    double eta[2][N], risk[2][N], curve[2][TIMES * N];
    uint8_t outcome[N];
    int32_t child[N], cause[N];
    double time[N];
};

static const double at_times[TIMES] = { 0.5, 1, 1.5 };
static struct world w;

static double logistic(double eta)
{
    return 1 / (1 + exp(-eta));
}

static void make_world(void)
{
    struct lc_random r;
    lc_random_init(&r, 11, 4);
    for (int32_t i = 0; i < N; i++) {
        w.eta[0][i] = -1 + 1.2 * lc_random_normal(&r);
        w.eta[1][i] = 0.5 + 1.5 * lc_random_normal(&r);
        w.child[i] = i;
        double died = -log(lc_random_unit(&r)) * exp(-w.eta[0][i]);
        double lost = 4 * lc_random_unit(&r);
        w.time[i] = fmin(died, lost);
        w.cause[i] = died <= lost;
        w.outcome[i] = lc_random_unit(&r) < logistic(w.eta[0][i]);
    }
}

static double incidence(double eta, double t)
{
    return -expm1(-exp(eta) * t);
}

/* Sums of the predictions of w.eta[which]; list: is there one?; score: no risk, but of
 * the same order. */
static struct lc_held_sums sums_of(int which, bool list, bool score)
{
    struct lc_held_sums sums;
    struct lc_held_out held = { .n = N,
                                .risk = w.risk[which],
                                .outcome = w.outcome,
                                .child = w.child,
                                .children = N,
                                .cuts = list,
                                .cut = { LISTED } };
    lc_ready *ready;
    for (size_t i = 0; i < N; i++)
        w.risk[which][i] = score ? 7 + w.eta[which][i] * 5 : logistic(w.eta[which][i]);
    cr_assert(eq(int, lc_ready_new(&ready, &held, NULL), LC_OK));
    lc_ready_sum(ready, NULL, &sums);
    lc_ready_free(ready);
    return sums;
}

/* The same of times; power: of the risks, which keeps their order. */
static struct lc_time_sums times_of(int which, unsigned parts, double power)
{
    struct lc_time_sums sums;
    static uint8_t event[N];
    struct lc_timed timed = { .rows = { .n = N,
                                        .stop = w.time,
                                        .event = event,
                                        .risk = w.eta[which],
                                        .strata = 1 },
                              .cause = w.cause,
                              .until = INFINITY,
                              .risk = w.risk[which],
                              .horizon = 1,
                              .times = TIMES,
                              .time = at_times,
                              .curve = w.curve[which],
                              .span = 2 };
    for (size_t i = 0; i < N; i++) {
        event[i] = w.cause[i] == 1;
        w.risk[which][i] = pow(incidence(w.eta[which][i], 1), power);
        for (size_t k = 0; k < TIMES; k++)
            w.curve[which][k * N + i] =
                pow(incidence(w.eta[which][i], at_times[k]), power);
    }
    cr_assert(eq(int, lc_time_sums_fill(&sums, &timed, parts, NULL), LC_OK));
    return sums;
}

static bool same(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fabs(b);
}

/* Without a list, and of a score that only ranks, a metric has the value that it had,
 * if and only if it says that it needs neither. */
Test(metric, needs_are_those_of_its_sums)
{
    make_world();
    struct lc_held_sums all = sums_of(0, true, false);
    struct lc_held_sums unlisted = sums_of(0, false, false);
    struct lc_held_sums ranked = sums_of(0, true, true);
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        if (!is->of_sums)
            continue;
        double value = is->of_sums(&all);
        expect(isfinite(value), m, "of_sums", "gives no value");
        expect(same(is->of_sums(&unlisted), value) == !lc_metric_of_list(is), m,
               "needs", "LC_NEEDS_LIST is not as its values are");
        expect(same(is->of_sums(&ranked), value) == !(is->needs & LC_NEEDS_RISKS), m,
               "needs", "LC_NEEDS_RISKS is not as its values are");
    }
}

/* What moves with one outcome more on the lists tells how many there are: it is told by
 * sixes, and says of what it is a share. */
Test(metric, what_counts_those_listed_says_so)
{
    make_world();
    struct lc_held_sums all = sums_of(0, true, false), more = all;
    more.cut[0].hits += 1;
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        if (is->of_sums && !same(is->of_sums(&all), is->of_sums(&more)))
            expect(is->share_of != LC_OF_NOTHING, m, "share_of",
                   "it tells of those listed");
    }
}

/* The same of times: the part that it names is enough, and other risks in the same
 * order leave it alone if and only if it does not need risks. */
Test(metric, needs_are_those_of_its_times)
{
    make_world();
    struct lc_time_sums other = times_of(0, LC_TIMED_PARTS - 1, 2);
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        unsigned parts = lc_metric_parts(is);
        if (!is->of_times)
            continue;
        struct lc_time_sums own = times_of(0, parts, 1);
        double value = is->of_times(&own).value;
        expect(isfinite(value), m, "needs", "its part of times gives no value");
        if (parts & (LC_TIMED_HORIZON | LC_TIMED_SPAN))
            expect(same(is->of_times(&other).value, value)
                       == !(is->needs & LC_NEEDS_RISKS),
                   m, "needs", "LC_NEEDS_RISKS is not as its values are");
    }
}

static void expect_better(int m, double knows, double guesses)
{
    double aim = lc_metrics[m]->aim;
    switch (lc_metrics[m]->better) {
    case LC_HIGHER_IS_BETTER:
        expect(knows > guesses, m, "better", "who knows has less than who guesses");
        break;
    case LC_LOWER_IS_BETTER:
        expect(knows < guesses, m, "better", "who knows has more than who guesses");
        break;
    case LC_NEAREST_IS_BETTER:
        expect(fabs(knows - aim) < 0.15, m, "aim", "who knows is far from it");
        expect(fabs(guesses - aim) > 0.3, m, "aim", "who guesses is near it");
        break;
    case LC_NEITHER_IS_BETTER:
    case LC_BETTER_UNSTATED:
        break;
    }
}

Test(metric, the_better_way_is_that_of_who_knows)
{
    make_world();
    struct lc_held_sums knows = sums_of(0, true, false);
    struct lc_held_sums guesses = sums_of(1, true, false);
    struct lc_time_sums knew = times_of(0, LC_TIMED_PARTS - 1, 1);
    struct lc_time_sums guessed = times_of(1, LC_TIMED_PARTS - 1, 1);
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *is = lc_metrics[m];
        if (is->of_sums)
            expect_better(m, is->of_sums(&knows), is->of_sums(&guesses));
        if (is->of_times)
            expect_better(m, is->of_times(&knew).value, is->of_times(&guessed).value);
    }
}
