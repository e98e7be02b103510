/* A store's anchor: its generation and the end of its log, kept where the store is not
 * (printed, posted, on another disk). Whoever puts back an older copy of all that
 * stands beside the store is found by it alone, for every file of that copy goes with
 * the others. */
#pragma once

#include "base/text.h"
#include "store/chain.h"
#include "store/generation.h"

struct lc_anchor {
    uint64_t generation;
    struct lc_log_mark mark;
};

/* "GENERATION LINES LINK", of a store and its log as they are; gap: what stands before
 * LINK, a space or a line's end. */
void lc_anchor_print(struct lc_text *out, const struct lc_generation *generation,
                     const struct lc_log_state *log, const char *gap);

/* From a file in which the word "anchor" stands before one: what `verify` printed, as
 * text or JSON, or a line that was typed from paper. LC_FORMAT if there is none. */
int lc_anchor_read(struct lc_anchor *anchor, const char *path,
                   struct lc_error *err) LC_MUST_CHECK;

/* Was the store ever as the anchor says? `log` was checked with the anchor's mark.
 * LC_DAMAGED if not, with what to do. */
int lc_anchor_check(const struct lc_anchor *anchor, const char *anchor_path,
                    const struct lc_generation *generation,
                    const struct lc_log_state *log, const char *store_path,
                    struct lc_error *err) LC_MUST_CHECK;
