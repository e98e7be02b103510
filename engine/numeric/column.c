/* Columns and frames: see column.h. One loop a type, written once as a macro. */
#include "numeric/column.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

size_t lc_type_size(int type)
{
    static const size_t size[] = {
#define X(name, ctype, missing) [name] = sizeof(ctype),
        LC_TYPES(X)
#undef X
    };
    assert(type >= 0 && (size_t)type < sizeof size / sizeof *size);
    return size[type];
}

int lc_frame_add(struct lc_frame *frame, const char *name, int type,
                 struct lc_column **column, struct lc_error *err)
{
    if (lc_grow((void **)&frame->column, &frame->room, frame->count + 1,
                sizeof *frame->column, err))
        return LC_NOMEM;
    struct lc_column made = { .type = type,
                              .name = lc_strdup(name),
                              .data = lc_alloc(frame->n, lc_type_size(type)) };
    if (!made.name || !made.data) {
        free(made.name);
        free(made.data);
        return LC_FAIL_NOMEM(err);
    }
    frame->column[frame->count] = made;
    *column = frame->column + frame->count++;
    return LC_OK;
}

const struct lc_column *lc_frame_find(const struct lc_frame *frame, const char *name)
{
    for (size_t k = 0; k < frame->count; k++)
        if (strcmp(frame->column[k].name, name) == 0)
            return frame->column + k;
    return NULL;
}

static void release(struct lc_column *column)
{
    free(column->name);
    free(column->label);
    free(column->unit);
    free(column->group);
    if (!column->borrowed)
        free(column->data);
    lc_codes_free(&column->levels);
}

void lc_frame_free(struct lc_frame *frame)
{
    for (size_t k = 0; k < frame->count; k++)
        release(frame->column + k);
    free(frame->column);
    *frame = (struct lc_frame){ 0 };
}

double lc_column_get(const struct lc_column *column, size_t row)
{
    double value;
    lc_column_read(column, row, 1, &value);
    return value;
}

void lc_column_read(const struct lc_column *column, size_t first, size_t count,
                    double *out)
{
    switch (column->type) {
    case LC_CATEGORY: { /* its missing value, 0, is a number like the others */
        const uint16_t *data = (const uint16_t *)column->data + first;
        for (size_t i = 0; i < count; i++)
            out[i] = data[i];
        return;
    }
/* a real's missing value is NaN already, and the comparison below is then false */
#define X(type_name, ctype, missing)                                                   \
    case type_name: {                                                                  \
        const ctype *data = (const ctype *)column->data + first;                       \
        for (size_t i = 0; i < count; i++)                                             \
            out[i] = data[i] == (missing) ? NAN : (double)data[i];                     \
        return;                                                                        \
    }
        X(LC_F64, double, NAN)
        X(LC_F32, float, NAN)
        X(LC_I32, int32_t, INT32_MIN)
        X(LC_I16, int16_t, INT16_MIN)
        X(LC_U8, uint8_t, UINT8_MAX)
#undef X
    default:
        assert(column->type == LC_F64); /* a type that column.h does not have */
    }
}

static size_t count_missing_levels(const struct lc_column *column, size_t n)
{
    const uint16_t *data = column->data;
    size_t missing = 0;
    for (size_t i = 0; i < n; i++)
        missing += data[i] == 0;
    return missing;
}

size_t lc_column_missing(const struct lc_column *column, size_t n)
{
    enum { RUN = 512 };
    double run[RUN];
    size_t missing = 0;
    if (column->type == LC_CATEGORY)
        return count_missing_levels(column, n);
    for (size_t first = 0; first < n; first += RUN) {
        size_t count = n - first < RUN ? n - first : RUN;
        lc_column_read(column, first, count, run);
        for (size_t i = 0; i < count; i++)
            missing += isnan(run[i]) != 0;
    }
    return missing;
}
