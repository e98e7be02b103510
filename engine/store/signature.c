/* See signature.h. */
#include "store/signature.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/text.h"
#include "store/paths.h"
#include "store/store.h"
#include "system/file.h"

enum { LIMIT = 4096 };

_Static_assert((int)crypto_sign_SEEDBYTES == (int)LC_KEY, "a key is a seed");

static const char heading[] = "latecare seal ", ours[] = "latecare seal 1\n";

static const char *word_of(enum lc_signed what)
{
    return what == LC_SIGNED_MODEL ? "model" : "list";
}

/* The store's key pair for a purpose. secret: wiped by the caller. */
static int find_pair(enum lc_signed what, const char *store_path, unsigned char *name,
                     unsigned char *secret, struct lc_error *err)
{
    struct lc_secrets secrets;
    int code = lc_store_secrets(&secrets, store_path, false, err);
    if (!code)
        crypto_sign_seed_keypair(name, secret, secrets.of[what].bytes);
    sodium_memzero(&secrets, sizeof secrets);
    return code;
}

static void print(struct lc_text *text, enum lc_signed what, const unsigned char *name,
                  const unsigned char *signature)
{
    char signer_hex[2 * LC_SIGNER + 1], hex[2 * LC_SIGNATURE + 1];
    lc_text_addf(text, "%s%s %s %s\n", ours, word_of(what),
                 sodium_bin2hex(signer_hex, sizeof signer_hex, name, LC_SIGNER),
                 sodium_bin2hex(hex, sizeof hex, signature, LC_SIGNATURE));
}

static int write_seal(const char *path, enum lc_signed what, struct lc_slice bytes,
                      const char *store_path, struct lc_error *err)
{
    unsigned char name[LC_SIGNER], secret[crypto_sign_SECRETKEYBYTES],
        signature[LC_SIGNATURE];
    struct lc_text text = { 0 };
    int code = find_pair(what, store_path, name, secret, err);
    if (!code) {
        crypto_sign_detached(signature, NULL, (const unsigned char *)bytes.data,
                             bytes.size, secret);
        print(&text, what, name, signature);
        code = lc_file_write_text(path, true, &text, err);
    }
    sodium_memzero(secret, sizeof secret);
    return code;
}

int lc_signed_write(enum lc_signed what, const char *path, bool force,
                    struct lc_slice bytes, const char *store_path, struct lc_error *err)
{
    struct lc_draft draft;
    char *seal = lc_beside(path, ".seal");
    int code = seal ? lc_draft_open(&draft, path, force, err) : LC_FAIL_NOMEM(err);
    if (code) {
        free(seal);
        return code;
    }
    code = lc_draft_write(&draft, bytes.data, bytes.size, err);
    if (!code && lc_file_exists(seal)) {
        int number = lc_sys_file_remove(seal);
        if (number)
            code = lc_file_fail(seal, "remove", number, err);
    }
    if (!code)
        code = lc_draft_commit(&draft, err);
    lc_draft_drop(&draft);
    if (!code)
        code = write_seal(seal, what, bytes, store_path, err);
    free(seal);
    return code;
}

/* Heading, WORD SIGNER SIGNATURE, and an end of line: as they are written and in no
 * other form, so that the bytes of a seal that holds are those that were written. */
static bool parse(struct lc_slice seal, enum lc_signed what, unsigned char *name,
                  unsigned char *signature)
{
    enum { NAME = 2 * LC_SIGNER, SIGNATURE = 2 * LC_SIGNATURE };
    struct lc_text again = { 0 };
    size_t head = strlen(ours) + strlen(word_of(what)) + 1, got = 0, more = 0;
    if (seal.size != head + NAME + 1 + SIGNATURE + 1
        || sodium_hex2bin(name, LC_SIGNER, seal.data + head, NAME, NULL, &got, NULL)
        || sodium_hex2bin(signature, LC_SIGNATURE, seal.data + head + NAME + 1,
                          SIGNATURE, NULL, &more, NULL)
        || got != LC_SIGNER || more != LC_SIGNATURE)
        return false;
    print(&again, what, name, signature);
    bool same = !again.failed && memcmp(again.data, seal.data, seal.size) == 0;
    lc_text_free(&again);
    return same;
}

static int check(struct lc_signer *signer, enum lc_signed what, const char *seal,
                 const char *path, struct lc_slice bytes, struct lc_error *err)
{
    unsigned char signature[LC_SIGNATURE];
    char *text = NULL;
    size_t size, head = strlen(heading);
    int code = lc_file_read(seal, LIMIT, &text, &size, err);
    if (code)
        return code;
    if (strncmp(text, heading, head) == 0 && strtol(text + head, NULL, 10) > 1)
        code = LC_FAIL(err, LC_REFUSED, "%s is of a newer latecare, which is needed",
                       seal);
    else if (!parse((struct lc_slice){ text, size }, what, signer->name, signature)
             || crypto_sign_verify_detached(signature,
                                            (const unsigned char *)bytes.data,
                                            bytes.size, signer->name))
        code = LC_FAIL(err, LC_DAMAGED,
                       "%s: the seal beside it (%s) does not hold: one of the two is "
                       "not what was written; use a copy of both",
                       path, seal);
    free(text);
    signer->there = !code;
    return code;
}

int lc_signed_check(struct lc_signer *signer, enum lc_signed what, const char *path,
                    struct lc_slice bytes, struct lc_error *err)
{
    char *seal = lc_beside(path, ".seal");
    *signer = (struct lc_signer){ .there = false };
    if (!seal)
        return LC_FAIL_NOMEM(err);
    int code =
        lc_file_exists(seal) ? check(signer, what, seal, path, bytes, err) : LC_OK;
    free(seal);
    return code;
}

int lc_signer_is(bool *is, const struct lc_signer *signer, enum lc_signed what,
                 const char *store_path, struct lc_error *err)
{
    unsigned char name[LC_SIGNER], secret[crypto_sign_SECRETKEYBYTES];
    int code = find_pair(what, store_path, name, secret, err);
    sodium_memzero(secret, sizeof secret);
    *is = !code && signer->there && memcmp(name, signer->name, LC_SIGNER) == 0;
    return code;
}
