/* Inside of rhythm.h: what rhythm.c and rhythm_judge.c share. */
#ifndef LC_STORE_RHYTHM_INSIDE_H
#define LC_STORE_RHYTHM_INSIDE_H

#include "store/rhythm.h"

/* How far the sources could speak, as known before day t: not beyond t. */
int32_t lc_rhythm_end_at(const struct lc_rhythm *rhythm, int32_t t);

#endif
