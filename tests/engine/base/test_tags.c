/* Four tags at once are those of libsodium's Poly1305, one by one, wherever the texts
 * are cut; and RFC 8439's own examples hold of them. On a machine without wide vectors
 * there is nothing to hold. */
#include <string.h>

#include <criterion/criterion.h>
#include <sodium.h>

#include "base/begin.h"
#include "base/random.h"
#include "base/tags.h"

TestSuite(tags, .init = lc_begin);

enum { MOST = 40 }; /* blocks */

static unsigned char text[LC_TAGS][MOST * LC_TAG_BLOCK], key[LC_TAGS][LC_TAG_KEY],
    tag[LC_TAGS][LC_TAG];

/* The first `first` blocks, then the others. */
static void tags_of(size_t first, size_t blocks)
{
    const unsigned char *at[LC_TAGS], *then[LC_TAGS];
    struct lc_tags tags;
    for (int t = 0; t < LC_TAGS; t++) {
        at[t] = text[t];
        then[t] = text[t] + first * LC_TAG_BLOCK;
    }
    lc_tags_begin(&tags, (const unsigned char(*)[LC_TAG_KEY])key);
    lc_tags_add(&tags, at, first);
    lc_tags_add(&tags, then, blocks - first);
    lc_tags_end(&tags, tag);
}

static void hold(size_t first, size_t blocks)
{
    unsigned char one[LC_TAG];
    tags_of(first, blocks);
    for (int t = 0; t < LC_TAGS; t++) {
        crypto_onetimeauth(one, text[t], blocks * LC_TAG_BLOCK, key[t]);
        cr_assert_arr_eq(tag[t], one, LC_TAG, "text %d of %zu blocks", t, blocks);
    }
}

static void fill(struct lc_random *random, unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)lc_random_word(random);
}

Test(tags, random_texts_are_as_one_by_one)
{
    struct lc_random random;
    lc_random_init(&random, 21, 0);
    for (int k = 0; k < 20000 && lc_tags_can(); k++) {
        size_t blocks = lc_random_below(&random, MOST + 1);
        fill(&random, *text, sizeof text);
        fill(&random, *key, sizeof key);
        hold(lc_random_below(&random, blocks + 1), blocks);
    }
}

/* Bytes that make carries go all the way, and sums that come out at 2^130 - 5 or a few
 * beside it: of text and key alike. */
Test(tags, texts_at_the_edges)
{
    static const unsigned char edge[] = { 0,    1,    2,    3,    4,    5,
                                          0x7f, 0x80, 0xfa, 0xfb, 0xfc, 0xfd,
                                          0xfe, 0xff, 0xff, 0xff };
    struct lc_random random;
    lc_random_init(&random, 22, 0);
    for (int k = 0; k < 50000 && lc_tags_can(); k++) {
        size_t blocks = lc_random_below(&random, 4);
        bool even = lc_random_below(&random, 2); /* but for the first byte of a block */
        unsigned char *all = *text, *keys = *key;
        for (size_t i = 0; i < sizeof text; i++)
            all[i] =
                even && i % LC_TAG_BLOCK ? 0xff : edge[lc_random_below(&random, 16)];
        for (size_t i = 0; i < sizeof key; i++)
            keys[i] = even && i % LC_TAG_BLOCK ? 0 : edge[lc_random_below(&random, 16)];
        hold(lc_random_below(&random, blocks + 1), blocks);
    }
}

/* RFC 8439, A.3: test vectors 7 to 9 (r = 1, 1 and 2; s = 0), and 2.5.2's key with no
 * text, whose tag is s. */
Test(tags, the_examples_of_the_standard)
{
    static const unsigned char s[] = { 0x01, 0x03, 0x80, 0x8a, 0xfb, 0x0d, 0xb2, 0xfd,
                                       0x4a, 0xbf, 0xf6, 0xaf, 0x41, 0x49, 0xf5, 0x1b },
                               none[LC_TAG] = { 0 }, five[LC_TAG] = { 5 };
    if (!lc_tags_can())
        return;
    memset(text, 0xff, sizeof text);
    memset(key, 0, sizeof key);
    key[0][0] = key[1][0] = 1;
    key[2][0] = 2;
    memset(text[0] + 16, 0xff, 16);
    text[0][16] = 0xf0;
    memset(text[0] + 32, 0, 16);
    text[0][32] = 0x11;
    memset(text[1] + 16, 0xfe, 16);
    text[1][16] = 0xfb;
    memset(text[1] + 32, 0x01, 16);
    text[0][0] = text[1][0] = 0xff;
    tags_of(1, 3);
    cr_assert_arr_eq(tag[0], five, LC_TAG);
    cr_assert_arr_eq(tag[1], none, LC_TAG);
    memset(text[2], 0xff, 16);
    text[2][0] = 0xfd;
    tags_of(0, 1);
    static const unsigned char fa[LC_TAG] = { 0xfa, 0xff, 0xff, 0xff, 0xff, 0xff,
                                              0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                              0xff, 0xff, 0xff, 0xff };
    cr_assert_arr_eq(tag[2], fa, LC_TAG);
    memcpy(key[3] + 16, s, LC_TAG);
    tags_of(0, 0);
    cr_assert_arr_eq(tag[3], s, LC_TAG);
}
