/* A sheet's rows and cells: see ods_inside.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/ods_inside.h"

enum { ROWS = 1 << 20, COLUMNS = 1 << 14 };

/* How often, from a repeat's attribute: once where there is none. */
static uint64_t times(const char *const *attribute, const char *name)
{
    const char *text = lc_pull_value(attribute, name);
    uint64_t n = 0;
    for (; text && *text >= '0' && *text <= '9' && n < UINT32_MAX; text++)
        n = 10 * n + (uint64_t)(*text - '0');
    return n ? n : 1;
}

static void add(struct lc_pull *pull, struct lc_ods_sheet *s, const char *more,
                size_t size)
{
    size_t left = LC_CSV_FIELD + 1 - s->size;
    size = size < left ? size : left;
    int code = LC_GROW(s->data, s->room, s->size + size + 1, &pull->err);
    if (code) {
        lc_pull_fail(pull, code);
        return;
    }
    memcpy(s->data + s->size, more, size);
    s->size += size;
    s->data[s->size] = 0;
}

/* --- what a cell's value says ----------------------------------------------------- */

/* Which attribute has the value of each type (19.385 to 19.389). */
static const struct {
    const char *type, *attribute;
} types[] = {
    { "float", "value" },         { "percentage", "value" },
    { "currency", "value" },      { "date", "date-value" },
    { "time", "time-value" },     { "boolean", "boolean-value" },
    { "string", "string-value" },
};
enum { TYPES = sizeof types / sizeof *types };

/* "2024-03-31T00:00:00" is a day. */
static struct lc_slice as_day(char *data)
{
    char *t = strchr(data, 'T');
    if (t && strncmp(t, "T00:00:00", 9) == 0)
        *t = 0;
    else if (t)
        *t = ' ';
    return lc_slice_of(data);
}

/* "PT08H05M00S" is 08:05:00. */
static struct lc_slice as_time(const char *data, char *out)
{
    int hours, minutes;
    double seconds;
    if (sscanf(data, "PT%dH%dM%lfS", &hours, &minutes, &seconds) != 3 || hours < 0
        || hours > 99999 || minutes < 0 || minutes > 59
        || !(seconds >= 0 && seconds < 60))
        return lc_slice_of(data);
    snprintf(out, LC_GRID_NUMBER, "%02d:%02d:%02d", hours, minutes, (int)seconds);
    return lc_slice_of(out);
}

static struct lc_slice value_of(struct lc_ods_sheet *s, char *number)
{
    const char *of = s->type ? s->type : "string-value";
    if (!s->size)
        return lc_slice_of(s->formula && !s->told ? LC_CSV_UNTOLD : "");
    const struct lc_slice text = { s->data, s->size };
    if (s->wrong)
        return lc_grid_error(text);
    if (strcmp(of, "value") == 0)
        return lc_grid_number(text, LC_GRID_PLAIN, false, number);
    if (strcmp(of, "date-value") == 0)
        return as_day(s->data);
    if (strcmp(of, "time-value") == 0)
        return as_time(s->data, number);
    if (strcmp(of, "boolean-value") == 0)
        return lc_slice_of(strcmp(s->data, "true") == 0 ? "TRUE" : "FALSE");
    return text;
}

/* --- cells ------------------------------------------------------------------------ */

/* A value in an attribute is it; of a text without one, the paragraphs are. */
static void begin_cell(struct lc_pull *pull, struct lc_ods_sheet *s,
                       const char *const *attribute)
{
    s->spans = times(attribute, "number-columns-repeated");
    s->in_cell = true;
    s->in_text = s->in_paragraph = s->wrong = s->formula = s->told = false;
    s->type = NULL;
    s->paragraphs = 0;
    s->size = 0;
    for (const char *const *a = attribute; *a; a += 2) {
        const char *colon = strrchr(*a, ':'), *name = colon ? colon + 1 : *a;
        s->formula |= strcmp(name, "formula") == 0;
        if (strcmp(name, "value-type") != 0)
            continue;
        s->told = true;
        s->wrong |= strcmp(a[1], "error") == 0;
        for (int i = 0; i < TYPES && !s->type; i++)
            if (strcmp(a[1], types[i].type) == 0)
                s->type = types[i].attribute;
    }
    const char *value = s->type && !s->wrong ? lc_pull_value(attribute, s->type) : NULL;
    if (value)
        add(pull, s, value, strlen(value));
    s->in_text = !value;
}

static void end_cell(struct lc_pull *pull, struct lc_ods_sheet *s)
{
    char number[LC_GRID_NUMBER];
    int code = LC_OK;
    struct lc_slice value = value_of(s, number);
    uint64_t most = s->spans < COLUMNS ? s->spans : COLUMNS;
    for (uint64_t i = 0; i < most && value.size && !code && !s->row.row.trouble; i++)
        code = lc_grid_put(&s->row, (size_t)(s->column + i), value, &pull->err);
    s->column = s->column < COLUMNS ? s->column + most : s->column;
    s->in_cell = s->in_text = false;
    if (code)
        lc_pull_fail(pull, code);
}

static void begin_in_cell(struct lc_pull *pull, struct lc_ods_sheet *s,
                          const char *name, const char *const *attribute)
{
    static const char spaces[] = "                                ";
    if (strcmp(name, "annotation") == 0)
        s->aside++;
    else if (s->aside || !s->in_text)
        return;
    else if (strcmp(name, "p") == 0) {
        s->in_paragraph = true;
        if (s->paragraphs++)
            add(pull, s, "\n", 1);
    } else if (strcmp(name, "line-break") == 0)
        add(pull, s, "\n", 1);
    else if (strcmp(name, "tab") == 0)
        add(pull, s, "\t", 1);
    else if (strcmp(name, "s") == 0) {
        uint64_t count = times(attribute, "c");
        add(pull, s, spaces,
            count < sizeof spaces - 1 ? (size_t)count : sizeof spaces - 1);
    }
}

/* --- rows ------------------------------------------------------------------------- */

static void fail_rows(struct lc_pull *pull)
{
    lc_pull_fail(pull, LC_FAIL(&pull->err, LC_FORMAT,
                               "%s: a sheet of more than %d rows, which no sheet has",
                               pull->zip->file.name, ROWS));
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct lc_ods_sheet *s = pull->context;
    s->inner += strcmp(name, "table") == 0;
    if (s->inner != 1)
        return;
    if (strcmp(name, "table-row") == 0) {
        s->repeats = times(attribute, "number-rows-repeated");
        s->column = 0;
        lc_grid_begin(&s->row, s->line + 1);
    } else if (strcmp(name, "table-cell") == 0
               || strcmp(name, "covered-table-cell") == 0) {
        begin_cell(pull, s, attribute);
    } else if (s->in_cell) {
        begin_in_cell(pull, s, name, attribute);
    }
}

/* The row is given as often as it stands; an empty one is passed over. */
static void end_row(struct lc_pull *pull, struct lc_ods_sheet *s)
{
    bool says = s->row.cells || s->row.row.trouble;
    if (says && s->line + s->repeats > ROWS)
        fail_rows(pull);
    else if (says)
        lc_pull_stop(pull);
    else
        s->line += s->repeats;
}

static void end(struct lc_pull *pull, const char *name)
{
    struct lc_ods_sheet *s = pull->context;
    if (strcmp(name, "table") == 0) {
        s->done = !--s->inner;
        if (s->done)
            lc_pull_stop(pull);
    } else if (s->inner != 1) {
        return;
    } else if (strcmp(name, "annotation") == 0) {
        s->aside -= s->aside > 0;
    } else if (strcmp(name, "p") == 0) {
        s->in_paragraph = s->in_paragraph && s->aside;
    } else if (strcmp(name, "table-cell") == 0
               || strcmp(name, "covered-table-cell") == 0) {
        end_cell(pull, s);
    } else if (strcmp(name, "table-row") == 0) {
        end_row(pull, s);
    }
}

static void text(struct lc_pull *pull, const char *more, size_t size)
{
    struct lc_ods_sheet *s = pull->context;
    if (s->in_cell && s->in_text && s->in_paragraph && !s->aside && s->inner == 1)
        add(pull, s, more, size);
}

int lc_ods_sheet_open(struct lc_ods_sheet *sheet, const struct lc_zip *zip,
                      size_t member, uint64_t at, struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, text, LC_ODS_ENCODING };
    *sheet = (struct lc_ods_sheet){ .line = 0 };
    int code = lc_pull_open(&sheet->pull, zip, member, &hands, sheet, err);
    return code ? code : lc_pull_from(&sheet->pull, at, err);
}

int lc_ods_sheet_next(struct lc_ods_sheet *s, const struct lc_csv_row **row,
                      struct lc_error *err)
{
    bool ended = false;
    int code = LC_OK;
    *row = NULL;
    if (s->done)
        return LC_OK;
    if (!s->pull.stopped || !--s->repeats)
        code = lc_pull_go(&s->pull, &ended, err);
    if (code || ended || s->done)
        return code;
    s->row.row.line = ++s->line;
    return lc_grid_end(&s->row, row, err);
}

void lc_ods_sheet_close(struct lc_ods_sheet *sheet)
{
    lc_pull_close(&sheet->pull);
    lc_grid_free(&sheet->row);
    free(sheet->data);
    *sheet = (struct lc_ods_sheet){ .line = 0 };
}
