/* Annex A of Ofsted's framework: a workbook, a sheet a list. What is listed is of the
 * six months before the day; each row says the file and line it came from, in two last
 * columns that no schema reads. List 10 looks back on twelve months; list 11, of
 * adopters, of whom the store knows nothing, is headings alone. */
#include "outward/annex_a_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "outward/workbook.h"
#include "store/seen.h"

struct annex {
    const struct lc_outward *from;
    struct lc_outward_tally *tally;
    struct lc_workbook book;
    const struct lc_outward_who *who; /* [children] */
    bool *listed;                     /* [children] */
    uint32_t child;
    int32_t day, since; /* [since, day) is what the lists look back on */
    const struct lc_history *person, *conference, *alone;
};

/* A row of a list: row i of h; a conference, -1: none; what PERIODS adds; a way. */
struct entry {
    const struct lc_history *h;
    uint64_t i;
    int64_t conference;
    int32_t first, code_since;
    const struct lc_adoption_way *way;
};

/* --- cells ------------------------------------------------------------------------ */

/* The person's row that is social care's and seen, or -1. */
static int64_t person_of(const struct annex *a)
{
    int64_t p = a->person
                    ? lc_person_at(a->from->store, a->person, a->child, a->from->asof)
                    : -1;
    return p >= 0 && lc_outward_sees(a->from, a->person, (uint64_t)p) ? p : -1;
}

static bool was_alone(const struct annex *a)
{
    struct lc_history_rows rows = lc_history_rows_of(a->alone, a->child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_outward_sees(a->from, a->alone, i)
            && a->alone->end[i] >= lc_day_add_months(a->day, -12))
            return true;
    return false;
}

static void add_person(struct annex *a, enum lc_annex_cell cell)
{
    const struct lc_outward_who *who = a->who + a->child;
    int64_t p = person_of(a);
    if (cell == LC_ANNEX_LOCAL)
        lc_workbook_text(&a->book, who->local);
    else if (cell == LC_ANNEX_BORN)
        lc_workbook_day(&a->book, p < 0 ? LC_NO_DAY : who->born);
    else if (cell == LC_ANNEX_AGE && p >= 0 && who->born != LC_NO_DAY
             && who->born <= a->day)
        lc_workbook_number(&a->book, lc_day_age(who->born, a->day));
    else if (cell == LC_ANNEX_SEX && p >= 0)
        lc_workbook_text(&a->book,
                         lc_codes_name(&a->person->codes, a->person->code[p]));
    else if (cell == LC_ANNEX_ETHNICITY && p >= 0)
        lc_workbook_text(&a->book,
                         lc_history_says(a->person, (uint64_t)p, "ethnicity"));
    else
        lc_workbook_text(&a->book, NULL);
}

static void add_conference(struct annex *a, const struct lc_annex_column *column,
                           int64_t i)
{
    if (i < 0)
        lc_workbook_text(&a->book, NULL);
    else if (column->cell == LC_ANNEX_OTHER_START)
        lc_workbook_day(&a->book, a->conference->start[i]);
    else
        lc_workbook_text(
            &a->book, lc_history_says(a->conference, (uint64_t)i, column->attribute));
}

static void add_step(struct annex *a, const struct lc_annex_column *column,
                     const struct lc_adoption_way *way)
{
    const struct lc_store *store = a->from->store;
    bool order = column->cell == LC_ANNEX_ORDER;
    int64_t i = order ? way->order : way->step[lc_adoption_step(column->attribute)];
    const struct lc_history *h =
        lc_store_history(store, order ? "permanence" : "adoption_plan");
    if (column->cell == LC_ANNEX_STEP_SAYS)
        lc_workbook_text(&a->book,
                         i < 0 ? NULL : lc_history_says(h, (uint64_t)i, "ceased"));
    else
        lc_workbook_day(&a->book, i < 0 ? LC_NO_DAY : h->start[i]);
}

static void add_cell(struct annex *a, const struct lc_annex_column *column,
                     const struct entry *e)
{
    const struct lc_history *h = e->h;
    switch (column->cell) {
    case LC_ANNEX_START:
        lc_workbook_day(&a->book, h->start[e->i]);
        break;
    case LC_ANNEX_END:
        lc_workbook_day(&a->book, h->end[e->i]);
        break;
    case LC_ANNEX_FIRST_START:
        lc_workbook_day(&a->book, e->first);
        break;
    case LC_ANNEX_CODE_START:
        lc_workbook_day(&a->book, e->code_since);
        break;
    case LC_ANNEX_CODE:
        lc_workbook_text(&a->book, lc_codes_name(&h->codes, h->code[e->i]));
        break;
    case LC_ANNEX_ATTRIBUTE:
        lc_workbook_text(&a->book, lc_history_says(h, e->i, column->attribute));
        break;
    case LC_ANNEX_ALONE:
        lc_workbook_text(&a->book, was_alone(a) ? "Y" : "N");
        break;
    case LC_ANNEX_OTHER_START:
    case LC_ANNEX_OTHER_ATTRIBUTE:
        add_conference(a, column, e->conference);
        break;
    case LC_ANNEX_STEP:
    case LC_ANNEX_STEP_SAYS:
    case LC_ANNEX_ORDER:
        add_step(a, column, e->way);
        break;
    default:
        add_person(a, column->cell);
    }
}

static void add_entry(struct annex *a, const struct lc_annex_list *list,
                      const struct entry *e)
{
    char day[LC_DAY_ROOM], text[160];
    const struct lc_source *source = a->from->store->source + e->h->file[e->i];
    lc_workbook_row(&a->book);
    for (const struct lc_annex_column *c = list->column; c->heading; c++)
        add_cell(a, c, e);
    snprintf(text, sizeof text, "file %u: %.100s of %s", (unsigned)e->h->file[e->i],
             source->schema, lc_day_print(source->imported, day));
    lc_workbook_text(&a->book, text);
    lc_workbook_number(&a->book, e->h->line[e->i]);
    a->tally->events += 1 + (size_t)(e->conference >= 0);
    for (int k = 0; e->way && k < LC_ADOPTION_STEPS; k++)
        a->tally->events += e->way->step[k] >= 0 && (uint64_t)e->way->step[k] != e->i;
    if (!a->listed[a->child])
        a->tally->children++;
    a->listed[a->child] = true;
}

/* --- rows ------------------------------------------------------------------------- */

/* conference[]: of each enquiry, as the payload has them (csc_api.c). */
static void pair(struct annex *a, const struct lc_history *h, int64_t *conference)
{
    struct lc_history_rows rows = lc_history_rows_of(h, a->child);
    struct lc_history_rows met = lc_history_rows_of(a->conference, a->child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        conference[i - rows.first] = -1;
    for (uint64_t m = met.first; m < met.end; m++) {
        int64_t of = -1;
        int32_t day = a->conference->start[m];
        if (!lc_outward_sees(a->from, a->conference, m))
            continue;
        for (uint64_t i = rows.first; i < rows.end; i++)
            if (lc_outward_sees(a->from, h, i) && conference[i - rows.first] < 0
                && h->start[i] <= day
                && (of < 0 || h->end[of] != day || h->end[i] == day))
                of = (int64_t)i;
        if (of >= 0)
            conference[(uint64_t)of - rows.first] = (int64_t)m;
        else if (day >= a->since)
            a->tally->unplaced++;
    }
}

static int add_enquiries(struct annex *a, const struct lc_annex_list *list,
                         const struct lc_history *h, struct lc_error *err)
{
    struct lc_history_rows rows = lc_history_rows_of(h, a->child);
    int64_t *conference = lc_alloc(rows.end - rows.first, sizeof *conference);
    if (!conference)
        return LC_FAIL_NOMEM(err);
    pair(a, h, conference);
    for (uint64_t i = rows.first; i < rows.end; i++) {
        int64_t m = conference[i - rows.first];
        bool recent =
            h->start[i] >= a->since || (m >= 0 && a->conference->start[m] >= a->since);
        if (recent && lc_outward_sees(a->from, h, i))
            add_entry(a, list, &(struct entry){ .h = h, .i = i, .conference = m });
    }
    free(conference);
    return LC_OK;
}

/* Episodes that follow one another without a gap are one period; it is told by its last
 * episode. */
static void add_periods(struct annex *a, const struct lc_annex_list *list,
                        const struct lc_history *h)
{
    struct lc_history_rows rows = lc_history_rows_of(h, a->child);
    struct entry e = { .h = NULL, .conference = -1 };
    for (uint64_t i = rows.first; i < rows.end; i++) {
        if (!lc_outward_sees(a->from, h, i))
            continue;
        bool goes_on = e.h && h->end[e.i] == h->start[i];
        if (e.h && !goes_on && h->end[e.i] >= a->since)
            add_entry(a, list, &e);
        if (!goes_on)
            e.first = h->start[i];
        if (!goes_on || h->code[e.i] != h->code[i])
            e.code_since = h->start[i];
        e.h = h;
        e.i = i;
    }
    if (e.h && h->end[e.i] >= a->since)
        add_entry(a, list, &e);
}

static void add_rows(struct annex *a, const struct lc_annex_list *list,
                     const struct lc_history *h)
{
    struct lc_history_rows rows = lc_history_rows_of(h, a->child);
    struct entry e = { .h = NULL, .conference = -1 };
    for (uint64_t i = rows.first; i < rows.end; i++) {
        int32_t last = list->rows == LC_ANNEX_STARTED ? h->start[i] : h->end[i];
        if (!lc_outward_sees(a->from, h, i))
            continue;
        e.h = h;
        e.i = i;
        if (list->rows != LC_ANNEX_LAST && last >= a->since)
            add_entry(a, list, &e);
    }
    if (e.h && list->rows == LC_ANNEX_LAST)
        add_entry(a, list, &e);
}

/* The line is that of the first step, or of the order where it stands alone. */
static int add_adoptions(struct annex *a, const struct lc_annex_list *list,
                         struct lc_error *err)
{
    const struct lc_store *store = a->from->store;
    struct lc_adoption_way *way = NULL;
    size_t count;
    int code = lc_adoption_ways(&count, &way, a->from, a->child, err);
    for (size_t k = 0; k < count && !code; k++) {
        struct entry e = { .h = lc_store_history(store, "permanence"),
                           .i = (uint64_t)way[k].order,
                           .conference = -1,
                           .way = way + k };
        for (int s = LC_ADOPTION_STEPS; s-- > 0;)
            if (way[k].step[s] >= 0) {
                e.h = lc_store_history(store, "adoption_plan");
                e.i = (uint64_t)way[k].step[s];
            }
        if (way[k].over >= lc_day_add_months(a->day, -12))
            add_entry(a, list, &e);
    }
    free(way);
    return code;
}

static int add_list(struct annex *a, const struct lc_annex_list *list,
                    struct lc_error *err)
{
    const struct lc_store *store = a->from->store;
    const struct lc_history *h =
        list->history ? lc_store_history(store, list->history) : NULL;
    bool told = h || list->rows == LC_ANNEX_ADOPTIONS;
    size_t room = told ? lc_children_room(store) : 0;
    int code = LC_OK;
    lc_workbook_sheet(&a->book, list->sheet);
    lc_workbook_row(&a->book);
    for (const struct lc_annex_column *c = list->column; c->heading; c++)
        lc_workbook_text(&a->book, c->heading);
    lc_workbook_text(&a->book, "source_file");
    lc_workbook_text(&a->book, "source_line");
    for (size_t c = 0; c < room && !code; c++) {
        a->child = (uint32_t)c;
        if (!a->who[c].local)
            continue;
        if (list->rows == LC_ANNEX_ENQUIRIES)
            code = add_enquiries(a, list, h, err);
        else if (list->rows == LC_ANNEX_ADOPTIONS)
            code = add_adoptions(a, list, err);
        else if (list->rows == LC_ANNEX_PERIODS)
            add_periods(a, list, h);
        else
            add_rows(a, list, h);
    }
    return code;
}

static int write_annex(struct lc_text *out, struct lc_outward_tally *tally,
                       const struct lc_outward *from, struct lc_error *err)
{
    const struct lc_store *store = from->store;
    struct lc_outward_who *who = NULL;
    struct annex a = { .from = from,
                       .tally = tally,
                       .day = from->asof == LC_OPEN ? lc_day_today() : from->asof,
                       .person = lc_store_history(store, "person"),
                       .conference = lc_store_history(store, "icpc"),
                       .alone = lc_store_history(store, "uasc") };
    a.since = lc_day_add_months(a.day, -6);
    int code = lc_outward_whose(&who, from, err);
    a.who = who;
    a.listed = lc_alloc(lc_children_room(store), sizeof *a.listed);
    if (!code && !a.listed)
        code = LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < LC_ANNEX_LISTS && !code; k++)
        code = add_list(&a, lc_annex_lists + k, err);
    if (!code)
        code = lc_workbook_write(&a.book, out, err);
    for (size_t k = 0; code && k < a.book.sheets; k++)
        lc_text_free(a.book.sheet + k);
    free(a.listed);
    free(who);
    return code;
}

const struct lc_outward_form lc_outward_annex_a = { "annex-a", ".xlsx", write_annex };
