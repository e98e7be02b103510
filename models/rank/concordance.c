/* Harrell's C in O(n log n): two sweeps over time and a tree of weights by rank of
 * risk.
 *
 * The first sweep runs back in time; the tree holds the rows still at risk, and each
 * event asks how many of them rank below it. The second runs forward; the tree holds
 * the events so far, and each row asks how many it was at risk for. Every pair is met
 * once by its case and once by its comparator, which is what (2) needs. */
#include "models/rank/concordance.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/rank/concordance_board_inside.h"
#include "models/rank/concordance_time_inside.h"
#include "parallel/order.h"

/* One stratum at work: its rows copied in ascending order of stop, so that the sweeps
 * read memory in a line and only the boards are met at random. */
struct sweep {
    const struct lc_followup *rows;
    size_t m;
    const uint32_t *row; /* [m] their rows in the whole */
    struct lc_ranks ranks;
    uint32_t *by_start; /* [m] ascending, or NULL */
    double *stop, *start, *weight;
    uint8_t *event;
    double *value; /* [m] v(t) at the stop */
    double *tied;  /* [m] by rank: weight of events of the day at hand */
    struct lc_pairs pairs;
    size_t base;              /* rows of earlier strata */
    struct lc_board board[2]; /* of the sweep back, and of the one forward */
};

/* Workspace of a count. */
struct room {
    uint32_t *by_stop, *by_risk;
    uint8_t *fresh;
    double *risk;
};

/* --- back in time: cases ---------------------------------------------------------- */

static void case_meets(struct sweep *s, size_t i)
{
    double w = s->weight[i] * s->value[i];
    struct lc_board *b = &s->board[0];
    struct lc_met met = lc_board_ask(b, i);
    double above = met.total - met.below - met.equal;
    s->pairs.concordant += w * met.below;
    s->pairs.discordant += w * above;
    s->pairs.tied_risk += w * met.equal;
    b->lead[s->base + i] = s->value[i] * (met.below - above);
    b->total[s->base + i] = s->value[i] * met.total;
}

/* Pairs of events on one day, v(t) times the products of their weights. */
static void tied_events(struct sweep *s, size_t first, size_t last)
{
    double sum = 0, pairs = 0, same = 0;
    for (size_t i = first; i < last; i++) {
        if (!s->event[i])
            continue;
        pairs += s->weight[i] * sum;
        sum += s->weight[i];
        if (!s->ranks.ties)
            continue;
        same += s->weight[i] * s->tied[s->ranks.rank[i]];
        s->tied[s->ranks.rank[i]] += s->weight[i];
    }
    for (size_t i = first; s->ranks.ties && i < last; i++)
        s->tied[s->ranks.rank[i]] = 0;
    s->pairs.tied_time += s->value[first] * (pairs - same);
    s->pairs.tied_both += s->value[first] * same;
}

static void join(struct sweep *s, size_t first, size_t last, int event)
{
    for (size_t i = first; i < last; i++)
        if (s->event[i] == event)
            lc_board_put(&s->board[0], i, s->weight[i]);
}

/* Rows that start on or after t leave the board; by_start[left ..] have left before. */
static size_t leave(struct sweep *s, double t, size_t left)
{
    for (; s->by_start && left > 0 && s->start[s->by_start[left - 1]] >= t; left--) {
        uint32_t i = s->by_start[left - 1];
        lc_board_put(&s->board[0], i, -s->weight[i]);
    }
    return left;
}

static void sweep_back(struct sweep *s)
{
    size_t left = s->m;
    for (size_t last = s->m, first; last > 0 && !lc_interrupted(); last = first) {
        first = lc_stop_run_begin(s->stop, last);
        left = leave(s, s->stop[first], left);
        join(s, first, last, 0);
        for (size_t i = first; i < last; i++)
            if (s->event[i])
                case_meets(s, i);
        if (last - first > 1)
            tied_events(s, first, last);
        join(s, first, last, 1);
    }
}

/* --- forward in time: comparators ------------------------------------------------- */

/* Row i is at risk for the events on the board (sign 1), or was not yet (sign -1). */
static void comparator_meets(struct sweep *s, size_t i, double sign)
{
    struct lc_board *b = &s->board[1];
    struct lc_met met = lc_board_ask(b, i);
    double above = met.total - met.below - met.equal;
    b->lead[s->base + i] += sign * (above - met.below);
    b->total[s->base + i] += sign * met.total;
}

static void comparators(struct sweep *s, size_t first, size_t last, int event)
{
    for (size_t i = first; i < last; i++)
        if (s->event[i] == event)
            comparator_meets(s, i, 1);
}

static void sweep_forward(struct sweep *s)
{
    size_t in = 0; /* by_start[0 .. in) have entered */
    for (size_t first = 0, last; first < s->m && !lc_interrupted(); first = last) {
        last = lc_stop_run_end(s->m, s->stop, first);
        for (; s->by_start && in < s->m && s->start[s->by_start[in]] < s->stop[first];
             in++)
            comparator_meets(s, s->by_start[in], -1);
        comparators(s, first, last, 1);
        for (size_t i = first; i < last; i++)
            if (s->event[i])
                lc_board_put(&s->board[1], i, s->weight[i] * s->value[i]);
        comparators(s, first, last, 0);
    }
}

/* The two share nothing that they write. */
static void either_sweep(void *context, size_t which, size_t worker LC_UNUSED)
{
    struct sweep *s = context;
    lc_board_clear(&s->board[which], s->m);
    if (which == 0)
        sweep_back(s);
    else
        sweep_forward(s);
}

static void set_plain_values(struct sweep *s, double until)
{
    for (size_t i = 0; i < s->m; i++)
        s->value[i] = s->stop[i] > until ? 0 : 1;
}

/* --- a stratum -------------------------------------------------------------------- */

enum { AHEAD = 24 }; /* rows: far enough for what they need to come from memory */

static void call_in(const struct lc_followup *rows, size_t row)
{
    __builtin_prefetch(rows->stop + row);
    __builtin_prefetch(rows->risk + row);
    __builtin_prefetch(rows->event + row);
}

/* The stratum's rows by ascending stop, from row by_stop[base] on: by_stop is by
 * (stratum, stop). risk[m] out. Returns how many events. */
static size_t gather(struct sweep *s, int32_t stratum, const uint32_t *by_stop,
                     double *risk)
{
    const struct lc_followup *rows = s->rows;
    size_t events = 0, left = rows->n - s->base, m = 0;
    s->row = by_stop + s->base;
    for (; m < left; m++) {
        uint32_t row = s->row[m];
        if (rows->stratum && rows->stratum[row] != stratum)
            break;
        call_in(rows, s->row[m + AHEAD < left ? m + AHEAD : m]);
        s->stop[m] = rows->stop[row];
        s->weight[m] = rows->weight ? rows->weight[row] : 1;
        s->event[m] = rows->event[row] != 0;
        risk[m] = rows->risk[row];
        if (s->start)
            s->start[m] = rows->start[row];
        events += s->event[m];
    }
    s->m = m;
    return events;
}

static int count_stratum(struct sweep *s, int kind, double until, size_t events,
                         struct room *room, struct lc_error *err)
{
    int code = lc_ranks_set(&s->ranks, s->rows->team, s->m, room->risk, room->by_risk,
                            room->fresh, err);
    if (code || (s->start && (code = lc_order(s->m, s->start, s->by_start, err))))
        return code;
    /* one event has no curve to speak of: R counts it plainly, and so do we */
    if (kind == LC_TIME_N || events < 2)
        set_plain_values(s, until);
    else
        lc_time_values(&(struct lc_in_time){ s->m, s->stop, s->start, s->weight,
                                             s->event, s->by_start },
                       kind, until, s->value, s->tied);
    memset(s->tied, 0, s->m * sizeof *s->tied);
    lc_team_run(s->rows->team, 2, either_sweep, s);
    return lc_interrupt_check(err);
}

/* --- all -------------------------------------------------------------------------- */

static int open_sweep(struct sweep *s, const struct lc_followup *rows, int kind,
                      struct lc_error *err)
{
    size_t n = rows->n ? rows->n : 1;
    *s = (struct sweep){ .rows = rows };
    s->event = lc_alloc(n, sizeof *s->event);
    s->stop = lc_alloc(4 * n, sizeof *s->stop);
    s->start = rows->start ? lc_alloc(n, sizeof *s->start) : NULL;
    s->by_start = rows->start ? lc_alloc(n, sizeof *s->by_start) : NULL;
    if (!s->event || !s->stop || (rows->start && (!s->start || !s->by_start)))
        return LC_FAIL_NOMEM(err);
    s->weight = s->stop + n;
    s->value = s->stop + 2 * n;
    s->tied = s->stop + 3 * n;
    int code = lc_ranks_open(&s->ranks, n, err);
    if (!code)
        code = lc_board_open(&s->board[0], &s->ranks, n, !rows->weight, err);
    if (!code)
        code = lc_board_open(&s->board[1], &s->ranks, n,
                             !rows->weight && kind == LC_TIME_N, err);
    return code;
}

static void close_sweep(struct sweep *s)
{
    lc_ranks_close(&s->ranks);
    free(s->event);
    free(s->stop);
    free(s->start);
    free(s->by_start);
    lc_board_close(&s->board[0]);
    lc_board_close(&s->board[1]);
}

static void add_pairs(struct lc_pairs *sum, const struct lc_pairs *more)
{
    sum->concordant += more->concordant;
    sum->discordant += more->discordant;
    sum->tied_risk += more->tied_risk;
    sum->tied_time += more->tied_time;
    sum->tied_both += more->tied_both;
}

static double usable(const struct lc_pairs *pairs)
{
    return pairs->concordant + pairs->discordant + pairs->tied_risk;
}

/* (2), the terms of a cluster added first; row[n] in the order of the boards. */
static int variance(struct lc_concordance *out, const struct sweep *s,
                    const uint32_t *row, struct lc_error *err)
{
    const struct lc_followup *rows = s->rows;
    const struct lc_board *a = &s->board[0], *b = &s->board[1];
    double *sum = rows->cluster ? lc_alloc(rows->clusters, sizeof *sum) : NULL;
    double total = 0, scale = 1 / (2 * usable(&out->pairs)), more = 2 * out->c - 1;
    if (rows->cluster && !sum)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < rows->n; k++) {
        double w = rows->weight ? rows->weight[row[k]] : 1;
        double lead = a->lead[k] + b->lead[k], pairs = a->total[k] + b->total[k];
        double term = w * scale * (lead - more * pairs);
        if (sum)
            sum[rows->cluster[row[k]]] += term;
        else
            total += term * term;
    }
    for (size_t k = 0; sum && k < rows->clusters; k++)
        total += sum[k] * sum[k];
    out->variance = total;
    free(sum);
    return LC_OK;
}

static int count_all(struct lc_concordance *out, struct sweep *s, int kind,
                     double until, struct lc_pairs *each, struct room *room,
                     struct lc_error *err)
{
    const struct lc_followup *rows = s->rows;
    size_t strata = rows->stratum ? rows->strata : 1;
    int code =
        rows->stratum
            ? lc_order_within(rows->n, rows->stratum, rows->stop, room->by_stop, err)
            : lc_order_runs(rows->team, rows->n, rows->stop, room->by_stop, NULL, err);
    for (size_t k = 0; !code && k < strata; k++, s->base += s->m) {
        s->pairs = (struct lc_pairs){ .concordant = 0 };
        size_t events = gather(s, (int32_t)k, room->by_stop, room->risk);
        if (events)
            code = count_stratum(s, kind, until, events, room, err);
        if (each)
            each[k] = s->pairs;
        add_pairs(&out->pairs, &s->pairs);
    }
    return code;
}

static int count_and_judge(struct lc_concordance *out, struct sweep *s, int kind,
                           double until, struct lc_pairs *each, struct lc_error *err)
{
    size_t n = s->rows->n ? s->rows->n : 1;
    struct room room = { .by_stop = lc_alloc(2 * n, sizeof(uint32_t)),
                         .fresh = lc_alloc(n, 1) };
    int code = room.by_stop && room.fresh ? LC_OK : LC_FAIL_NOMEM(err);
    room.by_risk = code ? NULL : room.by_stop + n;
    room.risk = s->value; /* of no use before the risks are ranked */
    if (!code)
        code = count_all(out, s, kind, until, each, &room, err);
    if (!code && usable(&out->pairs) > 0) {
        out->c = /* (1) */
            (out->pairs.concordant + out->pairs.tied_risk / 2) / usable(&out->pairs);
        code = variance(out, s, room.by_stop, err);
    }
    free(room.by_stop);
    free(room.fresh);
    return code;
}

int lc_concordance(struct lc_concordance *out, const struct lc_followup *rows,
                   int time_weight, double until, struct lc_pairs *each,
                   struct lc_error *err)
{
    struct sweep s;
    *out = (struct lc_concordance){ .c = NAN, .variance = NAN };
    if (rows->start && (time_weight == LC_TIME_NG2 || time_weight == LC_TIME_SG))
        return LC_FAIL(err, LC_UNFIT,
                       "rows with a start have no censoring curve to weight by");
    int code = open_sweep(&s, rows, time_weight, err);
    if (!code)
        code = count_and_judge(out, &s, time_weight, until, each, err);
    close_sweep(&s);
    return code;
}
