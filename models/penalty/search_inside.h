/* The search for the minima of elastic_net_inside.h (1): its state and its moves.
 * path.c leads it, search.c takes one lambda at a time, window.c
 * several. Nobody else looks inside. */
#pragma once

#include <stdbool.h>

#include "models/penalty/descent_inside.h"
#include "models/penalty/elastic_net_inside.h"

struct lc_search {
    const struct lc_net_target *o;
    const struct lc_net_options *options;
    struct lc_net *net;
    size_t q;       /* p and the intercept */
    double *factor; /* [q] scaled; 0 for the intercept */
    double *b, *g;  /* [q] the present point and g = -grad l / n there */
    double *next, *g_next;
    double loglik, tolerance;
    unsigned char *screened; /* [p] in the strong set */
    size_t held;             /* columns in the held matrix */
    size_t *set;             /* [p] which */
    size_t *place;           /* [p] where in set, or p where not */
    double *info;            /* [(held + 1)^2] divided by n */
    size_t room_for;         /* coordinates, in info and room.factor */
    struct lc_descent_room room;
    bool fresh;    /* taken at the present point */
    double *small; /* workspace of the inner loop: 9 vectors of q */
};

/* On failure too, release. */
int lc_search_open(struct lc_search *s, struct lc_error *err) LC_MUST_CHECK;
void lc_search_release(struct lc_search *s);

/* info and what a descent over them needs, for so many coordinates: these are few even
 * where columns are very many. What was in info is lost. */
int lc_search_make_room(struct lc_search *s, size_t coordinates,
                        struct lc_error *err) LC_MUST_CHECK;

bool lc_search_usable(const struct lc_search *s, size_t j); /* not constant */
/* More columns than rows: a matrix over few columns is soon made, one over all is dear,
 * no more than the rows' number of columns is ever in, and to look at the rows is
 * cheap: lambdas come one by one. */
bool lc_search_is_wide(const struct lc_search *s);
/* l and g at b[q]: one pass. */
int lc_search_evaluate(struct lc_search *s, const double *b, double *loglik, double *g,
                       struct lc_error *err) LC_MUST_CHECK;
/* (1) where the log-likelihood at b is known. */
double lc_search_objective(const struct lc_search *s, double loglik, const double *b,
                           double lambda);
/* By how much coordinate j breaks (2) or (3) at b, g. */
double lc_search_violation(const struct lc_search *s, size_t j, double lambda,
                           const double *b, const double *g);
/* A fresh matrix at b: over the screened columns and those next in line at lambda, by
 * the gradient g. */
int lc_search_renew(struct lc_search *s, double lambda, const double *b,
                    const double *g, struct lc_error *err) LC_MUST_CHECK;
/* next[q] = argmin over the held columns of the model (descent_inside.h) made at b, g;
 * begun at next. Those not screened stay at 0 if `screened`. wrong: by how much the
 * conditions do not hold at b; of a wide table, where the descent costs most of all, it
 * need not be exact to more than a thousandth of that. */
void lc_search_propose(struct lc_search *s, double lambda, const double *b,
                       const double *g, bool screened, double wrong, double *next);
/* What a step from b, g to b2, g2 says of the held matrix (descent_inside.h). */
void lc_search_learn(struct lc_search *s, const double *b, const double *g,
                     const double *b2, const double *g2);
/* The present point goes to the minimum at lambda, a step at a time. */
int lc_search_settle(struct lc_search *s, double lambda, struct lc_net_point *point,
                     struct lc_error *err) LC_MUST_CHECK;
/* The strong rule: which columns may move at lambda, from the present point, where the
 * gradient belongs to lambda `last`. */
void lc_search_screen(struct lc_search *s, double lambda, double last);

/* The present point is the path's next one, with what `about` says of it; *enough when
 * the path may end there. */
int lc_search_keep(struct lc_search *s, const struct lc_net_point *about, bool *enough,
                   struct lc_error *err) LC_MUST_CHECK;

/* --- from another path (start.c) -------------------------------------------------- */

/* Point k of options->start in this search's columns, and the gradient there: b[q] and
 * g[q]. */
void lc_search_start_point(const struct lc_search *s, size_t k, double *b, double *g);
/* out[q] = the held matrix times v[q]; 0 where a column is not held. */
void lc_search_times(const struct lc_search *s, const double *v, double *out);
/* Takes up the other path's matrix that is best for points about k, if there is one and
 * it is not that which *taken says. */
int lc_search_start_matrix(struct lc_search *s, size_t k, size_t *taken,
                           struct lc_error *err) LC_MUST_CHECK;
/* The matrix afresh at the present point, kept for whoever starts from this path;
 * lambda as for lc_search_renew. */
int lc_search_keep_matrix(struct lc_search *s, double lambda,
                          struct lc_error *err) LC_MUST_CHECK;

/* All lambdas [options->count], descending, one after another. */
int lc_search_one_by_one(struct lc_search *s, const double *lambda, double first,
                         struct lc_error *err) LC_MUST_CHECK;
/* All lambdas [options->count], descending, several at a time; first: the least at
 * which nothing is in. */
int lc_search_along(struct lc_search *s, const double *lambda, double first,
                    struct lc_error *err) LC_MUST_CHECK;
