/* See timeline_inside.h. */
#include "models/panel/timeline_inside.h"

#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "decisions/decisions.h"
#include "models/panel/behind_inside.h"
#include "models/panel/child.h"
#include "models/panel/explain.h"
#include "store/kin.h"
#include "store/seen.h"

/* Who somebody is, where they live, and what a panel said are no events of this kind.
 */
bool lc_timeline_shows(const struct lc_history *h)
{
    return strcmp(h->name, "person") && strcmp(h->name, LC_DECISION_HISTORY)
           && !lc_kin_is_told_by(h->name) && h->start && h->end && h->known_from
           && h->known_to && h->code && h->key && h->offset;
}

/* Of some histories nobody says an end (a referral, a concern): their events do not
 * last, and none is open. */
bool lc_timeline_ends(const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->end[i] != LC_OPEN)
            return true;
    return false;
}

struct lane {
    const struct lc_history *h;
    bool lasts;
    int32_t from, day;
};

static json_t *event_json(const struct lane *lane, uint32_t child, uint64_t i)
{
    const struct lc_history *h = lane->h;
    int32_t known = lc_first_known(h, child, i), end = h->end[i];
    const char *code = lc_codes_name(&h->codes, h->code[i]);
    bool open = end == LC_OPEN || end > lane->day;
    bool level = h->level && h->level[i] != LC_NO_LEVEL;
    return LC_OBJECT(
        { "history", lc_json_text(h->name) }, { "start", lc_json_day(h->start[i]) },
        { "end", open ? json_null() : lc_json_day(end) },
        { "open", json_boolean(open && lane->lasts) },
        { "known_from", lc_json_day(known) },
        { "late", json_boolean(known > h->start[i] + LC_LATE_DAYS) },
        { *code ? "code" : NULL, *code ? lc_json_text(code) : NULL },
        { level ? "level" : NULL, level ? json_integer(h->level[i]) : NULL });
}

static bool is_within(const struct lane *lane, uint64_t i)
{
    const struct lc_history *h = lane->h;
    int32_t last = lane->lasts ? h->end[i] : h->start[i];
    return h->start[i] < lane->day && lc_seen(h, i, lane->day) && last >= lane->from;
}

/* The rows of one child that are seen on the day and within reach, the latest. */
static bool put_lane(json_t *list, const struct lane *lane, uint32_t child,
                     size_t *earlier)
{
    const struct lc_history *h = lane->h;
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    uint64_t first = rows.end;
    size_t count = 0;
    bool good = true;
    while (first > rows.first && count < LC_TIMELINE_MOST)
        count += is_within(lane, --first);
    for (uint64_t i = rows.first; i < rows.end && good; i++) {
        if (!(h->start[i] < lane->day) || !lc_seen(h, i, lane->day))
            continue;
        if (i < first || !is_within(lane, i))
            ++*earlier;
        else
            good = lc_json_push(list, event_json(lane, child, i));
    }
    return good;
}

bool lc_timeline_put(json_t *object, const struct lc_store *store, uint32_t child,
                     int32_t day)
{
    int32_t from = lc_day_add_months(day, -LC_TIMELINE_MONTHS);
    json_t *list = json_array();
    size_t earlier = 0;
    bool good = list;
    for (size_t k = 0; k < store->histories && good; k++)
        if (lc_timeline_shows(store->history + k)) {
            const struct lane lane = { store->history + k,
                                       lc_timeline_ends(store->history + k), from,
                                       day };
            good = put_lane(list, &lane, child, &earlier);
        }
    good = lc_json_put(object, "from", lc_json_day(from)) && good;
    good = lc_json_put(object, "timeline", lc_json_whole(list, good)) && good;
    return lc_json_put(object, "earlier", lc_json_count(earlier)) && good;
}
