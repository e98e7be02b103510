/* STORE.digest: a line of heading, then a line a seal:
 *
 *     latecare store digest 2
 *     FORMAT SIZE NONCE BOND DIGEST
 *
 * numbers in decimal, the rest in hexadecimal; BOND is the identity file's digest, or
 * "none" or "unsaid". In format 1 there was no BOND: unsaid. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "store/paths.h"
#include "store/seal_inside.h"

static const char heading[] = "latecare store digest ";

enum { FILE_FORMAT = 2, MAX_BYTES = 4096 };

static const char none[] = "none", unsaid[] = "unsaid";

static void add_bond(struct lc_text *text, const struct lc_bond *bond)
{
    char hex[LC_DIGEST_TEXT];
    lc_text_addf(text, "%s ",
                 bond->kind == LC_BOND_NONE     ? none
                 : bond->kind == LC_BOND_UNSAID ? unsaid
                                                : lc_digest_text(bond->digest, hex));
}

static void add_seal(struct lc_text *text, const struct lc_seal *seal)
{
    char hex[LC_DIGEST_TEXT];
    lc_text_addf(text, "%" PRIu32 " %" PRIu64 " %s ", seal->format, seal->size,
                 lc_digest_text(seal->nonce, hex));
    add_bond(text, &seal->bond);
    lc_text_addf(text, "%s\n", lc_digest_text(seal->digest, hex));
}

int lc_seals_write(const struct lc_seals *seals, const char *store_path,
                   struct lc_error *err)
{
    struct lc_text text = { 0 };
    char *path = lc_beside(store_path, ".digest");
    lc_text_addf(&text, "%s%d\n", heading, FILE_FORMAT);
    for (size_t i = 0; i < seals->count; i++)
        add_seal(&text, seals->seal + i);
    int code = path ? lc_file_write_text(path, true, &text, err) : LC_FAIL_NOMEM(err);
    lc_text_free(&text);
    free(path);
    return code;
}

/* The text up to `stop`, which must be there; *at moves behind it. */
static int take(struct lc_slice *at, char stop, struct lc_slice *piece)
{
    const char *end = at->size ? memchr(at->data, stop, at->size) : NULL;
    if (!end)
        return LC_DAMAGED;
    *piece = (struct lc_slice){ at->data, (size_t)(end - at->data) };
    at->size -= piece->size + 1;
    at->data = end + 1;
    return LC_OK;
}

static int take_number(struct lc_slice *at, char stop, int64_t high, int64_t *value)
{
    struct lc_slice piece;
    int code = take(at, stop, &piece);
    return code ? code : lc_integer_parse(piece, 0, high, value);
}

static int read_hex(struct lc_slice piece, unsigned char *out)
{
    size_t got;
    if (sodium_hex2bin(out, LC_DIGEST, piece.data, piece.size, NULL, &got, NULL)
        || got != LC_DIGEST)
        return LC_DAMAGED;
    return LC_OK;
}

static int take_hex(struct lc_slice *at, char stop, unsigned char *out)
{
    struct lc_slice piece;
    int code = take(at, stop, &piece);
    return code ? code : read_hex(piece, out);
}

static int take_bond(struct lc_slice *at, struct lc_bond *bond)
{
    struct lc_slice piece;
    int code = take(at, ' ', &piece);
    if (code)
        return code;
    bond->kind = lc_slice_is(piece, none)     ? LC_BOND_NONE
                 : lc_slice_is(piece, unsaid) ? LC_BOND_UNSAID
                                              : LC_BOND_FILE;
    return bond->kind == LC_BOND_FILE ? read_hex(piece, bond->digest) : LC_OK;
}

static int take_seal(struct lc_slice *at, int64_t version, struct lc_seal *seal)
{
    int64_t format = 0, size = 0;
    if (take_number(at, ' ', UINT32_MAX, &format)
        || take_number(at, ' ', INT64_MAX / 2, &size) || take_hex(at, ' ', seal->nonce)
        || (version > 1 && take_bond(at, &seal->bond))
        || take_hex(at, '\n', seal->digest))
        return LC_DAMAGED;
    if (version == 1)
        seal->bond.kind = LC_BOND_UNSAID;
    seal->format = (uint32_t)format;
    seal->size = (uint64_t)size;
    return LC_OK;
}

static int parse(struct lc_seals *seals, struct lc_slice at, const char *path,
                 struct lc_error *err)
{
    int64_t version = 0;
    size_t head = strlen(heading);
    *seals = (struct lc_seals){ 0 };
    if (at.size < head || memcmp(at.data, heading, head))
        return LC_FAIL(err, LC_DAMAGED, "%s is not a store's digest", path);
    at.data += head;
    at.size -= head;
    if (take_number(&at, '\n', INT32_MAX, &version) || version < 1)
        return LC_FAIL(err, LC_DAMAGED, "%s is damaged in its first line", path);
    if (version > FILE_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %d and this program reads up to %d; a newer "
                       "latecare is needed",
                       path, (int)version, FILE_FORMAT);
    while (at.size && seals->count < LC_MAX_SEALS)
        if (take_seal(&at, version, seals->seal + seals->count++))
            return LC_FAIL(err, LC_DAMAGED, "%s is damaged in line %zu", path,
                           seals->count + 1);
    return at.size || !seals->count
               ? LC_FAIL(err, LC_DAMAGED, "%s holds the wrong number of lines", path)
               : LC_OK;
}

int lc_seals_read(struct lc_seals *seals, const char *store_path, struct lc_error *err)
{
    size_t size = 0;
    char *data = NULL, *path = lc_beside(store_path, ".digest");
    if (!path)
        return LC_FAIL_NOMEM(err);
    int code = lc_file_exists(path) ? lc_file_read(path, MAX_BYTES, &data, &size, err)
                                    : LC_FAIL(err, LC_ABSENT, "%s is not there", path);
    if (!code)
        code = parse(seals, (struct lc_slice){ data, size }, path, err);
    free(data);
    free(path);
    return code;
}
