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

/* Links are in order here, and decisions alone (link.c). */
static bool is_decided(const struct lc_linking *run, uint32_t a, uint32_t b)
{
    const struct lc_store *store = run->store;
    uint32_t record = a < b ? a : b, other = a < b ? b : a;
    for (size_t low = 0, high = store->links; low < high;) {
        size_t middle = low + (high - low) / 2;
        const struct lc_record_link *link = store->link + middle;
        if (link->record == record && link->other == other)
            return true;
        if (link->record < record || (link->record == record && link->other < other))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static int list(struct lc_linking *run, uint32_t a, uint32_t b, const char *pass,
                const char *why, const struct lc_match_pair *pair, struct lc_error *err)
{
    struct lc_review review = {
        .record = a < b ? a : b, .other = a < b ? b : a, .pass = pass, .why = why
    };
    if (is_decided(run, a, b))
        return LC_OK;
    if (pair) {
        review.weight = (double)pair->weight;
        review.chance = (double)pair->chance;
        review.levels = pair->levels;
        lc_match_weights(run->table.match, pair, review.bits);
    }
    return lc_link_review(run->report, &review, err);
}

static int list_numbers(struct lc_linking *run, const struct lc_match_found *found,
                        struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < found->pairs && !code; i++) {
        const struct lc_match_pair *p = found->pair + i;
        struct lc_alike alike = lc_alike_of(&run->table, p);
        if (p->joined && alike.two)
            code = list(run, run->table.record[p->a], run->table.record[p->b],
                        alike.number ? "number" : "weight", numbers, p, err);
    }
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
static int list_meeting(struct lc_linking *run, size_t count, const struct spell *spell,
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
            code = list(run, s->record, last->record, "care", spells, NULL, err);
        last = s->end > last->end ? s : last;
    }
    return code;
}

static int list_spells(struct lc_linking *run, struct lc_error *err)
{
    const struct lc_history *care = lc_store_history(run->store, "care");
    if (!care || !care->n)
        return LC_OK;
    struct spell *spell = lc_alloc(care->n, sizeof *spell);
    if (!spell)
        return LC_FAIL_NOMEM(err);
    size_t count = take_spells(spell, run, care);
    int code = list_meeting(run, count, spell, err);
    free(spell);
    return code;
}

int lc_link_list_conflicts(struct lc_linking *run, const struct lc_match_found *found,
                           struct lc_error *err)
{
    int code = list_numbers(run, found, err);
    return code ? code : list_spells(run, err);
}
