#include "match/rival_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 40 };
/* A record whose sum moves by no more than this share has settled. */
static const float settled = 1e-3F;
/* In sums odds are no more than this: a rival of 16,384 to 1 leaves nothing over, and a
 * sum of floats keeps what is by one. */
static const float most = 16384;

struct sums {
    const struct lc_match *match;
    float *of;           /* [records * sources] by the other's source */
    unsigned char *stir; /* [records] has its sum moved in this round? */
    size_t count, *pair; /* those whose messages may move yet */
};

static float *sum_of(const struct sums *sums, uint32_t record, uint32_t other)
{
    size_t s = lc_source_of(sums->match, other);
    return sums->match->source[s].apart
               ? sums->of + (size_t)record * sums->match->sources + s
               : NULL;
}

static void add_to(float *sum, float odds)
{
    if (sum)
        *sum += odds;
}

static float weight_of(const struct lc_rival *pair)
{
    return fminf(pair->odds, most);
}

/* Pairs whose records are in no other pair are left out: they are free for good. */
static int find_contested(struct sums *sums, size_t count, const struct lc_rival *pair)
{
    sums->pair = lc_alloc(count + 1, sizeof *sums->pair);
    if (!sums->pair)
        return LC_NOMEM;
    for (size_t i = 0; i < count; i++) {
        add_to(sum_of(sums, pair[i].a, pair[i].b), weight_of(pair + i));
        add_to(sum_of(sums, pair[i].b, pair[i].a), weight_of(pair + i));
    }
    for (size_t i = 0; i < count; i++) {
        const float *a = sum_of(sums, pair[i].a, pair[i].b),
                    *b = sum_of(sums, pair[i].b, pair[i].a);
        float own = weight_of(pair + i);
        if ((a && *a > own) || (b && *b > own))
            sums->pair[sums->count++] = i;
    }
    return LC_OK;
}

static float message(const float *sum, float own)
{
    return sum ? 1 / (1 + fmaxf(*sum - own, 0)) : 1;
}

/* The next message of each end, beside what it says now. */
static void next_messages(const struct sums *sums, struct lc_rival *pair)
{
    for (size_t k = 0; k < sums->count; k++) {
        struct lc_rival *p = pair + sums->pair[k];
        float odds = weight_of(p);
        p->next[0] = message(sum_of(sums, p->a, p->b), odds * p->free[1]);
        p->next[1] = message(sum_of(sums, p->b, p->a), odds * p->free[0]);
    }
}

static void move_sum(struct sums *sums, uint32_t record, uint32_t other, float by)
{
    float *sum = sum_of(sums, record, other);
    if (!sum)
        return;
    *sum += by;
    if (fabsf(by) > settled * (1 + *sum))
        sums->stir[record] = 1;
}

/* (5) once for each pair that may move; those of records that have settled leave. */
static void pass(struct sums *sums, struct lc_rival *pair)
{
    size_t kept = 0;
    next_messages(sums, pair);
    for (size_t k = 0; k < sums->count; k++)
        sums->stir[pair[sums->pair[k]].a] = sums->stir[pair[sums->pair[k]].b] = 0;
    for (size_t k = 0; k < sums->count; k++) {
        struct lc_rival *p = pair + sums->pair[k];
        float odds = weight_of(p);
        move_sum(sums, p->a, p->b, odds * (p->next[1] - p->free[1]));
        move_sum(sums, p->b, p->a, odds * (p->next[0] - p->free[0]));
        p->free[0] = p->next[0];
        p->free[1] = p->next[1];
    }
    for (size_t k = 0; k < sums->count; k++) {
        const struct lc_rival *p = pair + sums->pair[k];
        if (sums->stir[p->a] || sums->stir[p->b])
            sums->pair[kept++] = sums->pair[k];
    }
    sums->count = kept;
}

int lc_rivals_settle(const struct lc_match *match, size_t count, struct lc_rival *pair,
                     struct lc_error *err)
{
    struct sums sums = { .match = match };
    sums.of = lc_alloc((size_t)match->records * match->sources + 1, sizeof *sums.of);
    sums.stir = lc_alloc((size_t)match->records + 1, sizeof *sums.stir);
    int code = sums.of && sums.stir ? find_contested(&sums, count, pair) : LC_NOMEM;
    for (size_t i = 0; i < count; i++)
        pair[i].free[0] = pair[i].free[1] = 1;
    for (int i = 0; i < ROUNDS && !code && sums.count; i++)
        pass(&sums, pair);
    for (size_t i = 0; i < count; i++) {
        float x = pair[i].odds * pair[i].free[0] * pair[i].free[1];
        pair[i].chance = x / (1 + x + pair[i].twin);
    }
    free(sums.of);
    free(sums.stir);
    free(sums.pair);
    return code ? LC_FAIL_NOMEM(err) : LC_OK;
}
