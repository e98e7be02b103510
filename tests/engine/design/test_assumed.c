/* How much of a design rests on assumed knowledge: a design counted by hand, and random
 * ones counted row by row. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "design/asof.h"
#include "design/assumed.h"
#include "support/brute.h"
#include "support/stores.h"

TestSuite(assumed, .init = lc_begin);

static const char study_text[] =
    "format: 1\nstudy: { name: s, title: s }\n"
    "cohort: { age_from: 0, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 0, uasc: false,\n"
    "           remand: true, horizon: 3 months }\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: m1, kind: count, history: missing, label: m }\n"
    "  - { name: m2, kind: ever, history: missing, label: m }\n"
    "  - { name: c, kind: first_before, history: missing, other: cin, label: c }\n";

/* Child 0's missing episode is known from 10 February, by assumption; child 1's was
 * recorded, and taken back before March; its need is assumed from New Year's Day, which
 * a landmark of that day does not see. No predictor reads gang. */
static const char events[] =
    "person 0 2006-01-15 - code F\nperson 1 2006-01-15 - code M\n"
    "missing 0 2020-01-15 - known 2020-02-10 - assumed 1\n"
    "missing 1 2020-01-15 - known 2020-01-20 2020-02-20\n"
    "cin 1 2019-05-01 - known 2020-01-01 - assumed 1\n"
    "gang 0 2019-05-01 - known 2019-05-01 - assumed 1\n";

enum { JANUARY, FEBRUARY, MARCH, APRIL, MONTHS };

static void is_share(struct lc_share share, size_t assumed, size_t of)
{
    cr_expect(eq(sz, share.assumed, assumed));
    cr_expect(eq(sz, share.of, of));
}

/* Child 0 enters on 10 April, within three months of all but the first landmark. */
Test(assumed, counts_what_a_hand_counts)
{
    static const char *const first[MONTHS] = { "2020-01-01", "2020-02-01", "2020-03-01",
                                               "2020-04-01" };
    uint32_t child[2 * MONTHS];
    int32_t landmark[2 * MONTHS], days[2 * MONTHS];
    uint8_t cause[2 * MONTHS] = { 0 };
    for (size_t i = 0; i < 2 * MONTHS; i++) {
        child[i] = (uint32_t)(i / MONTHS);
        landmark[i] = day_of(first[i % MONTHS]);
        days[i] = i < MONTHS && i > JANUARY ? day_of("2020-04-10") - landmark[i] : 91;
        cause[i] = i < MONTHS && i > JANUARY;
    }
    const struct lc_design d = { .frame.n = 2 * MONTHS,
                                 .child = child,
                                 .landmark = landmark,
                                 .days = days,
                                 .cause = cause };
    struct lc_error err = { 0 };
    struct lc_study *study;
    struct lc_store store = store_of(2, events);
    struct lc_assumed found;
    cr_assert(lc_study_parse(&study, "s", study_text, strlen(study_text), &err)
              == LC_OK);
    cr_assert(lc_assumed_of(&found, study, &store, &d, INT32_MAX, &err) == LC_OK);
    is_share(found.rows, 2 + 3, 8);
    is_share(found.entries, 1, 1);
    is_share(found.versions, 2, 3);
    cr_assert(lc_assumed_of(&found, study, &store, &d, landmark[MARCH], &err) == LC_OK);
    is_share(found.rows, 0 + 1, 4);
    is_share(found.entries, 0, 1);
    is_share(found.versions, 1, 2);
    lc_store_free(&store);
    lc_study_free(study);
}

static bool rests(const struct lc_store *store, uint32_t child, int32_t t)
{
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = &store->history[k];
        if (strcmp(h->name, "missing") && strcmp(h->name, "cin")
            && strcmp(h->name, "offence"))
            continue;
        for (size_t i = 0; i < h->n; i++)
            if (h->assumed[i] && h->start[i] < t && h->known_from[i] < t
                && t <= h->known_to[i]
                && (h->child[i] == child
                    || brute_siblings(store, child, h->child[i], t)))
                return true;
    }
    return false;
}

Test(assumed, rows_are_those_that_a_slow_reader_finds)
{
    struct lc_study *study = brute_study();
    size_t rows = 0, some = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct lc_random r;
        struct lc_design d;
        struct lc_error err = { 0 };
        struct lc_assumed found;
        struct lc_cohort_ask ask = { LC_NO_DAY, false };
        lc_random_init(&r, seed, 3);
        struct lc_store store = brute_store(&r);
        for (size_t k = 0; k < store.histories; k++)
            for (size_t i = 0; i < store.history[k].n; i++)
                store.history[k].assumed[i] = lc_random_below(&r, 12) == 0;
        cr_assert(lc_design_of(&d, study, &store, &ask, NULL, NULL, &err) == LC_OK);
        cr_assert(lc_assumed_of(&found, study, &store, &d, INT32_MAX, &err) == LC_OK);
        size_t n = 0;
        for (size_t i = 0; i < d.frame.n; i++)
            n += rests(&store, d.child[i], d.landmark[i]);
        is_share(found.rows, n, d.frame.n);
        rows += d.frame.n;
        some += n;
        lc_design_free(&d);
        lc_store_free(&store);
    }
    cr_assert(all(lt(sz, rows / 10, some), lt(sz, some, rows)), "%zu of %zu", some,
              rows);
    lc_study_free(study);
}
