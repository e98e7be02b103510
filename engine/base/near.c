#include "base/near.h"

#include <string.h>

size_t lc_word_distance(const char *a, const char *b)
{
    size_t row[64], n = strlen(a), m = strlen(b);
    if (n > 63 || m > 63)
        return 99;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] : row[j - 1];
            row[j] = least + 1 < change ? least + 1 : change;
        }
    }
    return row[m];
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
