/* Any bytes as JSON: no fault, rows within the declared limits, of tables that have the
 * layout's columns; what was looked at is what is read, twice. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/nested.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct lc_layout_column columns[] = {
    { .name = "la_child_id", .shared = true },
    { .name = "start_date" },
    { .name = "factors" },
    { .name = "purge", .spreads = true },
};
static const size_t has[] = { 2 };
static const struct lc_tree_layout some[] = {
    { "children", NULL, NULL, NULL, 4, columns, 0, NULL },
    { "plans", NULL, NULL, "child_in_need_plans", 4, columns, 0, NULL },
    { "factors", NULL, NULL, "child_and_family_assessments", 4, columns, 1, has },
};
static const struct lc_layouts layouts = { 3, some };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_nested("fuzz.json", data, size, &layouts);
    return 0;
}
