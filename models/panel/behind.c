/* See behind_inside.h. */
#include "models/panel/behind_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "models/panel/explain.h"

/* An event of one history, and that history. */
struct behind {
    const struct lc_history *h;
    struct lc_evidence event;
};

struct all_behind {
    size_t count, room;
    struct behind *one;
};

static int in_order(const void *a, const void *b)
{
    const struct behind *x = a, *y = b;
    if (x->event.start != y->event.start)
        return x->event.start < y->event.start ? -1 : 1;
    int names = strcmp(x->h->name, y->h->name);
    return names ? names
                 : (x->event.row > y->event.row) - (x->event.row < y->event.row);
}

/* Of another child of the family nothing is shown but what a reason says. */
static int gather_of(struct all_behind *all, const struct lc_evidence_book *book,
                     size_t which, uint32_t child, struct lc_error *err)
{
    struct lc_evidence *list = NULL;
    size_t n = 0;
    const struct lc_look *look = &book->reader[which].look;
    int code = lc_evidence_list(book, which, child, &n, &list, err);
    for (size_t e = 0; e < n && !code; e++) {
        if (list[e].child != child)
            continue;
        code = LC_GROW(all->one, all->room, all->count + 1, err);
        if (!code)
            all->one[all->count++] = (struct behind){
                list[e].of ? look->other[list[e].of - 1] : look->history, list[e]
            };
    }
    free(list);
    return code;
}

static int gather(struct all_behind *all, const struct lc_scoring *s, uint32_t child,
                  struct lc_error *err)
{
    int code = LC_OK;
    size_t kept = 0;
    for (size_t g = 0; g < s->groups && !code; g++)
        for (size_t k = 0; k < s->group[g].predictors && !code; k++)
            if (lc_evidence_observed(&s->book, s->group[g].predictor[k]))
                code = gather_of(all, &s->book, s->group[g].predictor[k], child, err);
    if (all->count)
        qsort(all->one, all->count, sizeof *all->one, in_order);
    for (size_t i = 0; i < all->count; i++)
        if (!kept || in_order(all->one + kept - 1, all->one + i))
            all->one[kept++] = all->one[i];
    all->count = kept;
    return code;
}

int32_t lc_first_known(const struct lc_history *h, uint32_t child, uint64_t row)
{
    int32_t first = h->known_from[row];
    for (uint64_t i = h->offset[child]; i < h->offset[child + 1]; i++)
        if (h->key[i] == h->key[row] && h->known_from[i] < first)
            first = h->known_from[i];
    return first;
}

static int32_t first_known(const struct behind *b)
{
    return lc_first_known(b->h, b->event.child, b->event.row);
}

static json_t *behind_json(const struct behind *b, size_t number)
{
    const struct lc_evidence *e = &b->event;
    int32_t known = first_known(b);
    return LC_OBJECT(
        { "number", lc_json_count(number) }, { "history", lc_json_text(b->h->name) },
        { "start", lc_json_day(e->start) }, { "end", lc_json_day(e->end) },
        { "known_from", lc_json_day(known) },
        { "late", json_boolean(known > e->start + LC_LATE_DAYS) },
        { "code", lc_json_text(*e->code ? e->code : NULL) },
        { "level", e->level == LC_NO_LEVEL ? json_null() : json_integer(e->level) },
        { "file", json_integer(b->h->file[e->row]) },
        { "line", json_integer(b->h->line[e->row]) });
}

int lc_behind_put(json_t *object, const struct lc_scoring *scoring, uint32_t child,
                  int32_t since, struct lc_error *err)
{
    struct all_behind all = { 0 };
    int code = gather(&all, scoring, child, err);
    json_t *list = code ? NULL : json_array();
    bool good = list;
    for (size_t i = 0; i < all.count && good; i++)
        if (first_known(all.one + i) >= since)
            good = lc_json_push(list, behind_json(all.one + i, i + 1));
    free(all.one);
    if (code)
        return code;
    return lc_json_put(object, "events", lc_json_whole(list, good))
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}
