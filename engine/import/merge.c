/* A batch into the store, by the two clocks.
 *
 * Rows of one key are one thing said again. Against what the store says now:
 *
 *   nothing     the row is taken. Known from: its recorded day; else, if the store had
 *               an extract of this schema before, the day this one was made; else its
 *               start and the schema's delay. What becomes known later than the start
 *               (an end, and what comes with it) makes further versions: versions_inside.h.
 *   the same    unchanged.
 *   other       corrected: the old version is closed on the day the extract was made
 *               and a new one opened. A version that this very import made is replaced
 *               instead: the store never said it.
 *   newer       unchanged: an extract of a later day has spoken already, or this one's
 *               bytes were imported before. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/batch_inside.h"
#include "import/follow_inside.h"
#include "import/notes_inside.h"
#include "import/twins_inside.h"
#include "import/versions_inside.h"

enum { MOST = 64 }; /* events of one row and history; an assessment has 40 factors */

struct merging {
    struct lc_import_follow *follow; /* or NULL */
    struct lc_batch *batch;
    struct lc_import_run *run;
    const struct lc_schema *schema;
    struct lc_import_file *file;
    struct lc_error *err;
    bool first;       /* the store had no extract of this schema before this import */
    size_t histories; /* that the schema feeds, each once */
    uint32_t *history;
    uint16_t *history_of; /* [feeds] index into history */
};

struct found {
    bool live;     /* the store says something of this key */
    bool followed; /* a leader says it instead */
    bool changed;
};

static struct lc_history *history_at(const struct merging *m, size_t k)
{
    return &m->run->ledger.store->history[m->history[k]];
}

/* --- clocks ----------------------------------------------------------------------- */

static int32_t delay_of(const struct merging *m, const struct lc_batch_event *e)
{
    int delay = m->schema->feeds[e->feed].delay;
    return delay ? delay : m->schema->delay;
}

static int32_t known_from(const struct merging *m, const struct lc_batch_row *row,
                          const struct lc_batch_event *e)
{
    if (row->recorded != LC_NO_DAY)
        return row->recorded;
    return m->first ? e->start + delay_of(m, e) : m->run->ask->options->received;
}

/* --- adding and closing ----------------------------------------------------------- */

static int append(struct merging *m, size_t k, const struct lc_batch_row *row,
                  const struct lc_batch_event *e, struct lc_event *event)
{
    struct lc_history *h = history_at(m, k);
    uint16_t attribute[256] = { 0 };
    const struct lc_feed *feed = &m->schema->feeds[e->feed];
    for (unsigned i = 0; i < feed->attributes_count; i++)
        for (size_t a = 0; a < h->attributes && a < 256; a++)
            if (strcmp(h->attribute[a].name, feed->attributes[i].name) == 0)
                attribute[a] = e->attribute[i];
    event->attribute = attribute;
    event->child = m->run->ledger.store->record[row->record].child;
    event->start = e->start;
    event->end = e->end;
    event->code = e->code;
    event->level = e->level;
    event->record = row->record;
    event->file = m->batch->source;
    event->line = (uint32_t)row->line;
    event->key = lc_ledger_key(&m->run->ledger, row->key, m->history[k]);
    event->content = e->content;
    return lc_history_append(h, event, m->err);
}

/* The versions of an event said from `from` until `to`. */
static int open_event(struct merging *m, size_t k, const struct lc_batch_row *row,
                      const struct lc_batch_event *e, int32_t from, int32_t to)
{
    struct lc_version version[LC_MOST_VERSIONS];
    const struct lc_learning learning = { from, row->recorded,
                                          m->run->ask->options->received, m->first,
                                          delay_of(m, e) };
    size_t n = lc_versions(version, e, &m->schema->feeds[e->feed], &learning);
    struct lc_event event = { 0 };
    int code = LC_OK;
    for (size_t v = 0; v < n && version[v].known_from < to && !code; v++) {
        event.known_from = version[v].known_from;
        event.assumed = version[v].assumed;
        event.known_to = v + 1 < n && version[v + 1].known_from < to
                             ? version[v + 1].known_from
                             : to;
        code = append(m, k, row, &version[v].event, &event);
    }
    struct lc_history *h = history_at(m, k);
    if (!code && to == LC_OPEN)
        code = lc_index_add(&m->run->ledger.live, event.key, m->history[k],
                            (uint32_t)(h->n - 1), m->err);
    return code;
}

static bool is_new(const struct merging *m, size_t k, uint32_t event)
{
    return event >= m->run->ledger.events_before[m->history[k]];
}

/* Takes back a version that this import made, and those before it in which the same row
 * was not yet wholly known. */
static int32_t take_back(struct lc_history *h, uint32_t event)
{
    h->file[event] = LC_NOWHERE;
    while (event > 0 && h->key[event - 1] == h->key[event]
           && h->content[event - 1] == h->content[event]
           && h->file[event - 1] != LC_NOWHERE
           && h->known_to[event - 1] == h->known_from[event])
        h->file[--event] = LC_NOWHERE;
    return h->known_from[event];
}

/* Closes what is no longer said. *from rises to the day from which the new is known. */
static void close_event(struct merging *m, size_t k, struct lc_index_slot *slot,
                        int32_t *from)
{
    struct lc_history *h = history_at(m, k);
    int32_t day = m->run->ask->options->received, start = h->known_from[slot->event];
    if (is_new(m, k, slot->event)) {
        start = take_back(h, slot->event);
        day = m->first ? LC_NO_DAY : start;
    } else {
        h->known_to[slot->event] = day = day > start ? day : start;
    }
    if (day > *from)
        *from = day;
    slot->event = LC_NOWHERE;
}

/* --- one key ---------------------------------------------------------------------- */

static size_t events_for(const struct merging *m, const struct lc_batch_row *row,
                         size_t k, const struct lc_batch_event **out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < row->events && n < MOST; i++) {
        const struct lc_batch_event *e = &m->batch->event[row->first + i];
        if (m->history_of[e->feed] == k)
            out[n++] = e;
    }
    return n;
}

/* Has an extract of a later day said the event? What the same bytes said before was
 * weighed then: whatever stands from another file stands against them still. */
static bool is_older_news(const struct merging *m, size_t k, uint32_t event)
{
    uint32_t source = history_at(m, k)->file[event];
    const struct lc_source *s = &m->run->ledger.store->source[source];
    bool later = s->covers_to != LC_NO_DAY && m->batch->covers_to != LC_NO_DAY
                 && s->covers_to > m->batch->covers_to;
    return !is_new(m, k, event) && source != m->batch->source
           && (later || m->batch->again);
}

/* Matches what the row says with what the store says: said[i] NULL once it is there. */
static void match(struct merging *m, size_t k, uint64_t key, size_t n,
                  const struct lc_batch_event **said, struct found *found,
                  int32_t *from)
{
    const struct lc_history *h = history_at(m, k);
    struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_index_next(&m->run->ledger.live, key, m->history[k], &at));) {
        size_t i = 0;
        found->live = true;
        while (i < n && (!said[i] || said[i]->content != h->content[slot->event]))
            i++;
        if (i < n) {
            said[i] = NULL;
        } else if (!is_older_news(m, k, slot->event)) {
            close_event(m, k, slot, from);
            found->changed = true;
        } else {
            for (i = 0; i < n; i++)
                said[i] = NULL;
        }
    }
}

static int merge_history(struct merging *m, const struct lc_twins *group, size_t k,
                         struct found *found)
{
    const struct lc_batch_event *said[MOST];
    const struct lc_batch_row *row = &m->batch->row[group->row[group->count - 1]];
    size_t n = events_for(m, row, k, said);
    int32_t from = LC_NO_DAY;
    int code = LC_OK;
    if (m->follow) {
        struct lc_said all = { m->history[k], m->batch, row, n, said };
        code = lc_import_follow_filter(m->follow, &all, &found->followed, m->err);
        n = all.n;
    }
    if (!code)
        match(m, k, lc_ledger_key(&m->run->ledger, group->key, m->history[k]), n, said,
              found, &from);
    for (size_t i = 0; i < n && !code; i++) {
        if (!said[i])
            continue;
        int32_t day = known_from(m, row, said[i]);
        found->changed = true;
        code = open_event(m, k, row, said[i], day > from ? day : from, LC_OPEN);
    }
    return code;
}

/* Versions that the file itself has made old: known until the next was recorded. */
static int merge_older(struct merging *m, const struct lc_twins *group)
{
    const struct lc_batch_event *said[MOST];
    int code = LC_OK;
    for (size_t v = 0; v + 1 < group->count; v++) {
        const struct lc_batch_row *row = &m->batch->row[group->row[v]];
        int32_t until = m->batch->row[group->row[v + 1]].recorded;
        for (size_t k = 0; k < m->histories && !code; k++) {
            size_t n = events_for(m, row, k, said);
            for (size_t i = 0; i < n && !code; i++)
                code =
                    open_event(m, k, row, said[i], known_from(m, row, said[i]), until);
        }
    }
    return code;
}

/* --- verdicts --------------------------------------------------------------------- */

static void judge(struct merging *m, const struct lc_twins *group,
                  const struct lc_batch_row *row, struct found found, bool added)
{
    struct lc_import_file *file = m->file;
    uint64_t *newest = &file->taken;
    if (found.live)
        newest = found.changed || added ? &file->corrected : &file->unchanged;
    else if (!found.changed && !added
             && (row->who || found.followed || m->batch->again))
        newest = &file->unchanged;
    m->run->result->changed |= found.changed || added;
    if (group->count == 1)
        ++*newest;
    else if (found.live) {
        ++*newest;
        file->unchanged += group->count - 1;
    } else {
        file->taken++;
        file->corrected += group->count - 1;
    }
}

static int check_birth(struct merging *m, const struct lc_batch_row *row)
{
    int32_t born = lc_people_born(&m->run->people, row->record);
    if (born == LC_NO_DAY || m->schema->rules)
        return LC_OK;
    for (uint32_t i = 0; i < row->events; i++) {
        const struct lc_batch_event *e = &m->batch->event[row->first + i];
        if (e->start < born && !m->schema->feeds[e->feed].month)
            return lc_notes_find(&m->run->result->notes, m->batch->file, row->line,
                                 "before birth", m->err);
    }
    return LC_OK;
}

/* A plan is no event, so a day that had not come is a slip of the pen or of --received.
 */
static int check_future(struct merging *m, const struct lc_batch_row *row)
{
    int32_t made = m->run->ask->options->received;
    for (uint32_t i = 0; i < row->events; i++)
        if (m->batch->event[row->first + i].start > made)
            return lc_notes_find(&m->run->result->notes, m->batch->file, row->line,
                                 "future", m->err);
    return LC_OK;
}

static int merge_group(void *context, const struct lc_twins *group)
{
    struct merging *m = context;
    const struct lc_batch_row *row = &m->batch->row[group->row[group->count - 1]];
    struct found found = { false, false, false };
    bool added = false, any = false;
    int code = LC_OK;
    for (size_t i = 0; i < group->count && !code; i++) {
        code = lc_people_merge(&m->run->people, m->batch, &m->batch->row[group->row[i]],
                               &added, m->err);
        any |= added;
    }
    for (size_t k = 0; k < m->histories && !code; k++)
        code = merge_history(m, group, k, &found);
    if (!code && group->count > 1 && !found.live && !found.followed)
        code = merge_older(m, group);
    if (!code)
        code = check_birth(m, row);
    if (!code)
        code = check_future(m, row);
    judge(m, group, row, found, any);
    return code;
}

/* --- a batch ---------------------------------------------------------------------- */

static int find_histories(struct merging *m)
{
    size_t feeds = m->schema->feeds_count;
    m->history = lc_alloc(feeds, sizeof *m->history);
    m->history_of = lc_alloc(feeds, sizeof *m->history_of);
    if (!m->history || !m->history_of)
        return LC_FAIL_NOMEM(m->err);
    for (size_t f = 0; f < feeds; f++) {
        uint32_t history =
            lc_ledger_history(&m->run->ledger, m->schema->feeds[f].history);
        size_t k = 0;
        while (k < m->histories && m->history[k] != history)
            k++;
        if (k == m->histories)
            m->history[m->histories++] = history;
        m->history_of[f] = (uint16_t)k;
    }
    return LC_OK;
}

static bool is_first(const struct lc_ledger *s, const struct lc_schema *schema)
{
    for (size_t i = 0; i < s->sources_before; i++)
        if (strcmp(s->store->source[i].schema, schema->name) == 0)
            return false;
    return true;
}

static int merge_all(struct merging *m)
{
    int code = find_histories(m);
    if (!code && m->schema->follows)
        code = lc_import_follow_new(&m->follow, m->run, m->schema, m->err);
    return code ? code
                : lc_twins_each(m->batch, m->run->result, merge_group, m, m->err);
}

int lc_batch_merge(struct lc_batch *batch, struct lc_import_run *run,
                   struct lc_error *err)
{
    struct merging m = { .batch = batch,
                         .run = run,
                         .schema = batch->schema,
                         .file = &run->result->file[batch->file],
                         .err = err,
                         .first = is_first(&run->ledger, batch->schema) };
    int code = LC_OK;
    if (batch->schema->key_count)
        code = merge_all(&m);
    else
        *(batch->again ? &m.file->unchanged : &m.file->taken) += batch->rows;
    lc_import_follow_free(m.follow);
    free(m.history);
    free(m.history_of);
    return code;
}
