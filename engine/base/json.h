/* JSON by jansson, with one habit: a builder remembers its first failure, so that the
 * writing code reads as the document it writes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"

/* A number or null, never a text: JSON has no form for NaN and infinities, and whoever
 * writes one says beside it what the null means where more than one thing could be
 * meant (`infinite` of a term). Never NULL unless out of memory. */
json_t *lc_json_number(double value);
json_t *lc_json_numbers(size_t n, const double *values);
json_t *lc_json_text(const char *text); /* NULL gives null; not UTF-8: '?' for bytes */
json_t *lc_json_count(size_t count);
json_t *lc_json_day(int32_t day); /* null for LC_NO_DAY and LC_OPEN */

/* LC_OBJECT({ "time", lc_json_number(time) }, { "n", lc_json_count(n) }): a new object
 * of these members in their order. Takes all values over; NULL if any of them is. Where
 * a name is NULL there is no such member, and its value may be NULL. */
struct lc_json_member {
    const char *name;
    json_t *value;
};
json_t *lc_json_object(size_t count, const struct lc_json_member *members);
#define LC_OBJECT(...)                                                                 \
    lc_json_object(sizeof((struct lc_json_member[]){ __VA_ARGS__ })                    \
                       / sizeof(struct lc_json_member),                                \
                   (struct lc_json_member[]){ __VA_ARGS__ })

/* The value where ok; else it is let go of: NULL. */
json_t *lc_json_whole(json_t *value, bool ok);

/* obj[name] = value, taking over the reference; false when value or memory failed.
 * A NULL value (failed above) makes it fail too, so failures add up to one check. */
bool lc_json_put(json_t *object, const char *name, json_t *value);
bool lc_json_push(json_t *array, json_t *value);

/* A number, NaN of null, and of the texts "inf" and "-inf", which programs before 0.2
 * wrote, what they say; false of all else. */
bool lc_json_is_number(const json_t *value, double *number);
/* Readers that name what is wrong: "model: terms[3].estimate is not a number". */
int lc_json_get_number(const json_t *object, const char *name, double *value,
                       struct lc_error *err) LC_MUST_CHECK;
int lc_json_get_text(const json_t *object, const char *name, const char **value,
                     struct lc_error *err) LC_MUST_CHECK;
int lc_json_get_numbers(const json_t *object, const char *name, size_t n,
                        double *values, struct lc_error *err) LC_MUST_CHECK;

/* Parse a whole text; the error names line and column. */
int lc_json_parse(const char *data, size_t size, json_t **value,
                  struct lc_error *err) LC_MUST_CHECK;
/* Print with keys in order of insertion, indent of 1, full precision; free() it. What a
 * terminal would obey is escaped (letter.h). */
int lc_json_print(const json_t *value, char **text, struct lc_error *err) LC_MUST_CHECK;
/* On one line and in ASCII, numbers to so many significant figures; free() it. */
int lc_json_compact(const json_t *value, unsigned figures, char **text,
                    struct lc_error *err) LC_MUST_CHECK;
/* The digest, in hexadecimal, of the value's compact text with its keys sorted; into
 * digest[LC_DIGEST_TEXT] (hash.h). */
int lc_json_digest(const json_t *value, char *digest,
                   struct lc_error *err) LC_MUST_CHECK;
