/* The engine against a reader that knows no trick: random stores with every awkward
 * thing in them (open and unknown ends, corrections, same days, gaps in coverage), read
 * event by event, for every child, landmark and predictor. Then the promise of
 * design.md 3: change anything known on or after t and no predictor at t changes by a
 * bit. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "design/asof.h"
#include "design/evidence.h"
#include "parallel/team.h"
#include "support/brute.h"

TestSuite(brute, .init = lc_begin);

static void build(struct lc_design *design, const struct lc_study *study,
                  const struct lc_store *store, lc_team *team)
{
    struct lc_error err = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    int code = lc_design_of(design, study, store, &ask, NULL, team, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

Test(brute, every_value_is_what_a_slow_reader_finds)
{
    struct lc_study *study = brute_study();
    size_t checked = 0, seen = 0;
    for (uint64_t seed = 0; seed < 25; seed++) {
        struct lc_random r;
        struct lc_design d;
        lc_random_init(&r, seed, 1);
        struct lc_store store = brute_store(&r);
        build(&d, study, &store, NULL);
        for (size_t i = 0; i < d.frame.n; i++)
            for (unsigned k = 0; k < study->predictors_count; k++) {
                double ours = brute_get(d.frame.column + k, i);
                double theirs = brute_value(study->predictors + k, &store, d.child[i],
                                            d.landmark[i]);
                cr_assert(brute_same(ours, theirs),
                          "seed %d %s child %u day %d: %g, not %g", (int)seed,
                          study->predictors[k].name, d.child[i], d.landmark[i], ours,
                          theirs);
                checked++;
                seen += !isnan(ours) && ours != 0;
            }
        lc_design_free(&d);
        lc_store_free(&store);
    }
    cr_assert(checked > 20000 && seen > checked / 5, "%zu %zu", checked, seen);
    lc_study_free(study);
}

/* By the kind's slow definition: does event e alone say other than no event does, or
 * the rest other than all? */
static bool is_behind(const struct lc_study_predictor *p, int32_t t, size_t n,
                      struct lc_evidence *list, size_t e, double value)
{
    int32_t low = brute_low(p, t);
    struct lc_evidence one = list[e];
    size_t after = (n - e - 1) * sizeof one;
    memmove(list + e, list + e + 1, after);
    double rest = p->what->slow(n - 1, list, t, low);
    memmove(list + e + 1, list + e, after);
    list[e] = one;
    return p->what->slow(1, &one, t, low) != p->what->slow(0, NULL, t, low)
           || rest != value;
}

/* The events of the evidence alone, by the kind's slow definition, give the value; and
 * each is behind it, where the value is not that of a child without events and where it
 * could not be, by events that are there: a difference may be 0. */
static void check_evidence(const struct lc_evidence_book *book, unsigned k,
                           uint32_t child, double value)
{
    size_t n;
    struct lc_evidence *list;
    struct lc_error err = { 0 };
    const struct lc_study_predictor *p = book->study->predictors + k;
    int32_t t = book->day, low = brute_low(p, t);
    cr_assert(lc_evidence_list(book, k, child, &n, &list, &err) == LC_OK);
    cr_assert(eq(int, lc_evidence_observed(book, k), !isnan(value)), "%s", p->name);
    if (!isnan(value))
        cr_assert(eq(dbl, value, p->what->slow(n, list, t, low)), "%s", p->name);
    double none = p->what->slow(0, NULL, t, low);
    bool may_differ = none == 0 && p->what->column != LC_COLUMN_SIGNED;
    for (size_t e = 0; e < n && (value != none || may_differ); e++)
        cr_assert(is_behind(p, t, n, list, e, value), "%s", p->name);
    free(list);
}

Test(brute, the_evidence_adds_up_to_the_value)
{
    struct lc_study *study = brute_study();
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct lc_random r;
        struct lc_design d;
        struct lc_error err = { 0 };
        lc_random_init(&r, seed, 1);
        struct lc_store store = brute_store(&r);
        build(&d, study, &store, NULL);
        for (size_t i = 0; i < d.frame.n; i++) {
            struct lc_evidence_book book;
            cr_assert(lc_evidence_open(&book, study, &store, d.landmark[i], &err)
                      == LC_OK);
            for (unsigned k = 0; k < study->predictors_count; k++)
                if (lc_kind_reads(study->predictors[k].what))
                    check_evidence(&book, k, d.child[i],
                                   brute_get(d.frame.column + k, i));
            lc_evidence_close(&book);
        }
        lc_design_free(&d);
        lc_store_free(&store);
    }
    lc_study_free(study);
}

/* --- no leak ---------------------------------------------------------------------- */

/* What could be known before t only: later rows go, later corrections are unmade, and
 * what was not known before t of what is left is made up anew. */
static void rewrite_the_future(struct lc_history *h, int32_t t, struct lc_random *r)
{
    for (size_t i = 0; i < h->n; i++) {
        if (h->known_from[i] >= t) {
            h->child[i] = (uint32_t)lc_random_below(r, BRUTE_CHILDREN);
            h->record[i] = h->child[i];
            h->content[i] = lc_random_below(r, BRUTE_CHILDREN) << 1;
            h->start[i] = brute_day(r);
            h->end[i] = lc_random_below(r, 2) ? LC_OPEN : h->start[i] + 5;
            h->known_from[i] = t + (int32_t)lc_random_below(r, 50);
            h->known_to[i] = LC_OPEN;
            h->level[i] = (int16_t)lc_random_below(r, 9);
            h->code[i] = (uint16_t)lc_random_below(r, 3);
        } else if (h->known_to[i] >= t) {
            h->known_to[i] =
                lc_random_below(r, 2) ? LC_OPEN : t + (int32_t)lc_random_below(r, 50);
        }
    }
}

static size_t row_of(const struct lc_design *d, uint32_t child, int32_t t)
{
    for (size_t i = 0; i < d->frame.n; i++)
        if (d->child[i] == child && d->landmark[i] == t)
            return i;
    return SIZE_MAX;
}

/* Every child at t, care and deaths aside: they are the outcome, not predictors. */
Test(brute, nothing_known_on_or_after_the_landmark_reaches_a_predictor)
{
    struct lc_study *study = brute_study();
    size_t compared = 0;
    for (uint64_t seed = 100; seed < 140; seed++) {
        struct lc_random r;
        struct lc_design before, after;
        lc_random_init(&r, seed, 1);
        struct lc_store store = brute_store(&r);
        build(&before, study, &store, NULL);
        int32_t t = before.landmark[lc_random_below(&r, before.frame.n)];
        for (size_t h = 0; h < store.histories; h++) {
            rewrite_the_future(store.history + h, t, &r);
            cr_assert(lc_history_sort(store.history + h, BRUTE_CHILDREN, NULL)
                      == LC_OK);
        }
        brute_families(&store);
        build(&after, study, &store, NULL);
        for (size_t i = 0; i < before.frame.n; i++) {
            size_t j = row_of(&after, before.child[i], before.landmark[i]);
            if (before.landmark[i] > t || j == SIZE_MAX)
                continue;
            for (unsigned k = 0; k < study->predictors_count; k++) {
                double a = brute_get(before.frame.column + k, i);
                double b = brute_get(after.frame.column + k, j);
                cr_assert(memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)),
                          "seed %d: %s at day %d, rewritten from %d: %g, then %g",
                          (int)seed, study->predictors[k].name, before.landmark[i], t,
                          a, b);
                compared++;
            }
        }
        lc_design_free(&before);
        lc_design_free(&after);
        lc_store_free(&store);
    }
    cr_assert(compared > 10000, "%zu", compared);
    lc_study_free(study);
}

/* Were the test above blind, it would miss this too: moving t's own knowledge back by
 * one day must change something. */
Test(brute, the_leak_test_can_see)
{
    struct lc_study *study = brute_study();
    size_t changed = 0;
    for (uint64_t seed = 100; seed < 120; seed++) {
        struct lc_random r;
        struct lc_design before, after;
        lc_random_init(&r, seed, 1);
        struct lc_store store = brute_store(&r);
        build(&before, study, &store, NULL);
        int32_t t = before.landmark[lc_random_below(&r, before.frame.n)];
        for (size_t h = 0; h < store.histories; h++) {
            rewrite_the_future(store.history + h, t - 30, &r);
            cr_assert(lc_history_sort(store.history + h, BRUTE_CHILDREN, NULL)
                      == LC_OK);
        }
        brute_families(&store);
        build(&after, study, &store, NULL);
        for (size_t i = 0; i < before.frame.n; i++) {
            size_t j = row_of(&after, before.child[i], before.landmark[i]);
            if (before.landmark[i] != t || j == SIZE_MAX)
                continue;
            for (unsigned k = 0; k < study->predictors_count; k++)
                changed += !brute_same(brute_get(before.frame.column + k, i),
                                       brute_get(after.frame.column + k, j));
        }
        lc_design_free(&before);
        lc_design_free(&after);
        lc_store_free(&store);
    }
    cr_assert(changed > 20, "%zu", changed);
    lc_study_free(study);
}
