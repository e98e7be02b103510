/* One child under a model on a day: where it stands, why, and the dated events behind
 * that; or why it is not scored. A child's number, never a name. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/panel/score.h"

/* An event that was known so many days after its start is said to be late. */
enum { LC_LATE_DAYS = 7 };

/* *document is new. scoring: of everybody (a capacity of all that may be scored), by a
 * store that has the lines of its events (lc_score_load). Beside what every list has of
 * its day (list_inside.h):
 *
 *     child, standing: "scored", "cannot be scored", "not in the cohort"
 *     why             of the latter two, in words
 *     children, rank, listed, risk, low, high, linear_predictor, age, sex,
 *     contributions, unknown, decisions?     of the first; they add up as score.h says
 *     base_linear_predictor, events [own events behind a predictor that was observed:
 *         number [from 1: what_if.h], history, start, end, known_from [of its first
 *         version], late, code, level, file, line, each once, in order of start]
 *
 * with the meanings of its codes (meanings.h). O(the child's events + the list). */
int lc_explain_document(json_t **document, const struct lc_scoring *scoring,
                        const struct lc_model *model, const struct lc_store *store,
                        uint32_t child, struct lc_error *err) LC_MUST_CHECK;

/* The document as a person reads it on a terminal, the verdict on the model first. */
void lc_explain_text(const json_t *document, struct lc_text *out);
