/* Any bytes as a model file. A wrapper is put around bytes that begin with '{', with
 * their right checksum, so that the readers behind the checksum are reached too. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "models/fit/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const char *data, size_t size)
{
    struct lc_model *model;
    struct lc_error err = { 0 };
    if (!lc_model_parse(&model, data, size, &err))
        lc_model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *inside = NULL;
    unsigned char digest[LC_DIGEST];
    char text[LC_DIGEST_TEXT];
    try((const char *)data, size);
    if (lc_json_parse((const char *)data, size, &inside, NULL))
        return 0;
    char *canonical = json_dumps(inside, JSON_COMPACT | JSON_SORT_KEYS);
    if (canonical) {
        lc_digest(canonical, strlen(canonical), NULL, digest);
        json_t *file =
            json_pack("{s:i, s:s, s:O}", "latecare_model", LC_MODEL_FORMAT, "checksum",
                      lc_digest_text(digest, text), "model", inside);
        char *whole = file ? json_dumps(file, JSON_COMPACT) : NULL;
        if (whole)
            try(whole, strlen(whole));
        free(whole);
        json_decref(file);
    }
    free(canonical);
    json_decref(inside);
    return 0;
}
