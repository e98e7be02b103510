/* Rows from a window's cuts.
 *
 * libcsv judges a row with quotes. If it will not have it, or the row spans lines and
 * has not the header's number of fields, the quotes are not to be trusted: the row is
 * then its first line only, and reading goes on at the next. */
#include "table/csv_inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/encoding_inside.h"

_Static_assert((int)LC_CSV_LINE <= (int)LC_WINDOW_LIMIT, "a row fits the window");

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

void lc_csv_parser_stop(lc_csv *csv)
{
    if (csv->parser_ready)
        csv_free(&csv->parser);
    csv->parser_ready = false;
}

/* Where the next field that is written ="00123" begins, as exports tell a spreadsheet
 * that it is a text; text.size: there is none. *inside: within quotes at `from`. */
static size_t find_marked(const lc_csv *csv, struct lc_slice text, size_t from,
                          bool *inside)
{
    size_t i = from;
    for (; i < text.size; i++) {
        bool first = i == 0 || text.data[i - 1] == csv->delimiter;
        if (text.data[i] == '"')
            *inside = !*inside;
        else if (!*inside && first && text.data[i] == '=' && i + 1 < text.size
                 && text.data[i + 1] == '"')
            break;
    }
    return i;
}

/* marked: its fields' marks are passed over. */
static bool parse(lc_csv *csv, struct lc_slice text, bool marked, struct unquoting *u)
{
    bool inside = false, took = true;
    for (size_t from = 0, to; from < text.size && took; from = to + 1) {
        to = marked ? find_marked(csv, text, from, &inside) : text.size;
        took = csv_parse(&csv->parser, text.data + from, to - from, take_field, NULL, u)
               == to - from;
    }
    return took && !csv_fini(&csv->parser, take_field, NULL, u);
}

/* Splits a row with quotes by libcsv; *good says whether it is a row. */
static int unquote(lc_csv *csv, struct lc_slice text, bool marked, bool *good,
                   struct lc_error *err)
{
    struct unquoting u = { .csv = csv, .err = err };
    int code = parser_start(csv, err);
    if (code)
        return code;
    *good = parse(csv, text, marked, &u);
    if (*good || u.code)
        return u.code;
    code = csv_error(&csv->parser);
    lc_csv_parser_stop(csv);
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
    size_t used = csv->scratch_used;
    code = cut->quoted ? unquote(csv, text, false, &good, err) : split(csv, text, err);
    if (!code && !good) {
        csv->scratch_used = used;
        csv->fields = 0;
        code = unquote(csv, text, true, &good, err);
    }
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

int lc_csv_find_row(lc_csv *csv, struct lc_row_cut *cut, bool *found,
                    struct lc_error *err)
{
    int code;
    while (!(code = lc_window_find(&csv->w, LC_CSV_LINE, cut, found, err)) && *found
           && cut->whole && is_blank(&csv->w, cut))
        lc_window_pass(&csv->w, cut);
    return code;
}

int lc_csv_next_row(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_row_cut cut;
    bool found;
    *row = NULL;
    if (csv->source)
        return csv->source->next(csv, row, err);
    int code = lc_csv_find_row(csv, &cut, &found, err);
    if (code || (found && cut.whole == 0))
        return code;
    *row = &csv->row;
    if (!found)
        return endless(csv, err);
    code = parse_row(csv, &cut, err);
    if (!code && is_distrusted(csv, &cut))
        return first_line(csv, LC_CSV_QUOTE, err);
    lc_window_pass(&csv->w, &cut);
    return code;
}

int lc_csv_next(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    int code = lc_csv_next_row(csv, row, err);
    if (code || !*row) {
        *row = NULL;
        return code;
    }
    csv->counts.rows++;
    csv->counts.troubled += (*row)->trouble != LC_CSV_FINE;
    csv->counts.converted += (*row)->converted;
    return LC_OK;
}
