/* What one side tells of a history (apart_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "checkup/apart_inside.h"
#include "store/rhythm.h"
#include "store/seen.h"

static int by_pair(const void *a, const void *b)
{
    const struct lc_told_event *x = a, *y = b;
    if (x->pair != y->pair)
        return x->pair < y->pair ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool speaks(const struct lc_side *side, uint32_t file)
{
    if (file >= side->store->sources)
        return false;
    return !side->speaks || side->speaks(side->context, side->store->source + file);
}

/* Is a row of the schema such an event: is its start a column that no row lacks? */
static bool is_whole_of(const struct lc_schema *schema, const char *history)
{
    for (unsigned f = 0; f < schema->feeds_count; f++) {
        const struct lc_feed *feed = &schema->feeds[f];
        if (strcmp(feed->history, history) == 0 && feed->start_at != LC_NO_COLUMN
            && schema->columns[feed->start_at].needed)
            return true;
    }
    return false;
}

static bool is_whole(const struct lc_side *side, const char *history)
{
    for (uint32_t s = 0; s < side->store->sources; s++)
        for (size_t i = 0; i < lc_schemas_count(side->schemas); i++) {
            const struct lc_schema *schema = lc_schemas_at(side->schemas, i);
            if (speaks(side, s)
                && strcmp(schema->name, side->store->source[s].schema) == 0
                && is_whole_of(schema, history))
                return true;
        }
    return false;
}

int lc_told_events_make(struct lc_told_events *told, const struct lc_pairs_of *pairs,
                        int which, const char *history, struct lc_error *err)
{
    const struct lc_side *side = pairs->side + which;
    const struct lc_history *h = lc_store_history(side->store, history);
    *told = (struct lc_told_events){ .store = side->store,
                                     .history = h,
                                     .whole = is_whole(side, history) };
    if (!h)
        return LC_OK;
    told->event = lc_alloc(h->n, sizeof *told->event);
    if (!told->event)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = 0; i < h->n; i++)
        if (lc_seen(h, i, LC_OPEN) && speaks(side, h->file[i]))
            told->event[told->count++] =
                (struct lc_told_event){ pairs->of[which][h->record[i]], h->start[i],
                                        h->end[i], i, -1 };
    if (told->count)
        qsort(told->event, told->count, sizeof *told->event, by_pair);
    return lc_covered(side->store, history, LC_OPEN, &told->spans, &told->span, err);
}

void lc_told_events_free(struct lc_told_events *told)
{
    free(told->event);
    free(told->span);
    *told = (struct lc_told_events){ 0 };
}

bool lc_told_covers(const struct lc_told_events *told, int32_t day)
{
    return lc_span_end(told->spans, (const int32_t(*)[2])told->span, day) != LC_NO_DAY;
}

struct lc_whereabouts lc_told_place(const struct lc_told_events *told, size_t event)
{
    uint64_t row = told->event[event].row;
    return (struct lc_whereabouts){ told->history->file[row],
                                    told->history->line[row] };
}

int lc_aparts_add(struct lc_aparts *to, const struct lc_apart *one,
                  struct lc_error *err)
{
    int code = LC_GROW(to->row, to->room, to->count + 1, err);
    if (!code)
        to->row[to->count++] = *one;
    return code;
}
