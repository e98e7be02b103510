/* Coordinate descent on a quadratic model with an elastic-net penalty: the inner loop
 * of search_inside.h, among short vectors only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The model about b: the gradient there [m], info [m * m], and the penalties l1 and l2
 * [m] of each coordinate. */
struct lc_descent {
    size_t m;
    const double *gradient, *info, *b, *l1, *l2;
};

/* Workspace for up to m coordinates: vectors [m], and factor [m * m]. */
struct lc_descent_room {
    double *r, *d, *step, *stopped, *factor;
    size_t *at;
    unsigned char *alias;
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
 * gradient's unit), at most `sweeps` of them. Where columns depend on each other
 * nearly, as they must where there are more of them than rows, sweeps are many: once
 * they have cost as much as a factor of the coordinates that are in, there is a leap.
 * Returns the sweeps made. */
int lc_descend(const struct lc_descent *model, double tolerance, int sweeps, double *c,
               struct lc_descent_room *room);

/* at[count]: the coordinates of the face that c lies on, which are not 0 or have no
 * penalty to keep them there; returns count. */
size_t lc_descent_face(const struct lc_descent *model, const double *c, size_t *at);

/* c goes to the minimum of (1) on its face, room->at[count], where signs stay as they
 * are: Newton's direction, exact here; a coordinate that would pass 0 stops there or,
 * if (1) were then no lower, all stop with the first. Of columns that depend on each
 * other one leaves. room->r is (2)'s before and after. Never uphill. Returns whether
 * another leap, from the smaller face, leads on. O(count^3). */
bool lc_descent_leap(const struct lc_descent *model, double *c, size_t count,
                     struct lc_descent_room *room);

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
