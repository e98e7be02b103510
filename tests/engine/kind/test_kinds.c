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
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++) {
        const char *name = (*kind)->name, *hole = lc_kind_hole(*kind);
        cr_expect(hole == NULL, "kind %s: field %s is missing, or may not be there",
                  name ? name : "without a name", hole);
        cr_expect(name && lc_kind_find(name) == *kind, "kind %s stands twice", name);
    }
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
    FIELD(name),   FIELD(source),  FIELD(window), FIELD(column),
    FIELD(unit),   FIELD(meaning), FIELD(levels), FIELD(value),
    FIELD(always), FIELD(most),    FIELD(none),   FIELD(rows),
    FIELD(day),    FIELD(counts),  FIELD(choose), FIELD(slow),
};

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
    cr_expect(gt(sz, holes, 10 * 7));
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

/* --- width ------------------------------------------------------------------------ */

enum { MANY = 33000, WHO = 4 }; /* events of one child: more than an int16_t holds */

/* All on different days of levels up to 32,000, most of them open: each kind that adds
 * or chooses passes 256 and, where it can, 32,767. */
static void add_many(struct lc_store *store)
{
    struct lc_history *h;
    cr_assert(lc_store_add_history(store, "missing", &h, NULL) == LC_OK);
    for (int32_t i = 0; i < MANY; i++) {
        struct lc_event e = {
            .child = WHO,
            .record = WHO,
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
}

/* A child's columns of one day against the slow reader; returns how many pass 256. */
static size_t check_day(const struct lc_study *study, const struct lc_store *store,
                        int32_t t)
{
    struct lc_asof_one one;
    struct lc_asof_block block;
    size_t high = 0;
    uint32_t child = WHO;
    cr_assert(lc_asof_one_open(&one, study, store, t, NULL) == LC_OK);
    cr_assert(lc_asof_block_new(&block, &one, NULL) == LC_OK);
    cr_assert(lc_asof_block_fill(&block, &one, WHO, WHO + 1, 1, &child, NULL) == LC_OK);
    for (unsigned k = 0; k < study->predictors_count; k++) {
        double ours = brute_get(block.frame.column + k, 0);
        double theirs = brute_value(study->predictors + k, store, WHO, t);
        cr_assert(brute_same(ours, theirs), "%s: %g, not %g", study->predictors[k].name,
                  ours, theirs);
        high += ours > 256;
    }
    lc_asof_block_free(&block);
    lc_asof_one_close(&one);
    return high;
}

Test(kinds, no_column_is_too_narrow)
{
    struct lc_study *study = brute_study();
    struct lc_random r;
    struct lc_design d;
    struct lc_error err = { 0 };
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    size_t high = 0, checked = 0;
    lc_random_init(&r, 3, 1);
    struct lc_store store = brute_store(&r);
    add_many(&store);
    cr_assert(lc_design_of(&d, study, &store, &ask, NULL, NULL, &err) == LC_OK, "%s",
              err.text);
    for (size_t i = 0; i < d.frame.n; i++) {
        if (d.child[i] != WHO || d.landmark[i] < BRUTE_FIRST + 90
            || d.landmark[i] > BRUTE_FIRST + 190)
            continue;
        for (unsigned k = 0; k < study->predictors_count; k++) {
            double ours = brute_get(d.frame.column + k, i);
            double theirs =
                brute_value(study->predictors + k, &store, WHO, d.landmark[i]);
            cr_assert(brute_same(ours, theirs), "%s: %g, not %g",
                      study->predictors[k].name, ours, theirs);
            high += ours > 256;
        }
        high += check_day(study, &store, d.landmark[i]);
        checked++;
    }
    cr_assert(gt(sz, checked, 0));
    cr_assert(gt(sz, high, 8 * checked));
    lc_design_free(&d);
    lc_store_free(&store);
    lc_study_free(study);
}
