/* Words that are nearly the same. */
#include <string.h>

#include "match/normal.h"
#include "match/role_inside.h"

enum { LONGEST = 64, PREFIX = 4 };

bool lc_match_slip(const char *a, size_t n, const char *b, size_t m)
{
    size_t head = 0, least = n < m ? n : m;
    if (n > m + 1 || m > n + 1)
        return false;
    while (head < least && a[head] == b[head])
        head++;
    a += head, b += head, n -= head, m -= head;
    while (n && m && a[n - 1] == b[m - 1])
        n--, m--;
    return (n <= 1 && m <= 1) || (n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0]);
}

static size_t prefix_of(const char *a, size_t n, const char *b, size_t m)
{
    size_t same = 0, most = n < m ? n : m;
    if (most > PREFIX)
        most = PREFIX;
    while (same < most && a[same] == b[same])
        same++;
    return same;
}

/* Jaro (1989), JASA 84:414-420: m characters in common, each within reach of its twin,
 * t of them out of order: (m / n1 + m / n2 + (m - t / 2) / m) / 3. */
static double jaro(const char *a, size_t n, const char *b, size_t m)
{
    uint64_t used = 0;
    char common[LONGEST];
    size_t longer = n > m ? n : m, reach = longer / 2 > 1 ? longer / 2 - 1 : 0;
    size_t count = 0, turned = 0, at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = i > reach ? i - reach : 0;
        size_t to = i + reach + 1 < m ? i + reach + 1 : m;
        for (size_t j = from; j < to; j++)
            if (b[j] == a[i] && !(used >> j & 1)) {
                used |= UINT64_C(1) << j;
                common[count++] = a[i];
                break;
            }
    }
    if (!count)
        return 0;
    for (size_t j = 0; j < m; j++)
        if (used >> j & 1)
            turned += common[at++] != b[j];
    double c = (double)count;
    return (c / (double)n + c / (double)m + (c - (double)(turned / 2)) / c) / 3;
}

static size_t bits(uint32_t set)
{
    return (size_t)__builtin_popcount(set);
}

double lc_match_jaro_winkler(const struct lc_match_value *a,
                             const struct lc_match_value *b, double least)
{
    size_t n = a->size < LONGEST ? a->size : LONGEST;
    size_t m = b->size < LONGEST ? b->size : LONGEST;
    if (!n || !m)
        return 0;
    /* each letter that the other lacks is at least one character without a twin */
    size_t lone = bits(a->letters & ~b->letters), sole = bits(b->letters & ~a->letters);
    size_t most = n - lone < m - sole ? n - lone : m - sole;
    size_t prefix = prefix_of(a->text, n, b->text, m);
    double boost = 0.1 * (double)prefix, c = (double)most;
    double bound = most ? (c / (double)n + c / (double)m + 1) / 3 : 0;
    if (bound + boost * (1 - bound) < least)
        return 0;
    double j = jaro(a->text, n, b->text, m);
    return j + boost * (1 - j);
}

/* By the low five bits: letters, capital or small, have one each. */
void lc_match_letters(struct lc_match_value *value)
{
    uint32_t size = value->size < LONGEST ? value->size : LONGEST;
    value->letters = 0;
    for (uint32_t i = 0; i < size; i++)
        value->letters |= UINT32_C(1) << ((unsigned char)value->text[i] & 31);
    value->head = (unsigned char)value->text[0];
}

/* Russell (1918), US patent 1,261,167, with the signs of the 1930 census: the first
 * letter and three classes of consonants. A byte that is no letter parts nothing. */
uint32_t lc_name_sound(const char *text, size_t size)
{
    static const char classes[] = "01230120022455012623010202";
    uint32_t code = size ? (unsigned char)text[0] : 0, signs = 1;
    char last = 0;
    for (size_t i = 0; i < size && signs < 4; i++) {
        char c = text[i] >= 'a' && text[i] <= 'z' ? classes[text[i] - 'a'] : 0;
        if (i && c > '0' && c != last) {
            code = code << 8 | (unsigned char)c;
            signs++;
        }
        if (text[i] != 'h' && text[i] != 'w')
            last = c;
    }
    return code << 8 * (4 - signs);
}
