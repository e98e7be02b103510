/* Many digests at once are those of libsodium's BLAKE2b, one by one; and RFC 7693's own
 * example, cut to 32 bytes by b2sum -l 256, holds of both. */
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/digests.h"
#include "base/random.h"

TestSuite(digests, .init = lc_begin);

enum { TEXTS = 41, BYTES = 300 };

static void fill(struct lc_random *random, unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)lc_random_word(random);
}

/* printf abc | b2sum -l 256 */
Test(digests, abc_is_what_b2sum_says)
{
    const struct lc_slice abc = { "abc", 3 };
    unsigned char digest[1][LC_DIGEST];
    char text[LC_DIGEST_TEXT];
    lc_digests(1, &abc, NULL, digest);
    cr_assert_str_eq(
        lc_digest_text(digest[0], text),
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

Test(digests, all_sizes_are_as_one_by_one)
{
    static unsigned char bytes[BYTES];
    struct lc_random random;
    struct lc_key key;
    lc_random_init(&random, 11, 1);
    fill(&random, bytes, sizeof bytes);
    fill(&random, key.bytes, sizeof key.bytes);
    for (int keyed = 0; keyed < 2; keyed++)
        for (size_t size = 0; size < BYTES; size++) {
            const struct lc_slice text = { (const char *)bytes, size };
            unsigned char one[LC_DIGEST], many[1][LC_DIGEST];
            lc_digest(bytes, size, keyed ? &key : NULL, one);
            lc_digests(1, &text, keyed ? &key : NULL, many);
            cr_assert_arr_eq(many[0], one, LC_DIGEST, "%zu bytes", size);
        }
}

Test(digests, any_number_of_any_sizes_is_as_one_by_one)
{
    static unsigned char bytes[BYTES];
    struct lc_random random;
    struct lc_key key;
    lc_random_init(&random, 12, 1);
    fill(&random, bytes, sizeof bytes);
    fill(&random, key.bytes, sizeof key.bytes);
    for (size_t n = 0; n < TEXTS; n++) {
        struct lc_slice text[TEXTS];
        uint64_t digest[TEXTS];
        for (size_t i = 0; i < n; i++) {
            text[i].data = (const char *)bytes + lc_random_word(&random) % 100;
            text[i].size = lc_random_word(&random) % (n % 3 ? 129 : 200);
        }
        lc_digests64(n, text, &key, digest);
        for (size_t i = 0; i < n; i++)
            cr_assert_eq(digest[i], lc_digest64(text[i].data, text[i].size, &key));
    }
}
