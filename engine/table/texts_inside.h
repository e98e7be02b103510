/* Texts numbered from 1 in order of first sight, however many there are: a column of
 * text while it is read. Found by hash in constant time, told apart by their bytes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/codes.h"
#include "base/error.h"
#include "base/slice.h"

struct lc_texts {
    size_t count, places;
    uint32_t *number; /* [places] 0 free, else the text's number */
    uint64_t *hash;   /* [room] of text 1 .. count at 0 .. */
    size_t room;
    struct lc_codes names; /* of 1 .. count; more than a category can number, too */
};

int lc_texts_number(struct lc_texts *texts, struct lc_slice text, uint32_t *number,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_texts_free(struct lc_texts *texts);
