/* A store encrypted at rest: the stream is ChaCha20's, at its place; nothing plain of
 * the store goes to the disk; what is hidden stays hidden. The expected bytes are
 * OpenSSL's and Python's:
 *
 *     key=$(python3 -c 'import hashlib; print(hashlib.blake2b(bytes(range(32)),
 *         key=b"k" * 32, digest_size=32).hexdigest())')
 *     head -c 160 /dev/zero | openssl enc -chacha20 -K $key -iv $(printf %032d 0) */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "store/cipher_inside.h"
#include "store/keys.h"
#include "store/manifest_inside.h"
#include "support/rotating.h"
#include "support/stores.h"

/* --- what goes to the disk -------------------------------------------------------- */

static size_t plain_writes;

static bool is_plain(const char *data, size_t size)
{
    static const char *const words[] = { "\211HDF", "histories", "history_00" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t word = strlen(words[k]);
        for (size_t at = 0; at + word <= size; at++)
            if (!memcmp(data + at, words[k], word))
                return true;
    }
    return false;
}

ssize_t write(int fd, const void *data, size_t size)
{
    plain_writes += is_plain(data, size);
    return syscall(SYS_write, fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    plain_writes += is_plain(data, size);
    return syscall(SYS_pwrite64, fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at);
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at)
{
    return pwrite(fd, data, size, at);
}

/* --- tests ------------------------------------------------------------------------ */

static void set_up(void)
{
    rotating_begin();
}

TestSuite(cipher, .init = set_up);

static void keys_apart(void)
{
    static char apart[300];
    char command[1000];
    snprintf(apart, sizeof apart, "%s/keys", rotating_folder);
    snprintf(command, sizeof command,
             "mkdir -m 700 -p %s && mv %s/*key %s/ 2>/dev/null", apart, rotating_folder,
             apart);
    (void)!system(command); /* there may be no keys to move */
    const struct lc_keys_asked asked = { .option = apart };
    cr_assert(eq(int, lc_keys_begin(&asked, NULL), LC_OK));
}

static bool is_encrypted(void)
{
    struct lc_store store;
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    bool is = store.generation.encrypted;
    lc_store_free(&store);
    char *data;
    size_t size;
    cr_assert(eq(int, lc_file_read(rotating_path, 1 << 24, &data, &size, NULL), LC_OK));
    cr_assert(eq(int, is_plain(data, size), !is));
    free(data);
    return is;
}

Test(cipher, is_chacha20)
{
    static const char expected[] =
        "500cdcc1ce1ff65525a6a5e76542cd8793773ae6baed14803d799aba9fbd2c6a"
        "ffe34283483d2adf91b474fed4b1a30460cb63505bcef79d32517bc4389a7dd5"
        "df943bce101422c5707aca46c026896efa952152701a611897b451421f8d27b0"
        "bd96f6745cac71827acbe3ff5eb83852944202f8d44e2f1d06c90904fcc5dc95"
        "9feac57f9712436b653817e0a9d5e0ea440e283b6390fd2dec8a0d6807410b9c";
    struct lc_secrets secrets = { 0 };
    struct lc_cipher cipher;
    unsigned char nonce[LC_NONCE], bytes[160] = { 0 };
    char hex[2 * sizeof bytes + 1];
    memset(secrets.of[LC_FOR_FILES].bytes, 'k', LC_KEY);
    for (int i = 0; i < LC_NONCE; i++)
        nonce[i] = (unsigned char)i;
    lc_cipher_init(&cipher, true, &secrets, nonce);
    lc_cipher_apply(&cipher, 0, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(hex + 2 * i, "%02x", bytes[i]);
    cr_expect_str_eq(hex, expected);
    lc_cipher_init(&cipher, false, &secrets, nonce);
    lc_cipher_apply(&cipher, 0, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(hex + 2 * i, "%02x", bytes[i]);
    cr_expect_str_eq(hex, expected); /* off: as it was */
}

/* Any piece, on both sides of every block, is as it is in the whole. */
Test(cipher, pieces_are_parts_of_the_whole)
{
    struct lc_secrets secrets = { 0 };
    struct lc_cipher cipher;
    const unsigned char nonce[LC_NONCE] = { 5 };
    unsigned char whole[300], piece[300];
    lc_cipher_init(&cipher, true, &secrets, nonce);
    memset(whole, 'x', sizeof whole);
    lc_cipher_apply(&cipher, 0, whole, sizeof whole);
    for (size_t at = 0; at < 200; at++)
        for (size_t size = 0; size < 90; size++) {
            memset(piece, 'x', size);
            lc_cipher_apply(&cipher, at, piece, size);
            cr_assert(zero(int, memcmp(piece, whole + at, size)), "%zu %zu", at, size);
        }
}

Test(cipher, nothing_plain_is_written_where_keys_are_apart)
{
    struct lc_store store;
    struct lc_store first = rotating_first();
    cr_assert(not(is_encrypted()));
    cr_assert(lt(sz, 0, plain_writes), "the looking works");
    lc_store_free(&first);
    keys_apart();
    plain_writes = 0;
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, rotating_path, NULL), LC_OK));
    cr_assert(zero(sz, plain_writes));
    cr_assert(is_encrypted());
    cr_assert(zero(sz, plain_writes));
    rotating_turned(true, true);
    cr_assert(zero(sz, plain_writes));
    cr_assert(is_encrypted());
    rotating_holds(&store, "rotated");
    lc_store_free(&store);
}

/* Once hidden it stays so, wherever the keys are brought. */
Test(cipher, stays_when_keys_come_back)
{
    struct lc_store store;
    struct lc_error err = { 0 };
    char command[1000];
    keys_apart();
    store = rotating_first();
    cr_assert(is_encrypted());
    snprintf(command, sizeof command, "mv %s/keys/*key %s/", rotating_folder,
             rotating_folder);
    cr_assert(zero(int, system(command)));
    cr_assert(eq(int, lc_keys_begin(&(struct lc_keys_asked){ 0 }, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, rotating_path, &err), LC_OK), "%s",
              err.text);
    cr_assert(is_encrypted());
    lc_store_free(&store);
}

/* The same contents twice: no two files are under one stream. */
Test(cipher, no_two_generations_are_alike)
{
    char *one, *two;
    size_t size, other, same = 0;
    struct lc_store store;
    keys_apart();
    store = rotating_first();
    cr_assert(eq(int, lc_store_save(&store, rotating_path, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(rotating_path, 1 << 24, &one, &size, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, rotating_path, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(rotating_path, 1 << 24, &two, &other, NULL), LC_OK));
    cr_assert(eq(sz, size, other));
    for (size_t i = 0; i < size; i++)
        same += one[i] == two[i];
    cr_assert(lt(sz, same, size / 128)); /* one in 256 by chance */
    lc_store_free(&store);
    free(one);
    free(two);
}

/* Any of its bytes altered is found by the seal, before it is decrypted. */
Test(cipher, an_altered_byte_is_found)
{
    char *data;
    size_t size;
    struct lc_store store;
    keys_apart();
    store = rotating_first();
    lc_store_free(&store);
    cr_assert(eq(int, lc_file_read(rotating_path, 1 << 24, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i < size; i += 997) {
        data[i] ^= 1;
        cr_assert(eq(int, lc_file_write(rotating_path, true, data, size, NULL), LC_OK));
        data[i] ^= 1;
        cr_expect(eq(int, lc_store_load(&store, rotating_path, NULL), LC_DAMAGED));
    }
    free(data);
}
