/* Random streams: ChaCha20 (libsodium) under a key from the seed, one nonce a stream.
 *
 * The same (seed, stream) gives the same numbers on every machine, and different
 * streams are independent, so each child or replicate takes a stream of its own and
 * the result does not depend on threads or on the order of work. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct lc_random {
    unsigned char key[32];
    uint64_t stream, block;
    unsigned at;
    uint64_t words[64];
};

void lc_random_init(struct lc_random *r, uint64_t seed, uint64_t stream);
uint64_t lc_random_word(struct lc_random *r);
double lc_random_unit(struct lc_random *r);                   /* in (0, 1), 53 bits */
uint64_t lc_random_below(struct lc_random *r, uint64_t n);    /* 0 .. n - 1, unbiased */
double lc_random_normal(struct lc_random *r);                 /* by inversion */
double lc_random_exponential(struct lc_random *r);            /* mean 1 */
unsigned lc_random_poisson(struct lc_random *r, double mean); /* mean at most 500 */
void lc_random_shuffle(struct lc_random *r, size_t n, uint32_t *items);
