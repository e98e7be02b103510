/* DfE's rules of missing periods. A child's episodes of a return make periods of care:
 * an episode that begins after the one before it has ceased begins a new one. */
#include <stdlib.h>

#include "base/day.h"
#include "import/returns_rows_inside.h"

/* Did a placement end while the child was missing from it? */
static bool placement_ended(const struct lc_return_spell *e, size_t count, int32_t day)
{
    for (size_t i = 0; i < count; i++)
        if (e[i].began <= day && e[i].ceased != LC_NO_DAY && e[i].ceased >= day)
            return true;
    return false;
}

/* The last episode of the period of care that begins with e[0]. */
static const struct lc_return_spell *period_end(const struct lc_return_spell *e,
                                                size_t count)
{
    size_t i = 0;
    while (i + 1 < count && (e[i].ceased == LC_NO_DAY || e[i + 1].began <= e[i].ceased))
        i++;
    return &e[i];
}

/* 577: of the period's end, the child's return is not told, or is told elsewhere. */
static bool ends_outside(const struct lc_return_spell *a, int32_t from, int32_t to)
{
    if (a->ceased == LC_NO_DAY)
        return to != LC_NO_DAY || a->began < from;
    return (to != LC_NO_DAY && a->ceased > to) || a->ceased < from;
}

/* 578 */
static bool begins_outside(const struct lc_return_spell *a, int32_t from, int32_t to)
{
    return a->began < from || (to != LC_NO_DAY && a->began > to);
}

static void check_in_care(struct lc_returns *r, const struct lc_return_spell *a)
{
    size_t count;
    const struct lc_return_spell *e =
        lc_returns_spells_of(&r->episode, a->year, a->record, &count);
    if (!count)
        return;
    bool ends = true, begins = true;
    for (size_t i = 0; i < count;) {
        const struct lc_return_spell *last = period_end(e + i, count - i);
        ends &= ends_outside(a, e[i].began, last->ceased);
        begins &= begins_outside(a, e[i].began, last->ceased);
        i = (size_t)(last - e) + 1;
    }
    if (a->ceased == LC_NO_DAY && placement_ended(e, count, a->began))
        lc_returns_find(r, a->file, a->line, "575");
    if (ends)
        lc_returns_find(r, a->file, a->line, "577");
    if (begins)
        lc_returns_find(r, a->file, a->line, "578");
}

/* 576: what was open at the end of last year's return is the first of this year's.
 * Where the child has none this year, last year's row tells of it. */
static void check_carried_over(struct lc_returns *r, const struct lc_return_spell *a)
{
    size_t count;
    const struct lc_return_spell *now =
        lc_returns_spells_of(&r->absence, a->year + 1, a->record, &count);
    if (count && now->began != a->began)
        lc_returns_find(r, now->file, now->line, "576");
    else if (!count && lc_returns_has_year(&r->absence, a->year + 1))
        lc_returns_find(r, a->file, a->line, "576");
}

static int32_t end_of(const struct lc_return_spell *a)
{
    return a->ceased == LC_NO_DAY ? a->began : a->ceased;
}

static int by_end(const void *a, const void *b)
{
    const struct lc_return_spell *x = a, *y = b;
    LC_RETURNS_ORDER(x->year, y->year)
    LC_RETURNS_ORDER(x->record, y->record)
    LC_RETURNS_ORDER(end_of(x), end_of(y))
    LC_RETURNS_ORDER(x->began, y->began)
    LC_RETURNS_ORDER(x->line, y->line)
    return 0;
}

/* 574: in order of their ends, one begins before the end of the one before it. */
static void check_overlaps(struct lc_returns *r)
{
    struct lc_return_spell *row = r->absence.row;
    if (r->absence.count)
        qsort(row, r->absence.count, sizeof *row, by_end);
    for (size_t i = 1; i < r->absence.count; i++)
        if (row[i - 1].year == row[i].year && row[i - 1].record == row[i].record
            && (row[i - 1].ceased == LC_NO_DAY || row[i - 1].ceased > row[i].began))
            lc_returns_find(r, row[i].file, row[i].line, "574");
    lc_returns_sort_spells(&r->absence);
}

void lc_returns_check_absences(struct lc_returns *r)
{
    check_overlaps(r);
    for (size_t i = 0; i < r->absence.count; i++) {
        const struct lc_return_spell *a = &r->absence.row[i];
        int32_t birth = lc_returns_born(r, a->record);
        if (a->ceased != LC_NO_DAY && a->ceased < a->began)
            lc_returns_find(r, a->file, a->line, "567");
        if (a->year && a->ceased == LC_NO_DAY)
            check_carried_over(r, a);
        if (birth != LC_NO_DAY && a->began < birth)
            lc_returns_find(r, a->file, a->line, "586");
        check_in_care(r, a);
    }
}
