#include "support/cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static bool is_number(const char *text)
{
    char *end;
    strtod(text, &end);
    return *end == 0 || strcmp(text, "NA") == 0;
}

static void fill(struct lc_column *column, const struct golden *from, size_t k)
{
    for (size_t i = 0; i < from->rows; i++)
        if (column->type == LC_F64)
            ((double *)column->data)[i] = from->value[k][i];
        else
            cr_assert(lc_codes_add(&column->levels, lc_slice_of(from->text[k][i]),
                                   (uint16_t *)column->data + i, NULL)
                      == 0);
}

void case_open(struct case_data *g, const char *name)
{
    *g = (struct case_data){ .golden = golden_open(name) };
    g->n = g->frame.n = g->x.n = g->golden.rows;
    for (size_t k = 0; k < g->golden.columns; k++) {
        bool numbers = true;
        struct lc_column *column;
        for (size_t i = 0; i < g->n; i++)
            numbers &= is_number(g->golden.text[k][i]);
        cr_assert(lc_frame_add(&g->frame, g->golden.header[k],
                               numbers ? LC_F64 : LC_CATEGORY, &column, NULL)
                  == 0);
        fill(column, &g->golden, k);
    }
}

void case_close(struct case_data *g)
{
    lc_frame_free(&g->frame);
    lc_frame_free(&g->x);
    golden_close(&g->golden);
}

static const struct lc_column *find(const struct case_data *g, const char *name)
{
    const struct lc_column *column = lc_frame_find(&g->frame, name);
    cr_assert(column != NULL, "no column %s", name);
    return column;
}

const double *case_column(const struct case_data *g, const char *name)
{
    cr_assert(find(g, name)->type == LC_F64, "%s is text", name);
    return find(g, name)->data;
}

int32_t *case_codes(const struct case_data *g, const char *name, size_t *levels)
{
    const struct lc_column *column = find(g, name);
    int32_t *codes = malloc(g->n * sizeof *codes);
    double *met = malloc(g->n * sizeof *met);
    *levels = 0;
    for (size_t i = 0; i < g->n; i++) {
        double value = lc_column_get(column, i);
        size_t k = 0;
        while (k < *levels && met[k] != value)
            k++;
        if (k == *levels)
            met[(*levels)++] = value;
        codes[i] = (int32_t)k;
    }
    free(met);
    return codes;
}

int32_t *case_cause(const struct case_data *g, const char *name, double which)
{
    const double *value = case_column(g, name);
    int32_t *cause = malloc(g->n * sizeof *cause);
    for (size_t i = 0; i < g->n; i++)
        cause[i] = which ? value[i] == which : value[i] > 0;
    return cause;
}

double *case_add(struct case_data *g, const char *as)
{
    struct lc_column *column;
    g->name[g->x.count] = as;
    cr_assert(lc_frame_add(&g->x, as, LC_F64, &column, NULL) == 0);
    return column->data;
}

void case_use(struct case_data *g, const char *name)
{
    memcpy(case_add(g, name), case_column(g, name), g->n * sizeof(double));
}

void case_level(struct case_data *g, const char *name, const char *level,
                const char *as)
{
    const struct lc_column *column = find(g, name);
    uint16_t number = lc_codes_find(&column->levels, lc_slice_of(level));
    double *x = case_add(g, as);
    cr_assert(number > 0, "%s has no level %s", name, level);
    for (size_t i = 0; i < g->n; i++)
        x[i] = ((const uint16_t *)column->data)[i] == number;
}

struct lc_sample case_sample(struct case_data *g)
{
    return (struct lc_sample){
        .n = g->n, .x = { g->n, g->x.count, g->x.column }, .name = g->name, .strata = 1
    };
}

static json_t *at_path(const struct case_data *g, const char *path)
{
    char copy[200];
    json_t *at = g->golden.expected;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key = strtok(copy, "/"); key; key = strtok(NULL, "/"))
        at = json_object_get(at, key);
    cr_assert(at != NULL, "expected.json has no %s", path);
    return at;
}

static double number(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : NAN;
}

double case_number(const struct case_data *g, const char *path)
{
    return number(at_path(g, path));
}

double case_item(const struct case_data *g, const char *path, size_t i)
{
    json_t *at = at_path(g, path);
    if (json_is_number(at))
        return number(at);
    if (json_is_array(at))
        return number(json_array_get(at, i));
    void *iter = json_object_iter(at);
    while (iter && i-- > 0)
        iter = json_object_iter_next(at, iter);
    cr_assert(iter != NULL);
    return number(json_object_iter_value(iter));
}

double case_cell(const struct case_data *g, const char *path, size_t i, size_t j)
{
    json_t *at = at_path(g, path);
    if (json_is_object(at))
        at = json_object_get(at, "values");
    if (json_is_number(at))
        return number(at);
    json_t *row = json_array_get(at, i);
    return json_is_number(row) ? number(row) : number(json_array_get(row, j));
}

bool case_near(double got, double want, double tolerance, double floor)
{
    double size = fabs(want) > floor ? fabs(want) : floor;
    return fabs(got - want) <= tolerance * size;
}

struct lc_fit *case_fit(const struct lc_family *family, const struct lc_sample *sample,
                        const struct lc_fit_options *options)
{
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    int code = family->fit(&fit, sample, options, &err);
    cr_assert_eq(code, LC_OK, "%s", err.text);
    return fit;
}
