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
 * while a direction with a maximum keeps its share of I0. The vectors of (1), from the
 * eigenvalues of I against I0, span all such directions, and a coefficient in whose
 * place any of them is not 0 has no finite estimate (Konis, 2007, Linear programming
 * algorithms for detecting separated data, DPhil thesis, Oxford). */
#pragma once

#include "models/climb/newton.h"

/* Fills newton->endless with the vectors of (1), 0 where aliased, in reduced echelon
 * form: pivot[endless_count] are coordinates in which one of them is 1 and the others
 * are 0, taken where they are greatest. newton->factor is of the information there.
 * O(q), or O(q^3) where a pivot says that there are any. */
int lc_newton_lost(struct lc_newton *newton, size_t *pivot,
                   struct lc_error *err) LC_MUST_CHECK;
