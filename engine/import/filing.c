/* See filing_inside.h. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "import/filing_rows_inside.h"
#include "import/notes_inside.h"
#include "import/run_inside.h"
#include "returns/veil.h"

int lc_filing_new(lc_filing **filing, const struct lc_import_run *run,
                  struct lc_error *err)
{
    lc_filing *f = *filing = lc_alloc(1, sizeof *f);
    if (!f)
        return LC_FAIL_NOMEM(err);
    f->run = run;
    bool any = false;
    int code = lc_book_init(&f->book, err);
    for (size_t i = 0; i < run->result->count && !code; i++) {
        const struct lc_schema *schema = run->result->file[i].schema;
        int table = schema && schema->rules
                        ? lc_return_table_named(lc_slice_of(schema->rules))
                        : LC_RETURN_TABLES;
        any |= table < LC_RETURN_TABLES;
        code = lc_book_add_file(&f->book, table, 0, err);
    }
    f->own = f->book.files;
    if (!code)
        code = LC_GROW(f->file, f->room, f->own + 1, err);
    for (size_t i = 0; i < f->own && !code; i++)
        f->file[i] = (struct lc_filing_file){ .source = LC_NOWHERE };
    if (!code && any)
        code = lc_book_learn(&f->book, err);
    return code || !any ? code : lc_filing_load(f, err);
}

void lc_filing_free(lc_filing *filing)
{
    if (!filing)
        return;
    lc_book_free(&filing->book);
    free(filing->file);
    free(filing->row);
    free(filing);
}

/* --- rows as they are read -------------------------------------------------------- */

static void find_columns(lc_filing *f, const struct lc_schema *schema)
{
    f->schema = schema;
    f->table = lc_return_table_named(lc_slice_of(schema->rules));
    for (unsigned c = 0; c < LC_RETURN_COLUMNS; c++) {
        f->at[c] = LC_NO_COLUMN;
        f->veil[c] = lc_return_column_veil(f->table, c);
    }
    for (unsigned s = 0; s < schema->columns_count; s++) {
        int c = lc_return_column_named(f->table, lc_slice_of(schema->columns[s].name));
        if (c != LC_RETURN_NO_COLUMN)
            f->at[c] = (int)s;
    }
}

/* What is written in the cell: blank where that means that nothing is said, but for the
 * reasons of having no pupil number. */
static struct lc_slice text_of(const struct lc_filing *f, const struct lc_cell *cell,
                               char mark, char *out)
{
    const struct lc_key *key = f->run->ledger.key;
    uint32_t word = mark ? 0 : lc_words_find(&f->book.words, cell->raw);
    if (mark == '+')
        return lc_veil_pupil(cell->raw, key, out);
    if (!cell->text.size && !cell->bad)
        return (struct lc_slice){ "", 0 };
    if (mark == '@')
        return lc_veil_worker(cell->raw, key, out);
    if (mark)
        return lc_veil(cell->raw, key, out);
    return word && word < f->book.known && cell->raw.size <= LC_VEIL_CODE
               ? lc_slice_of(f->book.words.text[word])
               : lc_veil_code(cell->raw, key, out);
}

/* A child who is in no other row has no record, but may have several rows. */
static uint64_t child_of(const struct lc_schema *schema, uint32_t record,
                         const struct lc_cell *cells, const struct lc_key *key)
{
    struct lc_slice number = cells[schema->person_at].raw;
    return record != LC_NOWHERE
               ? record
               : UINT64_C(1) << 63 | lc_digest64(number.data, number.size, key);
}

int lc_filing_row(lc_filing *filing, const struct lc_schema *schema, uint32_t file,
                  uint64_t line, uint32_t record, const struct lc_cell *cells,
                  struct lc_error *err)
{
    struct lc_slice text[LC_RETURN_COLUMNS];
    int32_t day[LC_RETURN_COLUMNS];
    char room[LC_RETURN_COLUMNS][LC_VEIL];
    const struct lc_key *key = filing->run->ledger.key;
    if (filing->schema != schema)
        find_columns(filing, schema);
    struct lc_filed row = { .child = child_of(schema, record, cells, key),
                            .line = line,
                            .file = file,
                            .table = filing->table };
    for (unsigned c = 0; c < filing->book.columns[filing->table]; c++) {
        const struct lc_cell *cell =
            filing->at[c] == LC_NO_COLUMN ? NULL : &cells[filing->at[c]];
        day[c] = cell ? cell->day : LC_NO_DAY;
        text[c] = (struct lc_slice){ "", 0 };
        if (cell && day[c] == LC_NO_DAY)
            text[c] = text_of(filing, cell, filing->veil[c], room[c]);
    }
    return lc_book_add(&filing->book, &row, text, day, err);
}

/* Reviews, workers, orders and outcomes of a return have days of other years: their
 * year is that of the return that they came with (filing_year.c). */
static bool tells_year(int table)
{
    return table == LC_RETURN_EPISODES || table == LC_RETURN_MISSING;
}

void lc_filing_year(lc_filing *filing, uint32_t file, int year, bool said)
{
    struct lc_filed_file *one = &filing->book.file[file];
    one->year = said || tells_year(one->table) ? year : 0;
}

void lc_filing_source(lc_filing *filing, uint32_t file, uint32_t source, bool again)
{
    filing->file[file].source = source;
    filing->file[file].again = again;
}

/* --- judging ---------------------------------------------------------------------- */

static int by_row(const void *a, const void *b)
{
    const struct lc_breach *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return strcmp(x->rule->number, y->rule->number);
}

static bool is_among(const struct lc_breach *one, const struct lc_breach_list *list)
{
    return list->count
           && bsearch(one, list->breach, list->count, sizeof *one, by_row) != NULL;
}

/* What the rows of earlier commands broke before this one, which is what they break
 * where the import's own files are of no year. */
static int judge_before(lc_filing *f, int year, struct lc_breach_list *list,
                        struct lc_error *err)
{
    int *years = lc_alloc(f->own + 1, sizeof *years);
    if (!years)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < f->own; i++) {
        years[i] = f->book.file[i].year;
        f->book.file[i].year = -1;
    }
    int code =
        f->book.files > f->own ? lc_book_judge(&f->book, year, list, err) : LC_OK;
    for (size_t i = 0; i < f->own; i++)
        f->book.file[i].year = years[i];
    free(years);
    if (list->count)
        qsort(list->breach, list->count, sizeof *list->breach, by_row);
    return code;
}

static int note_breach(const lc_filing *f, struct lc_notes *notes,
                       const struct lc_breach *breach, struct lc_error *err)
{
    uint32_t file = breach->row->file;
    if (file < f->own)
        return lc_notes_find(notes, file, breach->row->line, breach->rule->number, err);
    const struct lc_source *s = &f->run->ledger.store->source[f->file[file].source];
    return lc_notes_find_earlier(notes, s->schema, s->imported, breach->row->line,
                                 breach->rule->number, err);
}

static int judge_year(lc_filing *f, int year, struct lc_notes *notes,
                      struct lc_error *err)
{
    struct lc_breach_list before = { 0 }, now = { 0 };
    int code = judge_before(f, year, &before, err);
    lc_filing_take_gone(f, true);
    if (!code)
        code = lc_book_judge(&f->book, year, &now, err);
    lc_filing_take_gone(f, false);
    for (size_t i = 0; i < now.count && !code; i++)
        if (now.breach[i].row->file < f->own || !is_among(&now.breach[i], &before))
            code = note_breach(f, notes, &now.breach[i], err);
    lc_breach_list_free(&before);
    lc_breach_list_free(&now);
    return code;
}

/* What an analyst must know of a return's findings: by what they are, and what was not
 * looked at. Beside the episodes, which every return has. */
static int remark_return(lc_filing *f, uint32_t file, struct lc_notes *notes,
                         struct lc_error *err)
{
    int year = f->book.file[file].year;
    size_t silent = 0;
    struct lc_text text = { 0 };
    for (size_t i = 0; i < lc_rules_count(); i++)
        silent +=
            lc_rule_holds(lc_rules_at(i), year) && !lc_rule_is_judged(lc_rules_at(i));
    if (year < LC_OLDEST_RULES)
        lc_text_addf(&text, "judged by the rules of %d-%02d, the oldest here; ",
                     LC_OLDEST_RULES - 1, LC_OLDEST_RULES % 100);
    lc_text_addf(&text,
                 "%zu rules were not judged, which need a list of postcodes or of "
                 "providers (latecare help rules)",
                 silent);
    return lc_notes_remark(notes, file, &text, err);
}

static int remark_all(lc_filing *f, struct lc_notes *notes, struct lc_error *err)
{
    int code = LC_OK;
    for (uint32_t i = 0; i < f->own && !code; i++) {
        const struct lc_filed_file *file = &f->book.file[i];
        struct lc_text text = { 0 };
        if (file->table == LC_RETURN_EPISODES && file->year > 0)
            code = remark_return(f, i, notes, err);
        if (file->table == LC_RETURN_TABLES || file->year > 0)
            continue;
        lc_text_add(&text, "not judged by the DfE's rules: nothing says of which "
                           "collection year it is (--year)");
        code = lc_notes_remark(notes, i, &text, err);
    }
    return code;
}

/* Is there a file of the year, and is it of the import or follows one that is? */
static bool is_asked(const lc_filing *f, int year)
{
    bool there = false, asked = false;
    for (size_t i = 0; i < f->book.files; i++) {
        int of = f->book.file[i].table < LC_RETURN_TABLES ? f->book.file[i].year : 0;
        there |= of == year;
        asked |= i < f->own && (of == year || of == year - 1);
    }
    return there && asked;
}

int lc_filing_close(lc_filing *filing, struct lc_notes *notes, bool *changed,
                    struct lc_error *err)
{
    *changed |= lc_filing_follow(filing);
    int code = lc_filing_settle(filing, err);
    if (!code)
        code = lc_filing_find_gone(filing, err);
    for (int year = 1901; year < 2300 && !code; year++)
        if (is_asked(filing, year))
            code = judge_year(filing, year, notes, err);
    if (!code)
        code = remark_all(filing, notes, err);
    return code ? code : lc_filing_save(filing, changed, err);
}
