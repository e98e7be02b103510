#include "link/spelling_inside.h"

struct lc_spelling_rows lc_spelling_of(const struct lc_link_evidence *evidence,
                                       uint32_t record)
{
    uint32_t from = evidence->first[record];
    return (struct lc_spelling_rows){ evidence, record,
                                      evidence->first[record + 1] - from,
                                      evidence->row + from };
}

const struct lc_spelling *lc_spelling_row(const struct lc_spelling_rows *rows,
                                          uint32_t i)
{
    return rows->evidence->spelling + rows->row[i];
}

int lc_spelling_key(struct lc_keys *keys, struct lc_text *text, size_t stem,
                    uint32_t record, struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code)
        code =
            lc_keys_add(keys, (struct lc_slice){ text->data, text->size }, record, err);
    text->size = stem;
    return code;
}

int lc_spelling_each(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                     int (*add)(struct lc_keys *keys, struct lc_text *text,
                                const struct lc_spelling_rows *rows,
                                struct lc_error *err),
                     struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = LC_OK;
    for (uint32_t r = 0; r < evidence->store->records && !code; r++) {
        struct lc_spelling_rows rows = lc_spelling_of(evidence, r);
        code = add(keys, &text, &rows, err);
    }
    lc_text_free(&text);
    return code;
}
