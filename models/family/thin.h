/* A thin slice of a large sample: runs of rows taken evenly throughout. Its maximum is
 * a start for the whole sample's Newton steps, of which it saves half or more. */
#ifndef LC_FAMILY_THIN_H
#define LC_FAMILY_THIN_H

#include "models/family/family.h"

enum { LC_THIN_RUN = 32, LC_THIN_EVERY = 512 }; /* 1 row in 16 */

struct lc_thin {
    struct lc_sample sample; /* its arrays are owned here; no clusters, no shards */
};

/* Is the sample large enough for a slice with `events` of its own outcome to be of use
 * for q coefficients? */
bool lc_thin_pays(const struct lc_sample *sample, double events, size_t q);
int lc_thin_init(struct lc_thin *thin, const struct lc_sample *sample,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_thin_release(struct lc_thin *thin);

#endif
