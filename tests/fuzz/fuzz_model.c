/* Any bytes as a model file. What does not say that it is one is taken as the member
 * "model" of one, so that the readers behind the checksum are reached. What is read is
 * written, and read and written again is the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/fit/model.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    return 0;
}

static void again(struct lc_model *model)
{
    struct lc_model *back;
    char *text, *more;
    if (lc_model_print(model, &text, NULL)
        || lc_model_parse(&back, text, strlen(text), NULL)
        || lc_model_print(back, &more, NULL) || strcmp(text, more))
        abort();
    lc_model_free(back);
    free(text);
    free(more);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *inside = NULL;
    struct lc_model *model;
    struct lc_error err = { 0 };
    if (lc_json_parse((const char *)data, size, &inside, NULL))
        return 0;
    int code = json_object_get(inside, "latecare_model")
                   ? lc_model_parse(&model, (const char *)data, size, &err)
                   : lc_model_of_inside(&model, inside, &err);
    if (code ? model || !err.text[0] : !model)
        abort();
    if (!code)
        again(model);
    lc_model_free(model);
    json_decref(inside);
    return 0;
}
