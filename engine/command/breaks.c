/* See breaks_inside.h. */
#include "command/breaks_inside.h"

#include <stdlib.h>

#include "base/json.h"

int lc_known_breaks_load(struct lc_known_breaks *known, const struct lc_store *store,
                         struct lc_error *err)
{
    *known = (struct lc_known_breaks){ 0 };
    int code = lc_schemas_load_own(&known->schemas, err);
    return code ? code
                : lc_schemas_declared(known->schemas, store, &known->declared, err);
}

void lc_known_breaks_free(struct lc_known_breaks *known)
{
    free(known->declared.row);
    lc_schemas_free(known->schemas);
    *known = (struct lc_known_breaks){ 0 };
}

static int add_history(struct lc_text *out, const struct lc_breaks_of *of,
                       const char *history, struct lc_error *err)
{
    struct lc_break *found;
    size_t count;
    int code = lc_breaks_find(of->store, history, &count, &found, err);
    for (size_t i = 0; i < count; i++) {
        lc_text_add(out, "  ");
        lc_break_say(out, found + i, of->exact);
        lc_text_add(out, "\n");
        const struct lc_declared *d = lc_declarations_find(of->declared, found + i);
        if (!d)
            continue;
        lc_text_add(out, "    declared: ");
        lc_declared_say_when(out, d);
        lc_text_add(out, "\n");
    }
    free(found);
    return code;
}

int lc_breaks_add(struct lc_text *out, const struct lc_breaks_of *of,
                  struct lc_error *err)
{
    const struct lc_store *store = of->store;
    struct lc_text lines = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < store->histories && !code; i++)
        code = add_history(&lines, of, store->history[i].name, err);
    if (!code && lines.size) {
        lc_text_add(out, "\nlikely breaks (one false alarm a history in five years)\n");
        lc_text_add_bytes(out, lines.data, lines.size);
    }
    out->failed |= lines.failed;
    lc_text_free(&lines);
    return code;
}

static json_t *one_json(const struct lc_break *b, const struct lc_breaks_of *of)
{
    struct lc_text text = { 0 };
    lc_declared_say_found(&text, b, of->declared, of->exact);
    bool declared = lc_declarations_find(of->declared, b) != NULL;
    json_t *one = text.failed ? NULL
                              : LC_OBJECT({ "from", lc_json_day(b->from) },
                                          { "seen", lc_json_day(b->seen) },
                                          { "attribute", lc_json_text(b->attribute) },
                                          { "code", lc_json_text(b->code) },
                                          { "declared", json_boolean(declared) },
                                          { "text", lc_json_text(text.data) });
    lc_text_free(&text);
    return one;
}

json_t *lc_breaks_json(const struct lc_breaks_of *of, const char *history)
{
    struct lc_break *found;
    size_t count;
    json_t *list = json_array();
    bool good = list && !lc_breaks_find(of->store, history, &count, &found, NULL);
    if (!good)
        return lc_json_whole(list, false);
    for (size_t i = 0; i < count && good; i++)
        good = lc_json_push(list, one_json(found + i, of));
    free(found);
    return lc_json_whole(list, good);
}
