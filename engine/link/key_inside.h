/* Inside of key.h: what the files of engine/link share. */
#pragma once

#include "link/key.h"

int lc_keys_add(struct lc_keys *keys, struct lc_slice text, uint32_t record,
                struct lc_error *err) LC_MUST_CHECK;
void lc_keys_free(struct lc_keys *keys);

/* Two records that a pass thinks one child; record < other. */
struct lc_record_pair {
    uint32_t record, other;
};

struct lc_record_pairs {
    size_t count, room;
    struct lc_record_pair *pair;
    size_t commons, common_room;
    struct lc_record_pair
        *common; /* the first two records of a key that is too common */
};

/* For every key its records as pairs, each with each: where a number is two children's,
 * any two of them may be the two that belong together. A key that more than `most`
 * records share names no person; it gives no pairs, but is noted in `common`. The pairs
 * are in order and each once, whatever the order of the keys. */
int lc_keys_pair(struct lc_keys *keys, size_t most, struct lc_record_pairs *pairs,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_record_pairs_free(struct lc_record_pairs *pairs);
