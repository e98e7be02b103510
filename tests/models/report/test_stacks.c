/* Tables that become rows of "heading: value" on a narrow screen: each cell says what
 * it is and has the heading of its own column. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/report/report.h"

TestSuite(stacks, .init = lc_begin);

enum { COLUMNS = 20 };

struct stack {
    size_t heads, column, cells;
    char head[COLUMNS][80];
    int group; /* the row is one heading over those below it */
};

/* The text after the tag that ends at `close`, up to the next tag. */
static void read_text(char *text, size_t room, const char *close)
{
    snprintf(text, room, "%.*s", (int)strcspn(close + 1, "<"), close + 1);
}

static int tag_has(const char *tag, size_t size, const char *words)
{
    const char *at = strstr(tag, words);
    return at && at < tag + size;
}

static void read_cell(struct stack *s, const char *tag, size_t size)
{
    char label[120];
    cr_assert(lt(sz, s->column, s->heads), "more cells than columns");
    snprintf(label, sizeof label, " data-label=\"%s\"", s->head[s->column]);
    cr_expect(eq(int, tag_has(tag, size, " role=\"cell\""), 1), "%s: %.*s",
              s->head[s->column], (int)size, tag);
    cr_expect(eq(int, tag_has(tag, size, label), 1), "%s: %.*s", s->head[s->column],
              (int)size, tag);
    s->column++;
    s->cells++;
}

static void read_heading(struct stack *s, const char *tag, size_t size)
{
    if (tag_has(tag, size, "scope=\"col\"")) {
        cr_assert(lt(sz, s->heads, COLUMNS));
        read_text(s->head[s->heads++], sizeof s->head[0], tag + size);
        return;
    }
    s->group = tag_has(tag, size, "scope=\"rowgroup\"");
    s->column++;
    cr_expect(eq(int, tag_has(tag, size, " role=\"rowheader\""), 1), "%.*s", (int)size,
              tag);
}

/* How many cells the table has that begins at `table`. */
static size_t read_table(const char *table)
{
    struct stack s = { .heads = 0 };
    const char *end = strstr(table, "</table>");
    cr_assert(ne(ptr, (void *)end, NULL));
    for (const char *tag = table; (tag = strchr(tag + 1, '<')) && tag < end;) {
        size_t size = strcspn(tag, ">");
        if (!strncmp(tag, "<th ", 4))
            read_heading(&s, tag, size);
        else if (!strncmp(tag, "<td", 3))
            read_cell(&s, tag, size);
        else if (!strncmp(tag, "<tr", 3))
            s.group = 0, s.column = 0;
        else if (!strncmp(tag, "</tr>", 5) && !s.group && s.column)
            cr_expect(eq(sz, s.column, s.heads), "%s: %zu cells", s.head[0], s.column);
    }
    return s.cells;
}

static void put(json_t *results, const char *name, const char *text)
{
    json_error_t error;
    json_t *value = json_loads(text, 0, &error);
    cr_assert(ne(ptr, value, NULL), "%s: %s", error.text, text);
    cr_assert(eq(int, lc_json_put(results, name, value), 1));
}

#define MEASURES                                                                       \
    "\"measures\": [{\"name\": \"auc\", \"estimate\": 0.8, \"low\": 0.7, "             \
    "\"high\": 0.9}, {\"name\": \"precision\", \"estimate\": 0.2}]"

Test(stacks, every_cell_has_the_label_of_its_column)
{
    static const char *const of[] = { "Each test by itself", "Fits for days without" };
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    json_error_t error;
    json_t *results = json_load_file("tests/command/report/results.json", 0, &error);
    size_t tables = 0;
    cr_assert(ne(ptr, results, NULL), "%s", error.text);
    put(results, "origins",
        "[{\"origin\": \"2022-03-01\", \"learnt\": {\"entries\": 40}, \"children\": "
        "900,"
        "\"entries\": \"c\", " MEASURES "}, {\"origin\": \"2023-03-01\", "
        "\"note\": \"none\", \"children\": 0, \"entries\": 0, \"measures\": []}]");
    put(results, "without",
        "[{\"history\": \"cin\", " MEASURES
        ", \"verdict\": {\"status\": \"exploratory\"}}]");
    cr_assert(eq(int, lc_report_print(results, NULL, &page, &err), LC_OK), "%s",
              err.text);
    for (const char *at = page.data; (at = strstr(at + 1, "<table class=\""));)
        if (tag_has(at, strcspn(at, ">"), "lc-stacks")) {
            cr_expect(lt(sz, 0, read_table(at)));
            tables++;
        }
    cr_expect(lt(sz, 4, tables), "%zu tables", tables);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        cr_expect(ne(ptr, strstr(page.data, of[i]), NULL), "no table '%s'", of[i]);
    lc_text_free(&page);
    json_decref(results);
}
