/* See report.h. */
#include "models/report/report.h"

#include <string.h>

#include "base/file.h"
#include "models/report/page_frame_inside.h"

/* Keys that only a child has. Aggregates have no use for any of them. */
static const char *const private_keys[] = {
    "child",   "child_number", "listed",         "contributions", "timeline",
    "person",  "person_id",    "pers_person_id", "identity",      "forename",
    "surname", "dob",          "birth_date",     "postcode",      "upn",
};

enum { PRIVATE = sizeof private_keys / sizeof *private_keys };

/* The first private key anywhere in value, or NULL. */
static const char *find_private(const json_t *value)
{
    const char *found = NULL, *key;
    json_t *member;
    for (size_t i = 0; (member = json_array_get(value, i)); i++)
        if ((found = find_private(member)))
            return found;
    void *at = json_object_iter((json_t *)(size_t)value);
    for (; at && !found; at = json_object_iter_next((json_t *)(size_t)value, at)) {
        key = json_object_iter_key(at);
        for (size_t k = 0; k < PRIVATE; k++)
            if (strcmp(key, private_keys[k]) == 0)
                return private_keys[k];
        found = find_private(json_object_iter_value(at));
    }
    return found;
}

/* The model's hash: { hash } in results, the text itself in a list. NULL: not said. */
static const char *hash_of(const json_t *document)
{
    const json_t *model = json_object_get(document, "model");
    return json_string_value(json_is_string(model) ? model
                                                   : json_object_get(model, "hash"));
}

/* A page never joins one model's figures to another's list. */
static bool is_of_model(const json_t *list, const json_t *results)
{
    const char *theirs = hash_of(list), *ours = hash_of(results);
    return !theirs || !ours || strcmp(theirs, ours) == 0;
}

static int check(const json_t *results, const json_t *list, struct lc_error *err)
{
    const char *key = find_private(results);
    if (key)
        return LC_FAIL(
            err, LC_REFUSED,
            "results hold '%s', which belongs to a child; give the list with "
            "--list",
            key);
    if (!json_is_object(results))
        return LC_FAIL(err, LC_FORMAT, "results are not a JSON object");
    if (list && !json_is_object(list))
        return LC_FAIL(err, LC_FORMAT, "the list is not a JSON object");
    if (!is_of_model(list, results))
        return LC_FAIL(err, LC_REFUSED, "the list was made by another model");
    return LC_OK;
}

static const struct lc_frame_of of_model = { lc_sections, 0, "" },
                                of_list = { lc_list_sections, 1, " lc-of-list" },
                                of_summary = { lc_summary_sections, LC_NO_CONTENTS,
                                               " lc-of-list lc-summary" },
                                of_child = { lc_child_sections, LC_NO_CONTENTS,
                                             " lc-of-child" };

static int print(const struct lc_frame_of *frame, struct lc_page *state)
{
    int code = check(state->results, state->list, state->err);
    if (code)
        return code;
    lc_page_frame(state, frame);
    return lc_page_check(state);
}

int lc_report_print(const json_t *results, const json_t *list, struct lc_text *page,
                    struct lc_error *err)
{
    struct lc_page state = {
        .results = results, .list = list, .out = page, .err = err
    };
    return print(list ? &of_list : &of_model, &state);
}

int lc_report_summary_print(const json_t *results, const json_t *list,
                            struct lc_text *page, struct lc_error *err)
{
    struct lc_page state = {
        .results = results, .list = list, .out = page, .err = err
    };
    return print(&of_summary, &state);
}

int lc_report_child_print(const json_t *results, const json_t *list, size_t place,
                          const json_t *child, struct lc_text *page,
                          struct lc_error *err)
{
    struct lc_page state = { .results = results,
                             .list = list,
                             .entry =
                                 json_array_get(json_object_get(list, "listed"), place),
                             .child = child,
                             .out = page,
                             .err = err };
    if (!state.entry
        || !json_equal(json_object_get(state.entry, "child"),
                       json_object_get(child, "child")))
        return LC_FAIL(err, LC_FORMAT,
                       "place %zu of the list is not of the page's child", place + 1);
    return print(&of_child, &state);
}

int lc_report_write(const char *path, bool force, const json_t *results,
                    const json_t *list, struct lc_error *err)
{
    struct lc_text page = { 0 };
    int code = lc_report_print(results, list, &page, err);
    if (!code)
        code = lc_file_write(path, force, page.data, page.size, err);
    lc_text_free(&page);
    return code;
}
