/* What joined records say that one child's would not: listed though they are joined, so
 * that no such merge is made in silence. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/conflict_inside.h"
#include "store/history.h"

static const char numbers[] = "joined, and each has another number of those that a "
                              "child has one of";
static const char spells[] = "joined, and both are in care at one time";

/* Pairs that are joined, by their records as the match numbers them; and records that
 * decisions alone put together. */
struct conflicts {
    struct lc_linking *run;
    lc_record_groups *decided;
    size_t pairs;
    const struct lc_match_pair **pair;
};

static int by_place(const struct lc_match_pair *p, uint32_t a, uint32_t b)
{
    if (p->a != a)
        return p->a < a ? -1 : 1;
    return (p->b > b) - (p->b < b);
}

static int by_places(const void *a, const void *b)
{
    const struct lc_match_pair *const *x = a, *const *y = b;
    return by_place(*x, (*y)->a, (*y)->b);
}

static int find_pairs(struct conflicts *c, const struct lc_match_found *found,
                      struct lc_error *err)
{
    c->pair = lc_alloc(found->pairs + 1, sizeof *c->pair);
    if (!c->pair)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < found->pairs; i++)
        if (found->pair[i].joined)
            c->pair[c->pairs++] = found->pair + i;
    if (c->pairs)
        qsort(c->pair, c->pairs, sizeof *c->pair, by_places);
    return LC_OK;
}

/* The store's links are decisions alone here (link.c). */
static int find_decided(struct conflicts *c, struct lc_error *err)
{
    const struct lc_store *store = c->run->store;
    int code = lc_record_groups_new(&c->decided, store->records, 0, NULL, err);
    return code ? code
                : lc_link_stand_on(c->decided, store, store->links, store->link, false,
                                   err);
}

/* What was found of two records of one child, or NULL: joined through others alone. */
static const struct lc_match_pair *pair_of(const struct conflicts *c, uint32_t record,
                                           uint32_t other)
{
    uint32_t x = c->run->table.place[record], y = c->run->table.place[other];
    uint32_t a = x < y ? x : y, b = x < y ? y : x;
    for (size_t low = 0, high = c->pairs; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = by_place(c->pair[middle], a, b);
        if (order == 0)
            return c->pair[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int list(struct conflicts *c, uint32_t a, uint32_t b, const char *pass,
                const char *why, struct lc_error *err)
{
    const struct lc_match_pair *pair = pair_of(c, a, b);
    struct lc_review review = {
        .record = a < b ? a : b, .other = a < b ? b : a, .pass = pass, .why = why
    };
    if (lc_record_groups_stand(c->decided, a, b) == LC_TOGETHER)
        return LC_OK;
    if (pair)
        lc_link_review_pair(&review, c->run, pair);
    return lc_link_review(c->run->report, &review, err);
}

/* --- numbers ---------------------------------------------------------------------- */

static int list_two(struct conflicts *c, uint32_t record, uint32_t other,
                    struct lc_error *err)
{
    const struct lc_link_table *table = &c->run->table;
    struct lc_match_pair p =
        lc_match_compare(table->match, table->place[record], table->place[other]);
    struct lc_alike alike = lc_alike_of(table, &p);
    bool number = alike.number || !pair_of(c, record, other);
    return alike.two
               ? list(c, record, other, number ? "number" : "weight", numbers, err)
               : LC_OK;
}

/* Any two records of one child, whether or not a rule made the pair: many are one
 * child's through others alone. A child has few records (run.c). */
static int list_numbers(struct conflicts *c, struct lc_error *err)
{
    size_t records = c->run->store->records;
    struct lc_group_member *row;
    int code = lc_record_groups_members(c->run->groups, records, &row, err);
    for (size_t i = 0; i < records && !code; i++)
        for (size_t k = i + 1; k < records && row[k].child == row[i].child && !code;
             k++)
            code = list_two(c, row[i].record, row[k].record, err);
    free(row);
    return code;
}

/* --- care ------------------------------------------------------------------------- */

struct spell {
    uint32_t child, record;
    int32_t start, end;
};

static int by_child(const void *a, const void *b)
{
    const struct spell *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* As they are known today. */
static size_t take_spells(struct spell *spell, struct lc_linking *run,
                          const struct lc_history *care)
{
    size_t count = 0;
    for (size_t i = 0; i < care->n; i++)
        if (care->known_to[i] == LC_OPEN && care->start[i] < care->end[i])
            spell[count++] = (struct spell){
                .child = lc_record_groups_first(run->groups, care->record[i]),
                .record = care->record[i],
                .start = care->start[i],
                .end = care->end[i],
            };
    if (count)
        qsort(spell, count, sizeof *spell, by_child);
    return count;
}

/* Of each spell and the one before it of its child that ends last: two records' that
 * meet are listed, once a pair (list.c). */
static int list_meeting(struct conflicts *c, size_t count, const struct spell *spell,
                        struct lc_error *err)
{
    const struct spell *last = spell;
    int code = LC_OK;
    for (size_t i = 1; i < count && !code; i++) {
        const struct spell *s = spell + i;
        if (s->child != last->child) {
            last = s;
            continue;
        }
        if (s->start < last->end && s->record != last->record)
            code = list(c, s->record, last->record, "care", spells, err);
        last = s->end > last->end ? s : last;
    }
    return code;
}

static int list_spells(struct conflicts *c, struct lc_error *err)
{
    struct lc_linking *run = c->run;
    const struct lc_history *care = lc_store_history(run->store, "care");
    if (!care || !care->n)
        return LC_OK;
    struct spell *spell = lc_alloc(care->n, sizeof *spell);
    if (!spell)
        return LC_FAIL_NOMEM(err);
    size_t count = take_spells(spell, run, care);
    int code = list_meeting(c, count, spell, err);
    free(spell);
    return code;
}

int lc_link_list_conflicts(struct lc_linking *run, const struct lc_match_found *found,
                           struct lc_error *err)
{
    struct conflicts c = { .run = run };
    int code = find_pairs(&c, found, err);
    if (!code)
        code = find_decided(&c, err);
    if (!code)
        code = list_numbers(&c, err);
    if (!code)
        code = list_spells(&c, err);
    lc_record_groups_free(c.decided);
    free(c.pair);
    return code;
}
