/* Firth's logistic regression: the likelihood times Jeffreys' prior, which keeps every
 * coefficient finite (Firth, 1993, Biometrika 80:27-38; Heinze and Schemper, 2002,
 * Statist. Med. 21:2409-2419).
 *
 *     l*(b) = l(b) + log det I(b) / 2                                          (1)
 *     U*(b) = sum of { w (y - m mu) + h (1/2 - mu) } x,  h = W x' I^-1 x       (2)
 *
 * with W = w m mu (1 - mu) and steps by I. */
#pragma once

#include "models/binary/link_inside.h"
#include "models/climb/newton.h"

struct lc_firth {
    lc_sweep *sweep;
    struct lc_binary_rows rows; /* of the logit link */
    double *inverse;            /* [q * q] workspace */
    double *factor;             /* [q * q] workspace */
    unsigned char *alias;       /* [q] columns left out of the model */
    unsigned char *work;        /* [q] */
    double plain;               /* out: l at the last beta evaluated */
};

/* An lc_objective's evaluate, with a struct lc_firth: (1), (2) and I. */
int lc_firth_evaluate(void *context, const double *beta, double *loglik,
                      double *gradient, double *information, struct lc_error *err);
