/* See dated.h. */
#include "link/dated.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "link/run_inside.h"
#include "store/check.h"
#include "store/regroup.h"

/* --- one day ---------------------------------------------------------------------- */

/* The links that stand on the day, sorted; *row is new. */
static int find_standing(struct lc_record_link **row, size_t *count,
                         const struct lc_store *store, int32_t day,
                         struct lc_error *err)
{
    *count = 0;
    *row = lc_alloc(store->links + store->partings + 1, sizeof **row);
    if (!*row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->links; i++)
        if (store->link[i].day <= day)
            (*row)[(*count)++] = store->link[i];
    for (size_t i = 0; i < store->partings; i++) {
        const struct lc_parting *p = store->parting + i;
        if (p->day <= day && day < p->until)
            (*row)[(*count)++] =
                (struct lc_record_link){ p->record, p->other, p->pass, p->day };
    }
    qsort(*row, *count, sizeof **row, lc_link_order);
    return LC_OK;
}

static int children_of(uint32_t *child, const struct lc_store *store, size_t count,
                       const struct lc_record_link *row, struct lc_error *err)
{
    lc_record_groups *groups = NULL;
    int code = lc_record_groups_new(&groups, store->records, 0, NULL, err);
    if (!code)
        code = lc_link_stand_on(groups, store, count, row, true, err);
    for (size_t r = 0; r < store->records && !code; r++)
        child[r] = lc_record_groups_first(groups, (uint32_t)r);
    lc_record_groups_free(groups);
    return code;
}

static int map_of(uint32_t *child, const struct lc_store *store, int32_t day,
                  struct lc_error *err)
{
    struct lc_record_link *row;
    size_t count;
    int code = find_standing(&row, &count, store, day, err);
    if (!code)
        code = children_of(child, store, count, row, err);
    free(row);
    return code;
}

static int by_day(const void *a, const void *b)
{
    int32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Days on which anything changed, ascending, each once; *day is new. */
static int find_days(int32_t **day, size_t *count, const struct lc_store *store,
                     struct lc_error *err)
{
    size_t n = 0;
    *count = 0;
    *day = lc_alloc(store->links + 2 * store->partings + 1, sizeof **day);
    if (!*day)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->links; i++)
        (*day)[n++] = store->link[i].day;
    for (size_t i = 0; i < store->partings; i++) {
        (*day)[n++] = store->parting[i].day;
        (*day)[n++] = store->parting[i].until;
    }
    qsort(*day, n, sizeof **day, by_day);
    for (size_t i = 0; i < n; i++)
        if (!*count || (*day)[*count - 1] != (*day)[i])
            (*day)[(*count)++] = (*day)[i];
    return LC_OK;
}

/* From which day on all that stood is known; LC_NO_DAY: on all, LC_OPEN: on none.
 * Programs that kept no partings kept no linkage either: what is older than the first
 * kept linkage is of one of them, and who else was one child then is not known. */
static int32_t known_since(const struct lc_store *store, size_t count,
                           const int32_t *days)
{
    if (!count)
        return LC_NO_DAY;
    if (!store->linkages)
        return LC_OPEN;
    return days[0] < store->linkage[0].day ? store->linkage[0].day : LC_NO_DAY;
}

static int refuse_unknown(int32_t day, int32_t since, struct lc_error *err)
{
    char asked[LC_DAY_ROOM], first[LC_DAY_ROOM];
    if (since == LC_OPEN)
        return LC_FAIL(
            err, LC_REFUSED,
            "the store was linked by a program that did not keep which links "
            "ended, so who was one child on %s is not known; run latecare "
            "link, and ask for the day of that or later",
            lc_day_print(day, asked));
    return LC_FAIL(
        err, LC_REFUSED,
        "before %s the store was linked by a program that did not keep which "
        "links ended, so who was one child on %s is not known: say %s or a "
        "later day",
        lc_day_print(since, first), lc_day_print(day, asked), first);
}

int lc_link_of_day(uint32_t *child, const struct lc_store *store, int32_t day,
                   struct lc_error *err)
{
    char asked[LC_DAY_ROOM], first[LC_DAY_ROOM];
    int32_t *days, since;
    size_t count;
    int code = lc_store_need_pairs(store, err);
    if (code)
        return code;
    code = find_days(&days, &count, store, err);
    since = code ? LC_NO_DAY : known_since(store, count, days);
    if (!code && day < since)
        code = refuse_unknown(day, since, err);
    else if (!code && (!count || days[0] > day))
        code = LC_FAIL(err, LC_RANGE,
                       "nothing was linked on %s or before it; the first links are of "
                       "%s: say a day from then on",
                       lc_day_print(day, asked),
                       count ? lc_day_print(days[0], first) : "no day");
    free(days);
    return code ? code : map_of(child, store, day, err);
}

int lc_link_go_back(struct lc_store *store, int32_t day, struct lc_error *err)
{
    size_t n = store->records;
    uint32_t *child = lc_alloc(n + 1, sizeof *child),
             *was = lc_alloc(n + 1, sizeof *was);
    int code = child && was ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < n && !code; r++)
        was[r] = store->record[r].child;
    if (!code)
        code = lc_link_of_day(child, store, day, err);
    if (!code)
        code = lc_store_regroup(store, child, err);
    if (!code)
        code = lc_kin_carry(store, was, err);
    free(child);
    free(was);
    return code;
}

int lc_link_load(struct lc_store *store, const char *path, int32_t day,
                 struct lc_error *err)
{
    int code = lc_store_load(store, path, err);
    if (code || day == LC_NO_DAY)
        return code;
    code = lc_store_need_linked(store, path, err);
    if (!code)
        code = lc_link_go_back(store, day, err);
    if (code)
        lc_store_free(store);
    return code;
}

/* --- all days --------------------------------------------------------------------- */

static int add_moves(struct lc_link_moves *moves, size_t records, int32_t day,
                     const uint32_t *before, const uint32_t *after,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (size_t r = 0; r < records && !code; r++) {
        if (before[r] == after[r])
            continue;
        code = LC_GROW(moves->move, moves->room, moves->count + 1, err);
        if (!code)
            moves->move[moves->count++] =
                (struct lc_link_move){ day, (uint32_t)r, before[r], after[r] };
    }
    return code;
}

int lc_link_moves_of(struct lc_link_moves *moves, const struct lc_store *store,
                     struct lc_error *err)
{
    size_t n = store->records, count = 0;
    int32_t *days = NULL;
    uint32_t *before = lc_alloc(n + 1, sizeof *before),
             *after = lc_alloc(n + 1, sizeof *after);
    *moves = (struct lc_link_moves){ .since = LC_NO_DAY };
    int code = before && after ? lc_store_need_pairs(store, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = find_days(&days, &count, store, err);
    if (!code)
        moves->since = known_since(store, count, days);
    for (size_t r = 0; r < n && !code; r++)
        before[r] = (uint32_t)r;
    for (size_t d = 0; d < count && !code; d++) {
        code = map_of(after, store, days[d], err);
        if (!code && days[d] >= moves->since)
            code = add_moves(moves, n, days[d], before, after, err);
        uint32_t *spare = before;
        before = after;
        after = spare;
    }
    free(days);
    free(before);
    free(after);
    return code;
}

void lc_link_print_moves(const struct lc_link_moves *moves, struct lc_text *out)
{
    char day[LC_DAY_ROOM];
    lc_text_add(out, "day,record,from,to\n");
    for (size_t i = 0; i < moves->count; i++) {
        const struct lc_link_move *m = moves->move + i;
        lc_text_addf(out, "%s,%u,%u,%u\n", lc_day_print(m->day, day),
                     (unsigned)m->record, (unsigned)m->from, (unsigned)m->to);
    }
}
