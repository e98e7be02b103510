/* Who came to the study's outcome, and when: by what is said today, whoever was in the
 * cohort before. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "study/study.h"

struct lc_entrant {
    uint32_t child;
    int32_t day; /* of the entry */
};

/* Every start of a period of care on a day from <= d < to that is the outcome of the
 * study (of first entries: the child's first period alone), by child and day; *out is
 * new, free it. O(children and their events). */
int lc_entrants_find(struct lc_entrant **out, size_t *count,
                     const struct lc_study *study, const struct lc_store *store,
                     const int32_t span[2], struct lc_error *err) LC_MUST_CHECK;
