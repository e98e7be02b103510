/* Noting the rows of returns as they are read. */
#include "import/returns_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "import/returns_rows_inside.h"
#include "import/run_inside.h"

static bool has_rules(const struct lc_import_run *run)
{
    for (size_t i = 0; i < run->result->count; i++)
        if (run->result->file[i].schema && run->result->file[i].schema->rules)
            return true;
    return false;
}

int lc_returns_new(lc_returns **returns, const struct lc_import_run *run,
                   struct lc_error *err)
{
    lc_returns *r = *returns = lc_alloc(1, sizeof *r);
    if (!r)
        return LC_FAIL_NOMEM(err);
    r->run = run;
    return has_rules(run) ? lc_returns_earlier(r, err) : LC_OK;
}

void lc_returns_free(lc_returns *returns)
{
    if (!returns)
        return;
    free(returns->header);
    free(returns->other);
    free(returns->episode.row);
    free(returns->absence.row);
    lc_returns_earlier_free(&returns->earlier);
    free(returns->year);
    free(returns->known);
    free(returns);
}

/* --- noting ----------------------------------------------------------------------- */

static const struct lc_cell *named(const struct lc_schema *schema,
                                   const struct lc_cell *cells, const char *name)
{
    static const struct lc_cell none = { .text = { "", 0 }, .day = LC_NO_DAY };
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (strcmp(schema->columns[c].name, name) == 0)
            return &cells[c];
    return &none;
}

static void copy_code(char *to, const struct lc_cell *cell)
{
    size_t size = cell->text.size < 7 ? cell->text.size : 7;
    if (size)
        memcpy(to, cell->text.data, size);
    to[size] = 0;
}

static bool is_said(const struct lc_cell *cell)
{
    return cell->text.size || cell->bad;
}

static int note_spell(struct lc_return_spells *spells, struct lc_return_spell row,
                      struct lc_error *err)
{
    int code = LC_GROW(spells->row, spells->room, spells->count + 1, err);
    if (!code)
        spells->row[spells->count++] = row;
    return code;
}

static int note_episode(lc_returns *r, const struct lc_schema *schema,
                        struct lc_return_spell row, const struct lc_cell *cells,
                        struct lc_error *err)
{
    const struct lc_cell *dec = named(schema, cells, "DEC");
    const struct lc_cell *rec = named(schema, cells, "REC");
    row.began = named(schema, cells, "DECOM")->day;
    row.ceased = dec->day;
    row.dated = is_said(dec);
    row.reasoned = is_said(rec);
    copy_code(row.rne, named(schema, cells, "RNE"));
    copy_code(row.place, named(schema, cells, "PLACE"));
    copy_code(row.rec, rec);
    return note_spell(&r->episode, row, err);
}

static int note_child(struct lc_return_child **rows, size_t *count, size_t *room,
                      struct lc_return_child row, struct lc_error *err)
{
    int code = lc_grow((void **)rows, room, *count + 1, sizeof row, err);
    if (!code)
        (*rows)[(*count)++] = row;
    return code;
}

int lc_returns_row(lc_returns *returns, const struct lc_schema *schema, uint32_t file,
                   uint64_t line, uint32_t record, const struct lc_cell *cells,
                   struct lc_error *err)
{
    struct lc_return_child child = { record, file, line,
                                     named(schema, cells, "DOB")->day };
    if (strcmp(schema->rules, "header") == 0)
        return note_child(&returns->header, &returns->headers, &returns->header_room,
                          child, err);
    struct lc_return_spell spell = { .record = record, .file = file, .line = line };
    if (strcmp(schema->rules, "episodes") == 0)
        return note_episode(returns, schema, spell, cells, err);
    if (strcmp(schema->rules, "missing") == 0) {
        spell.began = named(schema, cells, "MIS_START")->day;
        spell.ceased = named(schema, cells, "MIS_END")->day;
        int code = note_spell(&returns->absence, spell, err);
        if (code)
            return code;
    }
    return note_child(&returns->other, &returns->others, &returns->other_room, child,
                      err);
}

int lc_returns_year(lc_returns *returns, uint32_t file, int year, struct lc_error *err)
{
    size_t before = returns->year_room;
    int code = LC_GROW(returns->year, returns->year_room, file + (size_t)1, err);
    if (code)
        return code;
    for (size_t i = before; i < returns->year_room; i++)
        returns->year[i] = 0;
    returns->year[file] = year;
    if (year > returns->last_year)
        returns->last_year = year;
    return LC_OK;
}
