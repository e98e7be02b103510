/* Inside of rhythm.h: what its files share. */
#pragma once

#include "store/rhythm.h"

/* How far the sources could speak, as known before day t: not beyond t. */
int32_t lc_rhythm_end_at(const struct lc_rhythm *rhythm, int32_t t);

/* Sorts spans and joins those that meet or overlap, in place; how many are left. */
size_t lc_rhythm_join(size_t count, int32_t (*span)[2]);
