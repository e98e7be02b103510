/* What a linkage rested on, kept with the store: thresholds, fields and their levels,
 * rules, and m, u and the pairs of each two systems. With (1) of match.h, and of a
 * value in common with how rare it is, each weight follows from it. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "link/link.h"
#include "link/run_inside.h"

/* Significant figures: a hundredth of a bit is far less than weights are good for. */
enum { FIGURES = 5 };

static json_t *fields_json(const struct lc_link_table *table)
{
    json_t *fields = json_array();
    bool good = fields;
    for (size_t f = 0; f < table->fields && good; f++) {
        const struct lc_match_role *role = table->field[f].role;
        json_t *levels = json_array();
        bool all = levels;
        for (unsigned l = 0; l < role->levels && all; l++)
            all = lc_json_push(levels, lc_json_text(role->level[l]));
        good = lc_json_push(fields,
                            LC_OBJECT({ "field", lc_json_text(table->field[f].name) },
                                      { "role", lc_json_text(role->name) },
                                      { "levels", lc_json_whole(levels, all) }));
    }
    return lc_json_whole(fields, good);
}

static json_t *rules_json(const struct lc_match_found *found)
{
    json_t *rules = json_array();
    bool good = rules;
    for (size_t r = 0; r < found->rules && good; r++)
        good = lc_json_push(
            rules, LC_OBJECT({ "rule", lc_json_text(found->rule[r].name) },
                             { "pairs", lc_json_number(found->rule[r].pairs) },
                             { "left_out", json_boolean(found->rule[r].left_out) }));
    return lc_json_whole(rules, good);
}

/* By field, from the level of least likeness. */
static json_t *shares_json(const struct lc_link_table *table,
                           const struct lc_match_estimate *estimate, bool m)
{
    json_t *fields = json_array();
    bool good = fields;
    for (size_t f = 0; f < table->fields && good; f++)
        good = lc_json_push(fields, lc_json_numbers(table->field[f].role->levels,
                                                    m ? estimate[f].m : estimate[f].u));
    return lc_json_whole(fields, good);
}

/* Of each two systems that have pairs. */
static json_t *between_json(const struct lc_linking *run)
{
    const struct lc_link_table *table = &run->table;
    const struct lc_codes *systems = &run->store->systems;
    struct lc_match_estimate e[LC_MATCH_FIELDS];
    json_t *all = json_array();
    bool good = all;
    for (uint16_t t = 0; t <= systems->count; t++)
        for (uint16_t s = 0; s <= t && good; s++) {
            double pairs, matches;
            if (lc_match_between(table->match, s, t, e, &pairs, &matches))
                good = lc_json_push(
                    all,
                    LC_OBJECT({ "system", lc_json_text(lc_codes_name(systems, s)) },
                              { "other", lc_json_text(lc_codes_name(systems, t)) },
                              { "pairs", lc_json_number(pairs) },
                              { "one_child", lc_json_number(matches) },
                              { "m", shares_json(table, e, true) },
                              { "u", shares_json(table, e, false) }));
        }
    return lc_json_whole(all, good);
}

static int parameters_of(char **text, const struct lc_linking *run,
                         const struct lc_match_found *found, struct lc_error *err)
{
    json_t *document =
        LC_OBJECT({ "joined_from", lc_json_number(LC_LINK_JOINS) },
                  { "listed_from", lc_json_number(LC_LINK_LISTS) },
                  { "records", lc_json_count(found->records) },
                  { "rules_see", lc_json_number(found->covered) },
                  { "fields", fields_json(&run->table) },
                  { "rules", rules_json(found) }, { "between", between_json(run) });
    int code =
        document ? lc_json_compact(document, FIGURES, text, err) : LC_FAIL_NOMEM(err);
    json_decref(document);
    return code;
}

/* The pieces from i on that are of one linkage, put together. */
static size_t whole(const struct lc_store *store, size_t i, struct lc_text *text)
{
    uint32_t number = store->linkage[i].number;
    lc_text_clear(text);
    for (; i < store->linkages && store->linkage[i].number == number; i++)
        lc_text_add(text, store->linkage[i].parameters);
    return i;
}

static int add_piece(struct lc_store *store, uint32_t number, int32_t day,
                     struct lc_slice piece, struct lc_error *err)
{
    char *copy = lc_alloc(piece.size + 1, 1);
    int code =
        copy ? LC_GROW(store->linkage, store->linkage_room, store->linkages + 1, err)
             : LC_FAIL_NOMEM(err);
    if (code) {
        free(copy);
        return code;
    }
    memcpy(copy, piece.data, piece.size);
    store->linkage[store->linkages++] = (struct lc_linkage){ number, day, copy };
    return LC_OK;
}

static bool is_last(const struct lc_store *store, const char *text,
                    struct lc_text *work)
{
    size_t i = store->linkages;
    uint32_t number = i ? store->linkage[i - 1].number : 0;
    while (i > 0 && store->linkage[i - 1].number == number)
        i--;
    if (!number)
        return false;
    whole(store, i, work);
    return work->data && strcmp(work->data, text) == 0;
}

int lc_link_keep(struct lc_linking *run, const struct lc_match_found *found,
                 struct lc_error *err)
{
    struct lc_store *store = run->store;
    struct lc_text work = { 0 };
    uint32_t number =
        store->linkages ? store->linkage[store->linkages - 1].number + 1 : 1;
    char *text = NULL;
    int code = parameters_of(&text, run, found, err);
    bool same = text && is_last(store, text, &work);
    if (!code)
        code = lc_text_check(&work, err);
    for (size_t at = 0, size = text ? strlen(text) : 0; at < size && !code && !same;) {
        size_t piece = size - at < LC_LINKAGE_PIECE ? size - at : LC_LINKAGE_PIECE;
        code = add_piece(store, number, run->day, (struct lc_slice){ text + at, piece },
                         err);
        at += piece;
    }
    lc_text_free(&work);
    free(text);
    return code;
}

/* --- what may be told ------------------------------------------------------------- */

/* The store keeps five figures: what is beyond a size, or no number, is damage that
 * must not be converted. */
static size_t count_of(const json_t *row, const char *name)
{
    double count = json_number_value(json_object_get(row, name));
    return count > 0 && count < 0x1p53 ? (size_t)(count + 0.5) : 0;
}

/* Pairs of two systems, and of these those of one child. m is of the latter and u of
 * the rest: of few, or of none, either is what somebody's own pairs say. */
static int tell_between(json_t *row, struct lc_error *err)
{
    size_t all = count_of(row, "pairs"), one = count_of(row, "one_child"), pairs;
    size_t part[2] = { one < all ? one : all, one < all ? all - one : 0 }, told[2];
    lc_tell_parts(2, part, told, &pairs);
    if (json_object_set_new(row, "pairs", lc_told_json(pairs))
        || json_object_set_new(row, "one_child", lc_told_json(told[0])))
        return LC_FAIL_NOMEM(err);
    if (part[0] < LC_SMALLEST_SHOWN)
        json_object_del(row, "m");
    if (part[1] < LC_SMALLEST_SHOWN)
        json_object_del(row, "u");
    return LC_OK;
}

static int tell(json_t *parameters, struct lc_error *err)
{
    json_t *between = json_object_get(parameters, "between"), *row;
    int code = LC_OK;
    for (size_t i = 0; (row = json_array_get(between, i)) && !code; i++)
        code = tell_between(row, err);
    return code;
}

int lc_link_kept_json(const struct lc_store *store, json_t **document,
                      struct lc_error *err)
{
    struct lc_text text = { 0 };
    json_t *all = json_array();
    int code = all ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->linkages && !code;) {
        json_t *parameters = NULL;
        int32_t day = store->linkage[i].day;
        i = whole(store, i, &text);
        code = lc_text_check(&text, err);
        if (!code)
            code = lc_json_parse(text.data, text.size, &parameters, err);
        if (!code && (code = tell(parameters, err)))
            json_decref(parameters);
        if (!code
            && !lc_json_push(all, LC_OBJECT({ "day", lc_json_day(day) },
                                            { "parameters", parameters })))
            code = LC_FAIL_NOMEM(err);
    }
    lc_text_free(&text);
    *document = code ? NULL : LC_OBJECT({ "linkages", all });
    if (code)
        json_decref(all);
    return code || *document ? code : LC_FAIL_NOMEM(err);
}
