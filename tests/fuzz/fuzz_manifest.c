/* STORE.digest. The input's first byte says whether its last line is made good, so that
 * the parser behind the keyed digest is reached. What is read is written again, and
 * read again is the same, the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/text.h"
#include "fuzz/scratch.h"
#include "store/manifest_inside.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *in, *in_digest, *out, *out_digest;
static struct lc_secrets secrets;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    in = scratch_path("in");
    out = scratch_path("out");
    in_digest = scratch_path("in.digest");
    out_digest = scratch_path("out.digest");
    return 0;
}

static void close_text(struct lc_text *text)
{
    unsigned char digest[LC_DIGEST];
    char hex[LC_DIGEST_TEXT];
    lc_digest(text->data, text->size, &secrets.of[LC_FOR_MANIFEST], digest);
    lc_text_addf(text, "manifest %s\n", lc_digest_text(digest, hex));
}

static bool same(const struct lc_manifest *a, const struct lc_manifest *b)
{
    if (a->count != b->count || a->head.lines != b->head.lines
        || strcmp(a->head.link, b->head.link))
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct lc_seal *x = a->seal + i, *y = b->seal + i;
        if (x->of.number != y->of.number || strcmp(x->of.version, y->of.version)
            || x->of.bond.kind != y->of.bond.kind
            || memcmp(x->of.bond.digest, y->of.bond.digest, LC_DIGEST)
            || x->of.encrypted != y->of.encrypted || x->format != y->format
            || x->size != y->size || memcmp(x->nonce, y->nonce, LC_NONCE)
            || memcmp(x->digest, y->digest, LC_DIGEST))
            return false;
    }
    return true;
}

static void again(const struct lc_manifest *m, const struct lc_text *read)
{
    struct lc_manifest back;
    char *data;
    size_t size;
    scratch_put(out_digest, "", 0); /* no head of an earlier one */
    if (lc_manifest_put(m, out, &secrets, NULL)
        || lc_manifest_read(&back, out, &secrets, NULL) || !same(m, &back)
        || lc_file_read(out_digest, 1 << 20, &data, &size, NULL))
        abort();
    /* two last lines, as while keys are rotated, become one */
    size_t last = sizeof "manifest " - 1 + LC_DIGEST_TEXT;
    if ((size != read->size && size + last != read->size)
        || memcmp(data, read->data, size - last))
        abort();
    free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_text text = { 0 };
    struct lc_manifest m;
    struct lc_error err = { 0 };
    if (!size)
        return 0;
    lc_text_add_bytes(&text, (const char *)data + 1, size - 1);
    if (data[0] % 4)
        close_text(&text);
    scratch_put(in_digest, text.data, text.size);
    if (!lc_manifest_read(&m, in, &secrets, &err))
        again(&m, &text);
    else if (!err.text[0])
        abort();
    lc_text_free(&text);
    return 0;
}
