/* See breaks_inside.h. */
#include "command/breaks_inside.h"

#include <stdlib.h>

#include "base/json.h"
#include "store/breaks.h"

static int add_history(struct lc_text *out, const struct lc_store *store,
                       const char *history, bool exact, struct lc_error *err)
{
    struct lc_break *found;
    size_t count;
    int code = lc_breaks_find(store, history, &count, &found, err);
    for (size_t i = 0; i < count; i++) {
        lc_text_add(out, "  ");
        lc_break_say(out, found + i, exact);
        lc_text_add(out, "\n");
    }
    free(found);
    return code;
}

int lc_breaks_add(struct lc_text *out, const struct lc_store *store, bool exact,
                  struct lc_error *err)
{
    struct lc_text lines = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < store->histories && !code; i++)
        code = add_history(&lines, store, store->history[i].name, exact, err);
    if (!code && lines.size) {
        lc_text_add(out, "\nlikely breaks (one false alarm a history in five years)\n");
        lc_text_add_bytes(out, lines.data, lines.size);
    }
    out->failed |= lines.failed;
    lc_text_free(&lines);
    return code;
}

static json_t *one_json(const struct lc_break *b, bool exact)
{
    struct lc_text text = { 0 };
    lc_break_say(&text, b, exact);
    json_t *one = text.failed ? NULL
                              : LC_OBJECT({ "from", lc_json_day(b->from) },
                                          { "seen", lc_json_day(b->seen) },
                                          { "attribute", lc_json_text(b->attribute) },
                                          { "code", lc_json_text(b->code) },
                                          { "text", lc_json_text(text.data) });
    lc_text_free(&text);
    return one;
}

json_t *lc_breaks_json(const struct lc_store *store, const char *history, bool exact)
{
    struct lc_break *found;
    size_t count;
    json_t *list = json_array();
    bool good = list && !lc_breaks_find(store, history, &count, &found, NULL);
    if (!good)
        return lc_json_whole(list, false);
    for (size_t i = 0; i < count && good; i++)
        good = lc_json_push(list, one_json(found + i, exact));
    free(found);
    return lc_json_whole(list, good);
}
