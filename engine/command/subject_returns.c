/* The rows of yearly returns that are held of a child, for the rules
 * (subject_inside.h).
 */
#include <string.h>

#include "base/day.h"
#include "command/subject_inside.h"
#include "returns/shape.h"
#include "returns/veil.h"

static bool is_of(const struct lc_subject *s, const struct lc_returned *row)
{
    return row->record < s->store->records
           && s->store->record[row->record].child == s->child;
}

/* "DECOM 2024-05-01, RNE S"; of a number what tells it apart, which says no more. */
static void add_cells(struct lc_text *out, const struct lc_returned *row)
{
    const char *before = "";
    for (unsigned c = 0; c < lc_return_columns((int)row->part); c++) {
        char room[LC_VEIL], written[LC_DAY_ROOM];
        int32_t day;
        struct lc_slice name = lc_return_column_name((int)row->part, c);
        struct lc_slice text = lc_veil_unpack(row->cell[c], room, &day);
        if (day != LC_NO_DAY)
            text = lc_slice_of(lc_day_print(day, written));
        if (!text.size)
            continue;
        lc_text_addf(out, "%s%.*s ", before, lc_slice_width(name), name.data);
        lc_text_add_bytes(out, text.data, text.size);
        before = ", ";
    }
    lc_text_add(out, "");
}

static json_t *row_json(const struct lc_returned *row)
{
    struct lc_text cells = { 0 };
    add_cells(&cells, row);
    json_t *object =
        LC_OBJECT({ "return", json_integer(row->year) },
                  { "table", lc_json_text(lc_return_table_name((int)row->part)) },
                  { "file", json_integer(row->file) },
                  { "line", json_integer((json_int_t)row->line) },
                  { "says", cells.failed ? NULL : lc_json_text(cells.data) });
    lc_text_free(&cells);
    return object;
}

json_t *lc_subject_returns_json(const struct lc_subject *s)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < s->store->returns && good; i++)
        if (is_of(s, &s->store->returned[i])
            && s->store->returned[i].part < LC_RETURN_TABLES)
            good = lc_json_push(list, row_json(&s->store->returned[i]));
    return lc_json_whole(list, good);
}

bool lc_subject_returned_from(const struct lc_subject *s, size_t source)
{
    for (size_t i = 0; i < s->store->returns; i++)
        if (s->store->returned[i].file == source && is_of(s, &s->store->returned[i]))
            return true;
    return false;
}
