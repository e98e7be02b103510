/* Today's cohort under a frozen model: who stands where, and why.
 *
 * A contribution is what a history adds to a child's linear predictor beyond the mean
 * of the training rows. With columns j in their order, histories g in the order of
 * their first column, and m_j the training means,
 *
 *     centre_g = sum over j in g of b_j m_j,
 *     base     = constant + z + sum_j b_j (m_j - c_j)                               (1)
 *     part_g   = sum over j in g of b_j x_j  -  centre_g                            (2)
 *     lp       = base + part_1 + part_2 + ...  (+ the offset, as a part of its own) (3)
 *
 * with the constant at the model's centre c, which is m but for models of an earlier
 * format, z from there to covariates zero (lc_model_to_zero), and each sum from left to
 * right in doubles. lp is defined by (3), so the parts add up to it bit for bit; it is
 * the model's own linear predictor but for the last places. Of accelerated failure
 * times the model's b are of the log of the time, so that more is later: there b and
 * the constant change sign, and more is sooner here as everywhere.
 *
 * Order: higher risk first; at equal risk the higher lp; then the lower child number.
 */
#pragma once

#include "models/fit/model.h"
#include "models/panel/scoring.h"
#include "parallel/team.h"
#include "store/store.h"

#define LC_TIE_RULE                                                                    \
    "by risk; at equal risk by the higher linear predictor, then by child number"

/* The study that the model was fitted by, parsed anew; lc_study_free(). LC_REFUSED: the
 * model was fitted to a table. */
int lc_score_study(struct lc_study **study, const struct lc_model *model,
                   struct lc_error *err) LC_MUST_CHECK;

/* What is shown of a scoring, beside the list. */
enum lc_score_shows {
    LC_SHOWS_LIST,   /* nothing but its reasons */
    LC_SHOWS_BEHIND, /* the events behind it, with the line of its file that each
                        version came from */
    LC_SHOWS_ALL     /* and whatever happened: every history of events, so */
};

/* Loads what a scoring by the model reads of a store and what is shown of it, and no
 * more (lc_store_load_part). LC_REFUSED: not a study's model, or the store is not
 * linked. */
int lc_score_load(struct lc_store *store, const char *path,
                  const struct lc_model *model, enum lc_score_shows shows,
                  struct lc_error *err) LC_MUST_CHECK;

/* Scores the cohort of ask's day by what was known on it, and lists the first (LC_USAGE
 * where nobody says how many). Each child's events are walked
 * once; no design is made, and limits and parts are kept for those listed only.
 * LC_REFUSED: not a study's model, one that is not good enough though the study says
 * when_not_good_enough: refuse, or a history that it learnt from is not in the
 * store. LC_RANGE: a day that the outcome's history does not cover, or by more than the
 * study's lag. Fills *scoring anew; the model and
 * the store must outlive it. */
int lc_score_run(struct lc_scoring *scoring, const struct lc_model *model,
                 const struct lc_store *store, const struct lc_score_ask *ask,
                 lc_team *team, struct lc_error *err) LC_MUST_CHECK;
void lc_scoring_free(struct lc_scoring *scoring);

/* The place of a child of the list from 1; 0: it is not of it. O(log listed). */
size_t lc_scoring_place(const struct lc_scoring *scoring, uint32_t child);
/* Borrowed; NULL: not of the list. */
const struct lc_scored_child *lc_scoring_of(const struct lc_scoring *scoring,
                                            uint32_t child);
/* Why a child could not be scored; NULL: it could, or it was not of the cohort. O(n).
 */
const char *lc_scoring_refusal(const struct lc_scoring *scoring, uint32_t child);
