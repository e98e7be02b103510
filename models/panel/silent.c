/* See silent_inside.h. */
#include "models/panel/silent_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "models/fit/left_out.h"

static const struct lc_term *term_named(const lc_terms *terms, const char *name)
{
    for (size_t j = 0; name && j < lc_terms_count(terms); j++)
        if (strcmp(lc_terms_at(terms, j)->name, name) == 0)
            return lc_terms_at(terms, j);
    return NULL;
}

static int has(bool *yes, const struct lc_term *term,
               const struct lc_evidence_book *book, const struct lc_store *store,
               uint32_t child, struct lc_error *err)
{
    *yes = false;
    for (size_t b = 0; b < term->bases && !*yes; b++) {
        const struct lc_study_predictor *p = lc_study_find(book->study, term->base[b]);
        struct lc_evidence *events = NULL;
        size_t count = 0;
        if (!p)
            continue;
        size_t which = (size_t)(p - book->study->predictors);
        if (term->indicator) {
            *yes = lc_evidence_unknown(book, which, store, child);
            continue;
        }
        int code = lc_evidence_list(book, which, child, &count, &events, err);
        free(events);
        if (code)
            return code;
        *yes = count > 0;
    }
    return LC_OK;
}

static int say(json_t *list, const char *label, struct lc_error *err)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text,
                 "%s: counted as nothing, for the model was taught too little of it",
                 label);
    json_t *line = text.failed ? NULL : lc_json_text(text.data);
    lc_text_free(&text);
    return lc_json_push(list, line) ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_silent_add(json_t *list, const struct lc_model *model,
                  const struct lc_evidence_book *book, const struct lc_store *store,
                  uint32_t child, struct lc_error *err)
{
    const json_t *left_out = lc_left_out_of(model), *one;
    int code = LC_OK;
    for (size_t k = 0; !code && (one = json_array_get(left_out, k)); k++) {
        const char *name = json_string_value(json_object_get(one, "name"));
        const struct lc_term *term = term_named(model->terms, name);
        bool yes = false;
        if (term)
            code = has(&yes, term, book, store, child, err);
        if (!code && yes)
            code = say(list, term->label ? term->label : term->name, err);
    }
    return code;
}
