/* Mappings. The input is a mapping of a small schema; one that is taken makes a schema
 * whose own headings are known as it, and only these. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "fuzz/scratch.h"
#include "import/schema_inside.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char schema[] =
    "name: small\ntitle: small\nsystem: police\ndates: iso\ndelay: 0\ncolumns:\n"
    "  - { name: person_id, type: id, who: person, needed: true }\n"
    "  - { name: start, type: day, needed: true }\n  - { name: end, type: day }\n"
    "  - { name: kind, type: code, codes: kinds, known: start }\n"
    "  - { name: sure, type: flag, known: start, optional: true }\n"
    "key: [person_id, start]\nfeeds:\n"
    "  - { history: h, start: start, end: end, code: kind }\n"
    "lists:\n  - { name: kinds, plain: [A, B] }\n";

static char *mapping, *folder;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    mapping = scratch_path("mapping");
    char *path = scratch_path("small.yaml");
    scratch_put(path, schema, sizeof schema - 1);
    free(path);
    folder = scratch_path("");
    folder[strlen(folder) - 1] = 0;
    return 0;
}

/* A file of the headings that the mapping names, in the order of the schema's columns.
 */
static void read_header(const lc_schemas *schemas, const struct lc_schema *mapped)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    const struct lc_schema *found;
    struct lc_text header = { 0 };
    lc_csv *csv;
    for (unsigned c = 0; c < mapped->columns_count; c++) {
        const char *heading = mapped->columns[c].heading;
        lc_text_add(&header, c ? "," : "");
        if (heading)
            lc_text_add_cell(&header, lc_slice_of(heading));
    }
    if (!lc_csv_open_bytes(&csv, "t", header.data, header.size, NULL))
        (void)!lc_schemas_recognise(schemas, "t", csv, &found, place, NULL);
    lc_csv_close(csv);
    lc_text_free(&header);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lc_schemas *schemas;
    scratch_put(mapping, data, size);
    if (lc_schemas_load(&schemas, folder, NULL))
        abort();
    if (!lc_schemas_map(schemas, mapping, NULL)) {
        if (lc_schemas_count(schemas) != 2 || !lc_schemas_at(schemas, 1)->mapped)
            abort();
        read_header(schemas, lc_schemas_at(schemas, 1));
    }
    lc_schemas_free(schemas);
    return 0;
}
