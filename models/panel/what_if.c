/* One record contested, as a document (what_if.h). */
#include "models/panel/what_if.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "models/panel/list_inside.h"

/* --- what is asked ---------------------------------------------------------------- */

static const char *const names[] = {
    [LC_DISPUTE_OUT] = "out",     [LC_DISPUTE_START] = "start",
    [LC_DISPUTE_END] = "end",     [LC_DISPUTE_KNOWN] = "known",
    [LC_DISPUTE_LEVEL] = "level", [LC_DISPUTE_CODE] = "code",
};
enum { CHANGES = sizeof names / sizeof *names };

#define HOW                                                                            \
    "--what-if takes an event of explain and what of it: '3 out', '3 start "           \
    "2025-03-02', '3 end 2025-03-09' or '3 end open', '3 known 2025-03-04', "          \
    "'3 level 2', '3 code M'; for 3 also 21:11177, line 11177 of file 21"

static const char *skip_space(const char *at)
{
    while (*at == ' ')
        at++;
    return at;
}

/* Digits that end at `stop` or a blank; past them, or NULL. */
static const char *read_number(const char *at, uint32_t *number)
{
    uint64_t value = 0;
    const char *from = at;
    for (; isdigit((unsigned char)*at) && value <= UINT32_MAX; at++)
        value = 10 * value + (uint64_t)(*at - '0');
    *number = (uint32_t)value;
    return at > from && value <= UINT32_MAX ? at : NULL;
}

static int find_event(struct lc_dispute *c, uint32_t number, const json_t *explained,
                      struct lc_error *err)
{
    const json_t *events = json_object_get(explained, "events");
    const json_t *event = number ? json_array_get(events, number - 1) : NULL;
    if (!event)
        return LC_FAIL(err, LC_RANGE,
                       "explain has events 1 to %zu of this child, and no number %u",
                       json_array_size(events), (unsigned)number);
    c->history = lc_list_text_of(event, "history");
    c->file = (uint32_t)lc_list_number(event, "file");
    c->line = (uint32_t)lc_list_number(event, "line");
    return LC_OK;
}

static int read_which(struct lc_dispute *c, const char **at, const json_t *explained,
                      struct lc_error *err)
{
    uint32_t number;
    const char *next = read_number(*at, &number);
    if (next && *next == ':') {
        c->file = number;
        next = read_number(next + 1, &c->line);
    } else if (next) {
        int code = find_event(c, number, explained, err);
        if (code)
            return code;
    }
    if (!next || *next != ' ')
        return LC_FAIL(err, LC_USAGE, HOW);
    *at = skip_space(next);
    return LC_OK;
}

/* The word that the text begins with: its place of names; CHANGES: none. */
static int find_change(const char **at)
{
    size_t size = strcspn(*at, " ");
    int k = 0;
    while (k < CHANGES && (strlen(names[k]) != size || memcmp(names[k], *at, size)))
        k++;
    *at = skip_space(*at + size);
    return k;
}

static bool read_level(struct lc_dispute *c, const char *value)
{
    uint32_t level;
    const char *end = read_number(value, &level);
    c->level = (int16_t)level;
    return end && !*end && level <= INT16_MAX;
}

static bool read_day(struct lc_dispute *c, const char *value)
{
    if (c->is == LC_DISPUTE_END && !strcmp(value, "open")) {
        c->day = LC_OPEN;
        return true;
    }
    return !lc_day_parse(lc_slice_of(value), LC_DAY_ISO, &c->day);
}

static bool read_value(struct lc_dispute *c, const char *value)
{
    switch (c->is) {
    case LC_DISPUTE_OUT:
        return !*value;
    case LC_DISPUTE_LEVEL:
        return read_level(c, value);
    case LC_DISPUTE_CODE:
        c->code = value;
        return *value;
    case LC_DISPUTE_START:
    case LC_DISPUTE_END:
    case LC_DISPUTE_KNOWN:
        break;
    }
    return read_day(c, value);
}

int lc_what_if_parse(struct lc_dispute *dispute, const char *text,
                     const json_t *explained, struct lc_error *err)
{
    const char *at = skip_space(text);
    *dispute =
        (struct lc_dispute){ .child = (uint32_t)lc_list_number(explained, "child") };
    if (strcmp(lc_list_text_of(explained, "standing"), "scored"))
        return LC_FAIL(err, LC_RANGE, "the child is not scored: %s",
                       lc_list_text_of(explained, "why"));
    int code = read_which(dispute, &at, explained, err);
    if (code)
        return code;
    int change = find_change(&at);
    dispute->is = (enum lc_disputed)change;
    if (change == CHANGES || !read_value(dispute, at))
        return LC_FAIL(err, LC_USAGE, HOW);
    return LC_OK;
}

/* --- what comes of it ------------------------------------------------------------- */

static json_t *value_json(const struct lc_dispute *c)
{
    switch (c->is) {
    case LC_DISPUTE_OUT:
        return json_null();
    case LC_DISPUTE_LEVEL:
        return json_integer(c->level);
    case LC_DISPUTE_CODE:
        return lc_json_text(c->code);
    case LC_DISPUTE_START:
    case LC_DISPUTE_END:
    case LC_DISPUTE_KNOWN:
        break;
    }
    return lc_json_day(c->day);
}

static json_t *find_json(const json_t *before, const struct lc_dispute *c)
{
    const json_t *events = json_object_get(before, "events");
    json_t *event;
    for (size_t i = 0; (event = json_array_get(events, i)); i++)
        if (lc_list_number(event, "file") == c->file
            && lc_list_number(event, "line") == c->line
            && (!c->history || !strcmp(lc_list_text_of(event, "history"), c->history)))
            return json_incref(event);
    return json_null();
}

static bool is_same_fit(const json_t *before, const json_t *after)
{
    const json_t *a = json_object_get(before, "contributions"),
                 *b = json_object_get(after, "contributions");
    bool same = json_array_size(a) == json_array_size(b);
    for (size_t g = 0; same && g < json_array_size(a); g++)
        same = !strcmp(lc_list_text_of(json_array_get(a, g), "history"),
                       lc_list_text_of(json_array_get(b, g), "history"));
    return same
           && lc_list_number(before, "base_linear_predictor")
                  == lc_list_number(after, "base_linear_predictor");
}

/* (1), (2) */
static bool put_parts(json_t *what, const json_t *before, const json_t *after)
{
    const json_t *a = json_object_get(before, "contributions"),
                 *b = json_object_get(after, "contributions");
    bool same = is_same_fit(before, after), good = true;
    json_t *list = same ? json_array() : json_null();
    double sum = 0;
    for (size_t g = 0; same && good && g < json_array_size(a); g++) {
        const json_t *x = json_array_get(a, g), *y = json_array_get(b, g);
        double p = lc_list_number(x, "contribution"),
               q = lc_list_number(y, "contribution"), difference = q - p;
        const json_t *text = json_object_get(y, "text");
        sum += difference;
        good = lc_json_push(
            list,
            LC_OBJECT({ "history", lc_json_text(lc_list_text_of(x, "history")) },
                      { "before", lc_json_number(p) }, { "after", lc_json_number(q) },
                      { "difference", lc_json_number(difference) },
                      { "text", text ? json_deep_copy(text) : json_null() }));
    }
    return lc_json_put(what, "by_history", lc_json_whole(list, good))
           && lc_json_put(what, "difference", same ? lc_json_number(sum) : json_null());
}

static bool put_after(json_t *what, const json_t *after)
{
    static const char *const said[] = {
        "standing", "why", "rank", "risk", "low", "high", "linear_predictor"
    };
    bool good = true;
    for (size_t k = 0; k < sizeof said / sizeof *said && good; k++) {
        const json_t *value = json_object_get(after, said[k]);
        good = !value || lc_json_put(what, said[k], json_deep_copy(value));
    }
    return good;
}

int lc_what_if_put(json_t *before, const json_t *after,
                   const struct lc_dispute *dispute, struct lc_error *err)
{
    json_t *what = LC_OBJECT({ "event", find_json(before, dispute) },
                             { "file", json_integer(dispute->file) },
                             { "line", json_integer(dispute->line) },
                             { "change", lc_json_text(names[dispute->is]) },
                             { "to", value_json(dispute) });
    bool good = what && put_after(what, after) && put_parts(what, before, after);
    return lc_json_put(before, "what_if", lc_json_whole(what, good))
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}
