/* What a study asks of its models beforehand: is it a minimum, and how likely is a
 * model of a given worth to pass?
 *
 * A verdict needs a stated minimum: a number of events, a range of calibration, and a
 * gain over a named baseline. Without all three a model that guesses could be "good
 * enough" for want of a question, so it is not judged.
 *
 * The chance to pass a precision of at least r. K of the n places on the lists turn out
 * to be entries; with a true precision p and places that are independent,
 *
 *     K ~ Binomial(n, p),     P(pass) = P(K >= k)                                  (1)
 *
 * with k the least count that passes: by the estimate, k / n >= r; by the limit, the
 * lower 95% limit of Wilson (1927, JASA 22:209-212), z = 1.96,
 *
 *     (q + z^2 / 2n - z sqrt(q (1 - q) / n + z^2 / 4n^2)) / (1 + z^2 / n) >= r     (2)
 *
 * with q = k / n. Places are not independent: a child who will enter stands at several
 * landmarks. With an entry at m landmarks on average, places count as 1 / m each. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "study/study.h"

enum { LC_MINIMA = 3 };

/* Into what[LC_MINIMA], in words, the parts of a minimum that the study does not state;
 * returns how many. */
size_t lc_acceptance_lacks(const struct lc_study_acceptance *acceptance,
                           const char *what[LC_MINIMA]);

/* (1) for n >= 1 places, 0 <= precision, required <= 1. O(log n) evaluations. */
double lc_acceptance_chance(size_t n, double precision, double required,
                            bool by_estimate);
