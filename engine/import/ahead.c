#include "import/ahead_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/digests.h"
#include "base/memory.h"
#include "import/schema_inside.h"

/* Pieces in which a window's rows are made, and the most rows of one. */
enum { PIECES = 8, MOST = LC_AHEAD / PIECES, SOON = 8 };

/* Most files are small, and need no second. */
static int begin_window(struct lc_ahead_window *w, size_t columns, struct lc_error *err)
{
    if (w->row)
        return LC_OK;
    w->row = lc_alloc(LC_AHEAD, sizeof *w->row);
    w->raw = lc_alloc(LC_AHEAD * columns, sizeof *w->raw);
    w->cell = lc_alloc(LC_AHEAD * columns, sizeof *w->cell);
    w->arena = lc_arena_new();
    if (!w->row || !w->raw || !w->cell || !w->arena)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < LC_AHEAD; i++) {
        w->row[i].raw = w->raw + i * columns;
        w->row[i].cell = w->cell + i * columns;
    }
    return LC_OK;
}

int lc_ahead_begin(struct lc_ahead *ahead, const struct lc_import_reading *reading,
                   const int *place, struct lc_error *err)
{
    *ahead = (struct lc_ahead){ .of = reading, .place = place };
    return begin_window(ahead->window, reading->schema->columns_count, err);
}

void lc_ahead_end(struct lc_ahead *ahead)
{
    lc_team_free(ahead->team);
    for (int i = 0; i < LC_AHEAD_WINDOWS; i++) {
        lc_arena_free(ahead->window[i].arena);
        free(ahead->window[i].row);
        free(ahead->window[i].raw);
        free(ahead->window[i].cell);
    }
}

/* --- rows, as they come ----------------------------------------------------------- */

static struct lc_slice field_of(const struct lc_ahead *a, const struct lc_csv_row *row,
                                unsigned c)
{
    const struct lc_schema_column *column = &a->of->schema->columns[c];
    if (a->place[c] != LC_NO_COLUMN && column->type != LC_CELL_SKIP)
        return lc_row_field(row, a->place[c]);
    return lc_slice_of(column->constant ? column->constant : "");
}

/* The row's memory is its reader's, until the next is read. */
static int copy(struct lc_ahead *a, struct lc_ahead_window *w,
                const struct lc_csv_row *row)
{
    enum lc_row_whole whole = lc_row_whole(&a->shape, row);
    struct lc_ahead_row *to = w->row + w->count++;
    unsigned columns = a->of->schema->columns_count;
    size_t size = 0;
    to->row = *row;
    to->row.field = NULL;
    to->cut = whole == LC_ROW_SHORT;
    to->none = whole == LC_ROW_NONE ? lc_row_none(&a->shape, row) : NULL;
    to->torn = !to->none && row->count < a->shape.width && row->count < a->shape.habit;
    if (to->none)
        to->row.trouble = LC_CSV_RAGGED;
    if (whole == LC_ROW_TROUBLED || to->none)
        return LC_OK;
    to->row.trouble = LC_CSV_FINE;
    for (unsigned c = 0; c < columns; c++)
        size += (to->raw[c] = field_of(a, row, c)).size;
    w->bytes += size;
    char *bytes = lc_arena_alloc(w->arena, size);
    if (!bytes)
        return LC_FAIL_NOMEM(&w->error);
    for (unsigned c = 0; c < columns; c++) {
        if (to->raw[c].size)
            memcpy(bytes, to->raw[c].data, to->raw[c].size);
        to->raw[c].data = bytes;
        bytes += to->raw[c].size;
    }
    to->row.field = to->raw;
    return LC_OK;
}

static void fetch(struct lc_ahead *a, struct lc_ahead_window *w, lc_csv *csv)
{
    const struct lc_csv_row *row = NULL;
    w->count = w->bytes = 0;
    lc_arena_reset(w->arena);
    while (!w->last && w->count < LC_AHEAD && w->bytes < LC_AHEAD_BYTES) {
        w->code = lc_csv_next(csv, &row, &w->error);
        if (!w->code && row && !lc_csv_row_is_blank(row))
            w->code = copy(a, w, row);
        w->last = w->code || !row;
    }
    if (w->code)
        w->count = 0;
}

/* --- cells and keys --------------------------------------------------------------- */

static void read_cells(const struct lc_import_reading *one, struct lc_ahead_row *row)
{
    const struct lc_schema *schema = one->schema;
    for (unsigned c = 0; c < schema->columns_count; c++)
        lc_cell_read(&schema->columns[c],
                     lc_forms_of(one->batch->forms, schema, c, row->raw[c]),
                     row->raw[c], &row->cell[c]);
}

/* Rows of one piece that have cells. */
struct piece {
    struct lc_import_reading one; /* of the row in hand; its batch, run, schema */
    size_t rows;
    struct lc_ahead_row *row[MOST];
};

/* Keys of short texts, which almost all are, are made together. */
static void make_keys(struct piece *p)
{
    char text[MOST][LC_DIGESTS_TEXT];
    struct lc_slice words[MOST];
    uint64_t key[MOST];
    size_t size, n = 0;
    struct lc_ahead_row *of[MOST];
    for (size_t i = 0; i < p->rows; i++) {
        p->one.cell = p->row[i]->cell;
        size = lc_import_row_key_text(&p->one, text[n], sizeof text[n]);
        if (!size) {
            p->row[i]->key = lc_import_row_key(&p->one);
            continue;
        }
        words[n] = (struct lc_slice){ text[n], size };
        of[n++] = p->row[i];
    }
    lc_digests64(n, words, p->one.run->ledger.key, key);
    for (size_t i = 0; i < n; i++)
        of[i]->key = key[i];
}

/* Whose they are; of numbers that nobody has met, what they will be known by. */
static void find_people(struct piece *p)
{
    const struct lc_roster *roster = &p->one.run->roster;
    int at = p->one.schema->person_at;
    struct lc_roster_number number[MOST];
    uint32_t record[MOST];
    unsigned char digest[MOST][LC_DIGEST];
    struct lc_ahead_row *of[MOST];
    size_t n = 0;
    for (size_t i = 0; i < p->rows; i++) {
        p->one.cell = p->row[i]->cell;
        number[i] =
            (struct lc_roster_number){ lc_import_reading_system(&p->one),
                                       lc_import_reading_cell(&p->one, at)->text };
    }
    lc_roster_known(roster, p->rows, number, record);
    for (size_t i = 0; i < p->rows; i++) {
        struct lc_ahead_row *row = p->row[i];
        row->record = record[i];
        row->numbered = record[i] == LC_NO_RECORD && number[i].local.size
                        && lc_roster_holds(number[i].system, number[i].local);
        if (!row->numbered)
            continue;
        number[n] = number[i];
        of[n++] = row;
    }
    lc_roster_pseudonyms(roster, n, number, digest);
    for (size_t i = 0; i < n; i++)
        memcpy(of[i]->pseudonym, digest[i], LC_DIGEST);
}

static void make(const struct lc_ahead *a, struct lc_ahead_window *w, size_t piece)
{
    struct piece p = {
        .one = { .batch = a->of->batch, .run = a->of->run, .schema = a->of->schema }
    };
    size_t end = lc_shard_first(w->count, piece + 1, PIECES);
    for (size_t i = lc_shard_first(w->count, piece, PIECES); i < end; i++)
        if (!w->row[i].row.trouble)
            p.row[p.rows++] = w->row + i;
    for (size_t i = 0; i < p.rows; i++)
        read_cells(&p.one, p.row[i]);
    make_keys(&p);
    find_people(&p);
}

/* --- all of it at once ------------------------------------------------------------ */

/* What is done at one time, each NULL if there is nothing. */
struct step {
    struct lc_ahead *ahead;
    lc_csv *csv;
    struct lc_ahead_window *taken, *made, *fetched;
    int (*take)(void *context, const struct lc_ahead_row *row);
    void *context;
    int code; /* of taking */
    struct lc_error *err;
};

static void take(struct step *s)
{
    const struct lc_ahead_window *w = s->taken;
    s->code = lc_error_pass(s->err, w->code, &w->error);
    for (size_t i = 0; i < w->count && !s->code; i++) {
        if (i + SOON < w->count && w->row[i + SOON].numbered)
            lc_roster_call_in(&s->ahead->of->run->roster, w->row[i + SOON].pseudonym);
        s->code = s->take(s->context, w->row + i);
    }
}

/* What can only be done by one is begun first. */
enum { TAKE, FETCH, MAKE };

static void work(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct step *s = context;
    if (shard == TAKE && s->taken)
        take(s);
    if (shard == FETCH && s->fetched)
        fetch(s->ahead, s->fetched, s->csv);
    if (shard >= MAKE && s->made)
        make(s->ahead, s->made, shard - MAKE);
}

/* A row has two numbers at the most, its person's and that which it goes into. */
static int expect(const struct lc_ahead *a, const struct step *s)
{
    return s->taken ? lc_roster_expect(&a->of->run->roster, 2 * s->taken->count, s->err)
                    : LC_OK;
}

int lc_ahead_each(struct lc_ahead *ahead, lc_csv *csv,
                  int (*taker)(void *context, const struct lc_ahead_row *row),
                  void *context, struct lc_error *err)
{
    struct lc_ahead *a = ahead;
    a->shape =
        (struct lc_row_shape){ a->of->schema, a->place, lc_csv_header(csv)->count, 0 };
    struct step s = { a, csv, NULL, NULL, a->window, taker, context, LC_OK, err };
    for (size_t next = 1; !s.code && (s.taken || s.made || s.fetched); next++) {
        s.code = expect(a, &s);
        if (!s.code)
            lc_team_run(a->team, MAKE + PIECES, work, &s);
        s.taken = s.made;
        s.made = s.fetched;
        s.fetched =
            s.made && !s.made->last ? a->window + next % LC_AHEAD_WINDOWS : NULL;
        if (s.fetched && !s.code)
            s.code = begin_window(s.fetched, a->of->schema->columns_count, err);
        if (s.fetched && !a->team && lc_team_new(&a->team, 0, NULL))
            a->team = NULL; /* then this thread alone */
    }
    return s.code;
}
