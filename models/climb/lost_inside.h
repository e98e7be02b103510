/* Directions along which a likelihood rises for ever: separation.
 *
 * A likelihood l has no maximum where there is a direction v with l(b + t v) never
 * falling in t, and rising: of a yes or no, where v keeps every yes on one side and
 * every no on the other or on the border (Albert and Anderson, 1984, Biometrika
 * 71:1-10); of risk sets, where everybody who has the event is at the top of those at
 * risk. The rows that v parts say less and less of it as b goes that way, and the
 * others never said anything: so with I the information where the climb ended and I0
 * where it began,
 *
 *     v' I v < LOST v' I0 v                                                         (1)
 *
 * while a direction with a maximum keeps its share of I0, unless a row far from the
 * others told nearly all there was at the start. These two are told apart by going
 * there: from a maximum, where the gradient is 0, as far along v as brings l down by d,
 *
 *     l(b) - l(b +- s v) = s^2 v' I v / 2 = d,    s = (2 d / v' I v)^(1/2)            (2)
 *
 * to both sides, which is a small part of v's own standard error; while s along a v
 * without a maximum is so many of the steps that the climb still took that one side
 * does not fall at all.
 *
 * The vectors of (1), from the eigenvalues of I against I0, that do not pass (2) span
 * all such directions, and a coefficient in whose place any of them is not 0 has no
 * finite estimate (Konis, 2007, Linear programming algorithms for detecting separated
 * data, DPhil thesis, Oxford). */
#pragma once

#include "base/error.h"

struct lc_newton;
struct lc_objective;

/* Where the climb of the objective ended, with newton->factor of the information there:
 * fills newton->endless, 0 where aliased, in reduced echelon form: newton->pivot are
 * coordinates in which one of them is 1 and the others are 0, taken where they are
 * greatest. A climb that found no end is taken at its word: of one that runs away all
 * of (1), of one that was stopped those of which nothing is left. O(q), or where a
 * pivot says that there may be any O(q^3) and two looks for each. Fails when evaluate
 * does. */
int lc_newton_lost(struct lc_newton *newton, const struct lc_objective *objective,
                   struct lc_error *err) LC_MUST_CHECK;
