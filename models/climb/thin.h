/* A thin slice of a large sample: runs of rows taken evenly throughout. Its maximum is
 * a start for the whole sample's Newton steps, of which it saves half or more. */
#pragma once

#include "models/climb/newton.h"
#include "models/family/family.h"

struct lc_thin {
    struct lc_sample sample; /* its arrays are owned here; no clusters, no shards */
    double times;            /* so many times smaller than the whole */
};

/* A slice that is of use for q coefficients, with `events` of its own outcome in the
 * whole sample, is 32 rows of every so many: 512, or 1024 of a sample that is ample. 0:
 * the sample is too small for one. */
size_t lc_thin_every(const struct lc_sample *sample, double events, size_t q);
int lc_thin_init(struct lc_thin *thin, const struct lc_sample *sample, size_t every,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_thin_release(struct lc_thin *thin);

struct lc_start {
    double *beta;   /* [q] owned; NULL: there is none */
    double *matrix; /* [q * q] in the same memory */
};

/* After lc_newton_begin on the whole sample: the maximum of the slice, `times` smaller,
 * and about the whole's information there,
 *
 *     H = times T(b) + c { W(a) - times T(a) }                                  (1)
 *
 * with T the slice's information and W the whole's, b the slice's maximum, a where both
 * begin, and c = trace T(b) / trace T(a): what the slice's information is seen to be
 * out by at a, it is out by at b as well, in large part. A slice without a maximum
 * gives no start. */
int lc_thin_climb(const struct lc_newton *whole, const struct lc_objective *of_slice,
                  double times, struct lc_start *start,
                  struct lc_error *err) LC_MUST_CHECK;
/* From there to the whole's maximum (lc_glide), when the slice may be gone: ends with a
 * full look, for lc_newton_climb to go on from. Without a start nothing is done. Frees
 * what start holds. */
int lc_thin_glide(struct lc_newton *whole, const struct lc_objective *objective,
                  struct lc_start *start, const struct lc_fit_options *options,
                  struct lc_error *err) LC_MUST_CHECK;
/* Both, one after the other. */
int lc_thin_leap(struct lc_newton *whole, const struct lc_objective *objective,
                 const struct lc_objective *of_slice, double times,
                 const struct lc_fit_options *options,
                 struct lc_error *err) LC_MUST_CHECK;
