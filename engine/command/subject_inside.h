/* Everything that is held of one child, as one document: for `subject-report`. */
#pragma once

#include "command/moments_inside.h"
#include "store/identity.h"
#include "store/reveal.h"

struct lc_subject {
    const struct lc_store *store;
    const char *store_path;
    uint32_t child;
    struct lc_moments moments;
    const struct lc_identities
        *ids; /* NULL: the identity file or its key is not here */
};

/* *document is new:
 *     child, held_since, due_to_go [a day, or null where the rules give none]
 *     gaps [texts: what could not be looked at]
 *     records, sources, events, returns [rows kept for rules], links, identities
 *            [objects]
 *     looks [lines of the log: who looked at the child, when and why]
 *     uses  [lines of the log: what was made of the store's children since the child
 *            came into it; all of them, where no event says when that was]
 *     retention [objects: how long each history is kept, and until when]
 *     elsewhere [texts: what a store cannot say]
 * LC_DAMAGED where the log is not what was written. O(store + log). */
int lc_subject_document(json_t **document, const struct lc_subject *subject,
                        struct lc_error *err) LC_MUST_CHECK;

/* The rows of yearly returns that are held of the child; did one come from the source?
 */
json_t *lc_subject_returns_json(const struct lc_subject *subject);
bool lc_subject_returned_from(const struct lc_subject *subject, size_t source);

/* The document as a person reads it, lines of LC_COLUMNS; the events of the moments. */
void lc_subject_text(const json_t *document, const struct lc_moments *moments,
                     struct lc_text *out);
