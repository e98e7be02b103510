/* Rows from a window's cuts.
 *
 * libcsv judges a row with quotes. If it will not have it, or the row spans lines and
 * has not the header's number of fields, the quotes are not to be trusted: the row is
 * then its first line only, and reading goes on at the next. */
#include "table/csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/memory.h"
#include "table/encoding_inside.h"
#include "table/window_inside.h"

_Static_assert((int)LC_CSV_LINE <= (int)LC_WINDOW_LIMIT, "a row fits the window");

struct lc_csv {
    struct lc_window w;
    char delimiter;
    struct csv_parser parser;
    bool parser_ready;
    char *scratch; /* a converted row, and fields without their quotes */
    size_t scratch_used, scratch_room;
    struct lc_slice *field;
    size_t fields, field_room;
    bool too_wide;
    struct lc_csv_row header, row;
    char *header_bytes;
    struct lc_csv_counts counts;
};

/* --- fields ----------------------------------------------------------------------- */

static int add_field(lc_csv *csv, struct lc_slice text, struct lc_error *err)
{
    if (csv->fields >= LC_CSV_COLUMNS) {
        csv->too_wide = true;
        return LC_OK;
    }
    int code = LC_GROW(csv->field, csv->field_room, csv->fields + 1, err);
    if (!code)
        csv->field[csv->fields++] = text;
    return code;
}

/* Splits a row in which there is no quote. */
static int split(lc_csv *csv, struct lc_slice text, struct lc_error *err)
{
    const char *from = text.data, *end = text.data + text.size;
    for (const char *s = from; s < end; s++) {
        if (*s != csv->delimiter)
            continue;
        int code = add_field(csv, lc_csv_trim(from, s), err);
        if (code)
            return code;
        from = s + 1;
    }
    return add_field(csv, lc_csv_trim(from, end), err);
}

struct unquoting {
    lc_csv *csv;
    struct lc_error *err;
    int code;
};

/* libcsv lends a field until the next one, so it is copied behind those before it. The
 * room was made for the whole row, so nothing moves. */
static void take_field(void *data, size_t size, void *context)
{
    struct unquoting *u = context;
    lc_csv *csv = u->csv;
    if (u->code)
        return;
    assert(csv->scratch_used + size <= csv->scratch_room);
    char *to = csv->scratch + csv->scratch_used;
    if (size)
        memcpy(to, data, size);
    csv->scratch_used += size;
    u->code = add_field(csv, (struct lc_slice){ to, size }, u->err);
}

/* The parser as new: after an error libcsv cannot go on. */
static int parser_start(lc_csv *csv, struct lc_error *err)
{
    if (csv->parser_ready)
        return LC_OK;
    if (csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI))
        return LC_FAIL_NOMEM(err);
    csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
    csv->parser_ready = true;
    return LC_OK;
}

static void parser_stop(lc_csv *csv)
{
    if (csv->parser_ready)
        csv_free(&csv->parser);
    csv->parser_ready = false;
}

/* Splits a row with quotes by libcsv; *good says whether it is a row. */
static int unquote(lc_csv *csv, struct lc_slice text, bool *good, struct lc_error *err)
{
    struct unquoting u = { .csv = csv, .err = err };
    int code = parser_start(csv, err);
    if (code)
        return code;
    size_t took = csv_parse(&csv->parser, text.data, text.size, take_field, NULL, &u);
    *good = took == text.size && !csv_fini(&csv->parser, take_field, NULL, &u);
    if (*good || u.code)
        return u.code;
    code = csv_error(&csv->parser);
    parser_stop(csv);
    return code == CSV_ENOMEM || code == CSV_ETOOBIG ? LC_FAIL_NOMEM(err) : LC_OK;
}

/* --- a row ------------------------------------------------------------------------ */

/* The bytes of the row as UTF-8. They move to the scratch if they had to be converted;
 * the room for the fields' own copy is made first, so that neither moves later. */
static int decode(lc_csv *csv, const struct lc_row_cut *cut, struct lc_slice *text,
                  struct lc_error *err)
{
    *text = (struct lc_slice){ csv->w.bytes + csv->w.at, cut->size };
    csv->scratch_used = 0;
    bool foreign = cut->high && !lc_utf8_check(text->data, text->size);
    size_t need = foreign ? 6 * cut->size : cut->quoted ? cut->size : 0;
    int code = lc_grow((void **)&csv->scratch, &csv->scratch_room, need, 1, err);
    if (code || !foreign)
        return code;
    size_t size = lc_cp1252_convert(text->data, text->size, csv->scratch);
    csv->row.converted = size > 0;
    if (!size)
        csv->row.trouble = LC_CSV_ENCODING;
    *text = (struct lc_slice){ csv->scratch, size };
    csv->scratch_used = size;
    return LC_OK;
}

static void judge_fields(lc_csv *csv)
{
    struct lc_csv_row *row = &csv->row;
    if (csv->too_wide) {
        row->trouble = LC_CSV_WIDE;
        return;
    }
    for (size_t i = 0; i < csv->fields; i++)
        if (csv->field[i].size > LC_CSV_FIELD)
            row->trouble = LC_CSV_LONG;
    if (row->trouble == LC_CSV_FINE && csv->header.field
        && csv->fields != csv->header.count)
        row->trouble = LC_CSV_RAGGED;
}

/* Fills csv->row from a cut. */
static int parse_row(lc_csv *csv, const struct lc_row_cut *cut, struct lc_error *err)
{
    struct lc_slice text;
    bool good = true;
    csv->row = (struct lc_csv_row){ .line = csv->w.line };
    csv->fields = 0;
    csv->too_wide = false;
    if (cut->size > LC_CSV_LINE)
        csv->row.trouble = LC_CSV_LONG;
    else if (cut->nul)
        csv->row.trouble = LC_CSV_NUL;
    if (csv->row.trouble)
        return LC_OK;
    int code = decode(csv, cut, &text, err);
    if (code || csv->row.trouble)
        return code;
    code = cut->quoted ? unquote(csv, text, &good, err) : split(csv, text, err);
    if (code)
        return code;
    if (good)
        judge_fields(csv);
    else
        csv->row.trouble = LC_CSV_QUOTE;
    csv->row.count = csv->fields;
    csv->row.field = csv->field;
    return LC_OK;
}

static bool is_blank(const struct lc_window *w, const struct lc_row_cut *cut)
{
    const char *s = w->bytes + w->at;
    return !cut->quoted && lc_csv_trim(s, s + cut->size).size == 0;
}

/* The row is its first line only. */
static int first_line(lc_csv *csv, int trouble, struct lc_error *err)
{
    uint64_t line = csv->w.line;
    int code = lc_window_skip_line(&csv->w, err);
    csv->row = (struct lc_csv_row){ .line = line, .trouble = trouble };
    return code;
}

static bool is_distrusted(const lc_csv *csv, const struct lc_row_cut *cut)
{
    int trouble = csv->row.trouble;
    return trouble == LC_CSV_QUOTE || (cut->lines > 1 && trouble != LC_CSV_FINE);
}

/* A row that has no end within the limit. Of a header, nothing after it matters; and a
 * device may never end. */
static int endless(lc_csv *csv, struct lc_error *err)
{
    struct lc_row_cut line;
    bool whole = lc_window_cut(&csv->w, false, &line);
    if (!csv->header.field) {
        csv->row = (struct lc_csv_row){ .line = csv->w.line,
                                        .trouble = whole ? LC_CSV_QUOTE : LC_CSV_LONG };
        return LC_OK;
    }
    return first_line(csv, whole ? LC_CSV_QUOTE : LC_CSV_LONG, err);
}

static int next_row(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_row_cut cut;
    bool found;
    *row = NULL;
    for (;;) {
        int code = lc_window_find(&csv->w, LC_CSV_LINE, &cut, &found, err);
        if (code || (found && cut.whole == 0))
            return code;
        if (!found || !is_blank(&csv->w, &cut))
            break;
        lc_window_pass(&csv->w, &cut);
    }
    *row = &csv->row;
    if (!found)
        return endless(csv, err);
    int code = parse_row(csv, &cut, err);
    if (!code && is_distrusted(csv, &cut))
        return first_line(csv, LC_CSV_QUOTE, err);
    lc_window_pass(&csv->w, &cut);
    return code;
}

int lc_csv_next(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    int code = next_row(csv, row, err);
    if (code || !*row) {
        *row = NULL;
        return code;
    }
    csv->counts.rows++;
    csv->counts.troubled += (*row)->trouble != LC_CSV_FINE;
    csv->counts.converted += (*row)->converted;
    return LC_OK;
}

/* --- opening ---------------------------------------------------------------------- */

/* The header outlives the rows: its names are copied. */
static int keep_header(lc_csv *csv, const struct lc_csv_row *row, struct lc_error *err)
{
    size_t size = 0;
    for (size_t i = 0; i < row->count; i++)
        size += row->field[i].size;
    struct lc_slice *field = lc_alloc(row->count + 1, sizeof *field);
    csv->header = *row;
    csv->header.field = field;
    csv->header_bytes = lc_alloc(size + 1, 1);
    if (!field || !csv->header_bytes)
        return LC_FAIL_NOMEM(err);
    char *at = csv->header_bytes;
    for (size_t i = 0; i < row->count; i++) {
        struct lc_slice name = lc_slice_trim(row->field[i]);
        memcpy(at, name.data, name.size);
        field[i] = (struct lc_slice){ at, name.size };
        at += name.size;
    }
    return LC_OK;
}

static int read_header(lc_csv *csv, struct lc_error *err)
{
    const struct lc_csv_row *row, none = { .line = 1 };
    int code = next_row(csv, &row, err);
    if (code)
        return code;
    if (row && row->trouble)
        return LC_FAIL(err, LC_FORMAT, "%s:%llu: the header has %s", csv->w.name,
                       (unsigned long long)row->line,
                       lc_csv_trouble_text(row->trouble));
    return keep_header(csv, row ? row : &none, err);
}

static int open_any(lc_csv **csv, const char *name, const char *data, size_t size,
                    struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    int code = lc_window_open(&new->w, name, data, size, err);
    if (!code) {
        new->delimiter = lc_window_delimiter(&new->w);
        code = read_header(new, err);
    }
    if (code)
        lc_csv_close(new);
    else
        *csv = new;
    return code;
}

int lc_csv_open(lc_csv **csv, const char *path, struct lc_error *err)
{
    return open_any(csv, path, NULL, 0, err);
}

int lc_csv_open_bytes(lc_csv **csv, const char *name, const char *data, size_t size,
                      struct lc_error *err)
{
    return open_any(csv, name, size ? data : "", size, err);
}

void lc_csv_close(lc_csv *csv)
{
    if (!csv)
        return;
    lc_window_close(&csv->w);
    parser_stop(csv);
    free(csv->scratch);
    free(csv->field);
    free((void *)(uintptr_t)csv->header.field);
    free(csv->header_bytes);
    free(csv);
}

/* --- looking ---------------------------------------------------------------------- */

const struct lc_csv_row *lc_csv_header(const lc_csv *csv)
{
    return &csv->header;
}

size_t lc_csv_duplicate(const lc_csv *csv)
{
    const struct lc_csv_row *h = &csv->header;
    for (size_t i = 1; i < h->count; i++)
        for (size_t j = 0; j < i; j++)
            if (lc_slice_alike(h->field[i], h->field[j]))
                return i;
    return h->count;
}

uint64_t lc_csv_place(const lc_csv *csv, uint64_t *line, char *delimiter)
{
    *line = csv->w.line;
    *delimiter = csv->delimiter;
    return csv->w.read - (csv->w.have - csv->w.at);
}

struct lc_csv_counts lc_csv_counts(const lc_csv *csv)
{
    struct lc_csv_counts counts = csv->counts;
    counts.bytes = csv->w.read;
    return counts;
}

const char *lc_csv_trouble_text(int trouble)
{
    static const char *const texts[LC_CSV_TROUBLES] = {
        "nothing wrong",
        "not as many fields as the header",
        "a quote that is stray or never closed",
        "a NUL byte",
        "a field or a line that is too long",
        "too many fields",
        "bytes that are neither UTF-8 nor Windows-1252",
    };
    assert(trouble >= 0 && trouble < LC_CSV_TROUBLES);
    return texts[trouble];
}
