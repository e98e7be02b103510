/* Two sides, record by record (apart.h). */
#include "checkup/apart_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* --- records that are the same ---------------------------------------------------- */

struct named {
    const char *system;
    const unsigned char *pseudonym;
    int side;
    uint32_t record;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->system, y->system);
    if (!order)
        order = memcmp(x->pseudonym, y->pseudonym, LC_PSEUDONYM);
    return order ? order : x->side - y->side;
}

static bool is_same(const struct named *a, const struct named *b)
{
    return strcmp(a->system, b->system) == 0
           && memcmp(a->pseudonym, b->pseudonym, LC_PSEUDONYM) == 0;
}

static size_t name_records(struct named *name, const struct lc_side *side, int which)
{
    const struct lc_store *s = side->store;
    for (uint32_t r = 0; r < s->records; r++)
        name[r] = (struct named){ lc_codes_name(&s->systems, s->record[r].system),
                                  s->record[r].pseudonym, which, r };
    return s->records;
}

static void join(struct lc_pairs_of *pairs, size_t names, const struct named *name)
{
    for (size_t i = 0; i < names; i++) {
        bool next =
            i && name[i].side && !name[i - 1].side && is_same(name + i - 1, name + i);
        if (!next)
            pairs->pair[pairs->count++] =
                (struct lc_pair){ { LC_NO_MATE, LC_NO_MATE } };
        pairs->pair[pairs->count - 1].record[name[i].side] = name[i].record;
        pairs->of[name[i].side][name[i].record] = (uint32_t)(pairs->count - 1);
    }
}

static int make_pairs(struct lc_pairs_of *pairs, const struct lc_side side[2],
                      struct lc_error *err)
{
    size_t names = side[0].store->records + side[1].store->records;
    struct named *name = lc_alloc(names, sizeof *name);
    *pairs = (struct lc_pairs_of){ .side = side };
    pairs->pair = lc_alloc(names, sizeof *pairs->pair);
    for (int s = 0; s < 2; s++)
        pairs->of[s] = lc_alloc(side[s].store->records, sizeof *pairs->of[s]);
    int code = name && pairs->pair && pairs->of[0] && pairs->of[1] ? LC_OK
                                                                   : LC_FAIL_NOMEM(err);
    if (!code) {
        size_t first = name_records(name, side, 0);
        name_records(name + first, side + 1, 1);
        qsort(name, names, sizeof *name, by_name);
        join(pairs, names, name);
    }
    free(name);
    return code;
}

static void free_pairs(struct lc_pairs_of *pairs)
{
    free(pairs->pair);
    free(pairs->of[0]);
    free(pairs->of[1]);
}

/* --- all that is found ------------------------------------------------------------ */

static int by_whereabouts(const struct lc_whereabouts *a,
                          const struct lc_whereabouts *b)
{
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static int by_place(const void *a, const void *b)
{
    const struct lc_apart *x = a, *y = b;
    int order = by_whereabouts(x->at, y->at);
    if (!order)
        order = by_whereabouts(x->at + 1, y->at + 1);
    if (!order)
        order = strcmp(x->history, y->history);
    return order ? order : strcmp(x->what, y->what);
}

int lc_apart_find(const struct lc_side side[2], size_t *count, struct lc_apart **found,
                  struct lc_error *err)
{
    struct lc_pairs_of pairs;
    struct lc_aparts all = { 0 };
    const struct lc_store *s = side[0].store;
    int code = make_pairs(&pairs, side, err);
    if (!code)
        code = lc_apart_people(&all, &pairs, err);
    for (size_t h = 0; h < s->histories && !code; h++)
        if (lc_history_is_of_events(s->history[h].name))
            code = lc_apart_events(&all, &pairs, s->history[h].name, err);
    if (!code)
        code = lc_apart_needs(&all, &pairs, err);
    free_pairs(&pairs);
    if (code) {
        free(all.row);
        all = (struct lc_aparts){ 0 };
    }
    if (all.count)
        qsort(all.row, all.count, sizeof *all.row, by_place);
    *count = all.count;
    *found = all.row;
    return code;
}
