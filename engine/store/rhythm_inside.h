/* Inside of rhythm.h: what its files share. */
#pragma once

#include "store/rhythm.h"

/* How far the sources could speak, as known before day t: not beyond t. */
int32_t lc_rhythm_end_at(const struct lc_rhythm *rhythm, int32_t t);

/* Sorts spans and joins those that meet or overlap, in place; how many are left. */
size_t lc_rhythm_join(size_t count, int32_t (*span)[2]);

/* Histories whose rhythms are made at once, and who feeds them. */
struct lc_telling {
    const struct lc_store *store;
    size_t names;
    const char *const *name; /* [names] NULL: not asked */
    bool *feeds;             /* [names][sources] */
    bool *others;            /* [names] do its sources tell other histories as well? */
};

/* Fills each rhythm asked, of which all else is there, with the days that were told.
 * Every row is looked at twice, by however many histories it counts for:
 * O(rows + sources x names x kinds), for kinds of sources that feed the same of them.
 */
int lc_rhythm_days(struct lc_rhythm *rhythm, const struct lc_telling *telling,
                   struct lc_error *err) LC_MUST_CHECK;
