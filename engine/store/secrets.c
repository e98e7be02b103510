/* See secrets.h. */
#include "store/secrets_inside.h"

#include <string.h>

#include <sodium.h>

#include "store/keys_inside.h"

_Static_assert((int)crypto_kdf_KEYBYTES == (int)LC_KEY, "a key file is a key of kdf's");

const struct lc_secret_row lc_secret_rows[LC_PURPOSES] = {
#define X(purpose, number, ending, what) { #purpose, number, ending, what },
    LC_SECRETS(X)
#undef X
};

void lc_secret_derive(struct lc_key *key, enum lc_purpose purpose,
                      const unsigned char *bytes)
{
    static const char context[crypto_kdf_CONTEXTBYTES + 1] = "latecare";
    crypto_kdf_derive_from_key(key->bytes, LC_KEY, lc_secret_rows[purpose].number,
                               context, bytes);
}

static int read_key(const char *store_path, size_t which, enum lc_key_age age,
                    bool make, struct lc_key_file *file, struct lc_error *err)
{
    static const char *const what[] = { "the store", "the identity file" };
    const char *const *endings =
        age == LC_KEY_WAITING ? lc_key_waiting : lc_key_endings;
    return lc_key_read(store_path, endings[which], what[which], make, file, err);
}

int lc_secrets_read(struct lc_secrets *secrets, const char *store_path,
                    enum lc_key_age age, bool make, struct lc_error *err)
{
    struct lc_key_file file;
    int code = read_key(store_path, 0, age, make, &file, err);
    sodium_memzero(secrets, sizeof *secrets);
    for (int p = 0; !code && p < LC_STORE_PURPOSES; p++)
        lc_secret_derive(secrets->of + p, (enum lc_purpose)p, file.bytes);
    secrets->wrapped = !code && file.ways.phrases + file.ways.recoveries;
    sodium_memzero(&file, sizeof file);
    return code;
}

int lc_identity_secret(unsigned char *key, const char *store_path, enum lc_key_age age,
                       bool make, struct lc_error *err)
{
    struct lc_key derived = { { 0 } };
    struct lc_key_file file;
    int code = read_key(store_path, 1, age, make, &file, err);
    if (!code)
        lc_secret_derive(&derived, LC_FOR_IDENTITY, file.bytes);
    memcpy(key, derived.bytes, LC_KEY);
    sodium_memzero(&derived, sizeof derived);
    sodium_memzero(&file, sizeof file);
    return code;
}
