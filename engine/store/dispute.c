/* See dispute.h. */
#include "store/dispute.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "store/seen.h"

/* The history can be contested: it is of events, and was loaded with what that takes.
 */
static bool may_be(const struct lc_history *h)
{
    return lc_history_is_of_events(h->name) && h->start && h->end && h->known_from
           && h->known_to && h->key && h->file && h->line && h->code;
}

/* The first row of the child that came from the line; rows.end: none. */
static uint64_t find_row(const struct lc_history *h, const struct lc_dispute *c)
{
    struct lc_history_rows rows = lc_history_rows_of(h, c->child);
    uint64_t i = rows.first;
    while (i < rows.end && (h->file[i] != c->file || h->line[i] != c->line))
        i++;
    return i;
}

/* The keys of the events that the line gave: versions share a key, and a line may have
 * given several events of one history, if never many. */
struct given {
    size_t count;
    uint64_t key[8];
    uint64_t next; /* the first row whose key there was no room for; or the rows' end */
};

static bool holds(const struct given *g, uint64_t key)
{
    for (size_t k = 0; k < g->count; k++)
        if (g->key[k] == key)
            return true;
    return false;
}

/* O(rows of the child), where asking of each row would be its square. */
static struct given given_by(const struct lc_history *h, const struct lc_dispute *c)
{
    struct lc_history_rows rows = lc_history_rows_of(h, c->child);
    struct given g = { .next = rows.first };
    for (; g.next < rows.end; g.next++) {
        uint64_t i = g.next;
        if (h->file[i] != c->file || h->line[i] != c->line || holds(&g, h->key[i]))
            continue;
        if (g.count == sizeof g.key / sizeof *g.key)
            break;
        g.key[g.count++] = h->key[i];
    }
    return g;
}

/* Is row i a version of an event that the line gave? */
static bool is_of(const struct given *g, const struct lc_history *h,
                  const struct lc_dispute *c, uint64_t i)
{
    uint64_t end = lc_history_rows_of(h, c->child).end;
    bool found = holds(g, h->key[i]);
    for (uint64_t k = g->next; k < end && !found; k++)
        found =
            h->key[k] == h->key[i] && h->file[k] == c->file && h->line[k] == c->line;
    return found;
}

/* --- one row ---------------------------------------------------------------------- */

struct disputing {
    const struct lc_dispute *c;
    const char *history; /* of the event meant */
    int32_t start;       /* of it */
    int32_t first;       /* when its first version was known */
    uint16_t code;
};

/* Known earlier, the first version is; known later, none was known before. */
static void know(struct lc_history *h, uint64_t i, const struct disputing *x)
{
    int32_t day = x->c->day;
    if (h->known_from[i] >= h->known_to[i])
        return; /* nobody ever saw it */
    if (h->known_from[i] == x->first || h->known_from[i] < day)
        h->known_from[i] = day;
    if (h->known_from[i] > h->known_to[i])
        h->known_from[i] = h->known_to[i];
}

static void alter(struct lc_history *h, uint64_t i, const struct disputing *x)
{
    bool meant = !strcmp(h->name, x->history);
    switch (x->c->is) {
    case LC_DISPUTE_OUT:
        h->known_to[i] = h->known_from[i];
        break;
    case LC_DISPUTE_START:
        h->start[i] = h->start[i] == x->start ? x->c->day : h->start[i];
        break;
    case LC_DISPUTE_END:
        h->end[i] = meant ? x->c->day : h->end[i];
        break;
    case LC_DISPUTE_KNOWN:
        know(h, i, x);
        break;
    case LC_DISPUTE_LEVEL:
        h->level[i] = meant ? x->c->level : h->level[i];
        break;
    case LC_DISPUTE_CODE:
        h->code[i] = meant ? x->code : h->code[i];
        break;
    }
}

/* --- may it be? ------------------------------------------------------------------- */

static int wrong_order(const struct lc_dispute *c, int32_t start, int32_t end,
                       struct lc_error *err)
{
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    return LC_FAIL(err, LC_RANGE,
                   "the event of file %" PRIu32 " line %" PRIu32
                   " would start on %s and end on %s: give a day that is not %s",
                   c->file, c->line, lc_day_print(start, from), lc_day_print(end, to),
                   c->is == LC_DISPUTE_START ? "after its end" : "before its start");
}

static int unknown_code(const struct lc_dispute *c, const struct lc_history *h,
                        struct lc_error *err)
{
    struct lc_text names = { 0 };
    for (uint16_t k = 1; k <= h->codes.count && k <= 30; k++)
        lc_text_addf(&names, "%s%s", k > 1 ? ", " : "", lc_codes_name(&h->codes, k));
    int code = LC_FAIL(err, LC_RANGE, "%s has no code %.20s: it has %.300s", h->name,
                       c->code, names.data ? names.data : "none");
    lc_text_free(&names);
    return code;
}

/* Of all that would move with it: what else its line gave, and other versions. */
static int check_order(const struct lc_history *h, const struct disputing *x,
                       struct lc_error *err)
{
    const struct lc_dispute *c = x->c;
    struct lc_history_rows rows = lc_history_rows_of(h, c->child);
    const struct given given = given_by(h, c);
    bool starts = c->is == LC_DISPUTE_START,
         ends = c->is == LC_DISPUTE_END && !strcmp(h->name, x->history);
    for (uint64_t i = rows.first; i < rows.end && (starts || ends); i++)
        if (!is_of(&given, h, c, i))
            continue;
        else if (starts && h->start[i] == x->start && c->day > h->end[i])
            return wrong_order(c, c->day, h->end[i], err);
        else if (ends && c->day < h->start[i])
            return wrong_order(c, h->start[i], c->day, err);
    return LC_OK;
}

static int check(struct disputing *x, const struct lc_history *h, uint64_t row,
                 struct lc_error *err)
{
    const struct lc_dispute *c = x->c;
    if (c->is == LC_DISPUTE_LEVEL && (!h->level || h->level[row] == LC_NO_LEVEL))
        return LC_FAIL(err, LC_RANGE, "%s has no level there that could be another",
                       h->name);
    x->code =
        c->is == LC_DISPUTE_CODE ? lc_codes_find(&h->codes, lc_slice_of(c->code)) : 0;
    if (c->is == LC_DISPUTE_CODE && !x->code)
        return unknown_code(c, h, err);
    return LC_OK;
}

/* --- all of it -------------------------------------------------------------------- */

static int find_meant(struct disputing *x, const struct lc_store *store,
                      struct lc_error *err)
{
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        if (!may_be(h) || (x->c->history && strcmp(x->c->history, h->name)))
            continue;
        uint64_t row = find_row(h, x->c);
        struct lc_history_rows rows = lc_history_rows_of(h, x->c->child);
        if (row == rows.end)
            continue;
        x->history = h->name;
        x->start = h->start[row];
        x->first = h->known_from[row];
        for (uint64_t i = rows.first; i < rows.end; i++)
            if (h->key[i] == h->key[row] && h->known_from[i] < x->first)
                x->first = h->known_from[i];
        return check(x, h, row, err);
    }
    return LC_FAIL(err, LC_RANGE,
                   "the child has no event of file %" PRIu32 " line %" PRIu32
                   " that a model reads; explain and timeline show file and line",
                   x->c->file, x->c->line);
}

static void swap(char *a, char *b, size_t size)
{
    for (size_t k = 0; k < size; k++) {
        char kept = a[k];
        a[k] = b[k];
        b[k] = kept;
    }
}

/* Rows i - 1 and i, in the columns that were loaded. */
static void swap_rows(struct lc_history *h, uint64_t i)
{
    for (int f = 0; f < LC_FIELDS; f++) {
        char *column = *(char **)((char *)h + lc_fields[f].offset);
        size_t size = lc_fields[f].size;
        if (column)
            swap(column + (i - 1) * size, column + i * size, size);
    }
    for (size_t a = 0; a < h->attributes; a++) {
        uint16_t *value = h->attribute[a].value;
        swap((char *)(value + i - 1), (char *)(value + i), sizeof *value);
    }
}

static bool is_before(const struct lc_history *h, uint64_t a, uint64_t b)
{
    return h->start[a] != h->start[b] ? h->start[a] < h->start[b]
                                      : h->known_from[a] < h->known_from[b];
}

/* By insertion, for all rows but a few stand in their order. */
static void order(struct lc_history *h, struct lc_history_rows rows)
{
    for (uint64_t i = rows.first + 1; i < rows.end; i++)
        for (uint64_t k = i; k > rows.first && is_before(h, k, k - 1); k--)
            swap_rows(h, k);
}

static void alter_history(struct lc_history *h, const struct disputing *x)
{
    struct lc_history_rows rows = lc_history_rows_of(h, x->c->child);
    const struct given given = given_by(h, x->c);
    if (!given.count)
        return;
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (is_of(&given, h, x->c, i))
            alter(h, i, x);
    order(h, rows);
}

int lc_dispute_make(struct lc_store *store, const struct lc_dispute *dispute,
                    struct lc_error *err)
{
    struct disputing x = { .c = dispute };
    int code = find_meant(&x, store, err);
    for (size_t k = 0; k < store->histories && !code; k++)
        if (may_be(store->history + k))
            code = check_order(store->history + k, &x, err);
    for (size_t k = 0; k < store->histories && !code; k++)
        if (may_be(store->history + k))
            alter_history(store->history + k, &x);
    return code;
}
