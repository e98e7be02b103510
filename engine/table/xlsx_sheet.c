/* A sheet's rows: ECMA-376 part 1, 18.3.1. Rows and cells that are left out are empty;
 * a row or cell that does not say where it is stands behind the last. */
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_inside.h"

/* What a cell's value is, by its t. */
enum {
    NUMBER = 'n',
    SHARED = 's',
    TEXT = 't', /* of a formula, or in the cell */
    TRUTH = 'b',
    DATE = 'd',
    WRONG = 'e'
};

enum { ROWS = 1 << 20, COLUMNS = 1 << 14 };

static char type_of(const char *t)
{
    if (!t || strcmp(t, "n") == 0)
        return NUMBER;
    if (strcmp(t, "str") == 0 || strcmp(t, "inlineStr") == 0)
        return TEXT;
    return *t == SHARED || *t == TRUTH || *t == DATE || *t == WRONG ? *t : WRONG;
}

/* "BC23": 55; 0 of what names no column. */
static uint64_t column_of(const char *r)
{
    uint64_t column = 0;
    for (; r && *r && column <= COLUMNS; r++)
        if (*r >= 'A' && *r <= 'Z')
            column = 26 * column + (uint64_t)(*r - 'A') + 1;
        else if (*r >= 'a' && *r <= 'z')
            column = 26 * column + (uint64_t)(*r - 'a') + 1;
        else
            break;
    return column;
}

static uint64_t whole(const char *text)
{
    uint64_t n = 0;
    for (; text && *text >= '0' && *text <= '9' && n < UINT32_MAX; text++)
        n = 10 * n + (uint64_t)(*text - '0');
    return n;
}

/* --- cells ------------------------------------------------------------------------ */

/* 2024-03-31T00:00:00 is a day, and T between day and time a space. */
static struct lc_slice as_date(struct lc_xlsx_text *text)
{
    char *t = text->size ? memchr(text->data, 'T', text->size) : NULL;
    size_t day = t ? (size_t)(t - text->data) : text->size;
    if (t && text->size - day >= 9 && memcmp(t, "T00:00:00", 9) == 0)
        text->size = day;
    else if (t)
        *t = ' ';
    return (struct lc_slice){ text->data, text->size };
}

static struct lc_slice value_of(struct lc_xlsx_sheet *s, char *number)
{
    const struct lc_slice text = { s->text.size ? s->text.data : "", s->text.size };
    unsigned form =
        s->style < s->styles->count ? s->styles->form[s->style] : LC_GRID_PLAIN;
    switch (s->type) {
    case SHARED:
        s->text.data[s->text.size] = 0; /* there is room: see lc_xlsx_text_add() */
        return lc_xlsx_string(s->strings, whole(s->text.data));
    case TRUTH:
        return lc_slice_of(lc_slice_is(text, "1") ? "TRUE" : "FALSE");
    case NUMBER:
        return lc_grid_number(text, (enum lc_grid_form)form, s->from_1904, number);
    case DATE:
        return as_date(&s->text);
    case TEXT:
        lc_xlsx_text_unescape(&s->text);
        return (struct lc_slice){ text.data, s->text.size };
    }
    return lc_grid_error(text);
}

static void end_cell(struct lc_pull *pull, struct lc_xlsx_sheet *s)
{
    char number[LC_GRID_NUMBER];
    bool lost = s->formula && !s->told;
    s->in_cell = false;
    if (!s->text.size && !lost)
        return;
    int code = lc_grid_put(&s->row, (size_t)s->column - 1,
                           lost ? lc_slice_of(LC_CSV_UNTOLD) : value_of(s, number),
                           &pull->err);
    if (code)
        lc_pull_fail(pull, code);
}

static void begin_cell(struct lc_xlsx_sheet *s, const char *const *attribute)
{
    const char *r = NULL, *t = NULL, *style = NULL;
    for (; *attribute; attribute += 2)
        switch (attribute[0][1] ? 0 : attribute[0][0]) {
        case 'r':
            r = attribute[1];
            break;
        case 't':
            t = attribute[1];
            break;
        case 's':
            style = attribute[1];
        }
    uint64_t column = column_of(r);
    s->column = column ? column : s->column + 1;
    s->type = type_of(t);
    s->style = (unsigned)whole(style);
    s->text.size = 0;
    s->in_cell = true;
    s->formula = s->told = false;
}

/* --- rows ------------------------------------------------------------------------- */

static void begin_row(struct lc_pull *pull, struct lc_xlsx_sheet *s,
                      const char *const *attribute)
{
    uint64_t line = whole(lc_pull_value(attribute, "r"));
    s->line = line > s->line ? line : s->line + 1;
    s->column = 0;
    lc_grid_begin(&s->row, s->line);
    if (s->line > ROWS)
        lc_pull_fail(pull, LC_FAIL(&pull->err, LC_FORMAT,
                                   "%s: file %zu in it has more than %d rows, which no "
                                   "sheet has",
                                   pull->zip->file.name, pull->member + 1, ROWS));
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct lc_xlsx_sheet *s = pull->context;
    if (strcmp(name, "sheetData") == 0)
        s->in_rows = true;
    else if (!s->in_rows)
        return;
    else if (strcmp(name, "c") == 0)
        begin_cell(s, attribute);
    else if (strcmp(name, "row") == 0)
        begin_row(pull, s, attribute);
    else if (strcmp(name, "rPh") == 0)
        s->phonetic = true;
    else if (s->in_cell && strcmp(name, "f") == 0)
        s->formula = true;
    else if (s->in_cell && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)) {
        s->gathers = !s->phonetic;
        s->told = true;
    }
}

static void end(struct lc_pull *pull, const char *name)
{
    struct lc_xlsx_sheet *s = pull->context;
    s->gathers = false;
    if (!s->in_rows)
        return;
    if (strcmp(name, "c") == 0 && s->in_cell) {
        end_cell(pull, s);
    } else if (strcmp(name, "row") == 0) {
        s->whole = s->row.cells || s->row.row.trouble;
        if (s->whole)
            lc_pull_stop(pull);
    } else if (strcmp(name, "rPh") == 0) {
        s->phonetic = false;
    } else if (strcmp(name, "sheetData") == 0) {
        s->in_rows = false;
    }
}

static void text(struct lc_pull *pull, const char *more, size_t size)
{
    struct lc_xlsx_sheet *s = pull->context;
    int code = s->gathers ? lc_xlsx_text_add(&s->text, more, size, &pull->err) : LC_OK;
    if (code)
        lc_pull_fail(pull, code);
}

int lc_xlsx_sheet_open(struct lc_xlsx_sheet *sheet, const struct lc_zip *zip,
                       size_t member, struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, text, NULL };
    sheet->line = 0;
    sheet->in_rows = sheet->in_cell = sheet->gathers = sheet->phonetic = false;
    return lc_pull_open(&sheet->pull, zip, member, &hands, sheet, err);
}

int lc_xlsx_sheet_next(struct lc_xlsx_sheet *sheet, const struct lc_csv_row **row,
                       struct lc_error *err)
{
    bool ended;
    *row = NULL;
    int code = lc_pull_go(&sheet->pull, &ended, err);
    return code || ended ? code : lc_grid_end(&sheet->row, row, err);
}

void lc_xlsx_sheet_close(struct lc_xlsx_sheet *sheet)
{
    lc_pull_close(&sheet->pull);
    lc_grid_free(&sheet->row);
    free(sheet->text.data);
    sheet->text = (struct lc_xlsx_text){ .size = 0 };
}
