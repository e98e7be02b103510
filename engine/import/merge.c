/* A batch into the store, by the two clocks.
 *
 * Rows of one key are one thing said again. Against what the store says now:
 *
 *   nothing     the row is taken. Known from: its recorded day; else the day its extract
 *               was received, if an earlier one of this schema could have had it
 *               (receipts_inside.h); else its start and the schema's delay. What becomes
 *               known later than the start (an end, and what comes with it) makes further
 *               versions: versions_inside.h. What an extract that follows this one had
 *               said on an earlier day is known from this day: follow_inside.h.
 *   the same    unchanged.
 *   other       corrected: the old version is closed on the day the extract was received
 *               and a new one opened. What another file of the same day said is
 *               replaced instead: the files of a day are a set, and of them the one
 *               speaks that covers the later days, whatever command it came in.
 *   newer       unchanged: an extract of a later day has spoken already, or this one's
 *               bytes, of this day, were imported before. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/follow_inside.h"
#include "import/led_inside.h"
#include "import/merging_inside.h"
#include "import/notes_inside.h"
#include "import/reused_inside.h"
#include "import/said_keys_inside.h"
#include "import/schema_inside.h"

/* --- verdicts --------------------------------------------------------------------- */

static void judge(struct lc_merging *m, const struct lc_twins *group,
                  const struct lc_batch_row *row, struct lc_found found, bool added)
{
    struct lc_import_file *file = m->file;
    uint64_t *newest = &file->taken;
    if (found.live)
        newest = found.changed || added ? &file->corrected : &file->unchanged;
    else if (!found.changed && !added
             && (row->who || found.followed || m->batch->again))
        newest = &file->unchanged;
    m->run->result->changed |= found.changed || added;
    *newest += group->beaten;
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

static int check_birth(struct lc_merging *m, const struct lc_batch_row *row)
{
    int32_t born = lc_people_born(&m->run->people, row->record);
    if (born == LC_NO_DAY || m->schema->rules)
        return LC_OK;
    for (size_t i = 0; i < row->events; i++) {
        const struct lc_batch_event *e = row->event + i;
        if (e->start < born && !m->schema->feeds[e->feed].month)
            return lc_notes_find(&m->run->result->notes, m->batch->file, row->line,
                                 "before birth", m->err);
    }
    return LC_OK;
}

/* A plan is no event, so a day that had not come is a slip of the pen or of --received.
 */
static int check_future(struct lc_merging *m, const struct lc_batch_row *row)
{
    int32_t made = m->run->ask->options->received;
    for (size_t i = 0; i < row->events; i++)
        if (row->event[i].start > made)
            return lc_notes_find(&m->run->result->notes, m->batch->file, row->line,
                                 "future", m->err);
    return LC_OK;
}

static int merge_group(void *context, const struct lc_twins *group)
{
    struct lc_merging *m = context;
    const struct lc_batch_row *row = lc_twins_last(group);
    struct lc_found found = { .beaten = LC_NOWHERE };
    bool added = false, any = false, refused;
    int code = lc_reused_refuse(m, group, &refused);
    if (code || refused)
        return code;
    for (size_t i = 0; i < group->beaten + group->count && !code; i++) {
        size_t one = i < group->beaten ? group->count + i : i - group->beaten;
        code =
            lc_people_merge(&m->run->people, m->batch, group->row[one], &added, m->err);
        any |= added;
    }
    for (size_t k = 0; k < m->histories && !code; k++)
        code = lc_merge_key(m, group, k, &found);
    if (!code && group->count > 1 && !found.live && !found.followed)
        code = lc_merge_older(m, group);
    if (!code)
        code = check_birth(m, row);
    if (!code)
        code = check_future(m, row);
    judge(m, group, row, found, any);
    return code;
}

/* First where the key's events are found, then they. */
static void call_in(void *context, const struct lc_batch_row *row, bool next)
{
    const struct lc_merging *m = context;
    const struct lc_ledger *ledger = &m->run->ledger;
    if (!next) {
        __builtin_prefetch(row->event);
        __builtin_prefetch(ledger->store->record + row->record);
    }
    for (size_t k = 0; k < m->histories; k++) {
        uint64_t key = lc_merge_key_of(m, row->key, k);
        if (next)
            lc_ledger_call_in(ledger, key, m->history[k]);
        else
            lc_index_call_in(&ledger->events, key);
    }
}

static const struct lc_twins_taker taker = { merge_group, call_in };

/* --- a batch ---------------------------------------------------------------------- */

static void find_attributes(struct lc_merging *m, size_t f)
{
    const struct lc_feed *feed = &m->schema->feeds[f];
    const struct lc_history *h =
        &m->run->ledger.store->history[m->history[m->history_of[f]]];
    for (unsigned i = 0; i < feed->attributes_count; i++) {
        size_t a = 0;
        while (a < h->attributes
               && strcmp(h->attribute[a].name, feed->attributes[i].name) != 0)
            a++;
        m->attribute_of[f * LC_MAX_FEED_ATTRIBUTES + i] =
            a < h->attributes ? a : SIZE_MAX;
    }
}

static int find_histories(struct lc_merging *m)
{
    size_t feeds = m->schema->feeds_count;
    m->history = lc_alloc(feeds, sizeof *m->history);
    m->history_of = lc_alloc(feeds, sizeof *m->history_of);
    m->attribute_of = lc_alloc(feeds * LC_MAX_FEED_ATTRIBUTES, sizeof *m->attribute_of);
    if (!m->history || !m->history_of || !m->attribute_of)
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
        find_attributes(m, f);
    }
    return LC_OK;
}

/* The events that the batch's rows may speak of. */
static int index_said(struct lc_merging *m)
{
    const struct lc_batch_rows *rows = &m->batch->rows;
    struct lc_said_keys keys;
    if (m->run->ledger.indexed == LC_INDEXED_ALL)
        return LC_OK;
    int code = lc_said_keys_init(&keys, rows->count * m->histories, m->err);
    for (size_t k = 0; k < m->histories && !code; k++)
        for (size_t i = 0;
             m->run->ledger.store->history[m->history[k]].n && i < rows->count; i++)
            lc_said_keys_add(&keys, lc_merge_key_of(m, lc_batch_rows_key(rows, i), k));
    if (!code)
        code = lc_ledger_index_some(&m->run->ledger, &keys, m->err);
    lc_said_keys_free(&keys);
    return code;
}

static int merge_all(struct lc_merging *m)
{
    int code = find_histories(m);
    if (!code && m->schema->follows_count)
        code = lc_import_follow_new(&m->follow, m->run, m->schema, m->err);
    if (!code)
        code = lc_import_led_new(&m->led, m->run, m->schema, m->err);
    if (!code)
        code = index_said(m);
    if (!code)
        code = lc_twins_each(m->batch, m->run, &taker, m, m->err);
    lc_ledger_unindex(&m->run->ledger);
    return code;
}

int lc_batch_merge(struct lc_batch *batch, struct lc_import_run *run,
                   struct lc_error *err)
{
    struct lc_merging m = { .batch = batch,
                            .run = run,
                            .schema = batch->schema,
                            .file = &run->result->file[batch->file],
                            .err = err };
    int code = lc_receipts_before(&m.before, run->ledger.store, batch->schema,
                                  run->ask->options->received, err);
    if (!code && batch->schema->key_count)
        code = merge_all(&m);
    else if (!code)
        *(batch->again || !lc_schema_reads(batch->schema) ? &m.file->unchanged
                                                          : &m.file->taken) +=
            batch->rows.count;
    lc_receipts_free(&m.before);
    lc_import_follow_free(m.follow);
    lc_import_led_free(m.led);
    free(m.history);
    free(m.history_of);
    free(m.attribute_of);
    free(m.said);
    free(m.told);
    return code;
}
