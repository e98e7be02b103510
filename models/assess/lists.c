/* See lists.h. */
#include "models/assess/lists.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/slice.h"
#include "parallel/order.h"

static const char *const of_people[] = {
    "child",    "child_id", "childid",    "person", "person_id", "personid",   "pupil",
    "pupil_id", "subject",  "subject_id", "client", "client_id", "patient_id", "id",
};
static const char *const of_days[] = { "landmark", "list", "month", "asof" };

static bool is_among(const char *name, size_t count, const char *const *names)
{
    for (size_t k = 0; k < count; k++)
        if (lc_slice_is_nocase(lc_slice_of(name), names[k]))
            return true;
    return false;
}

/* Rows by their value in the column, numbered from 0; -1 where there is none. */
static int number(int32_t *out, size_t *values, size_t *missing,
                  const struct lc_column *column, const struct lc_list_rows *rows,
                  struct lc_error *err)
{
    size_t n = rows->n, with = 0;
    double *value = lc_alloc(n + 1, sizeof *value);
    uint32_t *place = lc_alloc(n + 1, sizeof *place), *at = NULL;
    at = lc_alloc(n + 1, sizeof *at);
    int code = value && place && at ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < n && !code; k++) {
        double x = lc_column_get(column, rows->row[k]);
        out[k] = -1;
        if (isnan(x))
            continue;
        at[with] = (uint32_t)k;
        value[with++] = x;
    }
    if (!code)
        code = lc_order(with, value, place, err);
    *values = 0;
    *missing = n - with;
    for (size_t k = 0; k < with && !code; k++) {
        *values += !k || value[place[k]] > value[place[k - 1]];
        out[at[place[k]]] = (int32_t)(*values - 1);
    }
    free(value);
    free(place);
    free(at);
    return code;
}

int lc_lists_of(int32_t **list, size_t *lists, const struct lc_list_rows *rows,
                const char *name, struct lc_error *err)
{
    const struct lc_column *column = lc_frame_find(rows->frame, name);
    size_t missing, k = 0;
    *list = NULL;
    if (!column)
        return LC_FAIL(err, LC_USAGE, "--list: no column '%.60s' in the table", name);
    *list = lc_alloc(rows->n + 1, sizeof **list);
    int code =
        *list ? number(*list, lists, &missing, column, rows, err) : LC_FAIL_NOMEM(err);
    if (code || !missing)
        return code;
    while ((*list)[k] >= 0)
        k++;
    return LC_FAIL(err, LC_RANGE,
                   "row %zu: no value of '%.60s' says which list it is on",
                   rows->row[k] + 1, name);
}

/* The first column of one of these names whose values `wanted` says yes of. */
static int find(struct lc_repeat *found, const struct lc_list_rows *rows, size_t count,
                const char *const *names,
                bool (*wanted)(const struct lc_repeat *column), struct lc_error *err)
{
    int32_t *of = lc_alloc(rows->n + 1, sizeof *of);
    int code = of ? LC_OK : LC_FAIL_NOMEM(err);
    found->column = NULL;
    for (size_t c = 0; c < rows->frame->count && !code && !found->column; c++) {
        const struct lc_column *column = rows->frame->column + c;
        struct lc_repeat here = { .column = column->name };
        size_t missing;
        if (!is_among(column->name, count, names))
            continue;
        code = number(of, &here.values, &missing, column, rows, err);
        here.rows = rows->n - missing;
        if (!code && wanted(&here))
            *found = here;
    }
    free(of);
    return code;
}

static bool repeats(const struct lc_repeat *column)
{
    return column->values < column->rows;
}

static bool differs(const struct lc_repeat *column)
{
    return column->values > 1;
}

int lc_lists_repeat(struct lc_repeat *repeat, const struct lc_list_rows *rows,
                    struct lc_error *err)
{
    return find(repeat, rows, sizeof of_people / sizeof *of_people, of_people, repeats,
                err);
}

int lc_lists_single(const struct lc_list_rows *rows, struct lc_error *err)
{
    static const char remedy[] =
        "say which column tells the lists apart: --list COLUMN";
    struct lc_repeat r;
    if (rows->children < rows->n)
        return LC_FAIL(err, LC_USAGE,
                       "--capacity: %zu rows of %zu children are no single list; %s",
                       rows->n, rows->children, remedy);
    int code = lc_lists_repeat(&r, rows, err);
    if (!code && r.column)
        return LC_FAIL(err, LC_USAGE,
                       "--capacity: %zu rows of %zu values of '%.60s' are no single "
                       "list; %s",
                       r.rows, r.values, r.column, remedy);
    if (!code)
        code = find(&r, rows, sizeof of_days / sizeof *of_days, of_days, differs, err);
    if (!code && r.column)
        return LC_FAIL(err, LC_USAGE,
                       "--capacity: column '%.60s' has %zu values, so the rows may be "
                       "of so many lists; %s",
                       r.column, r.values, remedy);
    return code;
}

void lc_lists_warning(char text[LC_REPEAT_ROOM], const struct lc_repeat *repeat)
{
    snprintf(text, LC_REPEAT_ROOM,
             "Warning: '%.40s' has %zu values in %zu rows, and each row was taken for "
             "another child's: intervals are too narrow, and folds may know a child "
             "already. Say whose the rows are: --child '%.40s'",
             repeat->column, repeat->values, repeat->rows, repeat->column);
}
