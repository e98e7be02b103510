/* Every extract that is known, from the schemas by which it is read. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "command/topic.h"
#include "import/schema.h"

static void add_histories(struct lc_text *out, const struct lc_schema *schema)
{
    struct lc_text names = { 0 };
    for (unsigned f = 0; f < schema->feeds_count; f++) {
        unsigned before = 0;
        while (strcmp(schema->feeds[before].history, schema->feeds[f].history) != 0)
            before++;
        if (before == f)
            lc_text_addf(&names, "%s%s", f ? ", " : "", schema->feeds[f].history);
    }
    lc_text_addf(out, "%s |\n", names.data ? names.data : "-");
    lc_text_free(&names);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct lc_schema *const *)a)->name,
                  (*(const struct lc_schema *const *)b)->name);
}

static void add_rows(struct lc_text *out, const lc_schemas *schemas)
{
    size_t count = lc_schemas_count(schemas);
    const struct lc_schema **row = lc_alloc(count + 1, sizeof *row);
    out->failed |= !row;
    for (size_t i = 0; row && i < count; i++)
        row[i] = lc_schemas_at(schemas, i);
    if (row)
        qsort(row, count, sizeof *row, by_name);
    for (size_t i = 0; row && i < count; i++) {
        lc_text_addf(out, "| `%s` | ", row[i]->name);
        lc_topic_cell(out, row[i]->title);
        lc_topic_cell(out, row[i]->system ? row[i]->system : "social_care");
        add_histories(out, row[i]);
    }
    free(row);
}

static void add_schemas(struct lc_text *out)
{
    lc_schemas *schemas = NULL;
    struct lc_error err = { 0 };
    int code = lc_schemas_load_own(&schemas, &err);
    lc_text_add(out,
                "# Schemas\n\n"
                "The extracts that `import` knows by their columns: whose numbers "
                "their people have, and which histories they feed. What each has of\n"
                "columns stands in its file (`datasets/schema/NAME.yaml`). A "
                "supplier's export with headings of its own is read by a mapping to "
                "one of\n"
                "these: `latecare import --explain FILE --write-mapping OUT.yaml "
                "--like NAME`.\n\n"
                "| schema | what it is | numbers of | histories |\n"
                "|---|---|---|---|\n");
    if (code)
        lc_text_addf(out, "\n%s\n", err.text);
    else
        add_rows(out, schemas);
    lc_schemas_free(schemas);
}

const struct lc_topic lc_topic_schemas = {
    .name = "schemas",
    .help = "every extract that is known, and the histories that it feeds",
    .add = add_schemas,
};
