/* A partial likelihood made and freed: its ties, its way, its room. */
#include <stdlib.h>

#include "base/memory.h"
#include "models/cox/partial_inside.h"

/* Fewer rows than MANY are read as often as it takes: there the table costs as much as
 * they do. */
enum { MANY = 20000 };

/* Bins with several events have sums over those, under Efron; their events are summed
 * there only and added to the bin's own when all rows have been seen. */
static int find_ties(struct lc_partial *p, int ties, struct lc_error *err)
{
    struct lc_bins *b = p->bins;
    p->tied.at = lc_alloc(b->count, sizeof *p->tied.at);
    if (!p->tied.at)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < b->count; k++)
        p->tied.at[k] =
            ties == LC_EFRON && b->event[k] > 1 ? (int32_t)p->tied.count++ : -1;
    p->tied.slots = b->count + p->tied.count;
    p->tied.slot = p->tied.count ? lc_alloc(b->n, sizeof *p->tied.slot) : b->exit;
    if (!p->tied.slot)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; p->tied.count && i < b->n; i++) {
        bool tied = b->is_event[i] && p->tied.at[b->exit[i]] >= 0;
        p->tied.slot[i] =
            tied ? (int32_t)b->count + p->tied.at[b->exit[i]] : b->exit[i];
    }
    return LC_OK;
}

static int open_sweeps(struct lc_partial *p, const struct lc_scaling *scaling,
                       lc_team *team, struct lc_error *err)
{
    struct lc_view view = { &p->sample->x,    false, scaling->centre, scaling->scale,
                            p->sample->shard, team };
    int code = lc_sweep_new(&p->rows, &view, err);
    view.intercept = true;
    return code ? code : lc_sweep_new(&p->binning, &view, err);
}

int lc_partial_make_table(struct lc_partial *p, struct lc_error *err)
{
    if (p->sums.room)
        return LC_OK;
    p->sums.room =
        lc_alloc(lc_bin_room(p->binning, p->tied.slots) + LC_PAD, sizeof *p->sums.room);
    if (!p->sums.room)
        return LC_FAIL_NOMEM(err);
    p->sums.table = lc_aligned(p->sums.room);
    p->sums.s0 = p->sums.table;
    p->sums.s0_step = LC_PANEL;
    return LC_OK;
}

/* The way, and how many bins a part has. */
static void choose_way(struct lc_partial *p)
{
    size_t n = p->bins->n, wide = lc_sweep_panels(p->binning) * LC_PANEL;
    size_t cells = n * p->q / LC_PART_SHARE;
    cells = cells > LC_PART_CELLS ? cells : LC_PART_CELLS;
    p->sums.part = cells / wide / (p->tied.count ? 2 : 1) + 1;
    p->sums.way = !lc_bins_at_once(p->binning, p->tied.slots) ? LC_IN_PARTS
                  : n >= MANY                                 ? LC_ONE_READING
                                                              : LC_WHOLE_TABLE;
}

static int make_room(struct lc_partial *p, struct lc_error *err)
{
    size_t n = p->bins->n, count = p->bins->count, wide = p->q + 1;
    size_t guesses = p->sums.way == LC_ONE_READING ? 3 * count : 0;
    struct lc_bin_charge *c = &p->charge;
    p->look.eta = lc_alloc(2 * n, sizeof(double));
    c->a_sum = lc_alloc(6 * count + guesses + 2 * p->tied.slots, sizeof(double));
    p->look.top = lc_alloc(LC_SHARDS + 3 * wide, sizeof(double));
    if (!p->look.eta || !c->a_sum || !p->look.top
        || (p->sums.way != LC_IN_PARTS && lc_partial_make_table(p, err)))
        return LC_FAIL_NOMEM(err);
    p->look.risk = p->look.eta + n;
    p->look.at = p->look.top + LC_SHARDS;
    p->scratch = p->look.at + wide;
    p->event_room = p->scratch + wide;
    c->b_sum = c->a_sum + count;
    c->a = c->b_sum + count;
    c->b = c->a + count;
    c->c = c->b + count;
    c->hazard = c->c + count;
    p->guess.a_sum = c->hazard + count;
    p->guess.b_sum = guesses ? p->guess.a_sum + count : NULL;
    p->guess.hazard = guesses ? p->guess.b_sum + count : NULL;
    p->sums.own = p->guess.a_sum + guesses;
    p->sums.zero = p->sums.own + p->tied.slots;
    return LC_OK;
}

int lc_partial_new(struct lc_partial **partial, const struct lc_sample *sample,
                   const struct lc_scaling *scaling,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    *partial = NULL;
    struct lc_partial *p = lc_alloc(1, sizeof *p);
    if (!p)
        return LC_FAIL_NOMEM(err);
    p->sample = sample;
    p->q = sample->x.p;
    int code = lc_bins_new(&p->bins, sample, options->cause, options->team, err);
    if (!code)
        code = find_ties(p, options->ties, err);
    if (!code)
        code = open_sweeps(p, scaling, options->team, err);
    if (!code) {
        choose_way(p);
        code = make_room(p, err);
    }
    if (code)
        lc_partial_free(p);
    else
        *partial = p;
    return code;
}

void lc_partial_free(struct lc_partial *p)
{
    if (!p)
        return;
    lc_sweep_free(p->rows);
    lc_sweep_free(p->binning);
    free(p->look.eta);
    free(p->charge.a_sum);
    free(p->sums.room);
    free(p->look.top);
    free(p->tied.at);
    if (p->bins && p->tied.slot != p->bins->exit)
        free(p->tied.slot);
    lc_bins_free(p->bins);
    free(p);
}
