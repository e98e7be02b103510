#include "import/two_rows_inside.h"

#include <string.h>

#include "import/heading_inside.h"

enum { LONGEST = 200 }; /* of a name that can be a column's */

void lc_two_rows_free(struct lc_two_rows *two)
{
    lc_arena_free(two->arena);
    *two = (struct lc_two_rows){ 0 };
}

int lc_two_rows_keep(struct lc_two_rows *two, const struct lc_csv_row *row,
                     struct lc_error *err)
{
    lc_two_rows_free(two);
    two->arena = lc_arena_new();
    if (!two->arena)
        return LC_FAIL_NOMEM(err);
    two->upper = lc_arena_alloc(two->arena, (row->count + 1) * sizeof *two->upper);
    if (!two->upper)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < row->count; i++) {
        size_t size = row->field[i].size;
        char *to = lc_arena_alloc(two->arena, size + 1);
        if (!to)
            return LC_FAIL_NOMEM(err);
        if (size)
            memcpy(to, row->field[i].data, size);
        two->upper[two->count++] = (struct lc_slice){ to, size };
    }
    return LC_OK;
}

static bool is_known(const lc_schemas *schemas, struct lc_slice name)
{
    for (size_t s = 0; s < lc_schemas_count(schemas); s++) {
        const struct lc_schema *one = lc_schemas_at(schemas, s);
        for (unsigned c = 0; c < one->columns_count; c++)
            if (lc_heading_names(name, &one->columns[c]))
                return true;
    }
    return false;
}

bool lc_two_rows_are(const struct lc_schema *schema, const struct lc_csv_row *lower,
                     const int *place)
{
    for (unsigned c = 0; c < schema->columns_count; c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        if (place[c] == LC_NO_COLUMN)
            continue;
        struct lc_slice name = lower->field[place[c]];
        if (!lc_heading_names(name, column) && !lc_heading_asks(name, column))
            return true;
    }
    return false;
}

/* "upper lower", if that is a column's name; else of no size. */
static int join(struct lc_two_rows *two, const lc_schemas *schemas,
                struct lc_slice upper, struct lc_slice lower, struct lc_slice *name,
                struct lc_error *err)
{
    *name = (struct lc_slice){ "", 0 };
    if (!upper.size || !lower.size || upper.size + lower.size > LONGEST)
        return LC_OK;
    char *to = lc_arena_alloc(two->arena, upper.size + lower.size + 1);
    if (!to)
        return LC_FAIL_NOMEM(err);
    memcpy(to, upper.data, upper.size);
    to[upper.size] = ' ';
    memcpy(to + upper.size + 1, lower.data, lower.size);
    struct lc_slice both = { to, upper.size + 1 + lower.size };
    if (is_known(schemas, both))
        *name = both;
    return LC_OK;
}

int lc_two_rows_join(struct lc_two_rows *two, const lc_schemas *schemas,
                     const struct lc_csv_row *lower, struct lc_csv_row *both,
                     struct lc_error *err)
{
    struct lc_slice none = { "", 0 }, over = none;
    *both = (struct lc_csv_row){ .line = lower->line };
    if (!two->count || !lower->count)
        return LC_OK;
    two->name = lc_arena_alloc(two->arena, lower->count * sizeof *two->name);
    if (!two->name)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < lower->count; i++) {
        struct lc_slice upper = i < two->count ? two->upper[i] : none, name;
        over = upper.size ? upper : over;
        int code = join(two, schemas, over, lower->field[i], &name, err);
        if (code)
            return code;
        two->name[i] = name.size              ? name
                       : lower->field[i].size ? lower->field[i]
                                              : upper;
    }
    both->count = lower->count;
    both->field = two->name;
    return LC_OK;
}
