/* The keys of the purposes: the table has no holes, and each is BLAKE2b of its number
 * under the key file's bytes, as libsodium's documentation of crypto_kdf says. The
 * expected bytes are Python's:
 *
 *     hashlib.blake2b(b"", digest_size=32, key=bytes(range(32)),
 *                     salt=number.to_bytes(16, "little"),
 *                     person=b"latecare" + bytes(8)).hexdigest() */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/keys.h"
#include "store/secrets_inside.h"
#include "support/stores.h"

TestSuite(secrets, .init = lc_begin);

static const char *const expected[] = {
    "12147d163e8b61e774647c0c43a744562332732ced95c17046e69c98f36fcb40", /* 1 */
    "f11567bb8fe41294ee0ee55f1c04cc0d374c89950bca9ff1bd7bc60a860b55f8", /* 2 */
    "ea5dd32695dfe3e6cc1d744ebcd2adea2433cb2e45c04df5c87e2c480d8f2b94", /* 3 */
    "efc8eb3fb26a9d5e346352c10ddb6595c0147b6cda14f75bc8a9f6f64b4330e5", /* 4 */
    "50e7177541f59a36b714a4ff9798a174df78fb8188d119a8524554ec64fe0a70", /* 5 */
    "a5874b5faa57c52a4ea053622d2a9e45e4d3021980cd350c91ec3c601a69c46b", /* 6 */
    "16f3673694119c3c6593179e4c550d57fcb131690fffad433d95e5e062e9d6c4", /* 7 */
    "831d3cef5e20aa32e147f234c1d7a0b7cfc8a882cd1f7366a7a099d342dd52e9", /* 8 */
    "0858f91a14d93396fc7fbd5714ee12fe86893c179d13b2a0ae8c2e95e8a7d640", /* 9 */
    "c5be2d7e9844de2432103948dc41e679d6b4ece9c631f90d06e232a13cdc91e1", /* 11 */
    "9fa6dc01893fd3628613dfc2c06c86df79354ef905d9524aa6c4a4a933456be8", /* 12 */
    "d32f4531725e78f67cc3ab5861f408403bd8fec962388e0ec40e00d2831d856d", /* 13 */
    "71f00838dfc308521b23c6247be8ed022154c2da3624cb0b9e101e1cb017c90f", /* 10 */
};

static const char *hex_of(enum lc_purpose purpose, char *hex)
{
    unsigned char bytes[LC_KEY];
    struct lc_key key;
    for (int i = 0; i < LC_KEY; i++)
        bytes[i] = (unsigned char)i;
    lc_secret_derive(&key, purpose, bytes);
    return lc_digest_text(key.bytes, hex);
}

Test(secrets, every_purpose_has_the_key_of_its_number)
{
    char hex[LC_DIGEST_TEXT];
    cr_assert(eq(sz, sizeof expected / sizeof *expected, (size_t)LC_PURPOSES));
    for (int p = 0; p < LC_PURPOSES; p++)
        cr_expect_str_eq(hex_of((enum lc_purpose)p, hex), expected[p], "%s",
                         lc_secret_rows[p].name);
}

Test(secrets, the_table_has_no_holes)
{
    for (int p = 0; p < LC_PURPOSES; p++) {
        const struct lc_secret_row *row = lc_secret_rows + p;
        const char *file = lc_key_endings[p >= LC_STORE_PURPOSES];
        cr_expect_str_eq(row->ending, file, "%s", row->name);
        cr_expect(ne(int, row->what[0], 0));
        for (int q = 0; q < p; q++)
            cr_expect(ne(u64, row->number, lc_secret_rows[q].number), "%s", row->name);
    }
}

/* What the store's file says is what the table derives; without one there is none. */
Test(secrets, are_of_the_key_file)
{
    char *folder = test_folder(), store[300], path[310];
    unsigned char bytes[LC_KEY];
    struct lc_secrets secrets, none = { 0 };
    char hex[LC_DIGEST_TEXT];
    snprintf(store, sizeof store, "%s/s.h5", folder);
    snprintf(path, sizeof path, "%s.key", store);
    memset(&secrets, 1, sizeof secrets);
    cr_expect(eq(int, lc_secrets_read(&secrets, store, LC_KEY_PRESENT, false, NULL),
                 LC_ABSENT));
    cr_expect(zero(int, memcmp(&secrets, &none, sizeof none)));
    for (int i = 0; i < LC_KEY; i++)
        bytes[i] = (unsigned char)i;
    cr_assert(eq(int, lc_file_write(path, false, bytes, LC_KEY, NULL), LC_OK));
    cr_expect(
        eq(int, lc_secrets_read(&secrets, store, LC_KEY_PRESENT, true, NULL), LC_OK));
    for (int p = 0; p < LC_STORE_PURPOSES; p++)
        cr_expect_str_eq(lc_digest_text(secrets.of[p].bytes, hex), expected[p]);
    free(folder);
}
