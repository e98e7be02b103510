/* The table of kinds, walked by itself: every row is whole, a hole in any field of any
 * row is named, and no row's column cuts its values. That the values are right, row by
 * row of the table, is test_against_brute_force.c's and test_asof_day.c's. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/text.h"
#include "design/asof.h"
#include "design/asof_day.h"
#include "kind/kind.h"
#include "support/brute.h"

TestSuite(kinds, .init = lc_begin);

Test(kinds, every_row_is_whole)
{
    for (size_t row = 0; lc_kinds[row]; row++) {
        const char *name = lc_kinds[row]->name, *hole = lc_kind_hole(lc_kinds[row]);
        cr_expect(hole == NULL,
                  "row %zu, kind %s: field %s is missing, or may not be there", row + 1,
                  name ? name : "without a name", hole);
        for (size_t other = 0; other < row && name; other++)
            cr_expect(ne(str, (char *)name, (char *)lc_kinds[other]->name));
    }
}

Test(kinds, a_name_finds_its_row)
{
    cr_expect(eq(str, (char *)lc_kind_find("open_now")->name, "open_now"));
    cr_expect(lc_kind_find("cuont") == NULL);
}

/* --- holes ------------------------------------------------------------------------ */

#define FIELD(member)                                                                  \
    {                                                                                  \
#member, offsetof(struct lc_kind, member), sizeof((struct lc_kind *)0)->member \
    }

static const struct {
    const char *name;
    size_t offset, size;
} fields[] = {
    FIELD(name), FIELD(source), FIELD(window), FIELD(column), FIELD(unit),
    FIELD(meaning), FIELD(levels), FIELD(value), FIELD(always), FIELD(most),
    FIELD(real), FIELD(none), FIELD(rows), FIELD(day), FIELD(counts),
    FIELD(choose), FIELD(slow),
},
/* A row may be without these. */
  may[] = { FIELD(others), FIELD(by_key), FIELD(before), FIELD(say) };

/* Each field blanked in turn, so that a field which lc_kind_hole forgets is found. A
 * row without a source is told by whatever then does not fit it. */
Test(kinds, a_hole_is_named)
{
    static const unsigned char blank[sizeof(struct lc_kind)];
    size_t holes = 0, bytes = 0;
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++)
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
            struct lc_kind copy = **kind;
            char *at = (char *)&copy + fields[f].offset;
            if (!memcmp(at, blank, fields[f].size))
                continue; /* a field of another source */
            memset(at, 0, fields[f].size);
            const char *hole = lc_kind_hole(&copy);
            cr_expect(hole && !strcmp(hole, fields[f].name), "%s without %s: %s",
                      (*kind)->name, fields[f].name, hole ? hole : "whole");
            holes++;
        }
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        bytes += fields[f].size;
    for (size_t f = 0; f < sizeof may / sizeof *may; f++)
        bytes += may[f].size;
    cr_expect(lt(sz, 10 * 7, holes));
    cr_expect(bytes + 8 > sizeof(struct lc_kind),
              "a field of the struct is not listed");
}

/* What belongs to another source is a fault as well. */
Test(kinds, what_cannot_be_is_named)
{
    struct lc_kind age = *lc_kind_find("age"), sex = *lc_kind_find("sex");
    age.window = LC_WINDOW_MAY;
    cr_expect(eq(str, (char *)lc_kind_hole(&age), "window"));
    sex.column = LC_COLUMN_WHOLE;
    cr_expect(eq(str, (char *)lc_kind_hole(&sex), "column"));
    sex.column = LC_COLUMN_REAL;
    cr_expect(eq(str, (char *)lc_kind_hole(&sex), "levels"));
}

/* --- windows ---------------------------------------------------------------------- */

/* Do a month and two years say the same of a child, by the kind's slow definition? */
static size_t moved_by_window(const struct lc_study_predictor *predictor,
                              const struct lc_store *store, int32_t t)
{
    struct lc_study_predictor month = *predictor, years = *predictor;
    size_t moved = 0;
    month.window = years.window = (char *)"set";
    month.back = (struct lc_period){ .days = 30 };
    years.back = (struct lc_period){ .days = 730 };
    for (uint32_t child = 0; child < BRUTE_CHILDREN; child++)
        moved += !brute_same(brute_value(&month, store, child, t),
                             brute_value(&years, store, child, t));
    return moved;
}

/* A row that says it takes a window looks through it; one that takes none does not. */
Test(kinds, a_window_is_looked_through_or_refused)
{
    struct lc_study *study = brute_study();
    struct lc_random r;
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++) {
        size_t moved = 0;
        if (!lc_kind_reads(*kind))
            continue;
        lc_random_init(&r, 7, 1);
        for (int round = 0; round < 4; round++) {
            struct lc_store store = brute_store(&r);
            for (unsigned k = 0; k < study->predictors_count; k++)
                if (study->predictors[k].what == *kind)
                    moved += moved_by_window(study->predictors + k, &store,
                                             BRUTE_FIRST + 600);
            lc_store_free(&store);
        }
        bool takes = (*kind)->window != LC_WINDOW_NEVER;
        cr_expect(takes == (moved > 0),
                  "kind %s: .window is not what it does (%zu values moved)",
                  (*kind)->name, moved);
    }
    lc_study_free(study);
}

/* --- width ------------------------------------------------------------------------ */

enum { MANY = 33000 }; /* events of one child: more than an int16_t holds */

/* All on different days of levels up to 32,000, most of them open: each kind that adds
 * or chooses passes 256 and, where it can, 32,767. */
static void add_many(struct lc_store *store, uint32_t child)
{
    struct lc_history *h;
    cr_assert(lc_store_add_history(store, "missing", &h, NULL) == LC_OK);
    for (int32_t i = 0; i < MANY; i++) {
        struct lc_event e = {
            .child = child,
            .record = child,
            .start = BRUTE_FIRST - 400 + i % 500,
            .end = i % 9 ? LC_OPEN : BRUTE_FIRST - 400 + i % 500 + i % 40,
            .known_from = BRUTE_FIRST - 401 + i % 500,
            .known_to = LC_OPEN,
            .code = 1,
            .level = (int16_t)(i % 32000),
            .file = 9,
            .key = (uint64_t)i,
            .attribute = &(uint16_t){ 0 },
        };
        cr_assert(lc_history_append(h, &e, NULL) == LC_OK);
    }
    cr_assert(lc_history_sort(h, BRUTE_CHILDREN, NULL) == LC_OK);
    for (size_t s = 0; s < store->sources; s++)
        store->source[s].rhythm = 36500; /* whoever told daily is not silent after */
}

struct world {
    struct lc_study *study;
    struct lc_store store;
    struct lc_design design;
};

static void build(struct world *w)
{
    struct lc_error err = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    lc_design_free(&w->design);
    int code = lc_design_of(&w->design, w->study, &w->store, &ask, NULL, NULL, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

/* Landmarks at which the windows of 75 to 200 days are full of events. */
static bool is_late(const struct lc_design *d, size_t i)
{
    return d->landmark[i] >= BRUTE_FIRST && d->landmark[i] <= BRUTE_FIRST + 250;
}

/* The value that a column of a child says at t; counts those above 256. */
static size_t check(const struct world *w, unsigned k, uint32_t child, int32_t t,
                    double ours)
{
    const struct lc_study_predictor *p = w->study->predictors + k;
    double theirs = brute_value(p, &w->store, child, t);
    cr_assert(brute_same(ours, theirs), "%s: %g, not %g", p->name, ours, theirs);
    return ours > 256;
}

static size_t check_day(const struct world *w, uint32_t child, int32_t t)
{
    struct lc_asof_one one;
    struct lc_asof_block b;
    size_t high = 0;
    cr_assert(lc_asof_one_open(&one, w->study, &w->store, t, NULL) == LC_OK);
    cr_assert(lc_asof_block_new(&b, &one, NULL) == LC_OK);
    cr_assert(lc_asof_block_fill(&b, &one, child, child + 1, 1, &child, NULL) == LC_OK);
    for (unsigned k = 0; k < w->study->predictors_count; k++)
        high += check(w, k, child, t, brute_get(b.frame.column + k, 0));
    lc_asof_block_free(&b);
    lc_asof_one_close(&one);
    return high;
}

Test(kinds, no_column_is_too_narrow)
{
    struct world w = { .study = brute_study() };
    struct lc_random r;
    size_t high = 0, high_on_day = 0, rows = 0, i = 0;
    lc_random_init(&r, 3, 1);
    w.store = brute_store(&r);
    build(&w);
    while (i < w.design.frame.n && !is_late(&w.design, i))
        i++;
    cr_assert(i < w.design.frame.n, "nobody is in the cohort");
    uint32_t child = w.design.child[i];
    add_many(&w.store, child);
    build(&w);
    for (i = 0; i < w.design.frame.n; i++) {
        if (w.design.child[i] != child || !is_late(&w.design, i))
            continue;
        for (unsigned k = 0; k < w.study->predictors_count; k++)
            high += check(&w, k, child, w.design.landmark[i],
                          brute_get(w.design.frame.column + k, i));
        high_on_day += check_day(&w, child, w.design.landmark[i]);
        rows++;
    }
    cr_assert(rows > 0 && high > 5 * rows && high == high_on_day, "%zu %zu %zu", rows,
              high, high_on_day);
    lc_design_free(&w.design);
    lc_store_free(&w.store);
    lc_study_free(w.study);
}
