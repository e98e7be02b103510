/* A topic of the help: a page of words made from the tables that the program itself
 * reads, so that it cannot say otherwise. One struct in topic_NAME.c, one row of a
 * table; `latecare help NAME` prints it, and docs/NAME.md is that print. */
#pragma once

#include "base/text.h"

struct lc_topic {
    const char *name;
    const char *help;                 /* one line, lower case, no full stop */
    void (*add)(struct lc_text *out); /* Markdown */
};

extern const struct lc_topic *const engine_topics[]; /* each ends with NULL */
extern const struct lc_topic *const model_topics[];

/* A cell of a Markdown table: "" is a dash, a | is escaped. */
void lc_topic_cell(struct lc_text *out, const char *text);
