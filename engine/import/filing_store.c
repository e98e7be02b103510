/* Rows of returns from the store and into it. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/filing_rows_inside.h"
#include "import/merged_inside.h"
#include "import/run_inside.h"
#include "import/schema_inside.h"
#include "returns/veil.h"

_Static_assert((int)LC_RETURNED_CELLS == (int)LC_RETURN_COLUMNS,
               "a cell of the store for each column");

/* --- out of it -------------------------------------------------------------------- */

/* The book's file of the source, table and year, made if there is none: they come in
 * order of year and table, so it is one of the last. */
static int file_of(struct lc_filing *f, const struct lc_returned *r, uint32_t *file,
                   struct lc_error *err)
{
    int table = (int)r->part, year = (int)r->year;
    for (size_t i = f->book.files; i-- > f->own;)
        if (f->file[i].source == r->file && f->book.file[i].table == table
            && f->book.file[i].year == year) {
            *file = (uint32_t)i;
            return LC_OK;
        }
    *file = (uint32_t)f->book.files;
    int code = lc_book_add_file(&f->book, table, year, err);
    if (!code)
        code = LC_GROW(f->file, f->room, f->book.files, err);
    if (!code)
        f->file[*file] = (struct lc_filing_file){ .source = r->file };
    return code;
}

static int load_row(struct lc_filing *f, const struct lc_returned *r,
                    struct lc_error *err)
{
    struct lc_slice text[LC_RETURN_COLUMNS];
    int32_t day[LC_RETURN_COLUMNS];
    char room[LC_RETURN_COLUMNS][LC_VEIL];
    struct lc_filed row = { .child = r->record,
                            .line = r->line,
                            .table = (int)r->part };
    for (unsigned c = 0; c < LC_RETURN_COLUMNS; c++)
        text[c] = lc_veil_unpack(r->cell[c], room[c], &day[c]);
    int code = file_of(f, r, &row.file, err);
    return code ? code : lc_book_add(&f->book, &row, text, day, err);
}

int lc_filing_load(struct lc_filing *f, struct lc_error *err)
{
    const struct lc_store *store = f->run->ledger.store;
    int code = LC_OK;
    for (size_t i = 0; i < store->returns && !code; i++) {
        const struct lc_returned *r = &store->returned[i];
        code = r->part < LC_RETURN_TABLES && r->file < store->sources
                   ? load_row(f, r, err)
                   : LC_FAIL(err, LC_DAMAGED,
                             "a row of a return is of no table or "
                             "source; restore the store's backup");
    }
    f->loaded = f->book.rows;
    return code;
}

/* What was kept under a number that has been merged since is of the child that the
 * number was merged into. */
bool lc_filing_follow(struct lc_filing *f)
{
    struct lc_store *store = f->run->ledger.store;
    bool moved = false;
    for (size_t i = 0; i < f->loaded; i++) {
        struct lc_returned *r = &store->returned[i];
        const struct lc_schema *schema =
            lc_schemas_named(f->run->ask->schemas, store->source[r->file].schema);
        uint32_t record =
            schema ? lc_merged_record(f->run, schema, r->record) : r->record;
        moved |= record != r->record;
        r->record = record;
        f->book.row[i].child = record;
    }
    return moved;
}

/* --- what is said anew -------------------------------------------------------------- */

/* A child in a table and year. */
struct place {
    int year, table;
    uint64_t child;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    return (x->child > y->child) - (x->child < y->child);
}

static struct place place_of(const struct lc_filing *f, size_t row)
{
    const struct lc_filed *r = &f->book.row[row];
    return (struct place){ f->book.file[r->file].year, r->table, r->child };
}

static bool is_again(const struct lc_filing *f, uint32_t source)
{
    for (size_t i = 0; i < f->own; i++)
        if (f->file[i].again && f->file[i].source == source)
            return true;
    return false;
}

int lc_filing_find_gone(struct lc_filing *f, struct lc_error *err)
{
    size_t own = f->book.rows - f->loaded;
    struct place *said = lc_alloc(own + 1, sizeof *said);
    int code = said ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < own && !code; i++)
        said[i] = place_of(f, f->loaded + i);
    if (!code && own)
        qsort(said, own, sizeof *said, by_place);
    for (size_t i = 0; i < f->loaded && !code; i++) {
        struct place place = place_of(f, i);
        uint32_t source = f->file[f->book.row[i].file].source;
        bool other = f->run->ledger.store->source[source].imported
                     != f->run->ask->options->received;
        bool anew =
            is_again(f, source)
            || (other && own && bsearch(&place, said, own, sizeof *said, by_place));
        if (anew && !(code = LC_GROW(f->row, f->gone_room, f->gone + 1, err)))
            f->row[f->gone++] = (struct lc_filing_gone){ i, f->book.row[i].file };
    }
    free(said);
    f->nowhere = (uint32_t)f->book.files;
    return code ? code : lc_book_add_file(&f->book, LC_RETURN_TABLES, -2, err);
}

void lc_filing_take_gone(struct lc_filing *f, bool out)
{
    for (size_t i = 0; i < f->gone; i++)
        f->book.row[f->row[i].row].file = out ? f->nowhere : f->row[i].file;
}

/* --- into it ---------------------------------------------------------------------- */

static int by_child(const void *a, const void *b)
{
    const struct lc_returned *x = *(struct lc_returned *const *)a;
    const struct lc_returned *y = *(struct lc_returned *const *)b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

/* Of a child's rows in one table and year those of the latest day stay. */
static int keep_latest(struct lc_store *store, struct lc_error *err)
{
    struct lc_returned **row = lc_alloc(store->returns + 1, sizeof *row);
    bool *old = lc_alloc(store->returns + 1, sizeof *old);
    int code = row && old ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->returns && !code; i++)
        row[i] = &store->returned[i];
    if (!code && store->returns)
        qsort(row, store->returns, sizeof *row, by_child);
    for (size_t i = 0, end; i < store->returns && !code; i = end) {
        int32_t latest = store->source[row[i]->file].imported;
        for (end = i; end < store->returns && !by_child(&row[i], &row[end]); end++)
            if (store->source[row[end]->file].imported > latest)
                latest = store->source[row[end]->file].imported;
        for (size_t k = i; k < end; k++)
            old[row[k] - store->returned] =
                store->source[row[k]->file].imported < latest;
    }
    size_t kept = 0;
    for (size_t i = 0; i < store->returns && !code; i++)
        if (!old[i])
            store->returned[kept++] = store->returned[i];
    if (!code)
        store->returns = kept;
    free(row);
    free(old);
    return code;
}

static int save_row(struct lc_filing *f, const struct lc_filed *row,
                    struct lc_error *err)
{
    struct lc_store *store = f->run->ledger.store;
    int code = LC_GROW(store->returned, store->returned_room, store->returns + 1, err);
    if (code)
        return code;
    struct lc_returned *r = &store->returned[store->returns++];
    int year = f->book.file[row->file].year;
    *r = (struct lc_returned){ .record = (uint32_t)row->child,
                               .file = f->file[row->file].source,
                               .year = year > 0 ? (uint32_t)year : 0,
                               .part = (uint32_t)row->table,
                               .line = row->line };
    for (int c = 0; c < LC_RETURN_COLUMNS; c++)
        r->cell[c] =
            lc_veil_pack(lc_slice_of(lc_book_text(&f->book, row, c)), row->cell[c].day);
    return LC_OK;
}

/* A row whose year was not known when it came, and is now. */
static bool date_rows(struct lc_filing *f)
{
    struct lc_store *store = f->run->ledger.store;
    bool dated = false;
    for (size_t i = 0; i < f->loaded; i++) {
        int year = f->book.file[f->book.row[i].file].year;
        if (store->returned[i].year || year <= 0)
            continue;
        store->returned[i].year = (uint32_t)year;
        dated = true;
    }
    return dated;
}

int lc_filing_save(struct lc_filing *f, bool *changed, struct lc_error *err)
{
    struct lc_store *store = f->run->ledger.store;
    size_t before = store->returns;
    int code = LC_OK;
    *changed |= date_rows(f);
    for (size_t i = f->loaded; i < f->book.rows && !code; i++) {
        const struct lc_filed *row = &f->book.row[i];
        bool known = !f->file[row->file].again
                     && f->file[row->file].source != LC_NOWHERE
                     && row->child < store->records;
        if (known)
            code = save_row(f, row, err);
    }
    *changed |= store->returns != before;
    return code || store->returns == before ? code : keep_latest(store, err);
}
