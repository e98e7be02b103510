/* What was taken back, and is said again. */
#include "import/follow_inside.h"
#include "import/merging_inside.h"

/* All versions of one key in one history. */
struct again {
    struct lc_merging *m;
    struct lc_history *h;
    uint32_t history;
    uint64_t key;
    int32_t today;
};

static const struct lc_index_slot *next(const struct again *a, size_t *at)
{
    return lc_ledger_next(&a->m->run->ledger, a->key, a->history, at);
}

static bool is_of_today(const struct again *a, uint32_t i)
{
    return a->m->run->ledger.store->source[a->h->file[i]].imported == a->today;
}

/* Closed on this day, or before the day on which it was to be known. */
static bool is_just_closed(const struct again *a, uint32_t i)
{
    const struct lc_history *h = a->h;
    return h->known_to[i] == a->today
           || (h->known_from[i] == h->known_to[i] && h->known_from[i] > a->today);
}

/* A version of what is said now, that another extract of this day, or one of an earlier
 * day, took back just so. */
static bool is_version(const struct again *a, const struct lc_said_event *said,
                       uint32_t i)
{
    return a->h->content[i] == said->event->content && a->h->record[i] == said->record
           && !is_of_today(a, i) && is_just_closed(a, i);
}

/* Was any of it known, and ended to be on an earlier day? */
static bool was_known(const struct again *a)
{
    const struct lc_index_slot *slot;
    for (size_t at = 0; (slot = next(a, &at));)
        if (a->h->known_from[slot->event] < a->h->known_to[slot->event])
            return true;
    return false;
}

/* The last version, if the event is again as it was before it was taken back. */
static uint32_t find_last(const struct again *a, const struct lc_said_event *said)
{
    const struct lc_index_slot *slot;
    uint32_t last = LC_NOWHERE;
    bool today = false;
    for (size_t at = 0; (slot = next(a, &at));) {
        uint32_t i = slot->event;
        if (!is_version(a, said, i))
            continue;
        today |= a->h->known_to[i] == a->today;
        if (last == LC_NOWHERE || a->h->known_from[i] >= a->h->known_from[last])
            last = i;
    }
    return last == LC_NOWHERE || (!today && was_known(a)) ? LC_NOWHERE : last;
}

/* Versions get back the days on which they end to be known, the latest first: which of
 * them are versions hangs on the days of those that are still closed. */
static void restore(const struct again *a, const struct lc_said_event *said,
                    uint32_t last)
{
    int32_t to = LC_OPEN;
    for (uint32_t i = last; i != LC_NOWHERE;) {
        const struct lc_index_slot *slot;
        uint32_t before = LC_NOWHERE;
        a->h->known_to[i] = to;
        to = a->h->known_from[i];
        for (size_t at = 0; (slot = next(a, &at));) {
            uint32_t k = slot->event;
            if (is_version(a, said, k) && a->h->known_from[k] < to
                && (before == LC_NOWHERE
                    || a->h->known_from[k] > a->h->known_from[before]))
                before = k;
        }
        i = before;
    }
}

/* The latest day on which any version ended to be known; LC_NO_DAY: there is none. */
static int32_t closed_on(const struct again *a)
{
    const struct lc_index_slot *slot;
    int32_t day = LC_NO_DAY;
    for (size_t at = 0; (slot = next(a, &at));)
        if (a->h->known_to[slot->event] > day)
            day = a->h->known_to[slot->event];
    return day;
}

int lc_merge_again(struct lc_merging *merging, uint32_t history, uint64_t key, size_t n,
                   struct lc_found *found, int32_t *from)
{
    struct lc_import_run *run = merging->run;
    struct again a = { merging, &run->ledger.store->history[history], history, key,
                       run->ask->options->received };
    int code = LC_OK;
    if (closed_on(&a) == LC_NO_DAY)
        return LC_OK;
    for (size_t i = 0; i < n && !code; i++) {
        struct lc_said_event *said = merging->said + i;
        if (!said->event || said->event->gone)
            continue;
        /* what waited stands again from the day on which what it hangs on came */
        uint32_t last = merging->batch->ledgered ? LC_NOWHERE : find_last(&a, said);
        if (last == LC_NOWHERE || a.h->end[last] != said->event->end) {
            if (*from < a.today)
                *from = a.today;
            continue;
        }
        restore(&a, said, last);
        said->event = NULL;
        found->live = true;
        run->result->changed = true;
        code = lc_index_add(&run->ledger.reopened, key, history, 0, merging->err);
    }
    return code;
}
