/* See kernel_asof.h. */
#include "kind/kernel_asof_inside.h"

#include <string.h>

void lc_asof_count(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                   int32_t *balance)
{
    int32_t held = 0;
    memset(balance, 0, (m + 1) * sizeof *balance);
    for (size_t i = 0; i < n; i++) {
        balance[run[i].from]++;
        balance[run[i].to]--;
    }
    for (size_t r = 0; r < m; r++)
        out[r] = held += balance[r];
}

/* The first row from r on that nobody has painted. */
static uint32_t unpainted(uint32_t *next, uint32_t r)
{
    while (next[r] != r) {
        next[r] = next[next[r]];
        r = next[r];
    }
    return r;
}

void lc_asof_paint(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                   uint32_t *next)
{
    for (uint32_t r = 0; r <= m; r++)
        next[r] = r;
    for (size_t i = 0; i < n; i++)
        for (uint32_t r = unpainted(next, run[i].from); r < run[i].to;
             r = unpainted(next, r + 1)) {
            out[r] = run[i].key;
            next[r] = r + 1;
        }
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t sooner(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Adds v to all rows of [from, to), as a difference. */
static void add_run(int64_t *d, uint32_t from, uint32_t to, int64_t v)
{
    if (from < to) {
        d[from] += v;
        d[to] -= v;
    }
}

/* The days are (min(t, end) - start) - max(0, min(low, end) - start): two ramps, each a
 * line and then a level. Their coefficients of t and of low and their constants are
 * summed apart, as differences over the rows. */
static void add_span(const struct lc_span *s, int64_t *of_t, int64_t *of_low,
                     int64_t *constant)
{
    uint32_t ended = later(s->from, sooner(s->ended, s->to));
    uint32_t inside = later(s->from, sooner(s->inside, s->to));
    uint32_t past = later(inside, sooner(s->past, s->to));
    add_run(of_t, s->from, ended, 1);
    add_run(constant, s->from, s->to, -(int64_t)s->start);
    add_run(constant, ended, s->to, s->end);
    add_run(of_low, inside, past, -1);
    add_run(constant, inside, s->to, s->start);
    add_run(constant, past, s->to, -(int64_t)s->end);
}

void lc_asof_days(size_t m, const int32_t *t, const int32_t *low, size_t n,
                  const struct lc_span *span, int64_t *out, int64_t *slope)
{
    int64_t *of_t = slope, *of_low = slope + m + 1, *constant = slope + 2 * (m + 1);
    int64_t a = 0, b = 0, c = 0;
    memset(slope, 0, 3 * (m + 1) * sizeof *slope);
    for (size_t i = 0; i < n; i++)
        if (span[i].start < span[i].end)
            add_span(span + i, of_t, of_low, constant);
    for (size_t r = 0; r < m; r++) {
        a += of_t[r];
        b += of_low[r];
        c += constant[r];
        out[r] = a * t[r] + c + (low ? b * low[r] : 0);
    }
}

/* --- one landmark ----------------------------------------------------------------- */

/* Two passes over a block of events that stays in the nearest cache. The first judges
 * every event by itself, so it runs as wide as the machine's vectors: an event becomes
 * the start it shows (or none) and its counts in all windows, ten bits each. The second
 * adds up the events of each child. A block is short enough that ten bits hold. */
enum { BLOCK = 1000, BITS = 10, ONES = (1 << BITS) - 1 };

struct judged {
    int32_t shown[BLOCK];
    uint32_t counts[BLOCK];
};

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)         \
    && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

WIDE static void judge(const struct lc_asof_day *j, uint64_t from, size_t n,
                       const int32_t low[LC_ASOF_WINDOWS], struct judged *out)
{
    const int32_t *start = j->start + from, *known_from = j->known_from + from;
    const int32_t *known_to = j->known_to + from;
    int32_t t = j->t, low0 = low[0], low1 = low[1], low2 = low[2];
    for (size_t i = 0; i < n; i++) {
        int32_t s = start[i];
        int32_t seen = (known_from[i] < t) & (t <= known_to[i]) & (s < t);
        uint32_t in = (uint32_t)(s >= low0) | (uint32_t)(s >= low1) << BITS
                      | (uint32_t)(s >= low2) << 2 * BITS;
        out->shown[i] = seen ? s : INT32_MIN;
        out->counts[i] = seen ? in : 0;
    }
}

/* What a child's events of the blocks so far add up to. */
struct tally {
    int32_t count[LC_ASOF_WINDOWS], last;
};

static void add_up(struct tally *to, const struct judged *from, size_t begin,
                   size_t end)
{
    uint32_t counts = 0;
    int32_t last = to->last;
    for (size_t i = begin; i < end; i++) {
        counts += from->counts[i];
        last = from->shown[i] > last ? from->shown[i] : last;
    }
    to->last = last;
    for (int w = 0; w < LC_ASOF_WINDOWS; w++)
        to->count[w] += (int32_t)(counts >> w * BITS & ONES);
}

static void put_child(const struct lc_asof_day *j, size_t child,
                      const struct tally *tally)
{
    for (size_t w = 0; w < j->windows; w++)
        j->count[w][child] = tally->count[w];
    if (j->last)
        j->last[child] = tally->last == INT32_MIN ? -1 : j->t - tally->last;
    if (j->ever)
        j->ever[child] = tally->last != INT32_MIN;
}

void lc_asof_day(const struct lc_asof_day *job, size_t first, size_t end)
{
    const struct tally none = { { 0 }, INT32_MIN };
    struct judged judged;
    struct tally tally = none;
    int32_t low[LC_ASOF_WINDOWS] = { INT32_MAX, INT32_MAX, INT32_MAX };
    uint64_t last = job->offset[end];
    size_t child = first;
    memcpy(low, job->low, job->windows * sizeof *low);
    for (uint64_t at = job->offset[first]; at < last; at += BLOCK) {
        size_t n = last - at < BLOCK ? (size_t)(last - at) : BLOCK, begin = 0;
        judge(job, at, n, low, &judged);
        for (; job->offset[child + 1] <= at + n; child++) {
            size_t stop = (size_t)(job->offset[child + 1] - at);
            add_up(&tally, &judged, begin, stop);
            put_child(job, child, &tally);
            tally = none;
            begin = stop;
            if (child + 1 == end)
                return;
        }
        add_up(&tally, &judged, begin, n);
    }
    for (; child < end; child++)
        put_child(job, child, &none);
}
