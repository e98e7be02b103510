/* Any bytes as a table: the quick way and the general one give the same frame, or the
 * quick way leaves it to the other; and what the general way refuses is refused. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/table_plain_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_column(const struct lc_column *a, const struct lc_column *b, size_t n)
{
    if (strcmp(a->name, b->name) || a->type != b->type || !same_text(a->unit, b->unit)
        || a->stray != b->stray || a->levels.count != b->levels.count)
        return false;
    for (size_t i = 0; i < a->levels.count; i++)
        if (strcmp(a->levels.names[i], b->levels.names[i]))
            return false;
    return !n || memcmp(a->data, b->data, n * lc_type_size(a->type)) == 0;
}

static void compare(const struct lc_frame *a, const struct lc_frame *b)
{
    if (a->n != b->n || a->count != b->count)
        abort();
    for (size_t c = 0; c < a->count; c++)
        if (!same_column(a->column + c, b->column + c, a->n))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_frame quick = { 0 }, general;
    const char *text = (const char *)data;
    bool done;
    int a = lc_table_plain(&quick, "fuzz", text, size, &done, NULL);
    int b = lc_table_general(&general, "fuzz", text, size, NULL);
    if ((a || done) && a != b)
        abort();
    if (!a && done)
        compare(&quick, &general);
    lc_frame_free(&quick);
    lc_frame_free(&general);
    return 0;
}
