/* Text that grows. A failed append is remembered and reported once, at the end, so
 * that the writing code reads as the text it writes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

struct lc_text {
    char *data; /* terminated once anything was added; else NULL */
    size_t size, room;
    bool failed; /* memory ran out: what follows was not added */
};

void lc_text_add(struct lc_text *text, const char *more);
void lc_text_add_bytes(struct lc_text *text, const char *data, size_t size);
/* A name of the program's own in words: "social_care" as "social care". */
void lc_text_add_words(struct lc_text *text, const char *name);
void lc_text_addf(struct lc_text *text, const char *format, ...) LC_PRINTF(2, 3);

/* A number as short as reads back the same (number.h); NaN is added as `missing`. */
void lc_text_add_number(struct lc_text *text, double value, const char *missing);

/* Text of somebody else's. What of it cannot be seen and would do something stands as
 * U+FFFD, in all three (letter.h). */
/* As a terminal shows it, or a file that is read as it is. */
void lc_text_add_shown(struct lc_text *text, struct lc_slice raw);
void lc_text_show(struct lc_text *text); /* the whole, in its place */
/* What stands within a line, as the name of a file: what would end the line or leap
 * along it stands as \n, \r or \t. */
void lc_text_add_inline(struct lc_text *text, const char *raw);
/* One CSV cell (RFC 4180): quoted where it must be, and with a ' in front where a
 * spreadsheet could run it: one that begins, behind blanks or not, with = + - @ or
 * their broad forms and is no number, or with a tab or a return. */
void lc_text_add_cell(struct lc_text *text, struct lc_slice cell);
/* For inside an HTML element or a quoted attribute, and an XML one's. */
void lc_text_add_html(struct lc_text *text, struct lc_slice raw);

int lc_text_check(const struct lc_text *text, struct lc_error *err) LC_MUST_CHECK;

/* What it holds, which is "" while nothing was added. Borrowed. */
static inline const char *lc_text_held(const struct lc_text *text)
{
    return text->data ? text->data : "";
}

void lc_text_clear(struct lc_text *text); /* empty, memory kept, failure forgotten */
void lc_text_free(struct lc_text *text);  /* memory gone, as if new */
