/* What codes mean, in words that a council may edit: words.yaml of the program's data
 * files (base/file.h: lc_share_path). */
#pragma once

#include <jansson.h>

#include "base/error.h"

typedef struct lc_meanings lc_meanings;

/* *meanings is new. LC_ABSENT: there is no such file; LC_FORMAT: it is not of the form,
 * or has a code of one history twice, with the file and which. */
int lc_meanings_load(lc_meanings **meanings, struct lc_error *err) LC_MUST_CHECK;
/* The same of a text; name stands for the path in messages. */
int lc_meanings_parse(lc_meanings **meanings, const char *name, const char *data,
                      size_t size, struct lc_error *err) LC_MUST_CHECK;
void lc_meanings_free(lc_meanings *meanings); /* NULL is allowed */

/* Borrowed; NULL: nothing is said of it. O(codes). */
const char *lc_meaning_of(const lc_meanings *meanings, const char *history,
                          const char *code);

/* Puts "meaning" into every object at any depth that has a history and a code of which
 * one is said. O(objects x codes). */
int lc_meanings_put(const lc_meanings *meanings, json_t *document,
                    struct lc_error *err) LC_MUST_CHECK;
