/* See series.h. */
#include "models/panel/series.h"

#include <string.h>

#include "base/json.h"
#include "models/panel/change_inside.h"
#include "models/panel/list.h"
#include "models/panel/list_inside.h"

/* --- CSV -------------------------------------------------------------------------- */

void lc_series_csv_head(struct lc_text *out)
{
    lc_text_add(out, "verdict,as_of,since," LC_CHANGE_COLUMNS ",warnings\n");
}

void lc_series_csv(const json_t *list, const json_t *changes, struct lc_text *out)
{
    const json_t *rows = json_object_get(changes, "changes");
    const char *verdict = lc_caution_word(json_object_get(list, "verdict"), list);
    struct lc_text warnings = { 0 };
    lc_list_add_joined(&warnings, json_object_get(list, "warnings"));
    out->failed |= warnings.failed;
    for (size_t k = 0; k < json_array_size(rows); k++) {
        lc_text_add_cell(out, lc_slice_of(verdict));
        lc_text_addf(out, ",%s,%s,", lc_list_text_of(list, "as_of"),
                     lc_list_text_of(changes, "since"));
        lc_change_add_row(out, json_array_get(rows, k));
        lc_text_add(out, ",");
        lc_text_add_cell(out, (struct lc_slice){ warnings.data, warnings.size });
        lc_text_add(out, "\n");
    }
    lc_text_free(&warnings);
}

/* --- what is said first ----------------------------------------------------------- */

static json_t *warning_of(json_t *warnings, const char *text)
{
    json_t *one;
    for (size_t i = 0; (one = json_array_get(warnings, i)); i++)
        if (!strcmp(lc_list_text_of(one, "text"), text))
            return one;
    return NULL;
}

static bool take_warning(struct lc_series_caution *c, const json_t *list,
                         const char *text)
{
    json_t *one = warning_of(c->warnings, text);
    if (one)
        return lc_json_put(
            one, "lists",
            json_integer(json_integer_value(json_object_get(one, "lists")) + 1));
    return lc_json_push(
        c->warnings, LC_OBJECT({ "text", lc_json_text(text) },
                               { "as_of", json_copy(json_object_get(list, "as_of")) },
                               { "lists", json_integer(1) }));
}

int lc_series_caution_take(struct lc_series_caution *caution, const json_t *list,
                           struct lc_error *err)
{
    struct lc_series_caution *c = caution;
    const json_t *verdict = json_object_get(list, "verdict"),
                 *warnings = json_object_get(list, "warnings");
    bool good = lc_caution_is_good(verdict);
    if (!c->warnings)
        c->warnings = json_array();
    if (!c->verdict || (!good && lc_caution_is_good(c->verdict))) {
        json_decref(c->verdict);
        c->verdict = json_deep_copy(verdict);
    }
    bool ok = c->warnings && c->verdict;
    c->void_of_any |= good && lc_caution_use(verdict, list) == LC_USE_NOT;
    c->lists++;
    for (size_t i = 0; ok && i < json_array_size(warnings); i++)
        ok = take_warning(c, list, json_string_value(json_array_get(warnings, i)));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

/* Of which lists, where not of all. */
static bool push_warning(json_t *warnings, const struct lc_series_caution *c,
                         const json_t *one)
{
    struct lc_text text = { 0 };
    size_t lists = (size_t)json_integer_value(json_object_get(one, "lists"));
    if (lists < c->lists)
        lc_text_addf(&text, "of %zu of the %zu lists, first that of %s: ", lists,
                     c->lists, lc_list_text_of(one, "as_of"));
    lc_text_add(&text, lc_list_text_of(one, "text"));
    bool ok = !text.failed && lc_json_push(warnings, lc_json_text(text.data));
    lc_text_free(&text);
    return ok;
}

int lc_series_caution_add(const struct lc_series_caution *caution, struct lc_text *out,
                          struct lc_error *err)
{
    json_t *warnings = json_array();
    bool ok = warnings != NULL;
    for (size_t i = 0; ok && i < json_array_size(caution->warnings); i++)
        ok = push_warning(warnings, caution, json_array_get(caution->warnings, i));
    json_t *said = LC_OBJECT({ "verdict", json_deep_copy(caution->verdict) },
                             { "warnings", json_incref(warnings) },
                             { "verdict_holds", json_boolean(!caution->void_of_any) });
    ok = ok && said;
    if (ok)
        lc_list_caution(said, out);
    json_decref(said);
    json_decref(warnings);
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_series_caution_free(struct lc_series_caution *caution)
{
    json_decref(caution->verdict);
    json_decref(caution->warnings);
    *caution = (struct lc_series_caution){ 0 };
}

/* --- text ------------------------------------------------------------------------- */

void lc_series_text_head(struct lc_text *out)
{
    lc_text_add(out, "list of     listed would enter");
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++)
        lc_text_addf(out, " %7s", lc_change_kinds[i]);
    lc_text_add(out, "\n");
}

void lc_series_text(const json_t *list, const json_t *changes, struct lc_text *out)
{
    size_t count[LC_CHANGE_KINDS];
    lc_change_count(changes, count);
    lc_text_addf(out, "%s %7zu %11.1f", lc_list_text_of(list, "as_of"),
                 json_array_size(json_object_get(list, "listed")),
                 lc_list_number(json_object_get(list, "expected_entries"), "estimate"));
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++)
        lc_text_addf(out, " %7zu", count[i]);
    lc_text_add(out, lc_list_number(list, "children") > 0
                         ? "\n"
                         : "  nobody could be scored\n");
}
