/* The panel list: the ranked children at one landmark, cut at the panel's capacity,
 * each with what speaks for and against, as one document (report.h: LIST), a CSV table,
 * or text. Child numbers, never names. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/panel/score.h"

/* Said where it was looked for and nothing was found: the document is `covered`, and
 * nothing stands under `unknown`. */
#define LC_LIST_NONE_UNKNOWN                                                           \
    "Nothing that the program can see: every source that the model reads covers the "  \
    "day."

/* *document is new. expected_entries is the sum of the listed
 * risks p with 1.96 times the root of the sum of p (1 - p) to either side: what chance
 * alone would scatter, the risks being right; sizes the same of the list, of five fewer
 * and of five and ten more, where the scoring kept so many. Of each child also worth:
 * how many young people like it the risk is worth (in_hand_inside.h); tied: where an
 * equal one stands beside it; grey: where it is of the band at the cut (band.h), which
 * the document counts as band { listed, below, more } if the scoring kept rows beyond
 * the list; in_hand: words of what is done already. O(listed children's events). */
int lc_list_document(json_t **document, const struct lc_scoring *scoring,
                     const struct lc_model *model, const struct lc_store *store,
                     struct lc_error *err) LC_MUST_CHECK;

/* Puts the document's checksum last: BLAKE2b of the canonical text of all else. Check:
 * LC_DAMAGED if it is there and is another's. Anybody can make it good; the seal beside
 * a file (store/signature.h) nobody can who has not the store's key. */
int lc_list_close(json_t *document, struct lc_error *err) LC_MUST_CHECK;
int lc_list_check(const json_t *document, struct lc_error *err) LC_MUST_CHECK;
/* Puts a sentence before the document's other warnings; lc_list_void one by which the
 * verdict on its model does not hold of it. */
int lc_list_warn(json_t *document, const char *text,
                 struct lc_error *err) LC_MUST_CHECK;
int lc_list_void(json_t *document, const char *text,
                 struct lc_error *err) LC_MUST_CHECK;

/* Writes the document where `report --list` reads it, readable by its owner alone, with
 * the store's seal beside it. */
int lc_list_write(const json_t *document, const char *path, bool force,
                  const char *store_path, struct lc_error *err) LC_MUST_CHECK;

/* The document as a table of one row a listed child, then one a child that cannot be
 * scored; cells neutralised. */
void lc_list_csv(const json_t *document, struct lc_text *out);

/* Texts of a list (in_hand, unknown, warnings) with "; " between them, as one cell has
 * them. */
void lc_list_add_joined(struct lc_text *out, const json_t *list);

/* The document's first lines: the verdict on its model, and its warnings. */
void lc_list_caution(const json_t *document, struct lc_text *out);

/* Of which day and how many children it is, how many of them would enter care, and of
 * lists of other lengths. */
void lc_list_head(const json_t *document, struct lc_text *out);

/* The document as a person reads it on a terminal, those lines first. */
void lc_list_text(const json_t *document, struct lc_text *out);
