/* What the verbs share. */
#pragma once

#include <stdint.h>

#include "base/json.h"
#include "base/text.h"
#include "command/verb.h"

extern const struct lc_knobs lc_json_knobs; /* nothing but --json */

/* Prints words and tables, lines above LC_COLUMNS broken, and frees the text. */
int lc_print_text(struct lc_text *text, struct lc_error *err) LC_MUST_CHECK;
/* Adds count numbers of a CSV line, a comma before each; NaN is an empty cell. */
void lc_add_cells(struct lc_text *text, size_t count, const double *values);
/* Adds the document with a last newline; NULL: out of memory. */
int lc_add_json(struct lc_text *text, const json_t *document,
                struct lc_error *err) LC_MUST_CHECK;
/* Prints the document with a last newline and lets go of it; NULL: out of memory. */
int lc_print_json(json_t *document, struct lc_error *err) LC_MUST_CHECK;

/* Prints what has a form of its own (a page in Markdown, troff, a script) as it is, and
 * frees it. */
int lc_print_as_is(struct lc_text *text, struct lc_error *err) LC_MUST_CHECK;
/* Lines of our own on standard error, broken likewise: warnings, what was left out, why
 * it failed. Frees the text. Where nobody listens (LC_IO, LC_UNREAD) the exit status
 * says it still. */
int lc_say(struct lc_text *lines, struct lc_error *err);

/* "1,234,567" into out[32]; returns out. */
const char *lc_print_count(unsigned long long count, char *out);
/* The same of a told count (disclosure/small.h), or "c". */
const char *lc_print_told(size_t told, char *out);

/* The number of a child (or of one of its records) on the command line. */
int lc_parse_child(const char *text, size_t records, uint32_t *record,
                   struct lc_error *err) LC_MUST_CHECK;

/* What --option says, as 2024-03-31; LC_USAGE if it is no such day. */
int lc_parse_day(const char *option, struct lc_slice text, int32_t *day,
                 struct lc_error *err) LC_MUST_CHECK;
/* The day of --linkage; LC_NO_DAY where it was not given. */
int lc_parse_linkage(const char *text, int32_t *day,
                     struct lc_error *err) LC_MUST_CHECK;
/* A sentence without its stop on whose children they are; nothing for LC_NO_DAY. */
void lc_add_linkage(struct lc_text *text, int32_t linkage);
/* --asof of a verb that must have it: LC_USAGE for none (NULL), too. */
int lc_parse_asof(const char *text, int32_t *day, struct lc_error *err) LC_MUST_CHECK;
