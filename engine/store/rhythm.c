/* See rhythm.h. */
#include "store/rhythm_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* --- what the sources cover ------------------------------------------------------- */

static int compare_pairs(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

size_t lc_rhythm_join(size_t count, int32_t (*span)[2])
{
    size_t kept = 0;
    qsort(span, count, sizeof *span, compare_pairs);
    for (size_t i = 0; i < count; i++) {
        if (kept && span[i][0] <= span[kept - 1][1]) {
            if (span[i][1] > span[kept - 1][1])
                span[kept - 1][1] = span[i][1];
            continue;
        }
        memmove(span[kept++], span[i], sizeof *span);
    }
    return kept;
}

static void mark_feeding(const struct lc_store *store, const char *history, bool *feeds)
{
    const struct lc_history *h = lc_store_history(store, history);
    for (size_t s = 0; s < store->sources; s++)
        feeds[s] = lc_source_feeds(store->source + s, history);
    for (uint64_t i = 0; h && i < h->n; i++)
        if (h->file[i] < store->sources)
            feeds[h->file[i]] = true;
}

/* Was no extract of its schema received before it? Then it speaks of the past as if it
 * had been there: its events are known by their own clocks. */
static bool is_first_load(const struct lc_store *store, const struct lc_source *source)
{
    for (size_t s = 0; s < store->sources; s++)
        if (store->source[s].imported < source->imported
            && strcmp(store->source[s].schema, source->schema) == 0)
            return false;
    return true;
}

static int find_spans(struct lc_rhythm *r, const struct lc_store *store,
                      const bool *feeds, struct lc_error *err)
{
    r->span = lc_alloc(store->sources, sizeof *r->span);
    r->end = lc_alloc(store->sources, sizeof *r->end);
    if (!r->span || !r->end)
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0; s < store->sources; s++) {
        const struct lc_source *source = store->source + s;
        if (!feeds[s] || source->covers_from == LC_NO_DAY
            || source->covers_from >= source->covers_to)
            continue;
        r->span[r->spans][0] = source->covers_from;
        r->span[r->spans++][1] = source->covers_to;
        r->end[r->ends++] = (struct lc_rhythm_end){
            is_first_load(store, source) ? INT32_MIN : source->imported,
            source->covers_to,
        };
    }
    r->spans = lc_rhythm_join(r->spans, r->span);
    return LC_OK;
}

int32_t lc_rhythm_end_at(const struct lc_rhythm *r, int32_t t)
{
    int32_t to = INT32_MIN;
    for (size_t k = 0; k < r->ends; k++)
        if (r->end[k].from < t && r->end[k].to > to)
            to = r->end[k].to;
    return to < t ? to : t;
}

/* What the latest source of each schema declares; of several the longest. */
static int32_t find_declared(const struct lc_store *store, const bool *feeds)
{
    int32_t longest = 0;
    for (size_t s = 0; s < store->sources; s++) {
        bool latest = feeds[s];
        for (size_t k = s + 1; k < store->sources && latest; k++)
            latest = !feeds[k]
                     || strcmp(store->source[k].schema, store->source[s].schema) != 0;
        if (latest && store->source[s].rhythm > longest)
            longest = store->source[s].rhythm;
    }
    return longest;
}

/* --- the days of which they told -------------------------------------------------- */

/* Rows of one history, or of all that the marked sources fed. */
struct telling {
    const struct lc_store *store;
    const char *history; /* NULL: all */
    const bool *feeds;
    int32_t low, high; /* days on which an event started; none: high < low */
    int32_t *known;    /* [high - low + 1] first known of each; LC_OPEN: none started */
};

static bool is_told(const struct telling *t, const struct lc_history *h, size_t i)
{
    return t->history || (h->file[i] < t->store->sources && t->feeds[h->file[i]]);
}

static void bound(struct telling *t, const struct lc_history *h)
{
    int32_t low = t->low, high = t->high;
    for (size_t i = 0; i < h->n; i++) {
        int32_t start = h->start[i];
        bool told = is_told(t, h, i);
        low = told && start < low ? start : low;
        high = told && start > high ? start : high;
    }
    t->low = low;
    t->high = high;
}

static void note(struct telling *t, const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        bool told = is_told(t, h, i);
        int32_t *known = told ? t->known + ((int64_t)h->start[i] - t->low) : NULL;
        if (told && h->known_from[i] < *known)
            *known = h->known_from[i];
    }
}

static void see_all(struct telling *t,
                    void (*see)(struct telling *, const struct lc_history *))
{
    for (size_t k = 0; k < t->store->histories; k++) {
        const struct lc_history *h = t->store->history + k;
        if (t->history ? !strcmp(h->name, t->history) : strcmp(h->name, "person") != 0)
            see(t, h);
    }
}

static int put_days(struct lc_told *told, const struct lc_rhythm *r,
                    const struct telling *t, size_t days, struct lc_error *err)
{
    size_t used = 0;
    for (size_t d = 0; d < days; d++)
        used += t->known[d] != LC_OPEN;
    told->start = lc_alloc(used, sizeof *told->start);
    told->known = lc_alloc(used, sizeof *told->known);
    told->day = lc_alloc(used, sizeof *told->day);
    if (!told->start || !told->known || !told->day)
        return LC_FAIL_NOMEM(err);
    for (size_t d = 0; d < days; d++) {
        if (t->known[d] == LC_OPEN)
            continue;
        int32_t start = t->low + (int32_t)d, end = lc_rhythm_end_at(r, t->known[d]);
        told->start[told->count] = start;
        told->known[told->count] = t->known[d];
        told->day[told->count++] = end > start ? end : start;
    }
    return LC_OK;
}

/* Each day once: first the bounds, then when it was first known. */
static int find_days(struct lc_told *told, const struct lc_rhythm *r, struct telling *t,
                     struct lc_error *err)
{
    t->low = INT32_MAX;
    t->high = INT32_MIN;
    see_all(t, bound);
    size_t days = t->high < t->low ? 0 : (size_t)((int64_t)t->high - t->low) + 1;
    int32_t *known = lc_alloc(days + 1, sizeof *known);
    if (!known)
        return LC_FAIL_NOMEM(err);
    for (size_t d = 0; d <= days; d++)
        known[d] = LC_OPEN;
    t->known = known;
    see_all(t, note);
    int code = put_days(told, r, t, days, err);
    free(known);
    return code;
}

static bool tells_others(const struct lc_store *store, const bool *feeds)
{
    for (size_t s = 0; s < store->sources; s++)
        if (feeds[s] && strchr(store->source[s].history, ','))
            return true;
    return false;
}

int lc_rhythm_make(struct lc_rhythm *rhythm, const struct lc_store *store,
                   const char *history, struct lc_error *err)
{
    *rhythm = (struct lc_rhythm){ 0 };
    bool *feeds = lc_alloc(store->sources, sizeof *feeds);
    if (!feeds)
        return LC_FAIL_NOMEM(err);
    mark_feeding(store, history, feeds);
    bool others = tells_others(store, feeds);
    struct telling own = { store, history, feeds, 0, 0, NULL };
    struct telling all = { store, NULL, feeds, 0, 0, NULL };
    bool person = strcmp(history, "person") == 0;
    int32_t declared = find_declared(store, feeds);
    int code = find_spans(rhythm, store, feeds, err);
    if (!code && !person)
        code = find_days(&rhythm->own, rhythm, &own, err);
    if (!code && !person && others)
        code = find_days(&rhythm->all, rhythm, &all, err);
    rhythm->own.alarms = others ? 0.02 : 0.1;
    rhythm->all.alarms = 0.1;
    *(others ? &rhythm->all.declared : &rhythm->own.declared) = declared;
    free(feeds);
    if (code)
        lc_rhythm_free(rhythm);
    return code;
}

static void free_told(struct lc_told *told)
{
    free(told->start);
    free(told->known);
    free(told->day);
}

void lc_rhythm_free(struct lc_rhythm *rhythm)
{
    free_told(&rhythm->own);
    free_told(&rhythm->all);
    free(rhythm->span);
    free(rhythm->end);
    *rhythm = (struct lc_rhythm){ 0 };
}
