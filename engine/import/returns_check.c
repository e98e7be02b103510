/* The rules, once all files are in. A return is all files of one collection year;
 * children are told apart by record. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "import/notes_inside.h"
#include "import/returns_inside.h"
#include "import/returns_rows_inside.h"

/* --- looking up ------------------------------------------------------------------- */

#define ORDER(a, b)                                                                    \
    if ((a) != (b))                                                                    \
        return (a) < (b) ? -1 : 1;

static int by_record(const void *a, const void *b)
{
    const struct lc_return_child *x = a, *y = b;
    ORDER(x->record, y->record)
    ORDER(x->file, y->file)
    ORDER(x->line, y->line)
    return 0;
}

static int by_episode(const void *a, const void *b)
{
    const struct lc_return_episode *x = a, *y = b;
    ORDER(x->year, y->year)
    ORDER(x->record, y->record)
    ORDER(x->began, y->began)
    ORDER(x->line, y->line)
    return 0;
}

static int by_absence(const void *a, const void *b)
{
    const struct lc_return_absence *x = a, *y = b;
    ORDER(x->year, y->year)
    ORDER(x->record, y->record)
    ORDER(x->start, y->start)
    ORDER(x->line, y->line)
    return 0;
}

/* The first header row of the record, or NULL. */
static const struct lc_return_child *header_of(const lc_returns *r, uint32_t record)
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

static int32_t born(const lc_returns *r, uint32_t record)
{
    const struct lc_return_child *child = header_of(r, record);
    return child ? child->born : LC_NO_DAY;
}

/* The record's episodes in that year's return: *count of them. */
static const struct lc_return_episode *episodes_of(const lc_returns *r, int year,
                                                   uint32_t record, size_t *count)
{
    size_t low = 0, high = r->episodes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct lc_return_episode *e = &r->episode[middle];
        if (e->year < year || (e->year == year && e->record < record))
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < r->episodes && r->episode[low + *count].year == year
           && r->episode[low + *count].record == record)
        ++*count;
    return r->episode + low;
}

static void find(lc_returns *r, uint32_t file, uint64_t line, const char *rule)
{
    if (!r->code)
        r->code = lc_notes_find(r->notes, file, line, rule, r->err);
}

static bool is(const char *code, const char *one)
{
    return strcmp(code, one) == 0;
}

/* Was the child of `years` on the day? False where the birth date is not known. */
static bool aged(int32_t birth, int years, int32_t day)
{
    return birth != LC_NO_DAY && day != LC_NO_DAY
           && day >= lc_day_birthday(birth, years);
}

static bool younger(int32_t birth, int years, int32_t day)
{
    return birth != LC_NO_DAY && day != LC_NO_DAY
           && day < lc_day_birthday(birth, years);
}

/* --- rules of a row --------------------------------------------------------------- */

static void check_episode(lc_returns *r, const struct lc_return_episode *e)
{
    int32_t birth = born(r, e->record);
    bool adopted = is(e->rec, "E11") || is(e->rec, "E12");
    bool alone = is(e->rec, "E5") || is(e->rec, "E6");
    const struct {
        bool broken;
        const char *rule;
    } rules[] = {
        { e->dated != e->reasoned, "148" },
        { is(e->rne, "S") && aged(birth, 18, e->began), "352" },
        { e->ceased != LC_NO_DAY && e->ceased == e->began, "355" },
        { is(e->rne, "S") && e->place[0] == 'T' && strchr("01234", e->place[1])
              && e->place[1] && !e->place[2],
          "380" },
        { e->year && e->ceased != LC_NO_DAY && e->ceased >= lc_day_of(e->year, 4, 1),
          "385" },
        { adopted && aged(birth, 18, e->ceased), "386" },
        { alone && younger(birth, 14, e->ceased), "387" },
        { is(e->rec, "E7") && younger(birth, 16, e->ceased), "389" },
        { r->headers && !header_of(r, e->record), "INT" },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].broken)
            find(r, e->file, e->line, rules[i].rule);
}

/* --- rules of a child's episodes in one return ------------------------------------ */

static bool goes_on(const struct lc_return_episode *e, size_t i, size_t count)
{
    for (size_t k = i + 1; k < count; k++)
        if (e[k].began == e[i].ceased)
            return true;
    return false;
}

static void check_chain(lc_returns *r, const struct lc_return_episode *e, size_t count)
{
    int32_t birth = born(r, e->record);
    size_t before_count;
    const struct lc_return_episode *before =
        episodes_of(r, e->year - 1, e->record, &before_count);
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && (!e[i].dated || !e[i].reasoned))
            find(r, e[i].file, e[i].line, "142");
        if (is(e[i].rec, "X1") && !goes_on(e, i, count))
            find(r, e[i].file, e[i].line, "388");
    }
    if (birth != LC_NO_DAY && e->began < birth)
        find(r, e->file, e->line, "302");
    if (!before_count && !is(e->rne, "S"))
        find(r, e->file, e->line, "357");
    if (!before_count || !e->year)
        return;
    const struct lc_return_episode *last = &before[before_count - 1];
    if (last->ceased == LC_NO_DAY && last->began == e->began && !is(last->rne, e->rne))
        find(r, e->file, e->line, "503A");
}

static void check_episodes(lc_returns *r)
{
    for (size_t i = 0, end; i < r->episodes; i = end) {
        for (end = i; end < r->episodes && r->episode[end].year == r->episode[i].year
                      && r->episode[end].record == r->episode[i].record;
             end++)
            check_episode(r, &r->episode[end]);
        check_chain(r, &r->episode[i], end - i);
    }
}

/* --- rules of missing periods ----------------------------------------------------- */

/* Did the placement that the child went missing from end, with another after it? */
static bool placement_ended(const struct lc_return_episode *e, size_t count,
                            int32_t day)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (e[i].began <= day && e[i].ceased != LC_NO_DAY && e[i].ceased >= day
            && e[i + 1].rne[0] && strchr("PTBU", e[i + 1].rne[0]))
            return true;
    return false;
}

static void check_absence_in_care(lc_returns *r, const struct lc_return_absence *a)
{
    size_t count;
    const struct lc_return_episode *e = episodes_of(r, a->year, a->record, &count);
    if (!count)
        return;
    const struct lc_return_episode *last = &e[count - 1];
    bool left = last->ceased != LC_NO_DAY && !is(last->rec, "X1");
    if (a->end == LC_NO_DAY && placement_ended(e, count, a->start))
        find(r, a->file, a->line, "575");
    if (a->end == LC_NO_DAY && left && a->start <= last->ceased)
        find(r, a->file, a->line, "577");
    if (left && a->start > last->ceased)
        find(r, a->file, a->line, "578");
}

static bool is_carried_over(const lc_returns *r, const struct lc_return_absence *a)
{
    bool next = false;
    for (size_t i = 0; i < r->absences; i++) {
        const struct lc_return_absence *other = &r->absence[i];
        if (other->year != a->year + 1)
            continue;
        next = true;
        if (other->record == a->record && other->start == a->start)
            return true;
    }
    return !next;
}

static void check_absences(lc_returns *r)
{
    for (size_t i = 0; i < r->absences; i++) {
        const struct lc_return_absence *a = &r->absence[i], *before = i ? a - 1 : NULL;
        int32_t birth = born(r, a->record);
        if (before && before->year == a->year && before->record == a->record
            && (before->end == LC_NO_DAY || before->end > a->start))
            find(r, a->file, a->line, "574");
        if (a->year && a->end == LC_NO_DAY && !is_carried_over(r, a))
            find(r, a->file, a->line, "576");
        if (birth != LC_NO_DAY && a->start < birth)
            find(r, a->file, a->line, "586");
        check_absence_in_care(r, a);
    }
}

static void check_children(lc_returns *r)
{
    for (size_t i = 0; i < r->headers; i++)
        if (r->last_year && r->header[i].born != LC_NO_DAY
            && r->header[i].born >= lc_day_of(r->last_year, 4, 1))
            find(r, r->header[i].file, r->header[i].line, "301");
    for (size_t i = 0; i < r->others && r->headers; i++)
        if (!header_of(r, r->other[i].record))
            find(r, r->other[i].file, r->other[i].line, "INT");
}

int lc_returns_check(lc_returns *returns, struct lc_notes *notes, struct lc_error *err)
{
    lc_returns *r = returns;
    r->notes = notes;
    r->err = err;
    r->code = LC_OK;
    for (size_t i = 0; i < r->episodes; i++)
        r->episode[i].year = r->year[r->episode[i].file];
    for (size_t i = 0; i < r->absences; i++)
        r->absence[i].year = r->year[r->absence[i].file];
    if (r->headers)
        qsort(r->header, r->headers, sizeof *r->header, by_record);
    if (r->episodes)
        qsort(r->episode, r->episodes, sizeof *r->episode, by_episode);
    if (r->absences)
        qsort(r->absence, r->absences, sizeof *r->absence, by_absence);
    check_children(r);
    check_episodes(r);
    check_absences(r);
    return r->code;
}
