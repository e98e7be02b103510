/* Columns and frames: see column.h. One loop a type, written once as a macro. */
#include "numeric/column.h"

#include <assert.h>
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
    if (LC_GROW(frame->column, frame->room, frame->count + 1, err))
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
