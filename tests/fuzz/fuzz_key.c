/* Any bytes as a key file under a passphrase, its digest made good: refused with words,
 * or within its bounds, and printed as it was read; no key that we have opens it to
 * another than was put into it. And as an answer: a recovery key that is taken is
 * printed and read again the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "store/recovery.h"
#include "store/wrapped_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_file(const uint8_t *data, size_t size)
{
    struct lc_wrapped wrapped;
    struct lc_error err = { 0 };
    unsigned char again[LC_WRAPPED_MOST], key[LC_KEY] = { 1 }, out[LC_KEY];
    if (lc_wrapped_parse(&wrapped, data, size, "it", &err)) {
        if (!err.text[0])
            abort();
        return;
    }
    if (lc_wrapped_print(again, &wrapped) != size || memcmp(again, data, size))
        abort();
    for (unsigned i = 0; i < wrapped.phrases; i++) {
        const struct lc_kdf *kdf = &wrapped.phrase[i].kdf;
        if (!kdf->passes || kdf->passes > 4 || kdf->kib < 8 || kdf->kib > 1 << 20)
            abort();
        if (lc_wrapped_by_phrase(out, &wrapped, i, key))
            abort();
    }
    for (unsigned i = 0; i < wrapped.recoveries; i++)
        if (lc_wrapped_by_recovery(out, &wrapped, i, key))
            abort();
    if (lc_wrapped_open(out, &wrapped, key))
        abort();
}

static void read_answer(const uint8_t *data, size_t size)
{
    unsigned char secret[LC_KEY], back[LC_KEY];
    char text[LC_RECOVERY_TEXT];
    if (lc_recovery_read(secret, (const char *)data, size) != LC_RECOVERY_KEY)
        return;
    lc_recovery_print(text, secret);
    if (lc_recovery_read(back, text, strlen(text)) != LC_RECOVERY_KEY
        || memcmp(back, secret, LC_KEY))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char whole[2 * LC_WRAPPED_MOST];
    lc_begin();
    read_file(data, size);
    read_answer(data, size);
    if (size > LC_DIGEST && size <= sizeof whole) {
        memcpy(whole, data, size);
        lc_digest(whole, size - LC_DIGEST, NULL, whole + size - LC_DIGEST);
        read_file(whole, size);
    }
    return 0;
}
