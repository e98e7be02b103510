/* A thin slice of a large sample: runs of rows taken evenly throughout. Its maximum is
 * a start for the whole sample's Newton steps, of which it saves half or more. */
#ifndef LC_FAMILY_THIN_H
#define LC_FAMILY_THIN_H

#include "models/family/family.h"
#include "models/family/newton.h"

enum { LC_THIN_RUN = 32, LC_THIN_EVERY = 512 }; /* 1 row in 16 */

struct lc_thin {
    struct lc_sample sample; /* its arrays are owned here; no clusters, no shards */
    double times;            /* so many times smaller than the whole */
};

/* Is the sample large enough for a slice with `events` of its own outcome to be of use
 * for q coefficients? */
bool lc_thin_pays(const struct lc_sample *sample, double events, size_t q);
int lc_thin_init(struct lc_thin *thin, const struct lc_sample *sample,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_thin_release(struct lc_thin *thin);

/* After lc_newton_begin on the whole sample: the maximum of the slice, `times` smaller,
 * and from there to the whole's (lc_glide), by the matrix
 *
 *     H = times T(b) + c { W(a) - times T(a) }                                  (1)
 *
 * with T the slice's information and W the whole's, b the slice's maximum, a where both
 * begin, and c = trace T(b) / trace T(a): what the slice's information is seen to be
 * out by at a, it is out by at b as well, in large part. Ends with a full look, for
 * lc_newton_climb to go on from; where the slice is of no use, at a. */
int lc_thin_leap(struct lc_newton *whole, const struct lc_objective *objective,
                 const struct lc_objective *of_slice, double times,
                 const struct lc_fit_options *options,
                 struct lc_error *err) LC_MUST_CHECK;

#endif
