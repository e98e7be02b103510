/* See singled.h. */
#include "store/singled.h"

#include <stdlib.h>

#include "base/memory.h"
#include "disclosure/small.h"
#include "store/seen.h"

/* What is known of a child. */
struct known {
    int32_t born, referred;
};

static int by_both(const void *a, const void *b)
{
    const struct known *x = a, *y = b;
    if (x->born != y->born)
        return x->born < y->born ? -1 : 1;
    return (x->referred > y->referred) - (x->referred < y->referred);
}

/* The first start of what is said today; LC_NO_DAY: there is none. */
static int32_t first_of(const struct lc_history *h, uint32_t child)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_seen(h, i, LC_OPEN))
            return h->start[i];
    return LC_NO_DAY;
}

/* Into known[], as many as single.children. */
static void look(struct lc_singled *s, const struct lc_store *store,
                 struct known *known)
{
    const struct lc_history *person = lc_store_history(store, "person");
    const struct lc_history *referral = lc_store_history(store, "referral");
    for (uint32_t child = 0; child < lc_children_room(store); child++) {
        if (!lc_is_child(store, child))
            continue;
        int64_t row = lc_person_at(store, person, child, LC_OPEN);
        if (row < 0) {
            s->no_birth++;
            continue;
        }
        struct known is = { person->start[row], first_of(referral, child) };
        int age = lc_day_age(is.born, s->day);
        if (age < LC_ADOLESCENT_FROM || age > LC_ADOLESCENT_TO)
            continue;
        if (is.referred == LC_NO_DAY)
            s->unknown++;
        else
            known[s->children++] = is;
    }
}

static void count_groups(struct lc_singled *s, const struct known *known)
{
    for (size_t i = 0, end; i < s->children; i = end) {
        for (end = i + 1; end < s->children && !by_both(&known[i], &known[end]);)
            end++;
        size_t size = end - i;
        *(size == 1                  ? &s->alone
          : size < LC_SMALLEST_SHOWN ? &s->few
                                     : &s->many) += size;
    }
}

int lc_singled_out(struct lc_singled *singled, const struct lc_store *store,
                   struct lc_error *err)
{
    size_t room = lc_children_room(store);
    struct known *known = lc_alloc(room, sizeof *known);
    *singled = (struct lc_singled){ .day = lc_store_last_receipt(store) };
    if (!known)
        return LC_FAIL_NOMEM(err);
    if (singled->day != LC_NO_DAY)
        look(singled, store, known);
    qsort(known, singled->children, sizeof *known, by_both);
    count_groups(singled, known);
    free(known);
    return LC_OK;
}

void lc_singled_tell(struct lc_singled *s)
{
    size_t part[] = { s->alone, s->few, s->many }, told[3];
    lc_tell_parts(3, part, told, &s->children);
    s->alone = told[0];
    s->few = told[1];
    s->many = told[2];
    s->unknown = lc_tell(s->unknown);
    s->no_birth = lc_tell(s->no_birth);
}
