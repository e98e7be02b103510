/* Walking over what was said of each record, to make keys of it. Part of linkage. */
#pragma once

#include "base/text.h"
#include "link/key_inside.h"
#include "link/pass.h"

/* The rows of one record. */
struct lc_spelling_rows {
    const struct lc_link_evidence *evidence;
    uint32_t record, count;
    const uint32_t *row;
};

struct lc_spelling_rows lc_spelling_of(const struct lc_link_evidence *evidence,
                                       uint32_t record);
const struct lc_spelling *lc_spelling_row(const struct lc_spelling_rows *rows,
                                          uint32_t i);

/* Adds the text as a key of the record, and cuts it back to its first `stem` bytes. */
int lc_spelling_key(struct lc_keys *keys, struct lc_text *text, size_t stem,
                    uint32_t record, struct lc_error *err) LC_MUST_CHECK;

/* Calls add for every record, in order, with one text that it may use. */
int lc_spelling_each(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                     int (*add)(struct lc_keys *keys, struct lc_text *text,
                                const struct lc_spelling_rows *rows,
                                struct lc_error *err),
                     struct lc_error *err) LC_MUST_CHECK;
