/* A sheet of counts for those who answer for a service: sections of rows and columns,
 * the same numbers on a terminal, as JSON, as CSV and on a page (models/report).
 *
 *     { title, from, to, suppressed, notes [text], sections [{ name, title, note, of,
 *       columns [{ key, title }], rows [{ row, KEY: count }] }] }
 *
 * A count is a number, "c" where it is suppressed (disclosure/small.h), or null where
 * no source tells. of: what the rows are. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* No source tells; beside counts. */
#define LC_NOT_TOLD (SIZE_MAX - 1)

struct lc_sheet_column {
    const char *key, *title;
    const size_t *count; /* [rows] */
    bool adds; /* the rows are parts of a sum, which is told as the row "all" */
};

struct lc_sheet_section {
    const char *name, *title, *note, *of; /* note may be NULL */
    size_t rows;
    const char *const *row; /* [rows] what each is called */
    size_t columns;
    const struct lc_sheet_column *column;
};

/* *sheet is new. */
int lc_sheet_new(json_t **sheet, const char *title, const int32_t span[2],
                 bool suppress, struct lc_error *err) LC_MUST_CHECK;
int lc_sheet_note(json_t *sheet, const char *text, struct lc_error *err) LC_MUST_CHECK;
/* How its counts are told. */
int lc_sheet_note_counts(json_t *sheet, bool suppress,
                         struct lc_error *err) LC_MUST_CHECK;
/* As it may be told, or as it is. O(rows x columns). */
int lc_sheet_put(json_t *sheet, const struct lc_sheet_section *section,
                 struct lc_error *err) LC_MUST_CHECK;

void lc_sheet_text(const json_t *sheet, struct lc_text *out);
/* section,row,figure,count: a row a count; cells neutralised, empty where nobody tells.
 */
void lc_sheet_csv(const json_t *sheet, struct lc_text *out);
