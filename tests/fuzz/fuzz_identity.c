/* Bytes as the plain text of an identity file: decoded or refused, and what was decoded
 * comes back the same when it is encoded and decoded again. */
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "store/identity_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(const struct lc_identities *ids)
{
    struct lc_identities back;
    struct lc_text text = { 0 };
    for (size_t i = 0; i < ids->count; i++)
        if (lc_identity_encode(&text, ids->row + i, NULL))
            abort();
    if (lc_identities_init(&back, NULL)
        || lc_identities_decode(&back, LC_IDENTITY_FORMAT,
                                (const unsigned char *)text.data, text.size, NULL)
        || back.count != ids->count)
        abort();
    lc_identities_free(&back);
    lc_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_identities ids;
    lc_begin();
    if (lc_identities_init(&ids, NULL))
        return 0;
    /* the first byte says the format */
    if (size
        && !lc_identities_decode(&ids, 1 + data[0] % LC_IDENTITY_FORMAT, data + 1,
                                 size - 1, NULL))
        again(&ids);
    lc_identities_free(&ids);
    return 0;
}
