/* Aalen-Johansen for any states: the probability of being in each, for people who move
 * from one to another, and back.
 *
 * Everybody begins in state 0. A row is a spell (start, stop] of one person, in the
 * state that the person's row before it ended in; its event is the state entered at its
 * end, 0 for none. With Y_s(u) the weight at risk in state s just before u and dN_sk(u)
 * that of those who move to k,
 *
 *     dH_sk = dN_sk / Y_s,   dH_ss = -sum_k dH_sk                                  (1)
 *     p(u) = p(u-) (I + dH(u)),   p(0) = (1, 0, ..)                                (2)
 *
 * and the error is the infinitesimal jackknife's over persons i,
 *
 *     U_i(u) = U_i(u-) (I + dH(u)) + p(u-) dH_i(u)                                 (3)
 *     dH_i,sk = (dN_i,sk - Y_i,s dH_sk) / Y_s,   var p_k = sum_i U_ik^2            (4)
 *
 * Aalen and Johansen (1978), Scand. J. Statist. 5:141-150; as survfit of a state and an
 * id has it. With the integral of (2) and of (3), the mean time in each state. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct lc_spells { /* borrowed; rows in any order */
    size_t n, ids;
    const double *start;  /* [n] or NULL: all 0 */
    const double *stop;   /* [n] after start */
    const int32_t *event; /* [n] 0, or the state entered: 1 .. states - 1 */
    const double *weight; /* [n] or NULL: all 1 */
    const int32_t *id;    /* [n] 0 .. ids - 1 */
    int states;
};

struct lc_multistate {
    size_t times;
    int states;
    double *time;           /* [times] at which somebody moves, ascending */
    double *probability;    /* [times * states] (2) */
    double *se;             /* [times * states] root of (4) */
    double *at_risk;        /* [times * states] just before */
    double *moved;          /* [times * states] into the state */
    double *mean, *mean_se; /* [states] time in each up to tau; NaN when tau < 0 */
};

/* LC_RANGE where spells of one person overlap, naming the row. O(times ids states)
 * time, ids * states memory. */
int lc_multistate_new(struct lc_multistate **out, const struct lc_spells *spells,
                      double tau, struct lc_error *err) LC_MUST_CHECK;
void lc_multistate_free(struct lc_multistate *multistate); /* NULL is allowed */

/* The index of the last time at or before t; SIZE_MAX before the first. */
size_t lc_multistate_at(const struct lc_multistate *multistate, double t);
