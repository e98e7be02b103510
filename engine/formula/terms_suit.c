/* A table's columns as the training table would have had them (terms.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formula/terms_inside.h"

static struct lc_column *find_column(struct lc_frame *frame, const char *name)
{
    for (size_t i = 0; i < frame->count; i++)
        if (strcmp(frame->column[i].name, name) == 0)
            return frame->column + i;
    return NULL;
}

/* Numbers become categories named as the numbers are written shortest. */
static int make_text(struct lc_column *column, size_t n, struct lc_error *err)
{
    uint16_t *data = lc_alloc(n, sizeof *data);
    struct lc_codes levels = { 0 };
    struct lc_text name = { 0 };
    int code = data ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < n; i++) {
        double value = lc_column_get(column, i);
        if (isnan(value))
            continue;
        lc_text_clear(&name);
        lc_text_add_number(&name, value, "");
        code = lc_text_check(&name, err);
        if (!code)
            code = lc_codes_add(&levels, lc_slice_of(name.data), &data[i], err);
    }
    lc_text_free(&name);
    if (code) {
        lc_codes_free(&levels);
        free(data);
        return code;
    }
    if (!column->borrowed)
        free(column->data);
    column->borrowed = false;
    column->data = data;
    column->levels = levels;
    column->type = LC_CATEGORY;
    return LC_OK;
}

/* A factor of text whose column is a plain one, and numbers here. */
static int suit(const struct lc_variable *v, struct lc_frame *frame,
                struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !code && i < v->parts; i++)
        code = suit(v->part + i, frame, err);
    bool text = v->kind == LC_KIND_FACTOR && v->levels && !v->level_value && v->value
                && v->value->kind == LC_NODE_NAME;
    struct lc_column *column = text ? find_column(frame, v->value->text) : NULL;
    if (!code && column && column->type != LC_CATEGORY)
        code = make_text(column, frame->n, err);
    return code;
}

int lc_terms_suit(const lc_terms *terms, struct lc_frame *frame, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !code && i < terms->variables; i++)
        code = suit(terms->variable + i, frame, err);
    if (!code && terms->stratum)
        code = suit(terms->stratum, frame, err);
    return code;
}
