/* What a row gives to the histories. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "import/reading_inside.h"
#include "import/schema_inside.h"
#include "import/versions_inside.h"

/* --- codes ------------------------------------------------------------------------ */

/* The number of a name in a list that only grows, found at once if met lately. */
static int number_of(struct lc_import_reading *r, struct lc_memo *memo,
                     struct lc_codes *codes, struct lc_slice name, uint16_t *number)
{
    *number = 0;
    if (!name.size)
        return LC_OK;
    unsigned char first = (unsigned char)name.data[0];
    unsigned char last = (unsigned char)name.data[name.size - 1];
    uint16_t *met = &memo->number[(name.size * 31 + first * 7u + last) % LC_MEMO];
    if (*met && lc_slice_is(name, codes->names[*met - 1])) {
        *number = *met;
        return LC_OK;
    }
    int code = lc_codes_add(codes, name, number, r->err);
    *met = *number;
    return code;
}

static struct lc_memo *memo_of(const struct lc_import_reading *r, size_t feed,
                               size_t slot)
{
    return &r->memo[feed * (1 + LC_MAX_FEED_ATTRIBUTES) + slot];
}

/* --- events ----------------------------------------------------------------------- */

/* What an event says that says a number alone: so two that say the same have the same
 * content, in whatever file (store/kin.h). */
static uint64_t number_content(const struct lc_import_reading *r,
                               const struct lc_feed *feed)
{
    const struct lc_slice said[] = { lc_import_reading_system(r),
                                     lc_import_reading_cell(r, feed->number_at)->text };
    return lc_eras_row(r->run->ledger.eras,
                       lc_row_key(r->run->ledger.key, feed->history, 2, said));
}

static int push_event(struct lc_import_reading *r)
{
    const struct lc_feed *feed = &r->schema->feeds[r->event.feed];
    struct lc_batch_row *row = &r->draft;
    int code = LC_GROW(row->event, row->event_room, row->events + 1, r->err);
    if (code)
        return code;
    r->event.content = feed->number_at == LC_NO_COLUMN ? 0 : number_content(r, feed);
    row->event[row->events++] = r->event;
    return LC_OK;
}

static void note_day(struct lc_batch *b, int32_t day)
{
    if (day == LC_NO_DAY || day == LC_OPEN)
        return;
    if (b->first_day == LC_NO_DAY || day < b->first_day)
        b->first_day = day;
    if (b->last_day == LC_NO_DAY || day > b->last_day)
        b->last_day = day;
}

static bool applies(const struct lc_import_reading *r, const struct lc_feed *feed)
{
    if (feed->number_at != LC_NO_COLUMN
        && !lc_import_reading_cell(r, feed->number_at)->text.size)
        return false;
    const struct lc_cell *cell = lc_import_reading_cell(r, feed->when_at);
    for (unsigned i = 0; i < feed->is_count; i++)
        if (lc_slice_is(cell->other ? cell->raw : cell->text, feed->is[i]))
            return true;
    return feed->when_at == LC_NO_COLUMN;
}

static int draft_attributes(struct lc_import_reading *r, size_t f)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    struct lc_history *history = &r->run->ledger.store->history[r->history[f]];
    memset(r->event.attribute, 0, sizeof r->event.attribute);
    for (unsigned i = 0; i < feed->attributes_count; i++) {
        size_t which = r->attribute[f * LC_MAX_FEED_ATTRIBUTES + i];
        int code = number_of(r, memo_of(r, f, 1 + i), &history->attribute[which].codes,
                             lc_import_reading_cell(r, feed->attributes[i].at)->text,
                             &r->event.attribute[i]);
        if (code)
            return code;
    }
    return LC_OK;
}

static void draft_days(struct lc_import_reading *r, const struct lc_feed *feed)
{
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++) {
        int32_t day = lc_import_reading_cell(r, feed->clock[i].at)->day;
        r->event.learnt[i] = day == LC_NO_DAY ? LC_OPEN : day;
    }
}

static int draft_level(struct lc_import_reading *r, const struct lc_feed *feed)
{
    const struct lc_cell *cell = lc_import_reading_cell(r, feed->level_at);
    int64_t level = LC_NO_LEVEL;
    bool lost = cell->text.size && lc_integer_parse(cell->text, -32000, 32000, &level);
    r->event.level = lost ? LC_NO_LEVEL : (int16_t)level;
    return lost ? lc_import_reading_find(r, "level") : LC_OK;
}

static void take_code(void *context, struct lc_slice name)
{
    struct lc_import_reading *r = context;
    if (r->code)
        return;
    size_t f = r->event.feed;
    r->code = number_of(r, memo_of(r, f, 0),
                        &r->run->ledger.store->history[r->history[f]].codes, name,
                        &r->event.code);
    for (size_t i = 0; i < r->draft.events; i++)
        if (r->draft.event[i].feed == f && r->draft.event[i].code == r->event.code)
            return; /* said twice */
    if (!r->code)
        r->code = push_event(r);
}

/* An event for each code of a list. */
static int feed_each(struct lc_import_reading *r, const struct lc_feed *feed)
{
    unsigned strays = 0;
    r->code = LC_OK;
    lc_cell_codes(&r->schema->columns[feed->code_at],
                  lc_import_reading_cell(r, feed->code_at)->text, take_code, r,
                  &strays);
    return r->code || !strays ? r->code : lc_import_reading_find(r, "code");
}

static int feed_one(struct lc_import_reading *r, size_t f)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    struct lc_slice name = feed->fixed ? lc_slice_of(feed->fixed)
                                       : lc_import_reading_cell(r, feed->code_at)->text;
    unsigned entry;
    if (feed->code_from)
        return push_event(r);
    if (feed->by_list && !lc_code_list_find(feed->by_list, name, &name, &entry))
        return LC_OK;
    int code = number_of(r, memo_of(r, f, 0),
                         &r->run->ledger.store->history[r->history[f]].codes, name,
                         &r->event.code);
    return code ? code : push_event(r);
}

/* --- what other rows say, as it was known ----------------------------------------- */

static int push_state(struct lc_import_reading *r, const struct lc_batch_past *state)
{
    int code = LC_GROW(r->state, r->state_room, r->states + 1, r->err);
    if (!code)
        r->state[r->states++] = *state;
    return code;
}

/* The state with each code that another history had for its start. */
static int push_codes(struct lc_import_reading *r, size_t f,
                      const struct lc_batch_past *state)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    const struct lc_history *from = r->lookup[f].history;
    int code =
        lc_lookup_code(&r->codes, &r->lookup[f], state->record, state->start, r->err);
    int32_t to = LC_OPEN;
    for (size_t c = 0; c < r->codes.count && !code; c++) {
        const struct lc_step *step = &r->codes.step[c];
        struct lc_batch_past one = *state;
        struct lc_slice name = { "", 0 };
        unsigned entry;
        if (step->from > one.from) {
            one.from = step->from;
            one.assumed = step->assumed;
        }
        one.to = to < one.to ? to : one.to;
        to = step->from;
        if (step->event != LC_NOWHERE)
            name = lc_slice_of(lc_codes_name(&from->codes, from->code[step->event]));
        if (one.from >= one.to
            || (feed->by_list
                && !lc_code_list_find(feed->by_list, name, &name, &entry)))
            continue;
        code = number_of(r, memo_of(r, f, 0),
                         &r->run->ledger.store->history[r->history[f]].codes, name,
                         &one.code);
        if (!code)
            code = push_state(r, &one);
    }
    return code;
}

/* One answer of who says the start: a state, if there is one. */
static int push_start(struct lc_import_reading *r, size_t f, struct lc_batch_past state)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    int32_t end = lc_import_reading_cell(r, feed->end_at)->day;
    state = lc_import_reading_told(r, feed, state);
    if (state.start == LC_NO_DAY || state.start == LC_OPEN || state.from >= state.to)
        return LC_OK;
    if (feed->month) {
        int y, m, d;
        lc_day_split(state.start, &y, &m, &d);
        state.start = lc_day_of(y, m, 15);
    }
    state.end = end == LC_NO_DAY ? LC_OPEN : end < state.start ? state.start : end;
    return feed->code_from ? push_codes(r, f, &state) : push_state(r, &state);
}

/* A start that the row says, or that is that of its year or its receipt. */
static int push_own(struct lc_import_reading *r, size_t f, struct lc_batch_past state)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    state.start = feed->dated ? lc_import_reading_dated(r, feed->dated)
                              : lc_import_reading_cell(r, feed->start_at)->day;
    r->yearless |= feed->dated && state.start == LC_NO_DAY;
    return push_start(r, f, state);
}

/* All that the feed's event has been, as far as other rows say it. */
static int find_states(struct lc_import_reading *r, size_t f)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    struct lc_batch_past state = { .from = LC_NO_DAY,
                                   .to = LC_OPEN,
                                   .record = r->draft.record };
    const struct lc_history *h = r->firsts[f].history;
    int code = LC_OK;
    r->states = 0;
    if (feed->dated || feed->start_at != LC_NO_COLUMN)
        return push_own(r, f, state);
    if (feed->first_in)
        code = lc_lookup_first(&r->starts, &r->firsts[f], state.record, r->err);
    else
        h = &r->run->ledger.store->history[lc_ledger_history(&r->run->ledger,
                                                             r->schema->join->history)];
    for (size_t s = 0; s < r->starts.count && !code; s++) {
        const struct lc_step *step = &r->starts.step[s];
        state.from = step->from;
        state.assumed = step->assumed;
        if (step->event != LC_NOWHERE) {
            state.record = h->record[step->event];
            state.start = feed->first_in ? h->start[step->event] : h->end[step->event];
            code = push_start(r, f, state);
        }
        state.to = step->from;
    }
    return code;
}

/* The event is what its newest state says; the others go to the draft, oldest first. */
static int draft_states(struct lc_import_reading *r, size_t f)
{
    struct lc_batch_row *row = &r->draft;
    struct lc_batch_event *e = &r->event;
    const struct lc_batch_past *now = &r->state[0];
    e->feed = (uint16_t)f;
    e->start = now->start;
    e->end = now->end;
    e->code = now->code;
    e->gone = now->to != LC_OPEN;
    e->since = (struct lc_since){ now->from, now->assumed };
    e->end_since = (struct lc_since){ .day = LC_NO_DAY };
    e->past = (uint32_t)row->pasts;
    e->pasts = (uint32_t)(e->gone ? r->states : r->states - 1);
    int code = LC_GROW(row->past, row->past_room, row->pasts + e->pasts, r->err);
    for (size_t i = 0; i < e->pasts && !code; i++)
        row->past[row->pasts++] = r->state[r->states - 1 - i];
    return code;
}

/* A year of which the row says none of what the feed is for. */
static bool says_nothing(const struct lc_import_reading *r, const struct lc_feed *feed)
{
    if (!feed->dated || feed->fixed || feed->when)
        return false;
    for (unsigned item = LC_ITEM_LEVEL; item < LC_FEED_ITEMS; item++)
        if (lc_event_says(&r->event, item))
            return false;
    return !lc_import_reading_cell(r, feed->code_at)->text.size;
}

static int feed(struct lc_import_reading *r, size_t f)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    note_day(r->batch, lc_import_reading_cell(r, feed->start_at)->day);
    if (!applies(r, feed))
        return LC_OK;
    int code = find_states(r, f);
    if (code || !r->states)
        return code;
    code = draft_states(r, f);
    draft_days(r, feed);
    note_day(r->batch, r->event.start);
    if (!code)
        code = draft_level(r, feed);
    if (!code)
        code = draft_attributes(r, f);
    if (code || says_nothing(r, feed))
        return code;
    return feed->each ? feed_each(r, feed) : feed_one(r, f);
}

int lc_feeds_row(struct lc_import_reading *r)
{
    int code = LC_OK;
    for (size_t f = 0; f < r->schema->feeds_count && !code; f++)
        code = feed(r, f);
    return code;
}

static int find_attributes(struct lc_import_reading *r, size_t f)
{
    const struct lc_feed *feed = &r->schema->feeds[f];
    struct lc_history *history = &r->run->ledger.store->history[r->history[f]];
    int code = LC_OK;
    for (unsigned i = 0; i < feed->attributes_count && !code; i++)
        code =
            lc_history_attribute(history, feed->attributes[i].name,
                                 &r->attribute[f * LC_MAX_FEED_ATTRIBUTES + i], r->err);
    return code;
}

/* history NULL: the feed asks no other. */
static int look_into(struct lc_import_reading *r, struct lc_lookup *lookup,
                     const char *history)
{
    if (!history)
        return LC_OK;
    uint32_t which = lc_ledger_history(&r->run->ledger, history);
    return lc_lookup_init(lookup, &r->run->ledger.store->history[which], r->err);
}

int lc_feeds_begin(struct lc_import_reading *r)
{
    size_t feeds = r->schema->feeds_count;
    int code = LC_OK;
    r->history = lc_alloc(feeds, sizeof *r->history);
    r->attribute = lc_alloc(feeds * LC_MAX_FEED_ATTRIBUTES, sizeof *r->attribute);
    r->memo = lc_alloc(feeds * (1 + LC_MAX_FEED_ATTRIBUTES), sizeof *r->memo);
    r->firsts = lc_alloc(feeds, sizeof *r->firsts);
    r->lookup = lc_alloc(feeds, sizeof *r->lookup);
    if (!r->history || !r->attribute || !r->memo || !r->firsts || !r->lookup)
        return LC_FAIL_NOMEM(r->err);
    for (size_t f = 0; f < feeds && !code; f++) {
        r->history[f] = lc_ledger_history(&r->run->ledger, r->schema->feeds[f].history);
        code = find_attributes(r, f);
        if (!code)
            code = look_into(r, &r->firsts[f], r->schema->feeds[f].first_in);
        if (!code)
            code = look_into(r, &r->lookup[f], r->schema->feeds[f].code_from);
    }
    return code;
}

void lc_feeds_end(struct lc_import_reading *r)
{
    for (size_t f = 0; r->firsts && f < r->schema->feeds_count; f++)
        lc_lookup_free(&r->firsts[f]);
    free(r->firsts);
    for (size_t f = 0; r->lookup && f < r->schema->feeds_count; f++)
        lc_lookup_free(&r->lookup[f]);
    free(r->lookup);
    lc_steps_free(&r->starts);
    lc_steps_free(&r->codes);
    free(r->state);
    lc_batch_row_free(&r->draft);
    free(r->history);
    free(r->attribute);
    free(r->memo);
}
