/* Which parts of a store a study reads: so that a scoring need not load the rest. */
#pragma once

#include "store/store.h"
#include "study/study.h"

/* For lc_store_load_part: everything that cohort, outcome, design, evidence and reasons
 * read of a store. The study must outlive it. */
struct lc_store_part lc_study_needs(const struct lc_study *study);
