#include "base/random.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <sodium.h>

#include "base/hash.h"

void lc_random_init(struct lc_random *r, uint64_t seed, uint64_t stream)
{
    unsigned char text[8];
    memset(r, 0, sizeof *r);
    lc_put64(text, seed);
    crypto_generichash(r->key, sizeof r->key, text, sizeof text, NULL, 0);
    r->stream = stream;
    r->at = 64;
}

static void refill(struct lc_random *r)
{
    unsigned char nonce[8], bytes[sizeof r->words];
    lc_put64(nonce, r->stream);
    memset(bytes, 0, sizeof bytes);
    /* a block of the cipher is 64 bytes; we take eight at a time */
    crypto_stream_chacha20_xor_ic(bytes, bytes, sizeof bytes, nonce, 8 * r->block++,
                                  r->key);
    for (size_t w = 0; w < 64; w++) {
        uint64_t word = 0;
        for (int i = 7; i >= 0; i--)
            word = word << 8 | bytes[8 * w + (size_t)i];
        r->words[w] = word;
    }
    r->at = 0;
}

uint64_t lc_random_word(struct lc_random *r)
{
    if (r->at >= 64)
        refill(r);
    return r->words[r->at++];
}

double lc_random_unit(struct lc_random *r)
{
    return ((double)(lc_random_word(r) >> 11) + 0.5) * 0x1p-53;
}

uint64_t lc_random_below(struct lc_random *r, uint64_t n)
{
    uint64_t limit = n ? UINT64_MAX - UINT64_MAX % n : 0, word;
    if (n < 2)
        return 0;
    do
        word = lc_random_word(r);
    while (word >= limit);
    return word % n;
}

double lc_random_normal(struct lc_random *r)
{
    return gsl_cdf_ugaussian_Pinv(lc_random_unit(r));
}

double lc_random_exponential(struct lc_random *r)
{
    return -log(lc_random_unit(r));
}

unsigned lc_random_poisson(struct lc_random *r, double mean)
{
    double left = exp(-mean), product = lc_random_unit(r);
    unsigned count = 0;
    while (product > left) {
        product *= lc_random_unit(r);
        count++;
    }
    return count;
}

void lc_random_shuffle(struct lc_random *r, size_t n, uint32_t *items)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)lc_random_below(r, i);
        uint32_t kept = items[i - 1];
        items[i - 1] = items[j];
        items[j] = kept;
    }
}
