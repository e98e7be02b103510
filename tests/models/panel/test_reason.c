/* Reasons by hand: what is said of small lives. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/panel/reason_inside.h"
#include "support/stores.h"
#include "support/words.h"

TestSuite(reason, .init = lc_begin);

static const char study_text[] =
    "format: 1\n"
    "study: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: all, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13,\n"
    "  uasc: true, remand: true, horizon: 12 months }\n"
    "predictors:\n"
    "  - { name: year, kind: count, history: missing, window: 12 months, label: a }\n"
    "  - { name: month, kind: count, history: missing, window: 30 days, label: b }\n"
    "  - { name: cse, kind: highest_level, history: cse, window: 12 months, label: c "
    "}\n"
    "  - { name: cin, kind: open_now, history: cin, label: d }\n"
    "  - { name: cpp, kind: ever, history: cpp, label: e }\n"
    "  - { name: odd, kind: count, history: school_move, window: 90 days, label: f }\n"
    "  - { name: rise, kind: level_rise, history: cse, label: g }\n"
    "  - { name: gap, kind: days_between_last_two, history: missing,\n"
    "      window: 12 months, label: h }\n"
    "  - { name: trend, kind: trend, history: missing, window: 90 days, label: i }\n"
    "  - { name: known, kind: days_since_known, label: k }\n"
    "  - { name: told, kind: days_since_known, history: missing, label: l }\n"
    "  - { name: order, kind: first_before, history: missing, other: cse, label: j }\n"
    "models: [{ name: m, family: logistic, formula: year }]\n";

enum { YEAR, MONTH, CSE, CIN, CPP, ODD, RISE, GAP, TREND, KNOWN, TOLD, ORDER };

/* What is said on 1 June 2021 of child 0, given its events. */
static char *said(const char *events, const size_t *which, size_t count, size_t *found)
{
    struct lc_study *study;
    struct lc_store store = store_of(1, events);
    struct lc_evidence_book book;
    struct lc_error err = { 0 };
    struct lc_text text = { 0 };
    int code = lc_study_parse(&study, "s", study_text, strlen(study_text), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    code = lc_evidence_open(&book, study, &store, day_of("2021-06-01"), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    const struct lc_reason_of of = { &book, which, count, 0 };
    code = lc_reason_add(&text, words_of_program(), &of, found, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_evidence_close(&book);
    lc_store_free(&store);
    lc_study_free(study);
    return text.data;
}

static void expect(const char *events, size_t which, const char *words)
{
    size_t found;
    char *is = said(events, &which, 1, &found);
    cr_expect(eq(str, is, (char *)words));
    free(is);
}

#define ALL                                                                            \
    "covers missing 2015-01-01 2022-01-01\ncovers cse 2015-01-01 2022-01-01\n"         \
    "covers cin 2015-01-01 2022-01-01\ncovers cpp 2015-01-01 2022-01-01\n"

Test(reason, several_are_counted_from_the_first)
{
    expect(ALL "missing 0 2021-03-03 2021-03-04\nmissing 0 2021-05-20 2021-05-21\n",
           YEAR, "2 missing episodes since 3 March");
}

Test(reason, a_year_is_said_when_it_could_be_mistaken)
{
    expect(ALL "cpp 0 2019-03-03 2020-02-01\n", CPP,
           "protection plan on 3 March 2019, ended 1 February 2020");
    expect(ALL "cpp 0 2018-11-01 2020-12-19\n", CPP,
           "protection plan on 1 November 2018, ended 19 December 2020");
    expect(ALL "cpp 0 2020-10-01 2020-12-19\n", CPP,
           "protection plan on 1 October 2020, ended 19 December");
    expect(ALL "cpp 0 2018-11-01 - known 2020-12-19 -\n", CPP,
           "protection plan since 1 November 2018, known 19 December 2020");
    expect(ALL "cin 0 2020-12-02 -\n", CIN, "child in need since 2 December");
    expect(ALL "cin 0 2020-12-01 -\n", CIN, "child in need since 1 December 2020");
}

/* Known on 9 March, although it happened in February. */
Test(reason, a_concern_has_its_source_its_level_and_when_it_was_known)
{
    expect(ALL "cse 0 2021-02-20 - known 2021-03-09 - code police level 2\n", CSE,
           "police CSE concern, level 2, of 20 February, known 9 March");
}

/* Both clocks where they are more than a week apart: seven days are not, eight are. A
 * spell is known when its first version is, not when its end is. */
Test(reason, what_was_known_late_says_so)
{
    expect(ALL "missing 0 2021-05-10 2021-05-11 known 2021-05-17 -\n", YEAR,
           "missing episode on 10 May");
    expect(ALL "missing 0 2021-05-10 2021-05-11 known 2021-05-18 -\n", YEAR,
           "missing episode on 10 May, known 18 May");
    expect(ALL "cpp 0 2021-01-10 - known 2021-03-01 -\n", CPP,
           "protection plan since 10 January, known 1 March");
    expect(ALL "cpp 0 2021-01-10 2021-02-10 known 2021-03-01 -\n", CPP,
           "protection plan on 10 January, ended 10 February, known 1 March");
    expect(ALL "cpp 0 2021-01-10 - known 2021-01-17 2021-03-01 key 7\n"
               "cpp 0 2021-01-10 2021-02-10 known 2021-03-01 - key 7\n",
           CPP, "protection plan on 10 January, ended 10 February");
    expect(ALL "missing 0 2021-05-10 - known 2021-05-17 2021-05-28 key 7\n"
               "missing 0 2021-05-10 2021-05-20 known 2021-05-28 - key 7\n",
           YEAR, "missing episode on 10 May");
    expect(ALL
           "cse 0 2021-02-20 - known 2021-02-22 2021-04-01 code police level 2 key 7\n"
           "cse 0 2021-02-20 2021-03-30 known 2021-04-01 - code police level 2 key 7\n",
           CSE, "police CSE concern, level 2, known 22 February");
}

Test(reason, nothing_is_said_with_its_window)
{
    expect(ALL, YEAR, "no missing episode in the last 12 months");
    expect(ALL, MONTH, "no missing episode in the last 30 days");
    expect(ALL, CIN, "not a child in need now");
    expect(ALL, CPP, "no protection plan known");
}

/* What was not yet known on the day is not told. */
Test(reason, the_future_is_not_told)
{
    expect(ALL "missing 0 2021-05-30 2021-05-31 known 2021-06-01 -\n", YEAR,
           "no missing episode in the last 12 months");
    expect(ALL "missing 0 2021-05-30 2021-05-31 known 2021-05-31 -\n", YEAR,
           "missing episode on 30 May");
}

/* Two predictors of one history that see the same event tell it once. */
Test(reason, an_event_is_told_once)
{
    size_t both[] = { YEAR, MONTH }, found;
    char *is = said(ALL "missing 0 2021-05-20 2021-05-21\n", both, 2, &found);
    cr_expect(eq(str, is, "missing episode on 20 May"));
    cr_expect(eq(sz, found, 1));
    free(is);
}

Test(reason, a_history_without_words_of_its_own_has_its_name)
{
    expect(ALL "covers school_move 2015-01-01 2022-01-01\n"
               "school_move 0 2021-05-20 2021-05-21\n",
           ODD, "school move on 20 May");
}

/* What a kind makes of the events stands after them. */
Test(reason, escalation_is_said_in_words)
{
#define TWO_CSE                                                                        \
    ALL "cse 0 2021-01-10 - code police level 1\n"                                     \
        "cse 0 2021-05-10 - code police level 3\n"
    expect(TWO_CSE, RISE,
           "2 CSE concerns, highest level 3 since 10 January, up from level 1 to 3");
    expect(ALL "cse 0 2021-01-10 - code police level 2\n"
               "cse 0 2021-05-10 - code police level 2\n",
           RISE, "2 CSE concerns, highest level 2 since 10 January");
    expect(ALL "missing 0 2021-01-03 2021-01-04\nmissing 0 2021-05-20 2021-05-21\n"
               "missing 0 2021-05-29 2021-05-29\n",
           GAP, "2 missing episodes since 20 May, the last two 9 days apart");
    expect(ALL "missing 0 2021-05-20 2021-05-21\n", GAP, "missing episode on 20 May");
    expect(ALL "missing 0 2021-01-03 2021-01-04\nmissing 0 2021-05-20 2021-05-21\n"
               "missing 0 2021-05-29 2021-05-29\n",
           TREND,
           "3 missing episodes since 3 January, 2 in the last 90 days and 1 in the "
           "year before");
}

/* The other history is named as its own reasons name it. */
Test(reason, an_order_tells_both_its_events)
{
    expect(TWO_CSE "missing 0 2021-03-03 2021-03-04\n", ORDER,
           "missing episode on 3 March; first police CSE concern, level 1, known 10 "
           "January");
    expect(TWO_CSE, ORDER,
           "no missing episode known; first police CSE concern, level 1, known 10 "
           "January");
    expect(ALL "missing 0 2021-03-03 2021-03-04\n", ORDER,
           "missing episode on 3 March");
    expect(ALL, ORDER, "no missing episode known");
}

/* cin is what the cohort is known to. */
Test(reason, the_day_of_the_first_knowledge_is_said)
{
    expect(ALL "cin 0 2020-12-02 - known 2021-01-12 -\n", KNOWN,
           "child in need since 2 December, first known on 12 January 2021");
    expect(ALL, KNOWN, "nothing known");
    expect(ALL "missing 0 2021-01-10 - known 2021-01-12 2021-05-20 key 7\n"
               "missing 0 2021-01-10 2021-01-11 known 2021-05-20 - key 7\n",
           TOLD, "missing episode on 10 January, first known on 12 January 2021");
    expect(ALL, TOLD, "no missing episode known");
}

/* With a count of the same history: the events of both, then what each adds. */
Test(reason, a_trend_beside_a_count_is_one_reason)
{
    size_t both[] = { YEAR, TREND }, found;
    char *is = said(ALL "missing 0 2021-05-20 2021-05-21\n", both, 2, &found);
    cr_expect(eq(str, is,
                 "missing episode on 20 May, 1 in the last 90 days and 0 in the "
                 "year before"));
    cr_expect(eq(sz, found, 1));
    free(is);
}
