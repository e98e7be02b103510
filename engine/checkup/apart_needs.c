/* A child in care is a child in need: Children Act 1989, s. 17(10) and s. 22. So who
 * tells of children in need has an open episode on the day on which care began
 * (apart.h).
 */
#include "checkup/apart_inside.h"

/* The pair's events from *at on; *at is left behind them. */
static size_t behind(const struct lc_told_events *told, uint32_t pair, size_t at)
{
    while (at < told->count && told->event[at].pair == pair)
        at++;
    return at;
}

static size_t before(const struct lc_told_events *told, uint32_t pair, size_t at)
{
    while (at < told->count && told->event[at].pair < pair)
        at++;
    return at;
}

static bool is_open(const struct lc_told_events *need, size_t low, size_t high,
                    int32_t day)
{
    for (size_t i = low; i < high; i++)
        if (need->event[i].start <= day && day <= need->event[i].end)
            return true;
    return false;
}

/* Does an episode of care end on the day or the one before it, so that care goes on? */
static bool goes_on(const struct lc_told_events *care, size_t low, size_t at)
{
    for (size_t i = low; i < at; i++)
        if (care->event[i].end >= care->event[at].start - 1)
            return true;
    return false;
}

static int tell_side(struct lc_aparts *to, const struct lc_told_events *care,
                     const struct lc_told_events *need, int side, struct lc_error *err)
{
    size_t low = 0, high, from = 0;
    int code = LC_OK;
    for (; low < care->count && !code; low = high) {
        uint32_t pair = care->event[low].pair;
        high = behind(care, pair, low);
        from = before(need, pair, from);
        size_t end = behind(need, pair, from);
        for (size_t i = low; i < high && !code; i++) {
            int32_t day = care->event[i].start;
            struct lc_apart one = { "not in need",
                                    "care",
                                    { { LC_NO_SOURCE, 0 }, { LC_NO_SOURCE, 0 } },
                                    { LC_NO_DAY, LC_NO_DAY } };
            if (goes_on(care, low, i) || !lc_told_covers(need, day)
                || is_open(need, from, end, day))
                continue;
            one.at[side] = lc_told_place(care, i);
            one.day[side] = day;
            code = lc_aparts_add(to, &one, err);
        }
    }
    return code;
}

int lc_apart_needs(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                   struct lc_error *err)
{
    int code = LC_OK;
    for (int s = 0; s < 2 && !code; s++) {
        struct lc_told_events care, need;
        code = lc_told_events_make(&care, pairs, s, "care", err);
        if (!code)
            code = lc_told_events_make(&need, pairs, !s, "cin", err);
        else
            need = (struct lc_told_events){ 0 };
        if (!code && care.history && need.whole)
            code = tell_side(to, &care, &need, s, err);
        lc_told_events_free(&care);
        lc_told_events_free(&need);
    }
    return code;
}
