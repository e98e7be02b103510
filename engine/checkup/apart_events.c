/* One history as two sides tell it (apart.h). */
#include <stdlib.h>
#include <string.h>

#include "checkup/apart_inside.h"

enum { NEAR = 31 }; /* days between the starts of what is one event */

static const struct lc_whereabouts nowhere = { LC_NO_SOURCE, 0 };

/* Both sides of a history, and one pair's events of each: [low, high). */
struct both {
    struct lc_told_events told[2];
    const struct lc_pairs_of *pairs;
    struct lc_aparts *to;
    const char *history;
    size_t low[2], high[2];
};

static int add(struct both *b, const char *what, const struct lc_whereabouts at[2],
               const int32_t day[2], struct lc_error *err)
{
    const struct lc_apart one = {
        what, b->history, { at[0], at[1] }, { day[0], day[1] }
    };
    return lc_aparts_add(b->to, &one, err);
}

/* --- which events are one --------------------------------------------------------- */

static void match(struct both *b, size_t x, size_t y)
{
    b->told[0].event[x].match = (int64_t)y;
    b->told[1].event[y].match = (int64_t)x;
}

static void match_same(struct both *b)
{
    size_t y = b->low[1];
    for (size_t x = b->low[0]; x < b->high[0]; x++) {
        while (y < b->high[1] && b->told[1].event[y].start < b->told[0].event[x].start)
            y++;
        if (y < b->high[1] && b->told[1].event[y].start == b->told[0].event[x].start)
            match(b, x, y++);
    }
}

/* The nearest two that are left, until none are near enough. Of equals the first. */
static bool match_nearest(struct both *b)
{
    size_t best[2] = { 0, 0 };
    int64_t least = NEAR + 1;
    for (size_t x = b->low[0]; x < b->high[0]; x++)
        for (size_t y = b->low[1]; y < b->high[1]; y++) {
            int64_t apart =
                (int64_t)b->told[0].event[x].start - b->told[1].event[y].start;
            apart = apart < 0 ? -apart : apart;
            if (b->told[0].event[x].match < 0 && b->told[1].event[y].match < 0
                && apart < least) {
                least = apart;
                best[0] = x;
                best[1] = y;
            }
        }
    if (least <= NEAR)
        match(b, best[0], best[1]);
    return least <= NEAR;
}

/* --- what differs ----------------------------------------------------------------- */

/* The code as its own history names it; "" for none. */
static const char *code_of(const struct lc_told_events *told, size_t event)
{
    const struct lc_history *h = told->history;
    return h->code ? lc_codes_name(&h->codes, h->code[told->event[event].row]) : "";
}

static const char *value_of(const struct both *b, int s, size_t event, const char *name)
{
    const struct lc_told_events *told = &b->told[s];
    return lc_history_says(told->history, told->event[event].row, name);
}

/* Two ends; or one that the other side, which still has it open, was there to see. */
static bool is_end_apart(const struct both *b, size_t x, size_t y)
{
    int32_t end[2] = { b->told[0].event[x].end, b->told[1].event[y].end };
    if (end[0] == end[1])
        return false;
    for (int s = 0; s < 2; s++)
        if (end[s] == LC_OPEN)
            return lc_told_covers(&b->told[s], end[!s]);
    return true;
}

static int tell_match(struct both *b, size_t x, size_t y, struct lc_error *err)
{
    const struct lc_told_event *e[2] = { b->told[0].event + x, b->told[1].event + y };
    const struct lc_whereabouts at[2] = { lc_told_place(&b->told[0], x),
                                          lc_told_place(&b->told[1], y) };
    const int32_t start[2] = { e[0]->start, e[1]->start },
                  end[2] = { e[0]->end, e[1]->end };
    const int32_t none[2] = { LC_NO_DAY, LC_NO_DAY };
    const struct lc_history *h = b->told[0].history;
    int code = start[0] != start[1] ? add(b, "start", at, start, err) : LC_OK;
    if (!code && is_end_apart(b, x, y))
        code = add(b, "end", at, end, err);
    if (!code && lc_apart_both_say(code_of(&b->told[0], x), code_of(&b->told[1], y)))
        code = add(b, "code", at, none, err);
    for (size_t a = 0; a < h->attributes && !code; a++)
        if (lc_apart_both_say(value_of(b, 0, x, h->attribute[a].name),
                              value_of(b, 1, y, h->attribute[a].name)))
            code = add(b, h->attribute[a].name, at, none, err);
    return code;
}

/* Of the side's events one that the other does not tell, but would. */
static int tell_alone(struct both *b, int s, uint32_t pair, size_t event,
                      bool *child_told, struct lc_error *err)
{
    const struct lc_told_event *e = b->told[s].event + event;
    struct lc_whereabouts at[2] = { nowhere, nowhere };
    int32_t day[2] = { LC_NO_DAY, LC_NO_DAY };
    if (!b->told[!s].whole || !lc_told_covers(&b->told[!s], e->start))
        return LC_OK;
    at[s] = lc_told_place(&b->told[s], event);
    day[s] = e->start;
    if (b->pairs->pair[pair].record[!s] != LC_NO_MATE)
        return add(b, "only here", at, day, err);
    if (*child_told)
        return LC_OK;
    *child_told = true;
    return add(b, "child", at, day, err);
}

static int tell_pair(struct both *b, uint32_t pair, struct lc_error *err)
{
    bool child_told = false;
    int code = LC_OK;
    match_same(b);
    while (match_nearest(b))
        ;
    for (size_t x = b->low[0]; x < b->high[0] && !code; x++)
        code = b->told[0].event[x].match >= 0
                   ? tell_match(b, x, (size_t)b->told[0].event[x].match, err)
                   : tell_alone(b, 0, pair, x, &child_told, err);
    for (size_t y = b->low[1]; y < b->high[1] && !code; y++)
        if (b->told[1].event[y].match < 0)
            code = tell_alone(b, 1, pair, y, &child_told, err);
    return code;
}

static void take(struct both *b, int s, uint32_t pair)
{
    b->low[s] = b->high[s];
    while (b->high[s] < b->told[s].count && b->told[s].event[b->high[s]].pair == pair)
        b->high[s]++;
}

int lc_apart_events(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                    const char *history, struct lc_error *err)
{
    struct both b = { .pairs = pairs, .to = to, .history = history };
    int code = lc_told_events_make(&b.told[0], pairs, 0, history, err);
    if (!code)
        code = lc_told_events_make(&b.told[1], pairs, 1, history, err);
    if (!code && b.told[0].history && b.told[1].history) {
        b.history = b.told[0].history->name;
        for (uint32_t p = 0; p < pairs->count && !code; p++) {
            take(&b, 0, p);
            take(&b, 1, p);
            code = tell_pair(&b, p, err);
        }
    }
    lc_told_events_free(&b.told[0]);
    lc_told_events_free(&b.told[1]);
    return code;
}
