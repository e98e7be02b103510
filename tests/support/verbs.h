/* `latecare fit --json` beside a golden case: what the golden tests share. */
#pragma once

#include <jansson.h>

struct row {
    const char *name; /* of the case */
    const char *at;   /* where in expected.json; "" for its root */
    const char *family, *formula, *options;
    const char *leave_out; /* members of expected.json that are not compared, and why
                              stands beside the row */
};

const char *program(void); /* $LATECARE, or the release build */
/* The document of a fit; a failed one fails the test. times: "--times ..." or "". */
json_t *run(const struct row *row, const char *times);
json_t *expected_of(const struct row *row, json_t **file); /* file: json_decref() it */
/* The document of `curve` on a case's data; what it says of a group. */
json_t *curve_of(const char *name, const char *formula, const char *options);
json_t *curve_group(const json_t *document, size_t g, const char *what);
void close_to(const struct row *row, const char *what, double got, double want,
              double tolerance); /* relative; sizes under 1e-6 count as that */
json_t *term(const json_t *document, const char *name); /* or NULL */
double member(const json_t *object, const char *name);
