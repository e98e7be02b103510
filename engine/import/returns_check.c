/* The rules, once all files are in. A return is all files of one collection year, and
 * what earlier commands brought of it; children are told apart by record. Where DfE's
 * words leave a choice, the sector's public validator is followed (data-to-insight's
 * csc-validator-be-903, rules of 2022-23). */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "import/notes_inside.h"
#include "import/returns_inside.h"
#include "import/returns_rows_inside.h"

static int by_record(const void *a, const void *b)
{
    const struct lc_return_child *x = a, *y = b;
    LC_RETURNS_ORDER(x->record, y->record)
    LC_RETURNS_ORDER(x->file, y->file)
    LC_RETURNS_ORDER(x->line, y->line)
    return 0;
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

/* Rules that hang on the birth, of a spell on whatever line. */
static void check_births(lc_returns *r, const struct lc_return_spell *e, uint32_t file,
                         uint64_t line)
{
    int32_t birth = lc_returns_born(r, e->record);
    bool adopted = is(e->rec, "E11") || is(e->rec, "E12");
    bool alone = is(e->rec, "E5") || is(e->rec, "E6");
    if (is(e->rne, "S") && aged(birth, 18, e->began))
        lc_returns_find(r, file, line, "352");
    if (adopted && aged(birth, 18, e->ceased))
        lc_returns_find(r, file, line, "386");
    if (alone && younger(birth, 14, e->ceased))
        lc_returns_find(r, file, line, "387");
    if (is(e->rec, "E7") && birth != LC_NO_DAY && !aged(birth, 16, e->ceased))
        lc_returns_find(r, file, line, "389");
}

/* T0 to T4: only a move (P, or B with a new legal status) leads there. */
static bool is_temporary(const struct lc_return_spell *e)
{
    return e->place[0] == 'T' && e->place[1] >= '0' && e->place[1] <= '4'
           && !e->place[2];
}

static void check_episode(lc_returns *r, const struct lc_return_spell *e)
{
    bool ceased = e->ceased != LC_NO_DAY;
    const struct {
        bool broken;
        const char *rule;
    } rules[] = {
        { e->dated != e->reasoned, "148" },
        { ceased && e->ceased == e->began, "355" },
        { ceased && e->ceased < e->began, "356" },
        { is_temporary(e) && !is(e->rne, "P") && !is(e->rne, "B"), "380" },
        { e->year && ceased && e->ceased >= lc_day_of(e->year, 4, 1), "385" },
        { lc_returns_is_stray(r, e->record), "INT" },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].broken)
            lc_returns_find(r, e->file, e->line, rules[i].rule);
    check_births(r, e, e->file, e->line);
}

/* --- rules of a child's episodes in one return ------------------------------------ */

/* 388: "a new episode begins" (X1), and none does that day; or one does, and it was not
 * announced. */
static bool is_broken_off(const struct lc_return_spell *e, bool last)
{
    bool announced = is(e->rec, "X1");
    if (e->ceased == LC_NO_DAY || last)
        return e->ceased != LC_NO_DAY && announced;
    return announced ? e->ceased != e[1].began : e->reasoned && e->ceased == e[1].began;
}

static void check_chain(lc_returns *r, const struct lc_return_spell *e, size_t count)
{
    int32_t birth = lc_returns_born(r, e->record);
    size_t before_count;
    const struct lc_return_spell *before =
        lc_returns_spells_of(&r->episode, e->year - 1, e->record, &before_count);
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && (e[i].ceased == LC_NO_DAY || !e[i].reasoned))
            lc_returns_find(r, e[i].file, e[i].line, "142");
        if (is_broken_off(&e[i], i + 1 == count))
            lc_returns_find(r, e[i].file, e[i].line, "388");
    }
    if (birth != LC_NO_DAY && e->began < birth)
        lc_returns_find(r, e->file, e->line, "302");
    if (!is(e->rne, "S") && (!e->year || e->began >= lc_day_of(e->year - 1, 4, 1)))
        lc_returns_find(r, e->file, e->line, "357");
    if (!before_count || !e->year)
        return;
    const struct lc_return_spell *last = &before[before_count - 1];
    if (last->ceased == LC_NO_DAY && !is(last->rne, e->rne))
        lc_returns_find(r, e->file, e->line, "503A");
}

static void check_episodes(lc_returns *r)
{
    const struct lc_return_spell *row = r->episode.row;
    for (size_t i = 0, end; i < r->episode.count; i = end) {
        for (end = i; end < r->episode.count && row[end].year == row[i].year
                      && row[end].record == row[i].record;
             end++)
            if (row[end].file != LC_NOWHERE)
                check_episode(r, &row[end]);
        check_chain(r, &row[i], end - i);
    }
}

/* A header that tells a birth only now: the spells of earlier commands are judged by
 * it, on the header's own line. */
static void check_earlier(lc_returns *r)
{
    const struct lc_return_versions *v = &r->earlier.episode;
    for (size_t i = 0; i < v->count; i++) {
        const struct lc_return_spell *e = &v->row[i].spell;
        const struct lc_return_child *header = lc_returns_header(r, e->record);
        bool last = i + 1 == v->count || v->row[i + 1].spell.record != e->record
                    || v->row[i + 1].spell.began != e->began;
        if (header && last && r->earlier.born[e->record] == LC_NO_DAY)
            check_births(r, e, header->file, header->line);
    }
}

static void check_children(lc_returns *r)
{
    for (size_t i = 0; i < r->headers; i++)
        if (r->last_year && r->header[i].born != LC_NO_DAY
            && r->header[i].born >= lc_day_of(r->last_year, 4, 1))
            lc_returns_find(r, r->header[i].file, r->header[i].line, "301");
    for (size_t i = 0; i < r->others; i++)
        if (lc_returns_is_stray(r, r->other[i].record))
            lc_returns_find(r, r->other[i].file, r->other[i].line, "INT");
}

static int join(lc_returns *r, struct lc_return_spells *spells,
                const struct lc_return_versions *earlier)
{
    for (size_t i = 0; i < spells->count; i++)
        spells->row[i].year = r->year[spells->row[i].file];
    return lc_returns_join(r, spells, earlier, r->err);
}

int lc_returns_check(lc_returns *returns, struct lc_notes *notes, struct lc_error *err)
{
    lc_returns *r = returns;
    r->notes = notes;
    r->err = err;
    r->code = LC_OK;
    if (r->headers)
        qsort(r->header, r->headers, sizeof *r->header, by_record);
    int code = r->headers || r->earlier.header ? lc_returns_know(r, err) : LC_OK;
    if (!code)
        code = join(r, &r->episode, &r->earlier.episode);
    if (!code)
        code = join(r, &r->absence, &r->earlier.absence);
    if (code)
        return code;
    check_children(r);
    check_episodes(r);
    check_earlier(r);
    lc_returns_check_absences(r);
    return r->code;
}
