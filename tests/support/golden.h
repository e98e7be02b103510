/* Reference cases: tests/golden/CASE/{data.csv,expected.json,how.R}.
 *
 *     struct golden g = golden_open("auc_delong");
 *     const double *y = golden_column(&g, "y");
 *     double want = golden_number(&g, "brier.se.3");   members by dots, items by number
 *     golden_close(&g);
 *
 * Anything missing aborts with its name: a golden case is part of the test. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

struct golden {
    const char *name;
    size_t rows, columns;
    char **header;
    double **value; /* [columns][rows]; NaN where a cell is no number */
    char ***text;   /* [columns][rows] the cells without quotes */
    json_t *expected;
};

struct golden golden_open(const char *name);
void golden_close(struct golden *golden);

const double *golden_column(const struct golden *golden, const char *name);
uint8_t *golden_bytes(const struct golden *golden, const char *name); /* free() it */
int32_t *golden_ints(const struct golden *golden, const char *name);  /* free() it */
const json_t *golden_at(const struct golden *golden, const char *path);
double golden_number(const struct golden *golden, const char *path);
