/* The second pass: records with exactly the same name, once normalised, and the same
 * birth date, and of which the same sex or the same postcode was said at some time. A
 * placeholder is no name (placeholder.c). */
#include "base/text.h"
#include "link/key_inside.h"
#include "link/pass_inside.h"
#include "link/spelling_inside.h"

/* "name|born|S" with each sex of the record, "name|born|P" with each postcode. */
static int add_grounds(struct lc_keys *keys, struct lc_text *text,
                       const struct lc_spelling_rows *rows, struct lc_error *err)
{
    size_t stem = text->size;
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        const struct lc_spelling *said = lc_spelling_row(rows, i);
        if (said->sex) {
            lc_text_addf(text, "S%c", said->sex);
            code = lc_spelling_key(keys, text, stem, rows->record, err);
        }
        if (!code && said->postcode) {
            lc_text_addf(text, "P%s", said->postcode);
            code = lc_spelling_key(keys, text, stem, rows->record, err);
        }
    }
    return code;
}

static int add_births(struct lc_keys *keys, struct lc_text *text,
                      const struct lc_spelling_rows *rows, struct lc_error *err)
{
    size_t stem = text->size;
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        int32_t born = lc_spelling_row(rows, i)->born;
        if (born == LC_NO_DAY)
            continue;
        lc_text_addf(text, "|%d|", (int)born);
        code = add_grounds(keys, text, rows, err);
        text->size = stem;
    }
    return code;
}

static int add_names(struct lc_keys *keys, struct lc_text *text,
                     const struct lc_spelling_rows *rows, struct lc_error *err)
{
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++) {
        const struct lc_spelling *said = lc_spelling_row(rows, i);
        if (!said->named || !said->surnamed)
            continue;
        lc_text_clear(text);
        lc_text_addf(text, "%s|%s", said->forename, said->surname);
        code = add_births(keys, text, rows, err);
    }
    return code;
}

int lc_link_by_name(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err)
{
    return lc_spelling_each(keys, evidence, add_names, err);
}
