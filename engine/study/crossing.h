/* Breaks across which a study learns: a history, or one code of it, means something
 * else from a day on, and what the study reads of it lies on both sides.
 *
 * A predictor reads [t - window, t) at each landmark t, from its observed_from on; who
 * is known to the cohort likewise; the outcome and what competes with it are read from
 * the first landmark to the last one's horizon. A break of one code, or of one value of
 * an attribute, is read by the predictors that name it, a break of all of a history by
 * all that reads the history. What the sources do not cover is not read.
 *
 *   likely     the store shows it (store/breaks.h) and nobody has declared it
 *   declared   a schema or the study declares it (store/declared.h), on a day; or on a
 *              day of the borough's own between two, and the store shows it there
 *   accepted   declared, and the study says why a model may learn across it */
#pragma once

#include "store/declared.h"
#include "study/study.h"

enum lc_crossing_is { LC_CROSSING_LIKELY, LC_CROSSING_DECLARED, LC_CROSSING_ACCEPTED };

struct lc_crossing {
    int is;     /* an lc_crossing_is */
    char *text; /* one line; counts by the door (disclosure/small.h) */
    char *row;  /* of the study's breaks that says so and accepts it: YAML */
};

struct lc_crossings {
    size_t count, room;
    struct lc_crossing *row; /* in order of history, then as declared, then as found */
    size_t refused;          /* that are declared and not accepted */
};

/* Filled anew; free it in any case. declared: what schemas do. LC_ABSENT: the outcome's
 * history is not covered. O(rows of the histories that are read). */
int lc_crossings_find(struct lc_crossings *out, const struct lc_study *study,
                      const struct lc_store *store,
                      const struct lc_declarations *declared,
                      struct lc_error *err) LC_MUST_CHECK;

/* From a model's last landmark to a later day on which it is used. */
struct lc_crossings_span {
    int32_t last, day;
};

/* As lc_crossings_find(), of what the model could not learn: breaks in the span that
 * are declared to be on a day. It takes what it reads behind them for what it learnt.
 * Events are not looked at: O(what is declared). */
int lc_crossings_since(struct lc_crossings *out, const struct lc_study *study,
                       const struct lc_store *store,
                       const struct lc_declarations *declared,
                       const struct lc_crossings_span *span,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_crossings_free(struct lc_crossings *crossings);
