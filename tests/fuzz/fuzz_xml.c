/* Any bytes as XML: no fault, rows within the declared limits, of tables that have the
 * layout's columns; what was looked at is what is read, twice. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/nested.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const id_also[] = { "CHILDID", "LAchildID" };
static const struct lc_layout_column spells[] = {
    { .name = "CHILD", .also = id_also, .also_count = 2, .shared = true },
    { .name = "DECOM" },
    { .name = "DEC" },
    { .name = "purge", .spreads = true },
};
static const struct lc_layout_column factors[] = {
    { .name = "CHILD", .also = id_also, .also_count = 2, .shared = true },
    { .name = "Start" },
    { .name = "Factor" },
    { .name = "Year" },
};
static const size_t has[] = { 2 };
static const struct lc_tree_layout some[] = {
    { "spells", "EXPSSDA903", NULL, "EPISODE", 4, spells, 0, NULL },
    { "headers", "EXPSSDA903", NULL, "HEADER", 4, spells, 1, has },
    { "factors", "Message", "Child", "Factor", 4, factors, 0, NULL },
    { "children", "Message", "Child", NULL, 4, factors, 0, NULL },
};
static const struct lc_layouts layouts = { 4, some };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_nested("fuzz.xml", data, size, &layouts);
    return 0;
}
