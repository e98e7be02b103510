/* The second pass: records with exactly the same name, once normalised, and the same
 * birth date, and of which the same sex or the same postcode was said at some time. */

#include "base/text.h"
#include "link/key_inside.h"
#include "link/normal_inside.h"
#include "link/pass_inside.h"

/* The rows of one record. */
struct rows {
    const struct lc_link_evidence *evidence;
    uint32_t record, count;
    const uint32_t *row;
};

static const struct lc_identity *row_of(const struct rows *rows, uint32_t i)
{
    return rows->evidence->ids->row + rows->row[i];
}

static int add_key(struct lc_keys *keys, struct lc_text *text, uint32_t record,
                   struct lc_error *err)
{
    int code = lc_text_check(text, err);
    return code ? code
                : lc_keys_add(keys, (struct lc_slice){ text->data, text->size }, record,
                              err);
}

/* "name|born|S" with each sex of the record, "name|born|P" with each postcode. */
static int add_grounds(struct lc_keys *keys, struct lc_text *text,
                       const struct rows *rows, struct lc_error *err)
{
    size_t stem = text->size;
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        const struct lc_identity *id = row_of(rows, i);
        const char *sex = id->sex ? id->sex : "";
        if ((*sex == 'M' || *sex == 'F') && !sex[1]) {
            lc_text_addf(text, "S%c", *sex);
            code = add_key(keys, text, rows->record, err);
            text->size = stem;
        }
        if (code || !id->postcode)
            continue;
        lc_text_add(text, "P");
        if (lc_normal_number(text, lc_slice_of(id->postcode)) >= 5)
            code = add_key(keys, text, rows->record, err);
        text->size = stem;
    }
    return code;
}

static int add_births(struct lc_keys *keys, struct lc_text *text,
                      const struct rows *rows, struct lc_error *err)
{
    size_t stem = text->size;
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        const struct lc_identity *id = row_of(rows, i);
        if (id->born == LC_NO_DAY)
            continue;
        lc_text_addf(text, "|%d|", (int)id->born);
        code = add_grounds(keys, text, rows, err);
        text->size = stem;
    }
    return code;
}

static int add_names(struct lc_keys *keys, struct lc_text *text,
                     const struct rows *rows, struct lc_error *err)
{
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        const struct lc_identity *id = row_of(rows, i);
        lc_text_clear(text);
        if (!lc_normal_name(text, lc_slice_of(id->forename)))
            continue;
        lc_text_add(text, "|");
        if (lc_normal_name(text, lc_slice_of(id->surname)))
            code = add_births(keys, text, rows, err);
    }
    return code;
}

int lc_link_by_name(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = LC_OK;
    for (uint32_t r = 0; r < evidence->store->records && !code; r++) {
        struct rows rows = { evidence, r, evidence->first[r + 1] - evidence->first[r],
                             evidence->row + evidence->first[r] };
        code = add_names(keys, &text, &rows, err);
    }
    lc_text_free(&text);
    return code;
}
