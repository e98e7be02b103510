#include "base/near.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 255 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: of the table of distances between the words' beginnings
 * only the last three rows are kept. */
size_t lc_word_distance(const char *a, const char *b)
{
    uint16_t row[3][LONGEST + 1] = { { 0 } };
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = (uint16_t)j;
    for (size_t i = 1; i <= n; i++) {
        uint16_t *now = row[i % 3];
        const uint16_t *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = (uint16_t)i;
        for (size_t j = 1; j <= m; j++) {
            size_t slips = least(least(last[j], now[j - 1]) + 1U,
                                 last[j - 1] + (size_t)(a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                slips = least(slips, before[j - 2] + 1U);
            now[j] = (uint16_t)slips;
        }
    }
    return row[n % 3][m];
}

size_t lc_word_nearest(const char *word, size_t count, const char *const *words,
                       size_t limit)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        size_t d = lc_word_distance(word, words[i]);
        if (d < limit) {
            limit = d;
            found = i;
        }
    }
    return found;
}
