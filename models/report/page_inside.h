/* A page under construction: the documents it is printed from, the text it becomes, and
 * the first thing that was wrong.
 *
 * Sections read like the page they write: no call returns a code. The first failure is
 * kept here and reported once, at the end (lc_page_check). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

struct lc_head;

struct lc_page {
    const json_t *results;       /* report.h */
    const json_t *list;          /* or NULL: an aggregate page */
    const json_t *entry, *child; /* of one child's page: its row of the list, and
                                    child.h; else NULL */
    const json_t *daily;         /* what a day brought (panel/daily.h), or NULL */
    struct lc_text *out;         /* borrowed */
    struct lc_error *err;        /* borrowed, or NULL */
    int code;                    /* the first failure */
    const struct lc_head *heads; /* [columns] of the table that is open, borrowed */
    size_t columns, column;      /* and the column of its next cell */
};

struct lc_stated {
    double estimate, low, high; /* NaN: not stated */
};

/* Records "name: why" unless something failed before. */
void lc_page_fail(struct lc_page *page, const char *name, const char *why);
int lc_page_check(struct lc_page *page) LC_MUST_CHECK; /* memory, too */

/* Readers: a key that is absent or null gives NULL or NaN; one of another type fails.
 * object may be NULL, as if empty. What they return is borrowed from the document. */
const json_t *lc_page_object(struct lc_page *page, const json_t *object,
                             const char *name);
const json_t *lc_page_list(struct lc_page *page, const json_t *object,
                           const char *name);
const char *lc_page_word(struct lc_page *page, const json_t *object, const char *name);
double lc_page_number(struct lc_page *page, const json_t *object, const char *name);
/* { estimate, low, high } at object[name], or a bare number there. */
struct lc_stated lc_page_estimate(struct lc_page *page, const json_t *object,
                                  const char *name);
/* Members called estimate, low and high (or as named) of the object itself. */
struct lc_stated lc_page_limits(struct lc_page *page, const json_t *object,
                                const char *estimate, const char *low,
                                const char *high);

/* The same, but absence is a failure. */
const char *lc_page_need_word(struct lc_page *page, const json_t *object,
                              const char *name);
double lc_page_need_number(struct lc_page *page, const json_t *object,
                           const char *name);
const json_t *lc_page_need_list(struct lc_page *page, const json_t *object,
                                const char *name);
