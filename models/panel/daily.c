/* See daily.h. */
#include "models/panel/daily.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/panel/change.h"
#include "models/panel/daily_inside.h"
#include "models/panel/list_inside.h"

/* --- whose risk moved ------------------------------------------------------------- */

/* The rows of the changes by child, on either list or among the others. */
struct changed {
    json_int_t child;
    const json_t *row;
};

static int by_changed(const void *a, const void *b)
{
    const struct changed *x = a, *y = b;
    return (x->child > y->child) - (x->child < y->child);
}

/* New; NULL: no memory. */
static struct changed *by_child(const json_t *changes, size_t *count)
{
    const json_t *of[] = { json_object_get(changes, "changes"),
                           json_object_get(changes, "others") };
    struct changed *all =
        lc_alloc(json_array_size(of[0]) + json_array_size(of[1]), sizeof *all);
    const json_t *row;
    *count = 0;
    for (size_t k = 0; k < 2 && all; k++)
        for (size_t i = 0; (row = json_array_get(of[k], i)); i++)
            all[(*count)++] =
                (struct changed){ json_integer_value(json_object_get(row, "child")),
                                  row };
    if (all)
        qsort(all, *count, sizeof *all, by_changed);
    return all;
}

/* The history that adds most to the difference, either way; "": not split. */
static const char *most_of(const json_t *change)
{
    const json_t *list = json_object_get(change, "by_history"), *row;
    const char *most = "";
    double by = 0;
    for (size_t i = 0; (row = json_array_get(list, i)); i++)
        if (fabs(lc_list_number(row, "difference")) > fabs(by)) {
            by = lc_list_number(row, "difference");
            most = lc_list_text_of(row, "history");
        }
    return most;
}

static json_t *copy(const json_t *row, const char *name)
{
    json_t *value = json_object_get(row, name);
    return value ? json_copy(value) : json_null();
}

static json_t *moved_json(uint32_t child, const json_t *change)
{
    const json_t *split = json_object_get(change, "split");
    const char *most = most_of(change);
    double lp = lc_list_number(change, "linear_predictor"),
           was = lc_list_number(change, "linear_predictor_before");
    bool whole = json_is_object(split);
    return LC_OBJECT(
        { "child", json_integer(child) }, { "change", copy(change, "change") },
        { "rank", copy(change, "rank") },
        { "rank_before", copy(change, "rank_before") },
        { "risk_before", copy(change, "risk_before") },
        { "risk", copy(change, "risk") },
        { "difference", whole ? copy(split, "difference") : lc_json_number(lp - was) },
        { whole ? "new_events" : NULL, copy(split, "new_events") },
        { whole ? "known_late" : NULL, copy(split, "known_late") },
        { whole ? "time" : NULL, copy(split, "time") },
        { *most ? "most" : NULL, lc_json_text(*most ? most : NULL) });
}

static json_t *moved_list(const struct lc_daily_of *of)
{
    size_t count;
    struct changed *all = by_child(of->changes, &count);
    json_t *list = json_array();
    bool good = list && all;
    for (size_t k = 0; k < of->whole->count && good; k++) {
        uint32_t child = of->whole->moved[k];
        const struct changed key = { .child = child },
                             *one = bsearch(&key, all, count, sizeof *all, by_changed);
        good = lc_json_push(list, moved_json(child, one ? one->row : NULL));
    }
    free(all);
    return lc_json_whole(list, good);
}

/* --- counts ----------------------------------------------------------------------- */

static json_t *count_changes(const json_t *changes, const char *kind)
{
    const json_t *list = json_object_get(changes, "changes"), *row;
    size_t count = 0;
    for (size_t i = 0; (row = json_array_get(list, i)); i++)
        count += !strcmp(lc_list_text_of(row, "change"), kind);
    return lc_json_count(count);
}

static int by_number(const void *a, const void *b)
{
    json_int_t x = *(const json_int_t *)a, y = *(const json_int_t *)b;
    return (x > y) - (x < y);
}

/* How many children the rows are of; SIZE_MAX: out of memory. */
static size_t children_of(const json_t *list)
{
    size_t n = json_array_size(list), count = 0;
    json_int_t *child = lc_alloc(n + 1, sizeof *child);
    if (!child)
        return SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        child[i] =
            json_integer_value(json_object_get(json_array_get(list, i), "child"));
    qsort(child, n, sizeof *child, by_number);
    for (size_t i = 0; i < n; i++)
        count += !i || child[i] != child[i - 1];
    free(child);
    return count;
}

static size_t positive(const json_t *list, const char *name)
{
    const json_t *row;
    size_t count = 0;
    for (size_t i = 0; (row = json_array_get(list, i)); i++)
        count +=
            json_is_true(json_object_get(row, name)) || lc_list_number(row, name) > 0;
    return count;
}

static json_t *counts_json(const json_t *missing, const json_t *moved,
                           const json_t *known)
{
    size_t gone = children_of(missing), told = children_of(known),
           risen = positive(moved, "difference");
    if (gone == SIZE_MAX || told == SIZE_MAX)
        return NULL;
    return LC_OBJECT({ "missing", lc_json_count(json_array_size(missing)) },
                     { "missing_children", lc_json_count(gone) },
                     { "missing_new", lc_json_count(positive(missing, "new")) },
                     { "risen", lc_json_count(risen) },
                     { "fallen", lc_json_count(json_array_size(moved) - risen) },
                     { "known", lc_json_count(json_array_size(known)) },
                     { "known_children", lc_json_count(told) });
}

/* --- the document ----------------------------------------------------------------- */

static int note_of_whole(json_t *notes, const struct lc_daily_of *of,
                         struct lc_error *err)
{
    const struct lc_scoring *now = &of->whole->now;
    const char *text = NULL;
    if (!of->whole->comparable)
        text = "On one of the two days a source was silent and another fit stood in: "
               "the risks of the two days say nothing of each other, and nobody is "
               "told to have moved";
    else if (!now->n)
        text = "Nobody could be scored: that nobody moved says nothing";
    return !text || lc_json_push(notes, lc_json_text(text)) ? LC_OK
                                                            : LC_FAIL_NOMEM(err);
}

static json_t *put_together(const struct lc_daily_of *of, json_t *notes,
                            json_t *missing)
{
    const struct lc_whole *w = of->whole;
    json_t *moved = moved_list(of), *known = lc_daily_known(of);
    json_t *counts = moved && known ? counts_json(missing, moved, known) : NULL;
    return LC_OBJECT(
        { "title", lc_json_text("What the day brought") },
        { "since", lc_json_day(w->before.day) }, { "as_of", lc_json_day(w->now.day) },
        { "capacity", lc_json_count(of->list->capacity) },
        { "children", LC_OBJECT({ "before", lc_json_count(w->before.n) },
                                { "now", lc_json_count(w->now.n) }) },
        { "list", LC_OBJECT({ "new", count_changes(of->changes, "new") },
                            { "dropped", count_changes(of->changes, "dropped") },
                            { "left", count_changes(of->changes, "left") }) },
        { "notes", notes }, { "counts", counts }, { "missing", missing },
        { "moved", moved }, { "known", known });
}

int lc_daily_document(json_t **document, const struct lc_daily_of *of,
                      struct lc_error *err)
{
    json_t *notes = json_array(), *missing = NULL;
    int code = notes ? note_of_whole(notes, of, err) : LC_FAIL_NOMEM(err);
    *document = NULL;
    if (!code)
        missing = lc_daily_missing(of, notes, &code, err);
    if (code) {
        json_decref(notes);
        json_decref(missing);
        return code;
    }
    *document = put_together(of, notes, missing);
    return *document ? LC_OK : LC_FAIL_NOMEM(err);
}
