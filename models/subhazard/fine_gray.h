/* Fine and Gray's model of a cause's subdistribution hazard, in time linear in the
 * rows.
 *
 * A row that left by another cause at T_j stays at risk after it, with the weight
 * G(u-) / G(T_j-), G the Kaplan-Meier curve of censoring (of the row's stratum: strata
 * are groups of censoring here). With r = w exp(eta), at a time u of the cause,
 *
 *     S0(u) = sum_{T_i >= u} r_i + G(u-) sum_{other cause, T_j < u} r_j / G(T_j-)   (1)
 *
 * and S1 likewise with r z: one sum from the end and one from the beginning, so no row
 * is visited twice: running sums along rows sorted by time (fine_gray_line_inside.h),
 * or tables by time where times are few (fine_gray_sums_inside.h). Breslow's ties. With
 * dL(u) = d(u) / S0(u), as in partial_inside.h,
 *
 *     A_i = sum_{u <= T_i} dL + [other cause] sum_{u > T_i} G(u-) dL / G(T_i-)
 *     U = sum { [event] w - r A } z,   I = sum r A z z' - sum d zbar zbar'          (2)
 *
 * Fine and Gray (1999), JASA 94:496-509; the two sums: Kawaguchi et al. (2021), R
 * Journal 12(2):163-185. The variance is theirs, I^-1 sum (eta_i + psi_i)^2 I^-1, psi
 * the part that estimating G adds (their section 4). Censorings tied with events count
 * as at risk of censoring, as cmprsk's crr has it; survival's finegray() takes the
 * events away first, and differs where times are heavily tied.
 *
 * Two causes' subdistribution models need not agree: their incidences can sum to more
 * than 1. Where absolute risks of several causes are wanted, take cause-specific. */
#pragma once

#include "models/family/family.h"

extern const struct lc_family lc_family_fine_gray; /* "fine-gray" */
