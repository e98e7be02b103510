#include "models/cox/bins_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/order.h"

static int32_t stratum_of(const struct lc_sample *s, size_t i)
{
    return s->stratum ? s->stratum[i] : 0;
}

/* The events' rows in order of (stratum, time). */
static int order_events(const struct lc_sample *s, const struct lc_bins *b, size_t m,
                        uint32_t *row, struct lc_error *err)
{
    double *time = lc_alloc(m, sizeof *time);
    int32_t *stratum = lc_alloc(m, sizeof *stratum);
    uint32_t *at = lc_alloc(m, sizeof *at), *order = lc_alloc(m, sizeof *order);
    int code = time && stratum && at && order ? LC_OK : LC_FAIL_NOMEM(err);
    size_t k = 0;
    for (size_t i = 0; !code && i < s->n; i++) {
        if (!b->is_event[i])
            continue;
        time[k] = s->stop[i];
        stratum[k] = stratum_of(s, i);
        at[k++] = (uint32_t)i;
    }
    if (!code)
        code = lc_order_within(m, s->stratum ? stratum : NULL, time, order, err);
    for (k = 0; !code && k < m; k++)
        row[k] = at[order[k]];
    free(time);
    free(stratum);
    free(at);
    free(order);
    return code;
}

static void fill_bins(struct lc_bins *b, const struct lc_sample *s, size_t m,
                      const uint32_t *row)
{
    int32_t last = -1;
    for (size_t k = 0; k < m; k++) {
        int32_t stratum = stratum_of(s, row[k]);
        double time = s->stop[row[k]];
        if (k == 0 || stratum != last || time > b->time[b->count - 1])
            b->time[b->count++] = time;
        last = stratum;
        b->first[stratum + 1] = b->count;
        b->weight[b->count - 1] += s->weight ? s->weight[row[k]] : 1;
        b->event[b->count - 1]++;
    }
    for (size_t g = 1; g <= b->strata; g++)
        if (b->first[g] < b->first[g - 1])
            b->first[g] = b->first[g - 1];
}

/* Where to look: the span of a stratum's bins in even cells, about as many as it has
 * bins; `below[c]` is the first bin at or after the lower edge of cell c. The edges are
 * worked out as a time's cell is, so rounding does not put them apart. */
struct finder {
    struct lc_bins *bins;
    const struct lc_sample *sample;
    size_t *first;   /* [strata] first cell of each */
    double *a_unit;  /* [strata] cells a unit of time */
    uint32_t *below; /* [cells] */
};

static size_t cells_of(const struct lc_bins *b, size_t g)
{
    return b->first[g + 1] - b->first[g] + 1;
}

static size_t cell_of(const struct finder *f, size_t g, double time)
{
    const struct lc_bins *b = f->bins;
    size_t last = cells_of(b, g) - 1;
    if (last == 0) /* a stratum without an event has no time to count from */
        return 0;
    double at = (time - b->time[b->first[g]]) * f->a_unit[g];
    return !(at > 0) ? 0 : at < (double)last ? (size_t)at : last;
}

static void fill_cells(const struct finder *f, size_t g)
{
    const struct lc_bins *b = f->bins;
    size_t first = b->first[g], count = b->first[g + 1] - first, cell = 0;
    double span = count ? b->time[first + count - 1] - b->time[first] : 0;
    f->a_unit[g] = span > 0 ? (double)count / span : 0;
    uint32_t *below = f->below + f->first[g];
    for (size_t k = 0; k < count; k++)
        for (size_t at = cell_of(f, g, b->time[first + k]); cell <= at;)
            below[cell++] = (uint32_t)(first + k);
    while (cell <= count)
        below[cell++] = (uint32_t)(first + count);
}

static int open_finder(struct finder *f, struct lc_error *err)
{
    const struct lc_bins *b = f->bins;
    f->first = lc_alloc(b->strata, sizeof *f->first);
    f->a_unit = lc_alloc(b->strata, sizeof *f->a_unit);
    f->below = lc_alloc(b->count + b->strata, sizeof *f->below);
    if (!f->first || !f->a_unit || !f->below)
        return LC_FAIL_NOMEM(err);
    for (size_t g = 0; g < b->strata; g++) {
        f->first[g] = g ? f->first[g - 1] + cells_of(b, g - 1) : 0;
        fill_cells(f, g);
    }
    return LC_OK;
}

static void close_finder(struct finder *f)
{
    free(f->first);
    free(f->a_unit);
    free(f->below);
}

/* Last bin of the stratum whose time is at or before `time`; -1 for none. */
static int32_t last_before(const struct finder *f, int32_t stratum, double time)
{
    const struct lc_bins *b = f->bins;
    size_t g = (size_t)stratum, start = b->first[g], end = b->first[g + 1];
    size_t cell = cell_of(f, g, time), last = cells_of(b, g) - 1;
    size_t low = f->below[f->first[g] + cell];
    size_t high = cell < last ? f->below[f->first[g] + cell + 1] : end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->time[middle] <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low == start ? -1 : (int32_t)(low - 1);
}

static void place_rows(void *context, size_t shard, size_t worker LC_UNUSED)
{
    const struct finder *f = context;
    const struct lc_sample *s = f->sample;
    struct lc_bins *b = f->bins;
    size_t end = lc_shard_first(s->n, shard + 1, LC_SHARDS);
    for (size_t i = lc_shard_first(s->n, shard, LC_SHARDS); i < end; i++) {
        int32_t g = stratum_of(s, i);
        b->exit[i] = last_before(f, g, s->stop[i]);
        if (!s->start)
            continue;
        b->entry[i] = last_before(f, g, s->start[i]);
        if (b->entry[i] == b->exit[i])
            b->entry[i] = b->exit[i] = -1;
    }
}

static void count_at_risk(struct lc_bins *b)
{
    for (size_t i = 0; i < b->n; i++) {
        if (b->exit[i] >= 0)
            b->risk[b->exit[i]]++;
        if (b->entry && b->entry[i] >= 0)
            b->risk[b->entry[i]]--; /* wraps, and comes right in the running sum */
    }
    for (size_t g = 0; g < b->strata; g++)
        for (size_t k = b->first[g + 1]; k-- > b->first[g] + 1;)
            b->risk[k - 1] += b->risk[k];
}

static size_t mark_events(struct lc_bins *b, const struct lc_sample *s, int cause)
{
    size_t m = 0;
    for (size_t i = 0; i < s->n; i++) {
        b->is_event[i] = s->cause[i] == cause && (!s->weight || s->weight[i] > 0);
        m += b->is_event[i];
    }
    return m;
}

static int fill(struct lc_bins *b, const struct lc_sample *s, size_t m, lc_team *team,
                struct lc_error *err)
{
    uint32_t *row = lc_alloc(m, sizeof *row);
    b->time = lc_alloc(m, sizeof *b->time);
    b->weight = lc_alloc(m, sizeof *b->weight);
    b->event = lc_alloc(m, sizeof *b->event);
    b->risk = lc_alloc(m, sizeof *b->risk);
    int code =
        row && b->time && b->weight && b->event && b->risk ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = order_events(s, b, m, row, err);
    if (!code) {
        struct finder finder = { .bins = b, .sample = s };
        fill_bins(b, s, m, row);
        code = open_finder(&finder, err);
        if (!code)
            lc_team_run(team, LC_SHARDS, place_rows, &finder);
        if (!code)
            count_at_risk(b);
        close_finder(&finder);
    }
    free(row);
    return code;
}

int lc_bins_new(struct lc_bins **bins, const struct lc_sample *sample, int cause,
                lc_team *team, struct lc_error *err)
{
    size_t n = sample->n;
    *bins = NULL;
    if (n > INT32_MAX)
        return LC_FAIL(err, LC_UNFIT, "%zu rows are more than can be fitted at once",
                       n);
    struct lc_bins *b = lc_alloc(1, sizeof *b);
    if (!b)
        return LC_FAIL_NOMEM(err);
    b->n = n;
    b->strata = sample->stratum ? sample->strata : 1;
    b->first = lc_alloc(b->strata + 1, sizeof *b->first);
    b->is_event = lc_alloc(n, sizeof *b->is_event);
    b->exit = lc_alloc(n, sizeof *b->exit);
    b->entry = sample->start ? lc_alloc(n, sizeof *b->entry) : NULL;
    int code = b->first && b->is_event && b->exit && (b->entry || !sample->start)
                   ? LC_OK
                   : LC_FAIL_NOMEM(err);
    size_t m = code ? 0 : mark_events(b, sample, cause);
    if (!code && m == 0)
        code = LC_FAIL(err, LC_UNFIT, "no row has the event, so nothing can be learnt");
    if (!code)
        code = fill(b, sample, m, team, err);
    if (code)
        lc_bins_free(b);
    else
        *bins = b;
    return code;
}

void lc_bins_free(struct lc_bins *bins)
{
    if (!bins)
        return;
    free(bins->first);
    free(bins->time);
    free(bins->weight);
    free(bins->event);
    free(bins->risk);
    free(bins->is_event);
    free(bins->exit);
    free(bins->entry);
    free(bins);
}
