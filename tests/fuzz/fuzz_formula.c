/* Any text as a formula and as a filter over a small table: errors and nothing else. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/formula_eval.h"
#include "formula/terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct lc_frame make_table(void)
{
    struct lc_frame frame = { .n = 8 };
    struct lc_column *column;
    static const char *const names[] = { "x", "y", "z" };
    for (size_t c = 0; c < 3; c++)
        if (!lc_frame_add(&frame, names[c], LC_F64, &column, NULL))
            for (size_t i = 0; i < 8; i++)
                ((double *)column->data)[i] = (double)((i * (c + 3)) % 7);
    uint16_t number;
    if (!lc_frame_add(&frame, "s", LC_CATEGORY, &column, NULL)
        && !lc_codes_add(&column->levels, lc_slice_of("a"), &number, NULL)
        && !lc_codes_add(&column->levels, lc_slice_of("b"), &number, NULL))
        for (size_t i = 0; i < 8; i++)
            ((uint16_t *)column->data)[i] = (uint16_t)(i % 3); /* 0: missing */
    return frame;
}

/* What is learnt must be readable again, and say the same columns. */
static void freeze(const lc_terms *terms)
{
    json_t *json = lc_terms_write(terms);
    lc_terms *again = NULL;
    struct lc_error err = { 0 };
    if (!json || lc_terms_read(&again, json, &err)
        || lc_terms_count(again) != lc_terms_count(terms))
        abort();
    lc_terms_free(again);
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_frame frame = make_table();
    char *text = lc_alloc(size + 1, 1);
    unsigned char *keep = NULL;
    memcpy(text, data, size);
    for (int missing = 0; missing < 2; missing++) {
        struct lc_terms_options options = { .missing = missing };
        lc_terms *terms = NULL;
        struct lc_error err = { 0 };
        if (!lc_terms_learn(&terms, text, &frame, &options, &err))
            freeze(terms);
        lc_terms_free(terms);
    }
    if (!lc_filter(&keep, text, &frame, NULL))
        free(keep);
    free(text);
    lc_frame_free(&frame);
    return 0;
}
