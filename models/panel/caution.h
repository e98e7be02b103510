/* What a reader of a list must know before its first child: the verdict on its model,
 * and in what the day is unlike those that the model learnt from. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/fit/model.h"
#include "models/panel/scoring.h"

/* Chance is given the benefit of the doubt: a predictor has drifted where as many
 * children outside its range, or more, would come of the training rows' share with a
 * probability below this (binomial), and where the odds are so many times what they
 * were: in a whole country any difference is beyond chance. Of 20 predictors one is
 * named for nothing in 50 lists. */
#define LC_DRIFT_CHANCE 0.001
#define LC_DRIFT_ODDS   1.5

/* *list is new: a sentence each, of a day within the time that the model was fitted to
 * or before it; of a day past the study's review_by; of predictors that lie outside
 * their range, or are not observed, in more children than in training; of a model file
 * that does not say what it was fitted to; of breaks that it learnt across and nobody
 * answered for. *holds: whether the verdict is one on such a day, which breaks and what
 * children are like leave open. */
int lc_cautions(json_t **list, bool *holds, const struct lc_scoring *scoring,
                const struct lc_model *model, struct lc_error *err) LC_MUST_CHECK;

/* How many breaks a model learnt across that nobody has answered for, by its results;
 * of results that do not say how many are open none is answered. */
size_t lc_caution_open_breaks(const json_t *results);

/* What a reader may do by a list: nothing, where its model is not good enough or its
 * verdict does not hold of it; choose by it; or that once the warnings are read. */
enum lc_use { LC_USE_NOT, LC_USE_NOTED, LC_USE };

bool lc_caution_is_good(const json_t *verdict); /* whatever it stands on */
/* Of a verdict { status, reasons } and the document that it stands on, of which
 * warnings and verdict_holds are read. Warnings of which none says that the verdict
 * holds are taken for it does not. */
enum lc_use lc_caution_use(const json_t *verdict, const json_t *document);

/* The verdict in a word or two, as a cell has it: its status, and that it does not hold
 * of the document where it is good and may not be used. */
const char *lc_caution_word(const json_t *verdict, const json_t *document);

/* The list's first line; no end of line. */
void lc_caution_add_verdict(struct lc_text *out, const json_t *verdict,
                            enum lc_use use);
