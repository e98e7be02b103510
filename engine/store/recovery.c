/* See recovery.h. */
#include "store/recovery.h"

#include <string.h>

#include <sodium.h>

enum { CHECK = 3, BYTES = LC_KEY + CHECK, GROUP = 4, BITS = 5 };

_Static_assert(BYTES * 8 == LC_RECOVERY_LETTERS * BITS, "no bit is left over");

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void add_check(unsigned char *bytes)
{
    unsigned char digest[LC_DIGEST];
    lc_digest(bytes, LC_KEY, NULL, digest);
    memcpy(bytes + LC_KEY, digest, CHECK);
    sodium_memzero(digest, sizeof digest);
}

/* Bit number i of the bytes, from the highest of the first. */
static unsigned bit(const unsigned char *bytes, unsigned i)
{
    return bytes[i / 8] >> (7 - i % 8) & 1u;
}

void lc_recovery_print(char *out, const unsigned char *secret)
{
    unsigned char bytes[BYTES];
    memcpy(bytes, secret, LC_KEY);
    add_check(bytes);
    for (unsigned i = 0; i < LC_RECOVERY_LETTERS; i++) {
        unsigned value = 0;
        for (unsigned b = 0; b < BITS; b++)
            value = value << 1 | bit(bytes, i * BITS + b);
        if (i && i % GROUP == 0)
            *out++ = '-';
        *out++ = letters[value];
    }
    *out = 0;
    sodium_memzero(bytes, sizeof bytes);
}

/* 0 to 31; -1: no letter of it. */
static int value_of(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    c = c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c;
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

static void put(unsigned char *bytes, unsigned letter, unsigned value)
{
    for (unsigned b = 0; b < BITS; b++) {
        unsigned at = letter * BITS + b, set = value >> (BITS - 1 - b) & 1u;
        bytes[at / 8] = (unsigned char)(bytes[at / 8] | set << (7 - at % 8));
    }
}

enum lc_recovery_form lc_recovery_read(unsigned char *secret, const char *text,
                                       size_t size)
{
    unsigned char bytes[BYTES] = { 0 }, again[BYTES];
    unsigned count = 0;
    enum lc_recovery_form form = LC_RECOVERY_NONE;
    for (size_t i = 0; i < size && count <= LC_RECOVERY_LETTERS; i++) {
        if (text[i] == ' ' || text[i] == '-')
            continue;
        int value = value_of(text[i]);
        if (value < 0 || count == LC_RECOVERY_LETTERS)
            count = LC_RECOVERY_LETTERS + 1;
        else
            put(bytes, count++, (unsigned)value);
    }
    memcpy(again, bytes, BYTES);
    add_check(again);
    if (count == LC_RECOVERY_LETTERS)
        form =
            sodium_memcmp(again, bytes, BYTES) ? LC_RECOVERY_MISTYPED : LC_RECOVERY_KEY;
    sodium_memzero(secret, LC_KEY);
    if (form == LC_RECOVERY_KEY)
        memcpy(secret, bytes, LC_KEY);
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(again, sizeof again);
    return form;
}
