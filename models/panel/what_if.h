/* What would the risk of one child be without one record, or had it said otherwise? A
 * parent says that it is wrong: what hangs on it?
 *
 * The change is made to the store in memory (store/dispute.h) and everybody is ranked
 * anew; what the sources cover and when they were silent stays as it is (rhythm.h).
 * With part_g of a history as score.h (2) has it, before and after,
 *
 *     difference_g = part_g after - part_g before                                    (1)
 *     difference   = difference_1 + difference_2 + ...                               (2)
 *
 * from left to right in doubles, so that what histories add sums to the difference bit
 * for bit, which is that of the two linear predictors but for the last places. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "store/dispute.h"

/* What is asked, as a person writes it:
 *
 *     WHICH out | start DAY | end DAY | end open | known DAY | level N | code CODE
 *
 * WHICH is the number of an event of `explained` (explain.h), or F:L for line L of file
 * F. Fills *dispute, which borrows the text and the document. LC_USAGE, with what to
 * write; LC_RANGE: no such number, or the child is not scored. */
int lc_what_if_parse(struct lc_dispute *dispute, const char *text,
                     const json_t *explained, struct lc_error *err) LC_MUST_CHECK;

/* Puts "what_if" into `before`, a document of explain.h; after: the same of the changed
 * store, and is left as it is.
 *
 *     what_if { event [of events; null: given by its line, and not among them], file,
 *         line, change: "out", "start", "end", "known", "level" or "code", to,
 *         standing, why?, rank?, risk?, low?, high?, linear_predictor? [after],
 *         by_history [{ history, before, after, difference (1), text [after] }],
 *         difference (2) }       null both: not scored after, or by another fit
 */
int lc_what_if_put(json_t *before, const json_t *after,
                   const struct lc_dispute *dispute,
                   struct lc_error *err) LC_MUST_CHECK;

/* It as a person reads it on a terminal, the verdict on the model first. */
void lc_what_if_text(const json_t *document, struct lc_text *out);
