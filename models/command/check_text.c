/* A checkup in words (check_inside.h). */
#include <string.h>

#include "base/listing.h"
#include "models/command/check_inside.h"

/* A column of a document's rows. */
struct column {
    struct lc_listed listed;
    const char *key;
};

static void add_cell(struct lc_listing *to, const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    if (json_is_integer(value))
        lc_listing_cell(to, "%lld", (long long)json_integer_value(value));
    else
        lc_listing_cell(to, "%s",
                        json_is_string(value) ? json_string_value(value) : "-");
}

/* Nothing where there are no rows. */
static void add_rows(struct lc_text *out, const char *heading, const json_t *rows,
                     size_t count, const struct column *column)
{
    enum { MOST = 10 };
    struct lc_listed listed[MOST];
    struct lc_listing to;
    json_t *row;
    if (!json_array_size(rows))
        return;
    for (size_t k = 0; k < count; k++)
        listed[k] = column[k].listed;
    lc_text_addf(out, "\n%s\n", heading);
    lc_listing_begin(&to, count, listed);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++)
        for (size_t k = 0; k < count; k++)
            add_cell(&to, row, column[k].key);
    lc_listing_end(&to, 0, out);
}

static void add_lines(struct lc_text *out, const char *before, const json_t *lines)
{
    json_t *line;
    for (size_t i = 0; (line = json_array_get(lines, i)); i++)
        lc_text_addf(out, "%s%s: %s\n", i ? "" : "\n", before, json_string_value(line));
}

static void add_files(struct lc_text *out, const json_t *document)
{
    static const struct column files[] = {
        { { "schema", LC_LISTED_LEFT }, "schema" },
        { { "rows", LC_LISTED_RIGHT }, "rows" },
        { { "taken", LC_LISTED_RIGHT }, "taken" },
        { { "unchanged", LC_LISTED_RIGHT }, "unchanged" },
        { { "corrected", LC_LISTED_RIGHT }, "corrected" },
        { { "rejected", LC_LISTED_RIGHT }, "rejected" },
        { { "pending", LC_LISTED_RIGHT }, "pending" },
        { { "withdrawn", LC_LISTED_RIGHT }, "withdrawn" },
        { { "findings", LC_LISTED_RIGHT }, "findings" },
        { { "file", LC_LISTED_FLOWS }, "file" },
    };
    static const struct column remarks[] = {
        { { "what was met", LC_LISTED_FLOWS }, "remark" },
        { { "file", LC_LISTED_FLOWS }, "file" },
    };
    add_rows(out, "files", json_object_get(document, "files"),
             sizeof files / sizeof *files, files);
    add_rows(out, "how they were read", json_object_get(document, "remarks"), 2,
             remarks);
}

static void add_troubles(struct lc_text *out, const json_t *document)
{
    static const struct column taken[] = {
        { { "file", LC_LISTED_FLOWS }, "file" },
        { { "column", LC_LISTED_LEFT }, "column" },
        { { "rows", LC_LISTED_RIGHT }, "rows" },
        { { "why", LC_LISTED_FLOWS }, "reason" },
    };
    static const struct column rules[] = {
        { { "rule", LC_LISTED_LEFT }, "rule" },
        { { "rows", LC_LISTED_RIGHT }, "rows" },
        { { "files", LC_LISTED_RIGHT }, "files" },
        { { "what is wrong", LC_LISTED_FLOWS }, "meaning" },
    };
    static const struct column codes[] = {
        { { "history", LC_LISTED_LEFT }, "history" },
        { { "attribute", LC_LISTED_LEFT }, "attribute" },
        { { "code", LC_LISTED_LEFT }, "code" },
    };
    add_rows(out, "rows that could not be taken",
             json_object_get(document, "not_taken"), 4, taken);
    add_rows(out, "rules that were broken", json_object_get(document, "rules"), 4,
             rules);
    add_rows(out, "codes that are new to the store",
             json_object_get(document, "new_codes"), 3, codes);
}

static void add_differ(struct lc_text *out, const json_t *document)
{
    static const struct lc_listed columns[] = {
        { "of what", LC_LISTED_LEFT },
        { "times", LC_LISTED_RIGHT },
        { "between", LC_LISTED_FLOWS },
        { "what differs", LC_LISTED_FLOWS },
    };
    const json_t *rows = json_object_get(document, "differ");
    struct lc_listing to;
    json_t *row;
    if (!json_array_size(rows))
        return;
    lc_text_add(out, "\nwhere sources differ\n");
    lc_listing_begin(&to, 4, columns);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        const json_t *two = json_object_get(row, "between");
        const char *history = json_string_value(json_object_get(row, "history"));
        lc_listing_cell(&to, "%s", *history ? history : "person");
        add_cell(&to, row, "rows");
        lc_listing_cell(&to, "%s, %s", json_string_value(json_array_get(two, 0)),
                        json_string_value(json_array_get(two, 1)));
        add_cell(&to, row, "meaning");
    }
    lc_listing_end(&to, 0, out);
}

static void add_volumes(struct lc_text *out, const json_t *document)
{
    static const struct lc_listed columns[] = {
        { "history", LC_LISTED_LEFT },         { "events", LC_LISTED_RIGHT },
        { "last 12 months", LC_LISTED_RIGHT }, { "12 months before", LC_LISTED_RIGHT },
        { "median delay", LC_LISTED_RIGHT },   { "90% within", LC_LISTED_RIGHT },
    };
    const json_t *rows = json_object_get(document, "histories");
    struct lc_listing to;
    json_t *row;
    if (!json_array_size(rows))
        return;
    lc_text_add(out, "\nvolumes, and days from happening to being known\n");
    lc_listing_begin(&to, 6, columns);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        const json_t *told = json_object_get(row, "told");
        add_cell(&to, row, "history");
        add_cell(&to, row, "events");
        add_cell(&to, row, "last_year");
        add_cell(&to, row, "year_before");
        add_cell(&to, told, "median");
        add_cell(&to, told, "ninety");
    }
    lc_listing_end(&to, 0, out);
}

int lc_check_text(const json_t *document, struct lc_text *out, struct lc_error *err)
{
    static const struct column costs[] = {
        { { "predictor", LC_LISTED_LEFT }, "predictor" },
        { { "rejected", LC_LISTED_RIGHT }, "rejected" },
        { { "findings", LC_LISTED_RIGHT }, "findings" },
        { { "children", LC_LISTED_RIGHT }, "children" },
    };
    add_files(out, document);
    add_troubles(out, document);
    add_differ(out, document);
    add_volumes(out, document);
    add_rows(out, "what it costs the study", json_object_get(document, "costs"), 4,
             costs);
    add_lines(out, "silent", json_object_get(document, "silent"));
    add_lines(out, "break", json_object_get(document, "breaks"));
    return lc_text_check(out, err);
}
