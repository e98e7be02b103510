/* Texts by number: 0 is the blank, 1 and on in the order first met. The numbers of two
 * texts are equal where the texts are. Owned by what keeps the rows. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/slice.h"

struct lc_words {
    size_t count, room; /* text[0] is "", text[1] .. text[count - 1] */
    const char **text;
    size_t slots; /* a power of two */
    uint32_t *slot;
    lc_arena *arena; /* owns the texts */
};

int lc_words_init(struct lc_words *words, struct lc_error *err) LC_MUST_CHECK;
void lc_words_free(struct lc_words *words);
/* The number of text, or 0: there is none such. O(1). */
uint32_t lc_words_find(const struct lc_words *words, struct lc_slice text);
/* The number of text, added if new: small letters (ASCII) become capitals. O(1). */
int lc_words_add(struct lc_words *words, struct lc_slice text, uint32_t *number,
                 struct lc_error *err) LC_MUST_CHECK;
