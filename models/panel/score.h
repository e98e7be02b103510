/* Today's cohort under a frozen model: who stands where, and why.
 *
 * A contribution is what a history adds to a child's linear predictor beyond the mean
 * of the training rows. With columns j in their order, histories g in the order of
 * their first column, and m_j the training means,
 *
 *     centre_g = sum over j in g of b_j m_j,     base = constant + sum_g centre_g   (1)
 *     part_g   = sum over j in g of b_j x_j  -  centre_g                            (2)
 *     lp       = base + part_1 + part_2 + ...  (+ the offset, as a part of its own) (3)
 *
 * each sum from left to right in doubles. lp is defined by (3), so the parts add up to
 * it bit for bit; it is the model's own linear predictor but for the last places.
 *
 * Order: higher risk first; at equal risk the higher lp; then the lower child number.
 */
#ifndef LC_PANEL_SCORE_H
#define LC_PANEL_SCORE_H

#include "design/design.h"
#include "models/fit/model.h"
#include "parallel/team.h"
#include "store/store.h"
#include "study/study.h"

#define LC_TIE_RULE                                                                    \
    "by risk; at equal risk by the higher linear predictor, then by child number"

struct lc_scored_child {
    uint32_t child;
    size_t row; /* of the design */
    double lp, risk, low, high;
    double *part; /* [groups] (2); borrowed from the scoring */
};

/* A history that the model reads: a group of columns. */
struct lc_score_group {
    const char *history; /* "missing"; "person" for age and sex; "several" */
    double centre;
    size_t predictors; /* of the study, that its columns are made from */
    size_t *predictor; /* [predictors] */
};

struct lc_cannot_score {
    uint32_t child;
    const char *why; /* borrowed from the scoring */
};

struct lc_scoring {
    struct lc_study *study; /* parsed from the model's own text */
    struct lc_design design;
    struct lc_risks risks;
    int32_t day;
    double base; /* (1) */
    size_t groups;
    struct lc_score_group *group;
    size_t n; /* scored, in order */
    struct lc_scored_child *scored;
    size_t refused;
    struct lc_cannot_score *cannot;
    double *part; /* [n * groups] */
};

/* Loads what a scoring by the model reads of a store, and no more (lc_store_load_part).
 * LC_REFUSED: not a study's model. */
int lc_score_load(struct lc_store *store, const char *path,
                  const struct lc_model *model, struct lc_error *err) LC_MUST_CHECK;

/* Scores the cohort of `day` by what was known on it. LC_REFUSED: not a study's model,
 * or a history that it learnt from is not in the store. LC_RANGE: a day that the
 * outcome's history does not cover, or by more than the study's lag. Fills *scoring
 * anew; the model must outlive it. */
int lc_score_run(struct lc_scoring *scoring, const struct lc_model *model,
                 const struct lc_store *store, int32_t day, lc_team *team,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_scoring_free(struct lc_scoring *scoring);

#endif
