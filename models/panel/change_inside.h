/* Inside of change.h: how a child is told of, for other tables of the same. */
#pragma once

#include <jansson.h>

#include "base/text.h"

enum { LC_CHANGE_KINDS = 6 };
extern const char *const lc_change_kinds[LC_CHANGE_KINDS]; /* "new", "risen" ... */

/* How many of the document's children are of each kind. */
void lc_change_count(const json_t *document, size_t count[LC_CHANGE_KINDS]);

/* A child's cells, without an end of line, and what they are. */
#define LC_CHANGE_COLUMNS                                                              \
    "child,change,rank_before,rank,risk_before,risk,difference,known_late,time,"       \
    "new_events,events,not_scored"
void lc_change_add_row(struct lc_text *out, const json_t *row);
