/* Marks by place (marks.h). Level 0 has a table for each 16 words, level 1 one for each
 * 16 of those, and so on to a single table. */
#include "numeric/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SHIFT = 4, WORD = 6 };

/* Counts of all levels for that many places; first[] says where each level begins. One
 * word more than the places need, so that all of them may be asked about. */
static size_t lay_out(struct lc_marks *marks, size_t places)
{
    size_t counts = 0, tables = (places >> WORD) + 1;
    marks->places = places;
    marks->words = tables;
    marks->levels = 0;
    do {
        tables = (tables + LC_MARKS_WIDTH - 1) >> SHIFT;
        marks->first[marks->levels++] = counts;
        counts += tables << SHIFT;
    } while (tables > 1);
    return counts;
}

int lc_marks_open(struct lc_marks *marks, size_t places, struct lc_error *err)
{
    *marks = (struct lc_marks){ 0 };
    size_t counts = lay_out(marks, places);
    marks->below = lc_alloc(counts, sizeof *marks->below);
    marks->word = lc_alloc(marks->words, sizeof *marks->word);
    return marks->below && marks->word ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_marks_close(struct lc_marks *marks)
{
    free(marks->below);
    free(marks->word);
    *marks = (struct lc_marks){ 0 };
}

void lc_marks_clear(struct lc_marks *marks, size_t places)
{
    size_t counts = lay_out(marks, places);
    memset(marks->below, 0, counts * sizeof *marks->below);
    memset(marks->word, 0, marks->words * sizeof *marks->word);
    marks->total = 0;
}

/* All bits from the 16th on: read from 15 - here, those for k > here. */
static const uint32_t after[2 * LC_MARKS_WIDTH] = {
    [LC_MARKS_WIDTH] = UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
    UINT32_MAX,
};

void lc_marks_set(struct lc_marks *marks, size_t place, bool on)
{
    uint32_t change = on ? 1 : UINT32_MAX; /* wraps: less 1 */
    size_t at = place >> WORD;
    marks->word[at] ^= (uint64_t)1 << (place & 63);
    marks->total += on ? 1 : SIZE_MAX;
    for (int level = 0; level < marks->levels; level++, at >>= SHIFT) {
        uint32_t *table =
            marks->below + marks->first[level] + (at & ~(size_t)(LC_MARKS_WIDTH - 1));
        const uint32_t *mask = after + LC_MARKS_WIDTH - 1 - (at & (LC_MARKS_WIDTH - 1));
        for (int k = 0; k < LC_MARKS_WIDTH; k++) /* all 16, so that it is a vector */
            table[k] += change & mask[k];
    }
}

/* Bits set: in pairs, fours and bytes, and the bytes added up by a product (Warren,
 * Hacker's Delight, 5-1). Not every machine we run on has an instruction for it. */
static inline size_t bits_in(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return x * 0x0101010101010101u >> 56;
}

size_t lc_marks_below(const struct lc_marks *marks, size_t place)
{
    size_t at = place >> WORD;
    size_t sum = bits_in(marks->word[at] & (((uint64_t)1 << (place & 63)) - 1));
    for (int level = 0; level < marks->levels; level++, at >>= SHIFT)
        sum += marks->below[marks->first[level] + at];
    return sum;
}
