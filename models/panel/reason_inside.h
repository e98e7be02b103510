/* Why a child stands where it stands, in plain English with dates: what a history says
 * of the child at the landmark, as it was known then. */
#pragma once

#include "base/text.h"
#include "design/evidence.h"
#include "models/panel/meanings.h"

/* What the predictor's reasons stand under: "missing episodes", "episodes of care of
 * children of the same family". */
void lc_reason_subject(struct lc_text *text, const lc_meanings *words,
                       const struct lc_study_predictor *p);

/* Predictors which[count] (of one history), of one child. Borrowed. */
struct lc_reason_of {
    const struct lc_evidence_book *book;
    const size_t *which;
    size_t count;
    uint32_t child;
};

/* What they rest on: "2 missing episodes since 3 March", "police CSE concern, level 2,
 * known 9 March", "child in need since 4 May 2023", "no missing episode in the last 12
 * months", in the words of words.yaml; a history that has none there is called by its
 * name. Added to text. *events takes how many events there are. Years are left out of
 * days within six months of the landmark: "30 April" said a year on is nobody's guess.
 */
int lc_reason_add(struct lc_text *text, const lc_meanings *words,
                  const struct lc_reason_of *of, size_t *events,
                  struct lc_error *err) LC_MUST_CHECK;
