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

/* --- rhythms ---------------------------------------------------------------------- */

static bool tells_others(const struct lc_store *store, const bool *feeds)
{
    for (size_t s = 0; s < store->sources; s++)
        if (feeds[s] && strchr(store->source[s].history, ','))
            return true;
    return false;
}

/* All but the days. */
static int begin_one(struct lc_rhythm *r, struct lc_telling *t, size_t which,
                     struct lc_error *err)
{
    bool *feeds = t->feeds + which * t->store->sources;
    mark_feeding(t->store, t->name[which], feeds);
    bool others = t->others[which] = tells_others(t->store, feeds);
    int32_t declared = find_declared(t->store, feeds);
    r->own.alarms = others ? 0.02 : 0.1;
    r->all.alarms = 0.1;
    *(others ? &r->all.declared : &r->own.declared) = declared;
    return find_spans(r, t->store, feeds, err);
}

static int make(struct lc_rhythm *rhythm, struct lc_telling *t, struct lc_error *err)
{
    t->feeds = lc_alloc(t->names * t->store->sources, sizeof *t->feeds);
    t->others = lc_alloc(t->names, sizeof *t->others);
    int code = t->feeds && t->others ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < t->names && !code; k++)
        if (t->name[k])
            code = begin_one(rhythm + k, t, k, err);
    if (!code)
        code = lc_rhythm_days(rhythm, t, err);
    free(t->feeds);
    free(t->others);
    return code;
}

int lc_rhythms_make(struct lc_rhythm *rhythm, size_t names, const char *const *name,
                    const struct lc_store *store, struct lc_error *err)
{
    struct lc_telling telling = { .store = store, .names = names, .name = name };
    for (size_t k = 0; k < names; k++)
        rhythm[k] = (struct lc_rhythm){ 0 };
    int code = make(rhythm, &telling, err);
    for (size_t k = 0; k < names && code; k++)
        lc_rhythm_free(rhythm + k);
    return code;
}

int lc_rhythm_make(struct lc_rhythm *rhythm, const struct lc_store *store,
                   const char *history, struct lc_error *err)
{
    return lc_rhythms_make(rhythm, 1, &history, store, err);
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
