/* Rows in the order of time: what is done once for a fit. */
#include "models/subhazard/fine_gray_line_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/subhazard/fine_gray_sums_inside.h"
#include "parallel/order.h"

/* ROWS_A_TIME: with more rows a time than this, tables by time are small beside the
 * design and are the better way. A block's z and its means stay in a
 * core's own cache. */
enum { ROWS_A_TIME = 8, BLOCK_DOUBLES = 8192, LEAST_ROWS = 64, MOST_ROWS = 256 };

double lc_fg_line_weight_at(const struct lc_fg_line *l, size_t place, int role)
{
    double sum = 0;
    do
        if ((l->flag[place] & LC_FG_ROLE) == role)
            sum += lc_fg_line_weight(l, place);
    while (++place < l->n && !(l->flag[place] & LC_FG_STARTS));
    return sum;
}

/* --- sorted copies ---------------------------------------------------------------- */

/* A column at a time, so that it is in cache while its rows are met at random. */
static void copy_column(void *context, size_t c, size_t worker LC_UNUSED)
{
    const struct lc_fg_line *l = context;
    const struct lc_column *from = l->sample->x.column + c;
    for (size_t b = 0; b < l->blocks; b++) {
        const uint32_t *order = l->order + l->first[b];
        size_t count = l->first[b + 1] - l->first[b];
        void *run = l->data + l->at[b] + count * l->offset_of[c];
#define X(name, ctype, missing)                                                        \
    case name: {                                                                       \
        const ctype *x = from->data;                                                   \
        ctype *to = run;                                                               \
        for (size_t i = 0; i < count; i++)                                             \
            to[i] = x[order[i]];                                                       \
        break;                                                                         \
    }
        switch (from->type) {
            LC_TYPES(X)
        }
#undef X
    }
}

/* Wide columns before narrow ones, so that each is aligned. Returns bytes a row. */
static size_t lay_out_columns(struct lc_fg_line *l)
{
    size_t bytes = 0;
    for (size_t size = sizeof(double); size > 0; size /= 2)
        for (size_t c = 0; c < l->q; c++)
            if (lc_type_size(l->sample->x.column[c].type) == size) {
                l->offset_of[c] = bytes;
                bytes += size;
            }
    return bytes;
}

static int copy_columns(struct lc_fg_line *l, struct lc_error *err)
{
    size_t room = 0;
    l->offset_of = lc_alloc(l->q, sizeof *l->offset_of);
    l->at = lc_alloc(l->blocks, sizeof *l->at);
    if (!l->offset_of || !l->at)
        return LC_FAIL_NOMEM(err);
    size_t bytes = lay_out_columns(l);
    for (size_t b = 0; b < l->blocks; b++) {
        l->at[b] = room;
        room += (bytes * (l->first[b + 1] - l->first[b]) + LC_ALIGN - 1) / LC_ALIGN
                * LC_ALIGN;
    }
    if (!(l->data = lc_alloc(room, 1)))
        return LC_FAIL_NOMEM(err);
    lc_team_run(l->team, l->q, copy_column, l);
    return LC_OK;
}

static double *copy_doubles(const struct lc_fg_line *l, const double *from,
                            bool *failed)
{
    double *to = from ? lc_alloc(l->n, sizeof *to) : NULL;
    *failed |= from && !to;
    for (size_t i = 0; to && i < l->n; i++)
        to[i] = from[l->order[i]];
    return to;
}

/* --- roles and G ------------------------------------------------------------------ */

static void set_roles(struct lc_fg_line *l, int cause)
{
    size_t start = 0;
    for (size_t i = 0; i < l->n; i++) {
        int32_t own = l->sample->cause[l->order[i]];
        int role = own == 0 ? LC_FG_CENSORED : own == cause ? LC_FG_EVENT : LC_FG_OTHER;
        if (l->flag[i])
            start = i;
        l->flag[i] = (uint8_t)((l->flag[i] ? LC_FG_STARTS : 0) | role);
        if (role != LC_FG_EVENT || !(lc_fg_line_weight(l, i) > 0))
            continue;
        l->events += lc_fg_line_weight(l, i);
        l->times += !(l->flag[start] & LC_FG_HAS_EVENT);
        l->flag[start] |= LC_FG_HAS_EVENT;
    }
}

static int sum_at_risk(struct lc_fg_line *l, struct lc_error *err)
{
    double sum = 0;
    l->at_risk = l->weight ? lc_alloc(l->n, sizeof *l->at_risk) : NULL;
    if (l->weight && !l->at_risk)
        return LC_FAIL_NOMEM(err);
    for (size_t i = l->n; l->weight && i-- > 0;)
        l->at_risk[i] = sum += l->weight[i];
    return LC_OK;
}

/* G: kaplan_meier.h (1), of censoring. */
static void censoring_curve(struct lc_fg_line *l)
{
    double curve = 1, next = 1;
    for (size_t i = 0; i < l->n; i++) {
        if (l->flag[i] & LC_FG_STARTS) {
            double here = lc_fg_line_at_risk(l, i);
            double gone = lc_fg_line_weight_at(l, i, LC_FG_CENSORED);
            curve = next;
            if (gone > 0)
                next = curve * ((here - gone) / here);
        }
        l->g[i] = curve > 0 ? curve : 1; /* 0: all that is left weighs nothing */
    }
}

/* --- blocks and shards ------------------------------------------------------------ */

/* The end of a block that begins at `first`: where a time begins, if one does. */
static size_t block_end(const struct lc_fg_line *l, size_t first)
{
    size_t end = l->n - first > l->rows ? first + l->rows : l->n, at = end;
    while (at < l->n && at > first && !(l->flag[at] & LC_FG_STARTS))
        at--;
    return at > first ? at : end;
}

static void cut(struct lc_fg_line *l)
{
    size_t b = 0;
    for (size_t first = 0; first < l->n; b++) {
        l->first[b] = first;
        l->begun[b] = l->flag[first] & LC_FG_STARTS ? b : l->begun[b - 1];
        first = block_end(l, first);
    }
    l->first[b] = l->n;
    l->blocks = b;
}

/* How many depends on the rows alone. */
static void set_shards(struct lc_fg_line *l)
{
    size_t times = 0, b = 0;
    l->shards = l->blocks / 4 > LC_SHARDS ? LC_SHARDS
                : l->blocks >= 4          ? l->blocks / 4
                                          : 1;
    for (size_t s = 0; s < l->shards; s++) {
        l->shard[s].block = lc_shard_first(l->blocks, s, l->shards);
        for (; b < l->shard[s].block; b++)
            for (size_t i = l->first[b]; i < l->first[b + 1]; i++)
                times += (l->flag[i] & LC_FG_HAS_EVENT) != 0;
        l->shard[s].time = times;
    }
}

static int make_room(struct lc_fg_line *l, struct lc_error *err)
{
    /* a block ends early by less than its rows at most: two are longer than one */
    size_t most = 2 * (l->n / l->rows) + 2, wide = l->wide;
    l->first = lc_alloc(2 * most + 1, sizeof *l->first);
    l->after = lc_alloc(2 * (most + 1), sizeof *l->after);
    l->after1 = lc_alloc(2 * (most + 1) * wide, sizeof *l->after1);
    l->beta = lc_alloc(l->q, sizeof *l->beta);
    l->shard = lc_alloc(LC_SHARDS, sizeof *l->shard);
    l->vectors = lc_alloc(LC_SHARDS * 2 * wide, sizeof *l->vectors);
    l->desk_size = (2 * wide + LC_TILE + LC_FG_ARRAYS) * l->stride
                   + LC_FG_TABLES * (l->stride + LC_PAD) * LC_PANEL
                   + 2 * lc_gram_room(l->q);
    l->desk = lc_alloc((size_t)lc_team_threads(l->team) * l->desk_size + LC_PAD,
                       sizeof *l->desk);
    l->whole = lc_alloc((size_t)lc_team_threads(l->team) * LC_FG_WHOLE * l->stride,
                        sizeof *l->whole);
    if (!l->whole || !l->first || !l->after || !l->after1 || !l->beta || !l->shard
        || !l->vectors || !l->desk)
        return LC_FAIL_NOMEM(err);
    l->begun = l->first + most + 1;
    l->before = l->after + most + 1;
    l->before1 = l->after1 + (most + 1) * wide;
    return LC_OK;
}

static void size_up(struct lc_fg_line *l)
{
    l->wide = (l->q + LC_PANEL - 1) / LC_PANEL * LC_PANEL;
    l->rows = BLOCK_DOUBLES / (l->wide ? l->wide : 1) / LEAST_ROWS * LEAST_ROWS;
    l->rows = l->rows < LEAST_ROWS  ? LEAST_ROWS
              : l->rows > MOST_ROWS ? MOST_ROWS
                                    : l->rows;
    l->stride = l->rows + LC_PAD; /* not a power of two: columns fall in other sets */
}

static int fill(struct lc_fg_line *l, int cause, struct lc_error *err)
{
    bool failed = false;
    size_up(l);
    l->weight = copy_doubles(l, l->sample->weight, &failed);
    l->offset = copy_doubles(l, l->sample->offset, &failed);
    l->g = lc_alloc(l->n, sizeof *l->g);
    l->r = lc_alloc(l->n, sizeof *l->r);
    if (failed || !l->g || !l->r)
        return LC_FAIL_NOMEM(err);
    set_roles(l, cause);
    int code = sum_at_risk(l, err);
    if (!code)
        code = make_room(l, err);
    if (code)
        return code;
    censoring_curve(l);
    cut(l);
    set_shards(l);
    return copy_columns(l, err);
}

int lc_fg_line_new(struct lc_fg_line **line, const struct lc_sample *sample,
                   const struct lc_scaling *scaling, int cause, lc_team *team,
                   struct lc_error *err)
{
    *line = NULL;
    if (sample->stratum && sample->strata > 1)
        return LC_OK;
    struct lc_fg_line *l = lc_alloc(1, sizeof *l);
    if (!l)
        return LC_FAIL_NOMEM(err);
    *l = (struct lc_fg_line){ .sample = sample,
                              .scaling = scaling,
                              .kernels = lc_kernels(),
                              .team = team,
                              .n = sample->n,
                              .q = sample->x.p };
    size_t times = 0;
    l->order = lc_alloc(l->n, sizeof *l->order);
    l->flag = lc_alloc(l->n, sizeof *l->flag);
    int code = l->order && l->flag
                   ? lc_order_runs(team, l->n, sample->stop, l->order, l->flag, err)
                   : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < l->n; i++)
        times += l->flag[i];
    bool many = times * ROWS_A_TIME > l->n;
    if (!code && many)
        code = fill(l, cause, err);
    if (code || !many)
        lc_fg_line_free(l);
    else
        *line = l;
    return code;
}

void lc_fg_line_free(struct lc_fg_line *l)
{
    if (!l)
        return;
    free(l->data);
    free(l->at);
    free(l->offset_of);
    free(l->order);
    free(l->flag);
    free(l->g);
    free(l->r);
    free(l->weight);
    free(l->offset);
    free(l->at_risk);
    free(l->first);
    free(l->after);
    free(l->after1);
    free(l->beta);
    free(l->shard);
    free(l->vectors);
    free(l->desk);
    free(l->whole);
    free(l);
}
