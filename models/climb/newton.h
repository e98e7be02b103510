/* Newton's method for a concave log-likelihood, shared by the families.
 *
 * Coefficients are those of standardised columns, so that a step of 0.01 means the same
 * for every column. A step is halved while it does not raise the penalised
 * log-likelihood. Converged means: the score test U' I^-1 U is below the tolerance, the
 * step that is left is small, and the information is positive definite. A likelihood
 * that has stopped rising while the coefficients still walk is LC_INFINITE. Where a
 * climb that converged left directions of which next to nothing is known, it looks
 * whether the likelihood falls along them (lost_inside.h).
 *
 * The last step is taken without another look. Of a large sample (`size`) it may be the
 * one that brings the score test below the tolerance, if it was seen before how much a
 * step leaves (`rate`), and if it is so short, 3e-9 standard deviations of the linear
 * predictor, that it moves the information by no more than that share of itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct lc_newton {
    size_t q;
    double *beta;         /* [q] in: where to start; out: the maximum */
    double *gradient;     /* [q] of the penalised log-likelihood */
    double *information;  /* [q * q] of the penalised log-likelihood */
    double *factor;       /* [q * q] its Cholesky factor */
    double *origin;       /* [q * q] the information where the climb began */
    double *step, *start; /* [q] the last step, and where it began */
    double *ridge;        /* [q] penalty ridge / 2 * beta^2, 0 for none */
    unsigned char *alias; /* [q] in: 1 is held where it stands; out: and those that are
                             combinations of columns before them */
    unsigned char *held;  /* [q] alias as it came in; scratch once done */
    unsigned char *runaway; /* [q] out: coefficients that run to infinity */
    unsigned char *gone;    /* [q] alias, and those whose information has run out */
    double *endless;        /* [endless_count * q] out: directions without a maximum
                               (lost_inside.h) */
    size_t *pivot; /* [endless_count] a coordinate that each has to itself, there 1 */
    size_t endless_count;
    double loglik;          /* without the penalty */
    double objective;       /* with it */
    double decrement;       /* U' I^-1 U at beta, before a last free step */
    double first_decrement; /* the same where it started: the score test */
    double size;       /* in: rows with the rarer outcome, of a large sample; or 0 */
    double rate;       /* the last step left this share of the decrement */
    double full_cost;  /* in, for lc_glide: what a look with the information costs in
                          looks without */
    int steps, status; /* status: an lc_status */
};

struct lc_objective {
    const char *what; /* for the progress line */
    /* loglik, gradient [q] and information [q * q] at beta; information
     * is NULL when lc_glide does not want it. loglik NaN or infinite:
     * beta is out of reach, try a shorter step. */
    int (*evaluate)(void *context, const double *beta, double *loglik, double *gradient,
                    double *information, struct lc_error *err);
    void *context;
};

int lc_newton_init(struct lc_newton *newton, size_t q,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_newton_release(struct lc_newton *newton);

/* Look at newton->beta: log-likelihood, derivatives, score test, aliased columns. */
int lc_newton_begin(struct lc_newton *newton, const struct lc_objective *objective,
                    struct lc_error *err) LC_MUST_CHECK;
/* After begin: climb to the maximum. Fails only when evaluate does. */
int lc_newton_climb(struct lc_newton *newton, const struct lc_objective *objective,
                    double tolerance, int max_steps,
                    struct lc_error *err) LC_MUST_CHECK;
/* The ridge into an information that was worked out anew, and its factor: for
 * lc_newton_variance. O(q^3). */
void lc_newton_factor(struct lc_newton *newton);
/* The information at beta by another objective (the expected one, where the climb had
 * the observed), its ridge and factor: for lc_newton_variance. Fails when evaluate
 * does. */
int lc_newton_inform(struct lc_newton *newton, const struct lc_objective *objective,
                     struct lc_error *err) LC_MUST_CHECK;
