/* Coordinate descent on a quadratic model with an elastic-net penalty: the inner loop
 * of search_inside.h, among short vectors only. */
#pragma once

#include <stddef.h>

/* The model about b: the gradient there [m], info [m * m], and the penalties l1 and l2
 * [m] of each coordinate. */
struct lc_descent {
    size_t m;
    const double *gradient, *info, *b, *l1, *l2;
};

/* Minimise over c[m], started at c,
 *
 *     gradient' (c - b) + (c - b)' info (c - b) / 2
 *         + sum_j ( l1_j |c_j| + l2_j / 2 c_j^2 )                                   (1)
 *
 * One coordinate at a time has the closed form
 *
 *     c_j = soft(info_jj c_j - r_j, l1_j) / (info_jj + l2_j),
 *     r = gradient + info (c - b),  soft(u, t) = sign(u) max(|u| - t, 0)            (2)
 *
 * Friedman et al. (2010), as elastic_net_inside.h. Sweeps go over all, then over those
 * that moved, until no coordinate moves the model by more than `tolerance` (in the
 * gradient's unit), at most `sweeps` of them. work [m]. Returns the sweeps made. */
int lc_descend(const struct lc_descent *model, double tolerance, int sweeps, double *c,
               double *work);

/* A held information matrix info[m * m] learns from a step s[m] that changed the
 * gradient by y[m]: the update of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and
 * Wright, 2006, Numerical Optimization, 2nd ed., (6.19)),
 *
 *     I += y y' / y's - I s s' I / s'I s                                            (3)
 *
 * which keeps it positive definite; left out where y's is not clearly above 0. work[m].
 * O(m^2). */
void lc_descent_learn(size_t m, const double *step, const double *change, double *info,
                      double *work);
