/* See drawn.h. */
#include "link/drawn.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/hash.h"
#include "base/memory.h"
#include "link/run_inside.h"
#include "store/check.h"
#include "store/contents.h"

int lc_link_need_chances(const struct lc_store *store, const char *path,
                         struct lc_error *err)
{
    size_t merges = 0;
    int code = lc_store_need_pairs(store, err);
    if (code)
        return code;
    for (size_t i = 0; i < store->links; i++)
        merges += !lc_link_is_decision(store, store->link + i);
    if (store->candidates || !merges)
        return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "%s was linked by a program that did not keep how likely its links "
                   "are; run latecare link %s, or say uncertain_links: keep",
                   path, path);
}

/* --- a draw ----------------------------------------------------------------------- */

/* Uniform in [0, 1), 53 bits: of the pair itself, so that no order has a say. */
static double lot_of(uint64_t seed, uint64_t draw, const struct lc_candidate *pair)
{
    uint64_t of = lc_mix64(lc_mix64(seed) + draw);
    uint64_t word = lc_mix64(of ^ lc_mix64((uint64_t)pair->record << 32 | pair->other));
    return (double)(word >> 11) * 0x1p-53;
}

/* Likelier pairs first: of two that would join what is kept apart, the likelier holds.
 */
static int by_chance(const void *a, const void *b)
{
    const struct lc_candidate *const *x = a, *const *y = b;
    if ((*x)->chance != (*y)->chance)
        return (*x)->chance > (*y)->chance ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

static int run_lots(lc_record_groups *groups, const struct lc_store *store,
                    uint64_t seed, uint64_t draw, struct lc_error *err)
{
    size_t n = store->candidates;
    uint16_t kind;
    const struct lc_candidate **order = lc_alloc(n + 1, sizeof *order);
    if (!order)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        order[i] = store->candidate + i;
    qsort(order, n, sizeof *order, by_chance);
    for (size_t i = 0; i < n; i++)
        if (lot_of(seed, draw, order[i]) * LC_CERTAIN < order[i]->chance)
            (void)lc_record_groups_join(groups, order[i]->record, order[i]->other,
                                        LC_FACT_NONE, &kind);
    free(order);
    return LC_OK;
}

int lc_link_draw(uint32_t *child, const struct lc_store *store, uint64_t seed,
                 uint64_t draw, struct lc_error *err)
{
    lc_record_groups *groups = NULL;
    int code = lc_store_need_pairs(store, err);
    if (!code)
        code = lc_record_groups_new(&groups, store->records, 0, NULL, err);
    if (!code)
        code = lc_link_stand_on(groups, store, store->links, store->link, false, err);
    if (!code)
        code = run_lots(groups, store, seed, draw, err);
    for (size_t r = 0; r < store->records && !code; r++)
        child[r] = lc_record_groups_first(groups, (uint32_t)r);
    lc_record_groups_free(groups);
    return code;
}

/* --- what a draw hangs on --------------------------------------------------------- */

/* A pair has one decision at most, and links are in order of pair: so how passes are
 * numbered does not show. */
static void add_decisions(crypto_generichash_state *state, const struct lc_store *store)
{
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        const char *pass = lc_codes_name(&store->passes, link->pass);
        if (!lc_link_is_decision(store, link))
            continue;
        crypto_generichash_update(state, (const void *)&link->record,
                                  sizeof link->record);
        crypto_generichash_update(state, (const void *)&link->other,
                                  sizeof link->other);
        crypto_generichash_update(state, (const void *)pass, strlen(pass) + 1);
    }
}

int lc_link_contents(const struct lc_store *store, bool sure, unsigned char *out,
                     struct lc_error *err)
{
    crypto_generichash_state state;
    uint64_t n = store->candidates;
    int code = lc_store_contents(store, out, err);
    if (code || !sure)
        return code;
    crypto_generichash_init(&state, NULL, 0, LC_DIGEST);
    crypto_generichash_update(&state, out, LC_DIGEST);
    crypto_generichash_update(&state, (const void *)&n, sizeof n);
    crypto_generichash_update(&state, (const void *)store->candidate,
                              store->candidates * sizeof *store->candidate);
    add_decisions(&state, store);
    crypto_generichash_final(&state, out, LC_DIGEST);
    return LC_OK;
}

/* --- who is uncertain ------------------------------------------------------------- */

void lc_link_uncertain(const struct lc_store *store, uint8_t *why)
{
    memset(why, 0, store->records);
    for (size_t i = 0; i < store->candidates; i++) {
        const struct lc_candidate *pair = store->candidate + i;
        uint32_t a = store->record[pair->record].child,
                 b = store->record[pair->other].child;
        if (a == b && pair->chance < LC_LINK_SURE)
            why[a] |= LC_LINK_DOUBTED;
        else if (a != b && pair->listed) {
            why[a] |= LC_LINK_MISSED;
            why[b] |= LC_LINK_MISSED;
        }
    }
}
