/* Looking up rows of returns. */
#include <stdlib.h>

#include "base/day.h"
#include "import/notes_inside.h"
#include "import/returns_rows_inside.h"
#include "import/run_inside.h"

static int by_return(const void *a, const void *b)
{
    const struct lc_return_spell *x = a, *y = b;
    LC_RETURNS_ORDER(x->year, y->year)
    LC_RETURNS_ORDER(x->record, y->record)
    LC_RETURNS_ORDER(x->began, y->began)
    LC_RETURNS_ORDER(x->file == LC_NOWHERE, y->file == LC_NOWHERE)
    LC_RETURNS_ORDER(x->line, y->line)
    return 0;
}

void lc_returns_sort_spells(struct lc_return_spells *spells)
{
    if (spells->count)
        qsort(spells->row, spells->count, sizeof *spells->row, by_return);
}

/* The place of the first row of the year, of the record or one after it. */
static size_t place_of(const struct lc_return_spells *spells, int year, uint32_t record)
{
    size_t low = 0, high = spells->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct lc_return_spell *s = &spells->row[middle];
        if (s->year < year || (s->year == year && s->record < record))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct lc_return_spell *lc_returns_spells_of(
    const struct lc_return_spells *spells, int year, uint32_t record, size_t *count)
{
    size_t low = place_of(spells, year, record);
    *count = 0;
    while (low + *count < spells->count && spells->row[low + *count].year == year
           && spells->row[low + *count].record == record)
        ++*count;
    return spells->count ? spells->row + low : NULL;
}

bool lc_returns_has_year(const struct lc_return_spells *spells, int year)
{
    size_t low = place_of(spells, year, 0);
    return low < spells->count && spells->row[low].year == year;
}

const struct lc_return_child *lc_returns_header(const struct lc_returns *r,
                                                uint32_t record)
{
    size_t low = 0, high = r->headers;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->header[middle].record < record)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->headers && r->header[low].record == record ? &r->header[low] : NULL;
}

int32_t lc_returns_born(const struct lc_returns *r, uint32_t record)
{
    const struct lc_return_child *child = lc_returns_header(r, record);
    if (child && child->born != LC_NO_DAY)
        return child->born;
    return lc_people_born(&r->run->people, record);
}

bool lc_returns_is_stray(const struct lc_returns *r, uint32_t record)
{
    bool known = record < r->records && r->known[record];
    return (r->headers || r->earlier.header) && !known && !lc_returns_header(r, record);
}

void lc_returns_find(struct lc_returns *r, uint32_t file, uint64_t line,
                     const char *rule)
{
    if (!r->code && file != LC_NOWHERE)
        r->code = lc_notes_find(r->notes, file, line, rule, r->err);
}
