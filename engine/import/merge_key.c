/* One key of a batch: what its rows say against what the store says. */
#include <string.h>

#include "import/follow_inside.h"
#include "import/led_inside.h"
#include "import/merging_inside.h"
#include "import/versions_inside.h"

static struct lc_history *history_at(const struct lc_merging *m, size_t k)
{
    return &m->run->ledger.store->history[m->history[k]];
}

uint64_t lc_merge_key_of(const struct lc_merging *m, uint64_t row_key, size_t k)
{
    return m->batch->ledgered ? row_key
                              : lc_ledger_key(&m->run->ledger, row_key, m->history[k]);
}

/* --- clocks ----------------------------------------------------------------------- */

static int32_t delay_of(const struct lc_merging *m, const struct lc_batch_event *e)
{
    const struct lc_feed *feed = &m->schema->feeds[e->feed];
    int delay = feed->delay ? feed->delay : m->schema->delay;
    return feed->dated == LC_FEED_OF_RECEIPT ? 0 : delay;
}

/* Had an extract that follows this one said the event before this day? */
static bool is_led(const struct lc_merging *m, const struct lc_batch_row *row,
                   const struct lc_batch_event *e)
{
    return lc_import_led_said(m->led, m->history[m->history_of[e->feed]], row->record,
                              e->start);
}

/* How what the row says of an event came to be known. Old data, that no earlier extract
 * could have had, is known from when it happened, and the delay. */
static struct lc_learning learning_of(const struct lc_merging *m,
                                      const struct lc_batch_row *row,
                                      const struct lc_batch_event *e,
                                      const struct lc_found *found)
{
    /* A list of some months says whatever went on in them, begun when it may. */
    int32_t until = m->schema->window ? e->end : e->start + 1;
    bool old = !found->before && !lc_receipts_cover(&m->before, e->start, until);
    bool led = (old || row->recorded != LC_NO_DAY) && is_led(m, row, e);
    struct lc_learning l = { .recorded = row->recorded,
                             .received = m->run->ask->options->received,
                             .first = old && !led,
                             .delay = delay_of(m, e) };
    l.assumed = l.first && row->recorded == LC_NO_DAY;
    l.from = row->recorded != LC_NO_DAY ? row->recorded
             : l.first                  ? e->start + l.delay
                                        : l.received;
    if (l.from < e->start) /* a further step of what was recorded */
        l.from = e->start;
    if (l.from < l.received && led)
        l.from = l.received;
    return l;
}

/* --- adding and closing ----------------------------------------------------------- */

/* What a version says of the event. */
static int append(struct lc_merging *m, size_t k, const struct lc_batch_row *row,
                  const struct lc_batch_event *e, const struct lc_version *version,
                  struct lc_event *event)
{
    struct lc_history *h = history_at(m, k);
    const struct lc_feed *feed = &m->schema->feeds[e->feed];
    event->child = m->run->ledger.store->record[row->record].child;
    event->start = e->start;
    event->end = version->end;
    event->code = lc_version_says(version, LC_ITEM_CODE) ? e->code : 0;
    event->level = lc_version_says(version, LC_ITEM_LEVEL) ? e->level : LC_NO_LEVEL;
    event->file = m->batch->source;
    event->line = (uint32_t)row->line;
    event->key = lc_merge_key_of(m, row->key, k);
    event->content = e->content;
    int code = lc_history_append(h, event, m->err);
    const size_t *of = m->attribute_of + (size_t)e->feed * LC_MAX_FEED_ATTRIBUTES;
    for (unsigned i = 0; i < feed->attributes_count && !code; i++)
        if (of[i] != SIZE_MAX && lc_version_says(version, LC_ITEM_ATTRIBUTES + i))
            h->attribute[of[i]].value[h->n - 1] = e->attribute[i];
    return code;
}

/* A row that is said on the days [from, to). */
struct spoken {
    const struct lc_batch_row *row;
    const struct lc_found *found;
    int32_t from, to;
};

/* The versions of an event that other rows say as it was on the days of a state. */
static int open_state(struct lc_merging *m, size_t k, const struct spoken *s,
                      const struct lc_batch_event *e, const struct lc_batch_past *state)
{
    struct lc_version version[LC_MOST_VERSIONS];
    struct lc_learning learning = learning_of(m, s->row, e, s->found);
    int32_t to = state->to < s->to ? state->to : s->to;
    struct lc_event event = { .record = state->record };
    int code = LC_OK;
    if (s->from > learning.from) {
        learning.from = s->from;
        learning.assumed = false;
    }
    size_t n = lc_versions(version, e, &m->schema->feeds[e->feed], &learning);
    for (size_t v = 0; v < n && !code; v++) {
        bool later = state->from > version[v].known_from;
        event.known_from = later ? state->from : version[v].known_from;
        event.assumed = later ? state->assumed : version[v].assumed;
        event.known_to = v + 1 < n && version[v + 1].known_from < to
                             ? version[v + 1].known_from
                             : to;
        if (event.known_from >= event.known_to)
            continue;
        code = append(m, k, s->row, e, version + v, &event);
        if (!code)
            code = lc_ledger_add(&m->run->ledger, event.key, m->history[k],
                                 (uint32_t)(history_at(m, k)->n - 1), m->err);
    }
    return code;
}

/* The versions of an event: of what other rows said before, and of what they say now.
 */
static int open_event(struct lc_merging *m, size_t k, const struct spoken *s,
                      const struct lc_batch_event *e)
{
    bool coded = m->schema->feeds[e->feed].code_from != NULL;
    const struct lc_batch_past now = { .from = e->since.day,
                                       .to = LC_OPEN,
                                       .assumed = e->since.assumed,
                                       .record = s->row->record };
    int code = LC_OK;
    for (uint32_t i = 0; i < e->pasts && !code; i++) {
        const struct lc_batch_past *past = &s->row->past[e->past + i];
        struct lc_batch_event then = *e;
        then.start = past->start;
        then.end = past->end;
        then.code = coded ? past->code : e->code;
        code = open_state(m, k, s, &then, past);
    }
    return code || e->gone ? code : open_state(m, k, s, e, &now);
}

static const struct lc_source *source_of(const struct lc_merging *m, size_t k,
                                         uint32_t event)
{
    return &m->run->ledger.store->source[history_at(m, k)->file[event]];
}

/* Was it said by a file of the day on which this one was received? */
static bool is_of_day(const struct lc_merging *m, size_t k, uint32_t event)
{
    return source_of(m, k, event)->imported == m->run->ask->options->received;
}

/* Takes back all versions of what a row of this day said of an event; returns the day
 * from which it was known. */
static int32_t take_back(struct lc_merging *m, size_t k, uint32_t event)
{
    struct lc_history *h = history_at(m, k);
    uint32_t file = h->file[event], line = h->line[event];
    int32_t from = h->known_from[event];
    struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&m->run->ledger, h->key[event], m->history[k], &at));) {
        uint32_t i = slot->event;
        if (h->file[i] != file || h->line[i] != line
            || h->content[i] != h->content[event])
            continue;
        if (h->known_from[i] < from)
            from = h->known_from[i];
        h->file[i] = LC_NOWHERE;
        slot->event = LC_NOWHERE;
    }
    return from;
}

/* Closes what is no longer said. *from rises to the day from which the new is known. */
static void close_event(struct lc_merging *m, size_t k, uint32_t event,
                        struct lc_found *found, int32_t *from)
{
    struct lc_history *h = history_at(m, k);
    int32_t day = m->run->ask->options->received;
    found->changed = true;
    if (is_of_day(m, k, event)) {
        found->beaten = h->file[event];
        day = take_back(m, k, event);
        if (!found->before)
            return;
    } else {
        if (day < h->known_from[event])
            day = h->known_from[event];
        h->known_to[event] = day;
    }
    if (day > *from)
        *from = day;
}

/* --- one key ---------------------------------------------------------------------- */

/* What the row says of the history, into m->said[*n]. now: with the ends that an open
 * row of a leader does not say, and a follower has told. */
static int gather(struct lc_merging *m, const struct lc_batch_row *row, size_t k,
                  const struct lc_found *found, bool now, size_t *n)
{
    int code = LC_GROW(m->said, m->said_room, row->events, m->err);
    if (!code && now && m->led)
        code = LC_GROW(m->told, m->told_room, row->events, m->err);
    *n = 0;
    for (size_t i = 0; i < row->events && !code; i++) {
        const struct lc_batch_event *e = row->event + i;
        if (m->history_of[e->feed] != k)
            continue;
        if (now && m->led) {
            m->told[*n] = *e;
            if (lc_import_led_end(m->led, m->batch, m->history[k], row, &m->told[*n]))
                e = &m->told[*n];
        }
        m->said[(*n)++] =
            (struct lc_said_event){ e, learning_of(m, row, e, found), row->record };
    }
    return code;
}

/* Of the file and of what the store has of another: which speaks for the later days? 0:
 * neither, or one says no days. */
static int compare_news(const struct lc_merging *m, const struct lc_source *s)
{
    int32_t ours = m->batch->covers_to, theirs = s->covers_to;
    if (ours == LC_NO_DAY || theirs == LC_NO_DAY)
        return 0;
    return (ours > theirs) - (ours < theirs);
}

/* Does what the store has stand against the file? What the same bytes said before was
 * weighed then: whatever stands from another file stands against them still. */
static bool stands(const struct lc_merging *m, size_t k, uint32_t event)
{
    const struct lc_source *s = source_of(m, k, event);
    bool other = history_at(m, k)->file[event] != m->batch->source;
    return other && (compare_news(m, s) < 0 || m->batch->again);
}

/* Two files of one day that came in two commands and of which neither is the later: no
 * order is to be had between them. */
static bool is_contradiction(const struct lc_merging *m, size_t k, uint32_t event)
{
    return is_of_day(m, k, event) && event < m->run->ledger.events_before[m->history[k]]
           && compare_news(m, source_of(m, k, event)) == 0;
}

/* Did the store say anything of the key before this day? */
static bool was_said(const struct lc_merging *m, size_t k, uint64_t key)
{
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&m->run->ledger, key, m->history[k], &at));)
        if (!is_of_day(m, k, slot->event))
            return true;
    return false;
}

/* Does the row say the store's event, as it is today? */
static bool is_same(const struct lc_said_event *said, const struct lc_history *h,
                    uint32_t event)
{
    const struct lc_batch_event *e = said->event;
    return e->content == h->content[event] && e->start == h->start[event]
           && e->end == h->end[event] && said->record == h->record[event] && !e->gone;
}

/* What an earlier day said, and a file of this day corrected that has given way since,
 * is said again. */
static bool reopen(struct lc_merging *m, size_t k, uint64_t key,
                   const struct lc_said_event *said, int32_t closed)
{
    struct lc_history *h = history_at(m, k);
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&m->run->ledger, key, m->history[k], &at));) {
        uint32_t i = slot->event;
        if (!is_same(said, h, i) || h->known_to[i] != closed || is_of_day(m, k, i))
            continue;
        h->known_to[i] = LC_OPEN;
        return true;
    }
    return false;
}

/* Where what the row says is in an event of the store; n: nowhere. */
static size_t find_same(size_t n, const struct lc_said_event *said,
                        const struct lc_history *h, uint32_t event)
{
    size_t i = 0;
    while (i < n && (!said[i].event || !is_same(said + i, h, event)))
        i++;
    return i;
}

/* Matches what the row says with what the store says. */
static int match(struct lc_merging *m, size_t k, const struct lc_twins *group, size_t n,
                 struct lc_found *found, int32_t *from)
{
    const struct lc_history *h = history_at(m, k);
    const struct lc_batch_row *row = lc_twins_last(group);
    uint64_t key = lc_merge_key_of(m, group->key, k);
    struct lc_said_event *said = m->said;
    struct lc_index_slot *slot;
    bool live = false;
    for (size_t at = 0;
         (slot = lc_ledger_live(&m->run->ledger, key, m->history[k], &at));) {
        uint32_t event = slot->event;
        size_t i = find_same(n, said, h, event);
        found->live = live = true;
        if (i < n)
            said[i].event = NULL;
        else if (stands(m, k, event))
            while (n)
                said[--n].event = NULL;
        else if (is_contradiction(m, k, event))
            return lc_receipts_contradiction(m->batch, row, m->err);
        else
            close_event(m, k, event, found, from);
    }
    int code = live ? LC_OK : lc_merge_again(m, m->history[k], key, n, found, from);
    for (size_t i = 0; i < n; i++) {
        const struct lc_batch_event *e = said[i].event;
        bool past =
            e && e->gone
            && lc_ledger_next(&m->run->ledger, key, m->history[k], &(size_t){ 0 });
        found->live |= past;
        if (past
            || (e && found->beaten != LC_NOWHERE && reopen(m, k, key, said + i, *from)))
            said[i].event = NULL; /* a past is told once */
    }
    return code;
}

int lc_merge_key(struct lc_merging *merging, const struct lc_twins *group, size_t k,
                 struct lc_found *found)
{
    struct lc_merging *m = merging;
    const struct lc_batch_row *row = lc_twins_last(group);
    int32_t from = LC_NO_DAY;
    size_t n;
    found->before |= was_said(m, k, lc_merge_key_of(m, group->key, k));
    int code = gather(m, row, k, found, true, &n);
    if (!code && m->follow) {
        struct lc_said all = { m->history[k], m->batch, row, n, m->said };
        code = lc_import_follow_filter(m->follow, &all, &found->followed, m->err);
        n = all.n;
    }
    if (!code)
        code = match(m, k, group, n, found, &from);
    for (size_t i = 0; i < n && !code; i++) {
        if (!m->said[i].event)
            continue;
        found->changed = true;
        code = open_event(m, k, &(struct spoken){ row, found, from, LC_OPEN },
                          m->said[i].event);
    }
    return code;
}

int lc_merge_older(struct lc_merging *merging, const struct lc_twins *group)
{
    struct lc_merging *m = merging;
    const struct lc_found fresh = { .beaten = LC_NOWHERE };
    int code = LC_OK;
    for (size_t v = 0; v + 1 < group->count; v++) {
        const struct lc_batch_row *row = group->row[v];
        int32_t until = group->row[v + 1]->recorded;
        for (size_t k = 0; k < m->histories && !code; k++) {
            size_t n;
            code = gather(m, row, k, &fresh, false, &n);
            for (size_t i = 0; i < n && !code; i++)
                code =
                    open_event(m, k, &(struct spoken){ row, &fresh, LC_NO_DAY, until },
                               m->said[i].event);
        }
    }
    return code;
}
