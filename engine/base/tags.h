/* One-time authenticators of long texts, four at once: the tags of Poly1305 (RFC 8439,
 * 2.5) that crypto_onetimeauth() gives, in two thirds of its time where the machine has
 * vectors of 256 bits. Each text has a key of its own, which is used once; all are of
 * one length, of whole blocks. What is done depends on no byte of a key or a text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LC_TAGS = 4,       /* texts */
    LC_TAG = 16,       /* bytes of a tag */
    LC_TAG_KEY = 32,   /* and of a key */
    LC_TAG_BLOCK = 16, /* and of a block */
    LC_TAG_LIMBS = 5   /* of 26 bits */
};

/* Holds what the keys are; wipe it. */
struct lc_tags {
    uint64_t h[LC_TAG_LIMBS][LC_TAGS]; /* the sums so far, each of limbs */
    uint64_t r[LC_TAG_LIMBS][LC_TAGS];
    unsigned char last[LC_TAGS][LC_TAG]; /* what is added in the end */
};

/* Does the machine have what it takes? If not, none of the others may be called. */
bool lc_tags_can(void);

void lc_tags_begin(struct lc_tags *tags, const unsigned char (*key)[LC_TAG_KEY]);
/* The next blocks of each text. O(blocks). */
void lc_tags_add(struct lc_tags *tags, const unsigned char *const *text, size_t blocks);
void lc_tags_end(const struct lc_tags *tags, unsigned char (*tag)[LC_TAG]);
