/* Reads a reference case (golden.h). Plain CSV without quotes inside cells. */
#include "support/golden.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *need(void *p, const char *what, const char *name)
{
    if (p)
        return p;
    fprintf(stderr, "golden case: %s: %s is not there\n", what, name);
    abort();
}

static char *unquoted(char *cell)
{
    size_t size = strcspn(cell, "\r\n");
    cell[size] = 0;
    if (size > 1 && *cell == '"' && cell[size - 1] == '"') {
        cell[size - 1] = 0;
        cell++;
    }
    return cell;
}

static double number_of(const char *cell)
{
    char *end;
    double value = strtod(cell, &end);
    return end == cell || *end ? NAN : value;
}

static void read_header(struct golden *g, char *line)
{
    for (char *cell = strtok(line, ","); cell; cell = strtok(NULL, ",")) {
        g->header = need(realloc(g->header, (g->columns + 1) * sizeof *g->header),
                         g->name, "memory");
        g->header[g->columns++] = need(strdup(unquoted(cell)), g->name, "memory");
    }
    g->value = need(calloc(g->columns, sizeof *g->value), g->name, "memory");
    g->text = need(calloc(g->columns, sizeof *g->text), g->name, "memory");
}

static void read_cell(struct golden *g, size_t c, const char *cell)
{
    size_t rows = g->rows + 1;
    g->value[c] =
        need(realloc(g->value[c], rows * sizeof *g->value[c]), g->name, "memory");
    g->text[c] =
        need(realloc(g->text[c], rows * sizeof *g->text[c]), g->name, "memory");
    g->value[c][g->rows] = number_of(cell);
    g->text[c][g->rows] = need(strdup(cell), g->name, "memory");
}

static void read_row(struct golden *g, char *line)
{
    char none[1] = "";
    for (size_t c = 0; c < g->columns; c++) {
        char *next = line ? strchr(line, ',') : NULL;
        if (next)
            *next++ = 0;
        read_cell(g, c, line ? unquoted(line) : none);
        line = next;
    }
    g->rows++;
}

struct golden golden_open(const char *name)
{
    struct golden g = { .name = name };
    char path[300], line[4096];
    json_error_t why;
    snprintf(path, sizeof path, "tests/golden/%s/data.csv", name);
    FILE *file = need(fopen(path, "r"), name, path);
    if (fgets(line, sizeof line, file))
        read_header(&g, line);
    while (fgets(line, sizeof line, file))
        read_row(&g, line);
    fclose(file);
    snprintf(path, sizeof path, "tests/golden/%s/expected.json", name);
    g.expected = need(json_load_file(path, 0, &why), name, path);
    return g;
}

void golden_close(struct golden *golden)
{
    for (size_t c = 0; c < golden->columns; c++) {
        for (size_t i = 0; i < golden->rows; i++)
            free(golden->text[c][i]);
        free(golden->header[c]);
        free(golden->value[c]);
        free(golden->text[c]);
    }
    free(golden->text);
    free(golden->header);
    free(golden->value);
    json_decref(golden->expected);
}

const double *golden_column(const struct golden *golden, const char *name)
{
    for (size_t c = 0; c < golden->columns; c++)
        if (!strcmp(golden->header[c], name))
            return golden->value[c];
    return need(NULL, golden->name, name);
}

uint8_t *golden_bytes(const struct golden *golden, const char *name)
{
    const double *from = golden_column(golden, name);
    uint8_t *to = need(calloc(golden->rows, sizeof *to), golden->name, "memory");
    for (size_t i = 0; i < golden->rows; i++)
        to[i] = (uint8_t)from[i];
    return to;
}

int32_t *golden_ints(const struct golden *golden, const char *name)
{
    const double *from = golden_column(golden, name);
    int32_t *to = need(calloc(golden->rows, sizeof *to), golden->name, "memory");
    for (size_t i = 0; i < golden->rows; i++)
        to[i] = (int32_t)from[i];
    return to;
}

/* A member whose own name has dots ("tied.x") is tried whole before its first part. */
static const json_t *walk(const json_t *at, const char *path)
{
    if (!at || !*path)
        return at;
    if (json_object_get(at, path))
        return json_object_get(at, path);
    size_t size = strcspn(path, ".");
    char part[100];
    snprintf(part, sizeof part, "%.*s", (int)size, path);
    at = json_is_array(at) ? json_array_get(at, (size_t)atoi(part))
                           : json_object_get(at, part);
    return walk(at, path[size] ? path + size + 1 : path + size);
}

const json_t *golden_at(const struct golden *golden, const char *path)
{
    union {
        const json_t *in;
        void *out;
    } found = { .in = walk(golden->expected, path) };
    return need(found.out, golden->name, path);
}

double golden_number(const struct golden *golden, const char *path)
{
    const json_t *at = golden_at(golden, path);
    return json_is_number(at) ? json_number_value(at) : NAN;
}
