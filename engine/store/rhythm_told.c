/* The days of which sources told (rhythm_inside.h). Of a history's own rows the day is
 * all that counts. Of what its sources told as a whole a row counts for every history
 * that its source feeds: so sources that feed the same histories are one kind, each row
 * is noted for its kind alone, and what a history's sources told is the earliest of the
 * kinds that feed it. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/rhythm_inside.h"

/* Days on which events started, and when each was first known. */
struct days {
    int32_t low, high; /* none: high < low */
    int32_t *known;    /* [high - low + 1]; LC_OPEN: none started */
};

static const struct days no_days = { INT32_MAX, INT32_MIN, NULL };

struct noting {
    const struct lc_telling *telling;
    size_t kinds;
    uint32_t *kind;    /* [sources] */
    struct days *told; /* [kinds] */
    struct days *own;  /* [names] */
};

#define NO_KIND UINT32_MAX

static size_t days_of(const struct days *d)
{
    return d->high < d->low ? 0 : (size_t)((int64_t)d->high - d->low) + 1;
}

static void widen(struct days *d, int32_t low, int32_t high)
{
    d->low = low < d->low ? low : d->low;
    d->high = high > d->high ? high : d->high;
}

static int make_room(struct days *d, struct lc_error *err)
{
    size_t days = days_of(d);
    d->known = lc_alloc(days, sizeof *d->known);
    if (!d->known)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < days; i++)
        d->known[i] = LC_OPEN;
    return LC_OK;
}

static void note(struct days *d, int32_t start, int32_t known)
{
    int32_t *first = d->known + ((int64_t)start - d->low);
    *first = known < *first ? known : *first;
}

/* --- kinds of sources ------------------------------------------------------------- */

static bool is_asked_whole(const struct lc_telling *t, size_t which)
{
    return t->name[which] && t->others[which] && strcmp(t->name[which], "person") != 0;
}

static bool feed_the_same(const struct lc_telling *t, size_t one, size_t other)
{
    for (size_t k = 0; k < t->names; k++) {
        const bool *feeds = t->feeds + k * t->store->sources;
        if (is_asked_whole(t, k) && feeds[one] != feeds[other])
            return false;
    }
    return true;
}

static bool feeds_any(const struct lc_telling *t, size_t source)
{
    for (size_t k = 0; k < t->names; k++)
        if (is_asked_whole(t, k) && t->feeds[k * t->store->sources + source])
            return true;
    return false;
}

/* first: a source of each kind. */
static void find_kind(struct noting *n, size_t source, size_t *first)
{
    n->kind[source] = NO_KIND;
    if (!feeds_any(n->telling, source))
        return;
    size_t kind = 0;
    while (kind < n->kinds && !feed_the_same(n->telling, first[kind], source))
        kind++;
    if (kind == n->kinds)
        first[n->kinds++] = source;
    n->kind[source] = (uint32_t)kind;
}

static int find_kinds(struct noting *n, struct lc_error *err)
{
    size_t sources = n->telling->store->sources;
    size_t *first = lc_alloc(sources, sizeof *first);
    n->kind = lc_alloc(sources, sizeof *n->kind);
    n->told = lc_alloc(sources, sizeof *n->told);
    n->own = lc_alloc(n->telling->names, sizeof *n->own);
    int code = first && n->kind && n->told && n->own ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t s = 0; s < sources && !code; s++) {
        n->told[s] = no_days;
        find_kind(n, s, first);
    }
    for (size_t k = 0; k < n->telling->names && !code; k++)
        n->own[k] = no_days;
    free(first);
    return code;
}

/* --- rows ------------------------------------------------------------------------- */

static uint32_t kind_of(const struct noting *n, const struct lc_history *h, size_t i)
{
    return h->file[i] < n->telling->store->sources ? n->kind[h->file[i]] : NO_KIND;
}

/* The days of the history itself, if it is asked for; NULL: it is not. */
static struct days *own_of(const struct noting *n, const struct lc_history *h)
{
    for (size_t k = 0; k < n->telling->names; k++)
        if (n->telling->name[k] && strcmp(n->telling->name[k], h->name) == 0)
            return n->own + k;
    return NULL;
}

static void bound_own(struct days *own, const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++)
        widen(own, h->start[i], h->start[i]);
}

static void bound_told(const struct noting *n, const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        uint32_t kind = kind_of(n, h, i);
        if (kind != NO_KIND)
            widen(n->told + kind, h->start[i], h->start[i]);
    }
}

static void note_own(struct days *own, const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++)
        note(own, h->start[i], h->known_from[i]);
}

static void note_told(const struct noting *n, const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        uint32_t kind = kind_of(n, h, i);
        if (kind != NO_KIND)
            note(n->told + kind, h->start[i], h->known_from[i]);
    }
}

/* Births are no events. */
static void see_all(const struct noting *n,
                    void (*see_own)(struct days *, const struct lc_history *),
                    void (*see_told)(const struct noting *, const struct lc_history *))
{
    const struct lc_store *store = n->telling->store;
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        struct days *own = own_of(n, h);
        if (strcmp(h->name, "person") == 0)
            continue;
        if (own)
            see_own(own, h);
        if (n->kinds)
            see_told(n, h);
    }
}

static int note_all(struct noting *n, struct lc_error *err)
{
    int code = LC_OK;
    see_all(n, bound_own, bound_told);
    for (size_t k = 0; k < n->telling->names && !code; k++)
        code = make_room(n->own + k, err);
    for (size_t k = 0; k < n->kinds && !code; k++)
        code = make_room(n->told + k, err);
    if (!code)
        see_all(n, note_own, note_told);
    return code;
}

/* --- rhythms ---------------------------------------------------------------------- */

int32_t lc_rhythm_end_at(const struct lc_rhythm *r, int32_t t)
{
    int32_t to = INT32_MIN;
    for (size_t k = 0; k < r->ends; k++)
        if (r->end[k].from < t && r->end[k].to > to)
            to = r->end[k].to;
    return to < t ? to : t;
}

static int put_days(struct lc_told *told, const struct lc_rhythm *r,
                    const struct days *d, struct lc_error *err)
{
    size_t used = 0, days = days_of(d);
    for (size_t i = 0; i < days; i++)
        used += d->known[i] != LC_OPEN;
    told->start = lc_alloc(used, sizeof *told->start);
    told->known = lc_alloc(used, sizeof *told->known);
    told->day = lc_alloc(used, sizeof *told->day);
    if (!told->start || !told->known || !told->day)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < days; i++) {
        if (d->known[i] == LC_OPEN)
            continue;
        int32_t start = d->low + (int32_t)i, end = lc_rhythm_end_at(r, d->known[i]);
        told->start[told->count] = start;
        told->known[told->count] = d->known[i];
        told->day[told->count++] = end > start ? end : start;
    }
    return LC_OK;
}

static bool feeds_kind(const struct noting *n, size_t which, size_t kind)
{
    const struct lc_telling *t = n->telling;
    for (size_t s = 0; s < t->store->sources; s++)
        if (n->kind[s] == kind)
            return t->feeds[which * t->store->sources + s];
    return false;
}

/* Whatever the history's sources told. */
static int put_told(struct lc_rhythm *r, const struct noting *n, size_t which,
                    struct lc_error *err)
{
    struct days all = no_days;
    for (size_t k = 0; k < n->kinds; k++)
        if (feeds_kind(n, which, k))
            widen(&all, n->told[k].low, n->told[k].high);
    int code = make_room(&all, err);
    for (size_t k = 0; k < n->kinds && !code; k++) {
        const struct days *d = n->told + k;
        size_t days = feeds_kind(n, which, k) ? days_of(d) : 0;
        for (size_t i = 0; i < days; i++)
            note(&all, d->low + (int32_t)i, d->known[i]);
    }
    if (!code)
        code = put_days(&r->all, r, &all, err);
    free(all.known);
    return code;
}

static int put_all(struct lc_rhythm *rhythm, const struct noting *n,
                   struct lc_error *err)
{
    int code = LC_OK;
    for (size_t k = 0; k < n->telling->names && !code; k++) {
        if (!n->telling->name[k])
            continue;
        code = put_days(&rhythm[k].own, rhythm + k, n->own + k, err);
        if (!code && is_asked_whole(n->telling, k))
            code = put_told(rhythm + k, n, k, err);
    }
    return code;
}

int lc_rhythm_days(struct lc_rhythm *rhythm, const struct lc_telling *telling,
                   struct lc_error *err)
{
    struct noting n = { .telling = telling };
    int code = find_kinds(&n, err);
    if (!code)
        code = note_all(&n, err);
    if (!code)
        code = put_all(rhythm, &n, err);
    for (size_t k = 0; n.own && k < telling->names; k++)
        free(n.own[k].known);
    for (size_t k = 0; n.told && k < n.kinds; k++)
        free(n.told[k].known);
    free(n.own);
    free(n.told);
    free(n.kind);
    return code;
}
