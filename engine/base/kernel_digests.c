/* BLAKE2b (RFC 7693) of four texts of one block each, side by side: the rounds are the
 * same for all of them, so a vector holds one word of each. The block of the key is the
 * same for all texts, and is taken once a call.
 *
 * Read byte by byte, so that the bytes are the same whatever the machine. */
#include <stdbool.h>
#include <string.h>

#include "base/digests.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)         \
    && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define WIDE
#endif

enum { LANES = 4, BLOCK = LC_DIGESTS_TEXT, WORDS = 16 };

typedef uint64_t vec __attribute__((vector_size(8 * LANES)));

/* RFC 7693, 2.6 and 2.7. */
static const uint64_t begin[8] = {
    UINT64_C(0x6a09e667f3bcc908), UINT64_C(0xbb67ae8584caa73b),
    UINT64_C(0x3c6ef372fe94f82b), UINT64_C(0xa54ff53a5f1d36f1),
    UINT64_C(0x510e527fade682d1), UINT64_C(0x9b05688c2b3e6c1f),
    UINT64_C(0x1f83d9abfb41bd6b), UINT64_C(0x5be0cd19137e2179)
};

struct state {
    vec h[8];
};

struct block {
    vec word[WORDS];
    vec size; /* bytes so far, this block's among them */
    bool last;
};

#define TURN(x, by) ((x) >> (by) | (x) << (64 - (by)))

/* RFC 7693, 3.1. */
#define MIX(a, b, c, d, x, y)                                                          \
    do {                                                                               \
        v[a] = v[a] + v[b] + m[x];                                                     \
        v[d] = TURN(v[d] ^ v[a], 32);                                                  \
        v[c] = v[c] + v[d];                                                            \
        v[b] = TURN(v[b] ^ v[c], 24);                                                  \
        v[a] = v[a] + v[b] + m[y];                                                     \
        v[d] = TURN(v[d] ^ v[a], 16);                                                  \
        v[c] = v[c] + v[d];                                                            \
        v[b] = TURN(v[b] ^ v[c], 63);                                                  \
    } while (0)

/* The words of the block in their order of this round (RFC 7693, 2.7): constants, so
 * that no place is looked up. */
#define ROUND(a, b, c, d, e, f, g, h, i, j, k, l, m_, n, o, p)                         \
    MIX(0, 4, 8, 12, a, b);                                                            \
    MIX(1, 5, 9, 13, c, d);                                                            \
    MIX(2, 6, 10, 14, e, f);                                                           \
    MIX(3, 7, 11, 15, g, h);                                                           \
    MIX(0, 5, 10, 15, i, j);                                                           \
    MIX(1, 6, 11, 12, k, l);                                                           \
    MIX(2, 7, 8, 13, m_, n);                                                           \
    MIX(3, 4, 9, 14, o, p)

/* RFC 7693, 3.2. */
WIDE static void compress(struct state *s, const struct block *block)
{
    const vec *m = block->word, none = { 0 };
    vec v[16];
    for (int i = 0; i < 8; i++) {
        v[i] = s->h[i];
        v[i + 8] = none + begin[i];
    }
    v[12] ^= block->size;
    if (block->last)
        v[14] = ~v[14];
    ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3);
    ROUND(11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4);
    ROUND(7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8);
    ROUND(9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13);
    ROUND(2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9);
    ROUND(12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11);
    ROUND(13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10);
    ROUND(6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5);
    ROUND(10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0);
    ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3);
    for (int i = 0; i < 8; i++)
        s->h[i] ^= v[i] ^ v[i + 8];
}

/* --- blocks ----------------------------------------------------------------------- */

static uint64_t take64(const unsigned char *bytes)
{
    const unsigned char *b = bytes; /* written out, it is one load */
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16
           | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40
           | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static void fill(struct block *block, const unsigned char (*bytes)[BLOCK])
{
    for (size_t w = 0; w < WORDS; w++)
        for (int l = 0; l < LANES; l++)
            block->word[w][l] = take64(bytes[l] + 8 * w);
}

/* Of all lanes what it is before their text. */
static void begin_all(struct state *s, const struct lc_key *key)
{
    const vec none = { 0 };
    unsigned char bytes[LANES][BLOCK] = { { 0 } };
    struct block block;
    for (int i = 0; i < 8; i++)
        s->h[i] = none + begin[i];
    s->h[0] ^= UINT64_C(0x01010000) ^ (key ? (uint64_t)LC_KEY << 8 : 0) ^ LC_DIGEST;
    if (!key)
        return;
    for (int l = 0; l < LANES; l++)
        memcpy(bytes[l], key->bytes, LC_KEY);
    fill(&block, (const unsigned char(*)[BLOCK])bytes);
    block.size = none + BLOCK;
    block.last = false;
    compress(s, &block);
}

/* lanes of which[] are filled, at least one. */
static void digest_lanes(size_t lanes, const struct lc_slice *text, const size_t *which,
                         const struct state *before, uint64_t keyed,
                         unsigned char (*digest)[LC_DIGEST])
{
    unsigned char bytes[LANES][BLOCK] = { { 0 } };
    struct state s = *before;
    struct block block = { .last = true };
    for (size_t l = 0; l < lanes; l++) {
        memcpy(bytes[l], text[which[l]].data, text[which[l]].size);
        block.size[l] = keyed + text[which[l]].size;
    }
    fill(&block, (const unsigned char(*)[BLOCK])bytes);
    compress(&s, &block);
    for (size_t l = 0; l < lanes; l++)
        for (int i = 0; i < LC_DIGEST / 8; i++)
            lc_put64(digest[which[l]] + 8 * i, s.h[i][l]);
}

void lc_digests(size_t n, const struct lc_slice *text, const struct lc_key *key,
                unsigned char (*digest)[LC_DIGEST])
{
    struct state before;
    size_t which[LANES], lanes = 0;
    if (n)
        begin_all(&before, key);
    for (size_t i = 0; i < n; i++) {
        if (!text[i].size || text[i].size > BLOCK)
            lc_digest(text[i].data, text[i].size, key, digest[i]);
        else
            which[lanes++] = i;
        if (lanes == LANES || (lanes && i + 1 == n)) {
            digest_lanes(lanes, text, which, &before, key ? BLOCK : 0, digest);
            lanes = 0;
        }
    }
}

void lc_digests64(size_t n, const struct lc_slice *text, const struct lc_key *key,
                  uint64_t *digest)
{
    enum { RUN = 64 };
    unsigned char full[RUN][LC_DIGEST];
    for (size_t first = 0; first < n; first += RUN) {
        size_t run = n - first < RUN ? n - first : RUN;
        lc_digests(run, text + first, key, full);
        for (size_t i = 0; i < run; i++)
            digest[first + i] = take64(full[i]);
    }
}
