#include "support/verbs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

const char *program(void)
{
    const char *given = getenv("LATECARE");
    return given ? given : "build/release/latecare";
}

json_t *run(const struct row *row, const char *times)
{
    char command[8000];
    json_error_t why;
    bool net = strstr(row->options, "--lambda") || strstr(row->options, "--path")
               || strstr(times, "--lambda") || strstr(times, "--path");
    snprintf(
        command, sizeof command,
        "%s fit tests/golden/%s/data.csv --json %s --family %s --formula '%s' %s %s",
        program(), row->name, net ? "" : "--tolerance 1e-18", row->family, row->formula,
        row->options, times);
    FILE *pipe = popen(command, "r");
    cr_assert(pipe != NULL, "%s", command);
    json_t *document = json_loadf(pipe, 0, &why);
    int status = pclose(pipe);
    cr_assert(document != NULL, "%s: %s", command, why.text);
    cr_assert_eq(status, 0, "%s: exit %d", command, status);
    return document;
}

json_t *expected_of(const struct row *row, json_t **file)
{
    char path[300];
    json_error_t why;
    snprintf(path, sizeof path, "tests/golden/%s/expected.json", row->name);
    *file = json_load_file(path, 0, &why);
    cr_assert(*file != NULL, "%s: %s", path, why.text);
    return *row->at ? json_object_get(*file, row->at) : *file;
}

void close_to(const struct row *row, const char *what, double got, double want,
              double tolerance)
{
    double size = fmax(fabs(want), 1e-6);
    cr_expect(fabs(got - want) <= tolerance * size, "%s %s: %s is %.17g, not %.17g",
              row->name, row->at, what, got, want);
}

json_t *term(const json_t *document, const char *name)
{
    json_t *terms = json_object_get(document, "terms");
    for (size_t k = 0; k < json_array_size(terms); k++) {
        json_t *one = json_array_get(terms, k);
        if (strcmp(json_string_value(json_object_get(one, "name")), name) == 0)
            return one;
    }
    return NULL;
}

double member(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

json_t *curve_of(const char *name, const char *formula, const char *options)
{
    char command[1000];
    json_error_t why;
    snprintf(command, sizeof command,
             "%s curve tests/golden/%s/data.csv --json --formula '%s' %s", program(),
             name, formula, options);
    FILE *pipe = popen(command, "r");
    json_t *document = json_loadf(pipe, 0, &why);
    cr_assert_eq(pclose(pipe), 0, "%s", command);
    cr_assert(document != NULL, "%s: %s", command, why.text);
    return document;
}

json_t *curve_group(const json_t *document, size_t g, const char *what)
{
    return json_object_get(json_array_get(json_object_get(document, "groups"), g),
                           what);
}
