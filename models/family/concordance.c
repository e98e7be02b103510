/* Harrell's C in O(n log n): two sweeps over time and a tree of weights by rank of
 * risk.
 *
 * The first sweep runs back in time; the tree holds the rows still at risk, and each
 * event asks how many of them rank below it. The second runs forward; the tree holds
 * the events so far, and each row asks how many it was at risk for. Every pair is met
 * once by its case and once by its comparator, which is what (2) needs. */
#include "models/family/concordance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "numeric/tally.h"
#include "parallel/order.h"

/* One stratum at work: its rows copied in ascending order of stop, so that the sweeps
 * read memory in a line and only the tree is met at random. */
struct sweep {
    const struct lc_followup *rows;
    size_t m;
    uint32_t *row;      /* [m] their rows in the whole */
    uint32_t *rank;     /* [m] of the risk, equal risks alike */
    uint32_t *by_start; /* [m] ascending, or NULL */
    double *stop, *start, *weight;
    uint8_t *event;
    double *value; /* [m] v(t) at the stop */
    double *tied;  /* [m] by rank: weight of events of the day at hand */
    struct lc_tally tally;
    struct lc_pairs pairs;
    double *lead;  /* [n] by row of the whole: concordant less discordant */
    double *total; /* [n] concordant, discordant and equal */
};

/* First row after the run of equal stops that begins at `at`; first row of the run that
 * ends before `at`. */
static size_t run_end(const struct sweep *s, size_t at)
{
    double t = s->stop[at];
    while (at < s->m && s->stop[at] <= t)
        at++;
    return at;
}

static size_t run_begin(const struct sweep *s, size_t at)
{
    double t = s->stop[at - 1];
    while (at > 0 && s->stop[at - 1] >= t)
        at--;
    return at;
}

/* --- back in time: cases -- */

static void case_meets(struct sweep *s, size_t i)
{
    double below, equal, w = s->weight[i] * s->value[i];
    lc_tally_split(&s->tally, s->rank[i], &below, &equal);
    double above = s->tally.total - below - equal;
    s->pairs.concordant += w * below;
    s->pairs.discordant += w * above;
    s->pairs.tied_risk += w * equal;
    s->lead[s->row[i]] += s->value[i] * (below - above);
    s->total[s->row[i]] += s->value[i] * s->tally.total;
}

/* Pairs of events on one day, v(t) times the products of their weights. */
static void tied_events(struct sweep *s, size_t first, size_t last)
{
    double sum = 0, pairs = 0, same = 0;
    for (size_t i = first; i < last; i++) {
        if (!s->event[i])
            continue;
        pairs += s->weight[i] * sum;
        same += s->weight[i] * s->tied[s->rank[i]];
        sum += s->weight[i];
        s->tied[s->rank[i]] += s->weight[i];
    }
    for (size_t i = first; i < last; i++)
        s->tied[s->rank[i]] = 0;
    s->pairs.tied_time += s->value[first] * (pairs - same);
    s->pairs.tied_both += s->value[first] * same;
}

static void join(struct sweep *s, size_t first, size_t last, int event)
{
    for (size_t i = first; i < last; i++)
        if (s->event[i] == event)
            lc_tally_add(&s->tally, s->rank[i], s->weight[i]);
}

/* Rows that start on or after t leave the tree; by_start[left ..] have left before. */
static size_t leave(struct sweep *s, double t, size_t left)
{
    for (; s->by_start && left > 0 && s->start[s->by_start[left - 1]] >= t; left--) {
        uint32_t i = s->by_start[left - 1];
        lc_tally_add(&s->tally, s->rank[i], -s->weight[i]);
    }
    return left;
}

static void sweep_back(struct sweep *s)
{
    size_t left = s->m;
    lc_tally_clear(&s->tally);
    for (size_t last = s->m, first; last > 0 && !lc_interrupted(); last = first) {
        first = run_begin(s, last);
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

/* --- forward in time: comparators -- */

/* Row i is at risk for the events in the tree (sign 1), or was not yet (sign -1). */
static void comparator_meets(struct sweep *s, size_t i, double sign)
{
    double below, equal;
    lc_tally_split(&s->tally, s->rank[i], &below, &equal);
    double above = s->tally.total - below - equal;
    s->lead[s->row[i]] += sign * (above - below);
    s->total[s->row[i]] += sign * s->tally.total;
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
    lc_tally_clear(&s->tally);
    for (size_t first = 0, last; first < s->m && !lc_interrupted(); first = last) {
        last = run_end(s, first);
        for (; s->by_start && in < s->m && s->start[s->by_start[in]] < s->stop[first];
             in++)
            comparator_meets(s, s->by_start[in], -1);
        comparators(s, first, last, 1);
        for (size_t i = first; i < last; i++)
            if (s->event[i])
                lc_tally_add(&s->tally, s->rank[i], s->weight[i] * s->value[i]);
        comparators(s, first, last, 0);
    }
}

/* --- time weights -- */

static double time_value(int kind, double n, double at_risk, double s, double g)
{
    switch (kind) {
    case LC_TIME_NG2:
        return 1 / (g * g);
    case LC_TIME_S:
        return n * s / at_risk;
    case LC_TIME_SG:
        return n * s / (g * at_risk);
    case LC_TIME_EQUAL:
        return 1 / at_risk;
    default:
        return 1;
    }
}

/* Weight at risk just before each run, summed from the latest down so that a sum is
 * never a small difference of large ones; start-stop rows leave it at their start. */
static void count_at_risk(const struct sweep *s, double *at_risk)
{
    double sum = 0;
    size_t left = s->m;
    for (size_t last = s->m, first; last > 0; last = first) {
        first = run_begin(s, last);
        for (size_t i = first; i < last; i++)
            sum += s->weight[i];
        for (; s->by_start && left > 0
               && s->start[s->by_start[left - 1]] >= s->stop[first];
             left--)
            sum -= s->weight[s->by_start[left - 1]];
        at_risk[first] = sum;
    }
}

/* v(t) for every row. On a day events come before censorings, so that these are at risk
 * among those the events left. */
static void set_values(struct sweep *s, int kind, double until, double *at_risk)
{
    double surv = 1, cens = 1, n = 0;
    for (size_t i = 0; i < s->m; i++)
        n += s->weight[i];
    count_at_risk(s, at_risk);
    for (size_t first = 0, last; first < s->m; first = last) {
        double risk = at_risk[first], sum[2] = { 0, 0 };
        last = run_end(s, first);
        double v = s->stop[first] > until ? 0 : time_value(kind, n, risk, surv, cens);
        for (size_t i = first; i < last; i++) {
            sum[s->event[i]] += s->weight[i];
            s->value[i] = v;
        }
        if (sum[1] > 0)
            surv *= (risk - sum[1]) / risk;
        if (sum[0] > 0)
            cens *= (risk - sum[1] - sum[0]) / (risk - sum[1]);
    }
}

static void set_plain_values(struct sweep *s, double until)
{
    for (size_t i = 0; i < s->m; i++)
        s->value[i] = s->stop[i] > until ? 0 : 1;
}

/* --- a stratum -- */

/* The stratum's rows by ascending stop: by_stop is by (stratum, stop), and *at is where
 * this one begins, left where the next does. Returns how many events.
 */
static size_t gather(struct sweep *s, int32_t stratum, const uint32_t *by_stop,
                     size_t *at)
{
    const struct lc_followup *rows = s->rows;
    size_t events = 0;
    s->m = 0;
    for (; *at < rows->n; ++*at) {
        uint32_t row = by_stop[*at];
        if (rows->stratum && rows->stratum[row] != stratum)
            break;
        s->row[s->m] = row;
        s->stop[s->m] = rows->stop[row];
        s->weight[s->m] = rows->weight ? rows->weight[row] : 1;
        s->event[s->m] = rows->event[row] != 0;
        if (s->start)
            s->start[s->m] = rows->start[row];
        events += s->event[s->m++];
    }
    return events;
}

/* rank[] from the risks; value[] and by_risk[] are workspace here. */
static int rank_risks(struct sweep *s, uint32_t *by_risk, struct lc_error *err)
{
    double *risk = s->value;
    uint32_t rank = 0;
    for (size_t i = 0; i < s->m; i++)
        risk[i] = s->rows->risk[s->row[i]];
    int code = lc_order(s->m, risk, by_risk, err);
    for (size_t k = 0; !code && k < s->m; k++) {
        rank += k && risk[by_risk[k]] > risk[by_risk[k - 1]];
        s->rank[by_risk[k]] = rank;
    }
    return code;
}

static int count_stratum(struct sweep *s, int kind, double until, size_t events,
                         uint32_t *order, struct lc_error *err)
{
    int code = rank_risks(s, order, err);
    if (code || (s->start && (code = lc_order(s->m, s->start, s->by_start, err))))
        return code;
    /* one event has no curve to speak of: R counts it plainly, and so do we */
    if (kind == LC_TIME_N || events < 2)
        set_plain_values(s, until);
    else
        set_values(s, kind, until, s->tied);
    memset(s->tied, 0, s->m * sizeof *s->tied);
    lc_tally_resize(&s->tally, s->m);
    sweep_back(s);
    sweep_forward(s);
    return lc_interrupt_check(err);
}

/* --- all -- */

static int open_sweep(struct sweep *s, const struct lc_followup *rows,
                      struct lc_error *err)
{
    size_t n = rows->n ? rows->n : 1;
    *s = (struct sweep){ .rows = rows };
    s->row = lc_alloc(n, sizeof *s->row);
    s->rank = lc_alloc(n, sizeof *s->rank);
    s->event = lc_alloc(n, sizeof *s->event);
    s->stop = lc_alloc(6 * n, sizeof *s->stop);
    s->start = rows->start ? lc_alloc(n, sizeof *s->start) : NULL;
    s->by_start = rows->start ? lc_alloc(n, sizeof *s->by_start) : NULL;
    if (!s->row || !s->rank || !s->event || !s->stop
        || (rows->start && (!s->start || !s->by_start)))
        return LC_FAIL_NOMEM(err);
    s->weight = s->stop + n;
    s->value = s->stop + 2 * n;
    s->tied = s->stop + 3 * n;
    s->lead = s->stop + 4 * n;
    s->total = s->stop + 5 * n;
    return lc_tally_open(&s->tally, n, err);
}

static void close_sweep(struct sweep *s)
{
    free(s->row);
    free(s->rank);
    free(s->event);
    free(s->stop);
    free(s->start);
    free(s->by_start);
    lc_tally_close(&s->tally);
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

/* (2), the terms of a cluster added first. */
static int variance(struct lc_concordance *out, const struct sweep *s,
                    struct lc_error *err)
{
    const struct lc_followup *rows = s->rows;
    double *sum = rows->cluster ? lc_alloc(rows->clusters, sizeof *sum) : NULL;
    double total = 0, pairs = usable(&out->pairs);
    if (rows->cluster && !sum)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < rows->n; i++) {
        double w = rows->weight ? rows->weight[i] : 1;
        double term = w * (s->lead[i] - (2 * out->c - 1) * s->total[i]) / 2 / pairs;
        if (sum)
            sum[rows->cluster[i]] += term;
        else
            total += term * term;
    }
    for (size_t k = 0; sum && k < rows->clusters; k++)
        total += sum[k] * sum[k];
    out->variance = total;
    free(sum);
    return LC_OK;
}

/* All strata in turn, order[2 n] being workspace. */
static int count_all(struct lc_concordance *out, struct sweep *s, int kind,
                     double until, struct lc_pairs *each, uint32_t *order,
                     struct lc_error *err)
{
    size_t n = s->rows->n, strata = s->rows->stratum ? s->rows->strata : 1;
    size_t at = 0;
    int code = lc_order_within(n, s->rows->stratum, s->rows->stop, order, err);
    for (size_t k = 0; !code && k < strata; k++) {
        s->pairs = (struct lc_pairs){ .concordant = 0 };
        size_t events = gather(s, (int32_t)k, order, &at);
        if (events)
            code = count_stratum(s, kind, until, events, order + n, err);
        if (each)
            each[k] = s->pairs;
        add_pairs(&out->pairs, &s->pairs);
    }
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
    uint32_t *order = lc_alloc(rows->n ? 2 * rows->n : 1, sizeof *order);
    int code = open_sweep(&s, rows, err);
    if (!code && !order)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = count_all(out, &s, time_weight, until, each, order, err);
    if (!code && usable(&out->pairs) > 0) {
        out->c =
            (out->pairs.concordant + out->pairs.tied_risk / 2) / usable(&out->pairs);
        code = variance(out, &s, err);
    }
    close_sweep(&s);
    free(order);
    return code;
}
