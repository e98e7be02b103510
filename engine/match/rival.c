#include "match/rival_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 30 };
/* A round that moves no message by more is the last. */
static const float settled = 1e-4F;

struct sums {
    const struct lc_match *match;
    float *of; /* [records * sources] by the other's source */
};

static float *sum_of(const struct sums *sums, uint32_t record, uint32_t other)
{
    size_t s = lc_source_of(sums->match, other);
    return sums->match->source[s].apart
               ? sums->of + (size_t)record * sums->match->sources + s
               : NULL;
}

/* What a record has of all its pairs in a source; the message leaves out the pair's
 * own. */
static void add_up(const struct sums *sums, size_t count, const struct lc_rival *pair)
{
    size_t n = (size_t)sums->match->records * sums->match->sources;
    memset(sums->of, 0, n * sizeof *sums->of);
    for (size_t i = 0; i < count; i++) {
        float *a = sum_of(sums, pair[i].a, pair[i].b),
              *b = sum_of(sums, pair[i].b, pair[i].a);
        if (a)
            *a += pair[i].odds * pair[i].free[1];
        if (b)
            *b += pair[i].odds * pair[i].free[0];
    }
}

static float message(const float *sum, float own)
{
    return sum ? 1 / (1 + fmaxf(*sum - own, 0)) : 1;
}

/* (5) once for each pair; the most that any moved. */
static float pass(const struct sums *sums, size_t count, struct lc_rival *pair)
{
    float moved = 0;
    add_up(sums, count, pair);
    for (size_t i = 0; i < count; i++) {
        struct lc_rival *p = pair + i;
        float a = message(sum_of(sums, p->a, p->b), p->odds * p->free[1]);
        float b = message(sum_of(sums, p->b, p->a), p->odds * p->free[0]);
        moved = fmaxf(moved, fmaxf(fabsf(a - p->free[0]), fabsf(b - p->free[1])));
        p->free[0] = a;
        p->free[1] = b;
    }
    return moved;
}

int lc_rivals_settle(const struct lc_match *match, size_t count, struct lc_rival *pair,
                     struct lc_error *err)
{
    struct sums sums = { .match = match };
    sums.of = lc_alloc((size_t)match->records * match->sources + 1, sizeof *sums.of);
    if (!sums.of)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++)
        pair[i].free[0] = pair[i].free[1] = 1;
    for (int round = 0; round < ROUNDS && pass(&sums, count, pair) > settled; round++)
        continue;
    for (size_t i = 0; i < count; i++) {
        float x = pair[i].odds * pair[i].free[0] * pair[i].free[1];
        pair[i].chance = x / (1 + x + pair[i].twin);
    }
    free(sums.of);
    return LC_OK;
}
