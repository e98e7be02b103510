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

/* A row is left alone from its second coat on, so each is come to twice at most. */
void lc_asof_paint_two(size_t m, size_t n, const struct lc_asof_run *run, int64_t *out,
                       int64_t *second, uint32_t *next)
{
    for (uint32_t r = 0; r <= m; r++)
        next[r] = r;
    for (size_t i = 0; i < n; i++)
        for (uint32_t r = unpainted(next, run[i].from); r < run[i].to;
             r = unpainted(next, r + 1)) {
            if (out[r] == INT64_MIN) {
                out[r] = run[i].key;
                continue;
            }
            second[r] = run[i].key;
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
