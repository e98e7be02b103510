/* Sums of rows by bin: see sweep.h.
 *
 * Rows are cut into a few runs, each with tables of its own, that are added in order at
 * the end; how many depends on the sizes alone. Where tables are small a task takes all
 * columns of a cut while its blocks are in cache; where they are large (continuous
 * time) a task is a panel of columns of a cut. */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "parallel/sweep_inside.h"

enum {
    MOST_CUTS = 8,
    ROWS_A_CUT = 8192,
    ROWS_A_BIN = 6,
    CELLS = 4 * 1024 * 1024,
    SHARE = 20
};

/* Tables of up to SMALL cells (2 MiB) are better filled all together: at q = 51 reading
 * x once instead of twice took 0.58 of the time with 120 bins, 0.65 with 1,000, 0.9
 * with 3,650 (bench/README.md); beyond that the tables fall out of the cache. */
enum { SMALL = 1024 * 1024 };

/* Clearing and adding up a cut's tables must be little beside filling them, and all of
 * them a twentieth of the design at the most where there are more than two. A power of
 * two, so that an even number of threads shares the cuts evenly. */
static size_t cuts_for(const lc_sweep *s, size_t bins)
{
    size_t cells = bins * s->wide, most = MOST_CUTS, cuts = 1;
    if (cells && CELLS / cells < most)
        most = CELLS / cells;
    if (s->n / ROWS_A_CUT < most)
        most = s->n / ROWS_A_CUT;
    if (bins && s->n / (ROWS_A_BIN * bins) < most)
        most = s->n / (ROWS_A_BIN * bins);
    if (cells && s->n * s->q / (SHARE * cells) < most && most > 2)
        most = s->n * s->q / (SHARE * cells) > 2 ? s->n * s->q / (SHARE * cells) : 2;
    while (2 * cuts <= most)
        cuts *= 2;
    return cuts;
}

size_t lc_bin_room(const lc_sweep *sweep, size_t bins)
{
    return cuts_for(sweep, bins) * bins * sweep->wide;
}

struct bin_run {
    lc_sweep *sweep;
    size_t count, cuts, panels;
    bool whole; /* a task takes all columns */
    const struct lc_binning *binning;
    struct lc_sweep_pass pass; /* of run_and_bin; else nothing is asked */
};

static double *table_of(const struct lc_binning *b, size_t cut, size_t panels,
                        size_t panel)
{
    return b->table + (cut * panels + panel) * b->bins * LC_PANEL;
}

static void clear_tables(const struct bin_run *run, size_t cut, size_t from, size_t to)
{
    for (size_t b = 0; b < run->count; b++)
        for (size_t panel = from; panel < to; panel++)
            memset(table_of(run->binning + b, cut, run->panels, panel), 0,
                   run->binning[b].bins * LC_PANEL * sizeof(double));
}

/* A block's panels from .. to - 1, expanded at z, into their tables. */
static void bin_block(const struct bin_run *run, struct lc_sweep_desk *d, size_t first,
                      size_t count, size_t cut, size_t from, size_t to)
{
    const lc_sweep *s = run->sweep;
    for (size_t b = 0; b < run->count; b++) {
        const struct lc_binning *binning = run->binning + b;
        const double *weight = binning->weight + first;
        if (binning->sign != 1) {
            for (size_t r = 0; r < count; r++)
                d->scratch[r] = binning->sign * weight[r];
            weight = d->scratch;
        }
        for (size_t panel = from; panel < to; panel++)
            s->kernels->bin(
                count, s->stride, d->z + (panel - from) * LC_PANEL * s->stride, weight,
                binning->bin + first, table_of(binning, cut, run->panels, panel));
    }
}

static void panel_task(void *context, size_t task, size_t worker)
{
    const struct bin_run *run = context;
    lc_sweep *s = run->sweep;
    struct lc_sweep_desk *d = s->desk + worker;
    size_t panel = task / run->cuts, cut = task % run->cuts;
    size_t end = lc_shard_first(s->n, cut + 1, run->cuts), count;
    clear_tables(run, cut, panel, panel + 1);
    for (size_t first = lc_shard_first(s->n, cut, run->cuts); first < end;
         first += count) {
        if (lc_interrupted())
            return;
        count = end - first < s->rows ? end - first : s->rows;
        lc_sweep_expand(s, first, count, panel * LC_PANEL, (panel + 1) * LC_PANEL,
                        d->z);
        bin_block(run, d, first, count, cut, panel, panel + 1);
    }
}

static void cut_task(void *context, size_t cut, size_t worker, double *partial)
{
    const struct bin_run *run = context;
    lc_sweep *s = run->sweep;
    struct lc_sweep_desk *d = s->desk + worker;
    size_t end = lc_shard_first(s->n, cut + 1, run->cuts), count;
    clear_tables(run, cut, 0, run->panels);
    if (run->pass.what & LC_SUM_GRAM)
        memset(d->sums, 0, lc_gram_room(s->q) * sizeof *d->sums);
    for (size_t first = lc_shard_first(s->n, cut, run->cuts); first < end;
         first += count) {
        if (lc_interrupted())
            return;
        count = end - first < s->rows ? end - first : s->rows;
        lc_sweep_expand(s, first, count, 0, s->wide, d->z);
        if (run->pass.rule) {
            struct lc_rows rows = lc_sweep_rows(s, d, first, count, cut, worker);
            lc_sweep_apply(s, d, &run->pass, &rows);
            lc_sweep_add(s, d, run->pass.what, &rows, partial);
        }
        bin_block(run, d, first, count, cut, 0, run->panels);
    }
    if (run->pass.what & LC_SUM_GRAM)
        lc_gram_finish(s->q, s->kernels->lanes, d->sums,
                       partial + s->partial - s->packed);
}

/* The cuts' tables are added to the first's in order. */
static void join_cuts(void *context, size_t panel, size_t worker LC_UNUSED)
{
    const struct bin_run *run = context;
    for (size_t b = 0; b < run->count; b++) {
        const struct lc_binning *binning = run->binning + b;
        bool shared = b > 0 && binning->table == run->binning[b - 1].table;
        double *to = table_of(binning, 0, run->panels, panel);
        for (size_t cut = 1; cut < run->cuts && !shared; cut++) {
            const double *from = table_of(binning, cut, run->panels, panel);
            for (size_t i = 0; i < binning->bins * LC_PANEL; i++)
                to[i] += from[i];
        }
    }
}

bool lc_bins_at_once(const lc_sweep *sweep, size_t bins)
{
    return bins * sweep->wide <= SMALL;
}

/* As many cuts as the sizes advise and every table has room for. */
static int choose_cuts(struct bin_run *run, struct lc_error *err)
{
    size_t bins = 0;
    run->cuts = MOST_CUTS;
    for (size_t b = 0; b < run->count; b++) {
        const struct lc_binning *binning = run->binning + b;
        size_t cuts = cuts_for(run->sweep, binning->bins);
        size_t table = binning->bins * run->sweep->wide;
        if (binning->room < table)
            return LC_FAIL(err, LC_RANGE,
                           "tables of %zu numbers have room for %zu: a fault of the "
                           "program",
                           table, binning->room);
        while (cuts * table > binning->room)
            cuts /= 2;
        run->cuts = cuts < run->cuts ? cuts : run->cuts;
        if (b == 0 || binning->table != run->binning[b - 1].table)
            bins += binning->bins;
    }
    run->whole = lc_bins_at_once(run->sweep, bins);
    return LC_OK;
}

static int bin_whole(struct bin_run *run, struct lc_error *err)
{
    lc_sweep *s = run->sweep;
    size_t size = s->partial - (run->pass.what & LC_SUM_GRAM ? 0 : s->packed);
    double *partials = lc_alloc((run->cuts + 1) * size, sizeof *partials);
    if (!partials || !lc_sweep_make_sums(s, run->pass.what)) {
        free(partials);
        return LC_FAIL_NOMEM(err);
    }
    double *total = partials + run->cuts * size;
    lc_team_sum(s->view.team, run->cuts, size, cut_task, run, partials, total);
    lc_team_run(s->view.team, run->panels, join_cuts, run);
    if (run->pass.sums)
        lc_sweep_hand_out(s, run->pass.what, total, run->pass.sums);
    free(partials);
    return lc_interrupt_check(err);
}

static int bin_by_panel(struct bin_run *run, struct lc_error *err)
{
    lc_team *team = run->sweep->view.team;
    lc_team_run(team, run->panels * run->cuts, panel_task, run);
    lc_team_run(team, run->panels, join_cuts, run);
    return lc_interrupt_check(err);
}

int lc_sweep_bin(lc_sweep *sweep, size_t count, const struct lc_binning *binning,
                 struct lc_error *err)
{
    struct bin_run run = { .sweep = sweep,
                           .count = count,
                           .binning = binning,
                           .panels = sweep->wide / LC_PANEL };
    int code = choose_cuts(&run, err);
    if (code)
        return code;
    return run.whole ? bin_whole(&run, err) : bin_by_panel(&run, err);
}

int lc_sweep_run_and_bin(lc_sweep *sweep, const struct lc_sweep_pass *pass,
                         size_t count, const struct lc_binning *binning,
                         struct lc_error *err)
{
    struct bin_run run = { .sweep = sweep,
                           .count = count,
                           .binning = binning,
                           .panels = sweep->wide / LC_PANEL,
                           .pass = *pass };
    int code = choose_cuts(&run, err);
    if (code)
        return code;
    if (run.whole)
        return bin_whole(&run, err);
    code = lc_sweep_run(sweep, pass->beta, pass->what, pass->rule, pass->context,
                        pass->sums, err);
    return code ? code : lc_sweep_bin(sweep, count, binning, err);
}
