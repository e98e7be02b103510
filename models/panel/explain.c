/* One child explained, as a document (explain.h). */
#include "models/panel/explain.h"

#include "base/json.h"
#include "models/panel/behind_inside.h"
#include "models/panel/list_inside.h"

/* --- where the child stands ------------------------------------------------------- */

static bool put_standing(json_t *document, const char *standing, const char *why)
{
    return lc_json_put(document, "standing", lc_json_text(standing))
           && (!why || lc_json_put(document, "why", lc_json_text(why)));
}

static int put_scored(json_t *document, const struct lc_list_maker *m, size_t place,
                      struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    json_t *row = NULL;
    size_t listed = s->study->panel.capacity > 0 ? (size_t)s->study->panel.capacity : 0;
    int code = lc_list_row(&row, m, place, err);
    if (code)
        return code;
    bool good =
        put_standing(document, "scored", NULL) && json_object_update(document, row) == 0
        && lc_json_put(document, "listed",
                       listed ? json_boolean(place < listed) : json_null())
        && lc_json_put(document, "base_linear_predictor", lc_json_number(s->base));
    json_decref(row);
    return good ? lc_behind_put(document, s, s->scored[place].child, LC_NO_DAY, err)
                : LC_FAIL_NOMEM(err);
}

static int put_outside(json_t *document, const struct lc_list_maker *m, uint32_t child,
                       struct lc_error *err)
{
    const char *why;
    int code = lc_list_why_not(&why, m, child, err);
    if (!code && !put_standing(document, "not in the cohort", why))
        code = LC_FAIL_NOMEM(err);
    return code;
}

static int put_child(json_t *document, const struct lc_list_maker *m, uint32_t child,
                     struct lc_error *err)
{
    const struct lc_scoring *s = m->scoring;
    size_t place = lc_scoring_place(s, child);
    const char *refusal = lc_scoring_refusal(s, child);
    if (place)
        return put_scored(document, m, place - 1, err);
    if (!refusal)
        return put_outside(document, m, child, err);
    return put_standing(document, "cannot be scored", refusal) ? LC_OK
                                                               : LC_FAIL_NOMEM(err);
}

int lc_explain_document(json_t **document, const struct lc_scoring *scoring,
                        const struct lc_model *model, const struct lc_store *store,
                        uint32_t child, struct lc_error *err)
{
    struct lc_list_maker m = lc_list_maker_of(scoring, model, store);
    lc_meanings *words = NULL;
    json_t *d = json_object();
    int code = d ? lc_meanings_load(&words, err) : LC_FAIL_NOMEM(err);
    m.words = words;
    if (!code)
        code = lc_list_put_day(d, &m, err);
    if (!code
        && !(lc_json_put(d, "children", lc_json_count(scoring->n))
             && lc_json_put(d, "child", json_integer(child))))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = put_child(d, &m, child, err);
    if (!code)
        code = lc_meanings_put(words, d, err);
    lc_meanings_free(words);
    *document = lc_json_whole(d, !code);
    return code;
}
