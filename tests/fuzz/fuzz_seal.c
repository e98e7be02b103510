/* PATH.seal. The input's first byte says how the seal that the program writes is
 * altered: the rest in its place, or after so many of its bytes. A seal that holds is
 * byte for byte the one that was written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/text.h"
#include "fuzz/scratch.h"
#include "store/signature.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *path, *seal, *written;
static size_t written_size;
static const struct lc_slice said = { "{}", 2 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    char *store = scratch_path("s"), *key = scratch_path("s.key");
    path = scratch_path("list.json");
    seal = scratch_path("list.json.seal");
    scratch_put(key, "01234567890123456789012345678901", 32);
    if (lc_signed_write(LC_SIGNED_LIST, path, true, said, store, NULL)
        || lc_file_read(seal, 1 << 20, &written, &written_size, NULL))
        abort();
    free(store);
    free(key);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_text text = { 0 };
    struct lc_signer signer;
    struct lc_error err = { 0 };
    size_t kept = size ? data[0] : 0, room = size ? size - 1 : 0;
    kept = kept < written_size ? kept : written_size;
    lc_text_add_bytes(&text, written, kept);
    lc_text_add_bytes(&text, (const char *)data + (size != 0), room);
    if (text.size < written_size) /* altered in the middle, and then as it was */
        lc_text_add_bytes(&text, written + text.size, written_size - text.size);
    scratch_put(seal, text.data, text.size);
    int code = lc_signed_check(&signer, LC_SIGNED_LIST, path, said, &err);
    bool same = text.size == written_size && !memcmp(text.data, written, text.size);
    if (code ? same || signer.there || !err.text[0] : !same || !signer.there)
        abort();
    lc_text_free(&text);
    return 0;
}
