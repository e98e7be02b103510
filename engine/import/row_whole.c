#include "import/row_whole_inside.h"

#include "import/schema_inside.h"

/* Is it of what a row is known by, or cannot be without? */
static bool is_vital(const struct lc_schema *schema, unsigned c)
{
    bool vital = schema->columns[c].needed;
    for (unsigned k = 0; k < schema->key_count && !vital; k++)
        vital = schema->key_at[k] == (int)c;
    return vital;
}

/* A row that is short: is what it is known by there, and not half of it? */
static enum lc_row_whole judge_short(const struct lc_row_shape *shape, size_t count)
{
    const struct lc_schema *schema = shape->schema;
    enum lc_row_whole whole = LC_ROW_WHOLE;
    for (unsigned c = 0; c < schema->columns_count; c++) {
        size_t at = (size_t)shape->place[c];
        if (shape->place[c] == LC_NO_COLUMN || schema->columns[c].type == LC_CELL_SKIP)
            continue;
        if (at + 1 >= count && is_vital(schema, c))
            return LC_ROW_TROUBLED;
        if (at >= count)
            whole = LC_ROW_SHORT;
    }
    return whole;
}

enum lc_row_whole lc_row_whole(struct lc_row_shape *shape, const struct lc_csv_row *row)
{
    if (row->trouble && row->trouble != LC_CSV_RAGGED)
        return LC_ROW_TROUBLED;
    if (lc_row_none(shape, row))
        return LC_ROW_NONE;
    if (!shape->habit && !lc_csv_row_is_blank(row))
        shape->habit = row->count;
    if (!row->trouble)
        return LC_ROW_WHOLE;
    if (row->count < shape->width)
        return judge_short(shape, row->count);
    bool blank = row->count == shape->habit;
    for (size_t i = shape->width; i < row->count && blank; i++)
        blank = row->field[i].size == 0;
    return blank ? LC_ROW_WHOLE : LC_ROW_TROUBLED;
}
