/* See tags.h. With a text's blocks c_1 .. c_q as numbers, each with 2^128 for its end,
 *
 *     tag = ((c_1 r^q + c_2 r^(q-1) + ... + c_q r) mod 2^130 - 5) + s  mod 2^128     (1)
 *
 * by h = (h + c_i) r for each block (RFC 8439, 2.5.1). Numbers are of five limbs of 26
 * bits, a limb of each text in a vector. A product of limbs that reaches beyond 2^130
 * comes back five times, for 2^130 = 5 modulo 2^130 - 5.
 *
 * Before a product a limb is below 2^28, five times one of r below 2^29: the sum of
 * five products is below 2^60. */
#include "base/tags.h"

#include <string.h>

#include "base/hash.h"

enum { LIMB = 26 };
static const uint64_t mask = (UINT64_C(1) << LIMB) - 1;

static uint64_t take64(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16
           | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40
           | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

void lc_tags_begin(struct lc_tags *tags, const unsigned char (*key)[LC_TAG_KEY])
{
    memset(tags->h, 0, sizeof tags->h);
    for (int t = 0; t < LC_TAGS; t++) {
        /* RFC 8439, 2.5: bits of r that are always clear */
        uint64_t low = take64(key[t]) & UINT64_C(0x0ffffffc0fffffff),
                 high = take64(key[t] + 8) & UINT64_C(0x0ffffffc0ffffffc);
        tags->r[0][t] = low & mask;
        tags->r[1][t] = low >> LIMB & mask;
        tags->r[2][t] = (low >> 2 * LIMB | high << 12) & mask;
        tags->r[3][t] = high >> 14 & mask;
        tags->r[4][t] = high >> 40;
        memcpy(tags->last[t], key[t] + LC_TAG_KEY - LC_TAG, LC_TAG);
    }
}

/* --- blocks ----------------------------------------------------------------------- */

#if defined(__x86_64__) && defined(__GNUC__)

bool lc_tags_can(void)
{
    return __builtin_cpu_supports("avx2");
}

#define WIDE __attribute__((target("avx2")))

typedef uint64_t vec __attribute__((vector_size(8 * LC_TAGS)));
typedef int halves __attribute__((vector_size(8 * LC_TAGS)));

/* Of the low halves: one instruction, which gcc does not find by itself. */
WIDE static inline vec times(vec a, vec b)
{
#if defined(__clang__)
    return (a & UINT32_MAX) * (b & UINT32_MAX);
#else
    return (vec)__builtin_ia32_pmuludq256((halves)a, (halves)b);
#endif
}

WIDE static inline vec sum(vec a, vec b, vec c, vec d, vec e)
{
    return ((a + b) + (c + d)) + e;
}

/* The next block of each text, added to the limbs. */
WIDE static inline void add_block(vec *h, const unsigned char *const *text, size_t at)
{
    const unsigned char *a = text[0] + at, *b = text[1] + at, *c = text[2] + at,
                        *d = text[3] + at;
    vec low = { take64(a), take64(b), take64(c), take64(d) },
        high = { take64(a + 8), take64(b + 8), take64(c + 8), take64(d + 8) };
    h[0] += low & mask;
    h[1] += low >> LIMB & mask;
    h[2] += (low >> 2 * LIMB | high << 12) & mask;
    h[3] += high >> 14 & mask;
    h[4] += high >> 40 | 1 << 24; /* 2^128 */
}

/* h r, all but the carries; five: five times r. */
WIDE static inline void multiply(vec *d, const vec *h, const vec *r, const vec *five)
{
    d[0] = sum(times(h[0], r[0]), times(h[1], five[4]), times(h[2], five[3]),
               times(h[3], five[2]), times(h[4], five[1]));
    d[1] = sum(times(h[0], r[1]), times(h[1], r[0]), times(h[2], five[4]),
               times(h[3], five[3]), times(h[4], five[2]));
    d[2] = sum(times(h[0], r[2]), times(h[1], r[1]), times(h[2], r[0]),
               times(h[3], five[4]), times(h[4], five[3]));
    d[3] = sum(times(h[0], r[3]), times(h[1], r[2]), times(h[2], r[1]),
               times(h[3], r[0]), times(h[4], five[4]));
    d[4] = sum(times(h[0], r[4]), times(h[1], r[3]), times(h[2], r[2]),
               times(h[3], r[1]), times(h[4], r[0]));
}

/* What is above 26 bits of a limb goes into the next. */
#define OVER(from, to)                                                                 \
    to += from >> LIMB;                                                                \
    from &= mask

/* Limbs of 26 bits again, two of them of a few more; two ways round at once, for each
 * step waits for the one before. */
WIDE static inline void carry(vec *h, const vec *product)
{
    vec d[LC_TAG_LIMBS];
    memcpy(d, product, sizeof d);
    OVER(d[0], d[1]);
    OVER(d[3], d[4]);
    vec over = d[4] >> LIMB;
    d[4] &= mask;
    OVER(d[1], d[2]);
    d[0] += over + (over << 2);
    OVER(d[2], d[3]);
    OVER(d[0], d[1]);
    OVER(d[3], d[4]);
    memcpy(h, d, sizeof d);
}

WIDE void lc_tags_add(struct lc_tags *tags, const unsigned char *const *text,
                      size_t blocks)
{
    vec h[LC_TAG_LIMBS], r[LC_TAG_LIMBS], five[LC_TAG_LIMBS], d[LC_TAG_LIMBS];
    memcpy(h, tags->h, sizeof h);
    memcpy(r, tags->r, sizeof r);
    for (int i = 0; i < LC_TAG_LIMBS; i++)
        five[i] = r[i] + (r[i] << 2);
    for (size_t k = 0; k < blocks; k++) {
        add_block(h, text, k * LC_TAG_BLOCK);
        multiply(d, h, r, five);
        carry(h, d);
    }
    memcpy(tags->h, h, sizeof h);
}

#else

bool lc_tags_can(void)
{
    return false;
}

void lc_tags_add(struct lc_tags *tags, const unsigned char *const *text, size_t blocks)
{
    (void)tags;
    (void)text;
    (void)blocks;
}

#endif

/* --- the end ---------------------------------------------------------------------- */

/* Below 2^130, and 2^130 - 5 taken off where it is not below that. */
static void reduce(uint64_t *h)
{
    uint64_t g[LC_TAG_LIMBS], over = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < LC_TAG_LIMBS; i++) {
            over += h[i];
            h[i] = over & mask;
            over >>= LIMB;
        }
        over *= 5;
    }
    h[0] += over; /* nothing, but for a sum just below 2^130 */
    over = 5;
    for (int i = 0; i < LC_TAG_LIMBS; i++) {
        over += h[i];
        g[i] = over & mask;
        over >>= LIMB;
    }
    uint64_t take = 0 - over; /* all ones: h + 5 reaches 2^130 */
    for (int i = 0; i < LC_TAG_LIMBS; i++)
        h[i] = (g[i] & take) | (h[i] & ~take);
}

void lc_tags_end(const struct lc_tags *tags, unsigned char (*tag)[LC_TAG])
{
    for (int t = 0; t < LC_TAGS; t++) {
        uint64_t h[LC_TAG_LIMBS];
        for (int i = 0; i < LC_TAG_LIMBS; i++)
            h[i] = tags->h[i][t];
        reduce(h);
        uint64_t low = h[0] | h[1] << LIMB | h[2] << 2 * LIMB,
                 high = h[2] >> 12 | h[3] << 14 | h[4] << 40,
                 all = low + take64(tags->last[t]);
        lc_put64(tag[t], all);
        lc_put64(tag[t] + 8, high + take64(tags->last[t] + 8) + (all < low));
    }
}
