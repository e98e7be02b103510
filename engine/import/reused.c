#include "import/reused_inside.h"

#include "import/nest_inside.h"
#include "import/notes_inside.h"

/* Both are said and differ: the month of birth, and the sex. */
static bool is_another(const struct lc_history *h, uint32_t event,
                       const struct lc_batch_event *e)
{
    return h->start[event] != e->start && lc_code_is_said(h, e->code)
           && lc_code_is_said(h, h->code[event]) && h->code[event] != e->code;
}

static bool is_reused(const struct lc_merging *m, uint64_t row_key,
                      const struct lc_batch_event *e)
{
    uint32_t history = m->history[m->history_of[e->feed]];
    const struct lc_history *h = &m->run->ledger.store->history[history];
    const struct lc_index_slot *slot;
    uint64_t key = lc_ledger_key(&m->run->ledger, row_key, history);
    size_t at = 0;
    if (!m->schema->feeds[e->feed].month)
        return false;
    while ((slot = lc_ledger_live(&m->run->ledger, key, history, &at)))
        if (m->run->ledger.store->source[h->file[slot->event]].imported
                < m->run->ask->options->received
            && is_another(h, slot->event, e))
            return true;
    return false;
}

static int reject(struct lc_merging *m, const struct lc_batch_row *row)
{
    const struct lc_reject note = { m->batch->file, row->line, "", NULL,
                                    "the number is another child's: sex and birth both "
                                    "differ" };
    m->batch->rejected++;
    int code = lc_nest_refute(m->batch, row, m->err);
    if (!code)
        code = lc_notes_reject(&m->run->result->notes, &note,
                               (struct lc_slice){ "", 0 }, m->err);
    return code ? code
                : lc_notes_find(&m->run->result->notes, m->batch->file, row->line,
                                "number reused", m->err);
}

int lc_reused_refuse(struct lc_merging *m, const struct lc_twins *group, bool *refused)
{
    const struct lc_batch_row *row = lc_twins_last(group);
    int code = LC_OK;
    *refused = false;
    bool asked = !m->run->ask->lenient; /* else who differs is compared */
    for (size_t i = 0; i < row->events && asked && !*refused; i++)
        *refused = is_reused(m, row->key, row->event + i);
    for (size_t i = 0; i < group->count + group->beaten && *refused && !code; i++)
        code = reject(m, group->row[i]);
    return code;
}
