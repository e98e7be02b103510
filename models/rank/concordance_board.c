#include "models/rank/concordance_board_inside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "parallel/order.h"

int lc_ranks_open(struct lc_ranks *r, size_t n, struct lc_error *err)
{
    r->rank = lc_alloc(3 * n + 1, sizeof *r->rank);
    if (!r->rank)
        return LC_FAIL_NOMEM(err);
    r->place = r->rank + n;
    r->begin = r->rank + 2 * n;
    return LC_OK;
}

int lc_ranks_set(struct lc_ranks *r, lc_team *team, size_t m, const double *risk,
                 uint32_t *by_risk, uint8_t *fresh, struct lc_error *err)
{
    uint32_t ranks = 0;
    int code = lc_order_runs(team, m, risk, by_risk, fresh, err);
    for (size_t k = 0; !code && k < m; k++) {
        if (fresh[k])
            r->begin[ranks++] = (uint32_t)k;
        r->rank[by_risk[k]] = ranks - 1;
        r->place[by_risk[k]] = (uint32_t)k;
    }
    r->begin[ranks] = (uint32_t)m;
    r->ties = ranks < m;
    return code;
}

void lc_ranks_close(struct lc_ranks *r)
{
    free(r->rank);
    *r = (struct lc_ranks){ 0 };
}

int lc_board_open(struct lc_board *b, const struct lc_ranks *ranks, size_t n, bool unit,
                  struct lc_error *err)
{
    *b = (struct lc_board){ .ranks = ranks, .unit = unit };
    b->lead = lc_alloc(n, sizeof *b->lead);
    b->total = lc_alloc(n, sizeof *b->total);
    if (!b->lead || !b->total)
        return LC_FAIL_NOMEM(err);
    return unit ? lc_marks_open(&b->marks, n, err) : lc_tally_open(&b->tally, n, err);
}

void lc_board_close(struct lc_board *b)
{
    free(b->lead);
    free(b->total);
    lc_marks_close(&b->marks);
    lc_tally_close(&b->tally);
}

void lc_board_clear(struct lc_board *b, size_t m)
{
    if (b->unit) {
        lc_marks_clear(&b->marks, m);
    } else {
        lc_tally_resize(&b->tally, m);
        lc_tally_clear(&b->tally);
    }
}

void lc_board_put(struct lc_board *b, size_t i, double weight)
{
    if (!b->unit)
        lc_tally_add(&b->tally, b->ranks->rank[i], weight);
    else if (weight < 0 || weight > 0)
        lc_marks_set(&b->marks, b->ranks->place[i], weight > 0);
}

static struct lc_met ask_marks(const struct lc_ranks *r, const struct lc_marks *marks,
                               size_t i)
{
    size_t first = r->rank[i], last = first + 1;
    if (r->ties) {
        last = r->begin[first + 1];
        first = r->begin[first];
    }
    size_t below = lc_marks_below(marks, first);
    size_t equal = last == first + 1 ? lc_marks_has(marks, first)
                                     : lc_marks_below(marks, last) - below;
    return (struct lc_met){ (double)below, (double)equal, (double)marks->total };
}

struct lc_met lc_board_ask(const struct lc_board *b, size_t i)
{
    if (b->unit)
        return ask_marks(b->ranks, &b->marks, i);
    struct lc_met met = { .total = b->tally.total };
    lc_tally_split(&b->tally, b->ranks->rank[i], &met.below, &met.equal);
    return met;
}
