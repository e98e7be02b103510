/* Weights of pairs, and with rivals (rival_inside.h) their probabilities.
 *
 * A value in common counts by how rare it is: m / p(value) in place of m / u, of which
 * it is the mean. So do values nearly in common, by the rarer of the two: a slip makes
 * rare values, and that two common names are like each other says little. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "match/estimate_inside.h"
#include "match/rival_inside.h"

/* Pairs of lesser odds, as log2, are no one's rivals; of lesser chance, not told. */
static const float least_odds = -12;
static const float least_chance = 1e-3F;
/* Of two records of a borough's files, before anything is compared: they are of ten
 * thousand children or so. */
static const double same_before = 1e-4;

struct weighed {
    float weight, odds, twin; /* odds and twin as log2 */
};

struct weighing {
    struct lc_match *match;
    double *ratio, *twin; /* [tallies] log2 of the ratios, without frequencies */
    double *most;         /* [tallies] of the odds, whatever the frequencies */
    double *prior;        /* [ways] log2 */
    struct weighed *pair[LC_SHARDS];
    size_t count; /* pairs that have a chance */
    struct lc_rival *rival;
};

/* What the frequency p of the values at a level adds, in bits. */
static double by_frequency(const struct lc_match *match, const struct lc_way *way,
                           size_t f, unsigned level, double p)
{
    const struct lc_match_role *role = match->field[f].role;
    if (level < 2 || !role->frequencies)
        return 0;
    if (level == role->levels)
        return log2(way->u[f][level] / p);
    return way->rare[f][level] > 0 ? -log2(p * way->rare[f][level]) : 0;
}

static void weigh_tally(struct weighing *w, uint32_t i)
{
    const struct lc_match *match = w->match;
    const struct lc_way *way = match->estimates->way + match->tally[i].way;
    double least = 1 / (2.0 * match->rows + 1); /* of frequencies */
    w->ratio[i] = w->twin[i] = w->most[i] = 0;
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(match->tally[i].levels, f);
        if (!level)
            continue;
        double bits = log2(way->m[f][level] / way->u[f][level]);
        w->ratio[i] += bits;
        w->most[i] += bits + fmax(by_frequency(match, way, f, level, least), 0);
        if (lc_of_household(match, f))
            w->twin[i] += bits;
    }
    w->most[i] += w->prior[match->tally[i].way];
}

/* The frequency that speaks at this level: of the rarest value in common; else of the
 * rarer of the two values. */
static double frequency_at(const struct lc_match *match, size_t f, unsigned level,
                           uint32_t a, uint32_t b)
{
    size_t s = lc_source_of(match, a), t = lc_source_of(match, b);
    bool same = level == match->field[f].role->levels;
    double least = 1;
    uint32_t ends[2] = { lc_row_of(match, a + 1), lc_row_of(match, b + 1) };
    for (uint32_t i = lc_row_of(match, a); i < ends[0]; i++)
        for (uint32_t k = lc_row_of(match, b); k < ends[1]; k++) {
            uint32_t x = match->value[(size_t)i * match->fields + f];
            uint32_t y = match->value[(size_t)k * match->fields + f];
            if (!x || !y || (same && x != y))
                continue;
            least = fmin(least, fmin(lc_frequency(match, s, t, f, x),
                                     lc_frequency(match, s, t, f, y)));
        }
    return least;
}

void lc_match_weights(const struct lc_match *match, const struct lc_match_pair *pair,
                      double *bits)
{
    size_t s = lc_source_of(match, pair->a), t = lc_source_of(match, pair->b);
    const struct lc_way *way = match->estimates->way + lc_way_of(s, t);
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(pair->levels, f);
        bits[f] = level ? log2(way->m[f][level] / way->u[f][level]) : 0;
        if (level > 1 && match->field[f].role->frequencies)
            bits[f] += by_frequency(match, way, f, level,
                                    frequency_at(match, f, level, pair->a, pair->b));
    }
}

static void weigh_pair(const struct weighing *w, const struct lc_match_made *made,
                       struct weighed *out)
{
    const struct lc_match *match = w->match;
    const struct lc_match_tally *tally = match->tally + made->tally;
    const struct lc_way *way = match->estimates->way + tally->way;
    double weight = w->ratio[made->tally], twin = w->twin[made->tally];
    out->odds = least_odds - 1;
    if (w->most[made->tally] < (double)least_odds)
        return;
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(tally->levels, f);
        const struct lc_match_role *role = match->field[f].role;
        if (level < 2 || !role->frequencies)
            continue;
        double bits = by_frequency(match, way, f, level,
                                   frequency_at(match, f, level, made->a, made->b));
        weight += bits;
        twin += lc_of_household(match, f) ? bits : 0;
    }
    out->weight = (float)weight;
    out->odds = (float)(weight + w->prior[tally->way]);
    out->twin = (float)(twin + log2((way->twins + 1e-9) / way->possible));
}

static void weigh_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct weighing *w = context;
    struct lc_shard_pairs *s = w->match->shard + shard;
    w->pair[shard] = lc_alloc(s->count + 1, sizeof *w->pair[shard]);
    s->code = w->pair[shard] ? LC_OK : LC_NOMEM;
    for (size_t i = 0; i < s->count && !s->code; i++)
        weigh_pair(w, s->pair + i, w->pair[shard] + i);
}

static float power(float log2_odds)
{
    return exp2f(fminf(log2_odds, 100));
}

double lc_prior_of(const struct lc_match *match, size_t s, size_t t)
{
    const struct lc_way *way = match->estimates->way + lc_way_of(s, t);
    double n = match->source[s].records, m = match->source[t].records;
    double others = way->possible - way->matches;
    if (match->source[s].apart && match->source[t].apart)
        others = fmax(n - way->matches, n / 100) * fmax(m - way->matches, m / 100);
    double before = match->before * match->before;
    return log2((way->matches + before * same_before) / (fmax(others, 0.5) + before));
}

static void set_priors(struct weighing *w)
{
    for (size_t t = 0; t < w->match->sources; t++)
        for (size_t s = 0; s <= t; s++)
            w->prior[lc_way_of(s, t)] = lc_prior_of(w->match, s, t);
}

/* Those that have a chance, by shard. */
static int find_rivals(struct weighing *w, struct lc_error *err)
{
    const struct lc_match *match = w->match;
    for (size_t s = 0; s < LC_SHARDS; s++)
        for (size_t i = 0; i < match->shard[s].count; i++)
            w->count += w->pair[s][i].odds >= least_odds;
    w->rival = lc_alloc(w->count + 1, sizeof *w->rival);
    if (!w->rival)
        return LC_FAIL_NOMEM(err);
    size_t at = 0;
    for (size_t s = 0; s < LC_SHARDS; s++)
        for (size_t i = 0; i < match->shard[s].count; i++) {
            const struct weighed *p = w->pair[s] + i;
            if (p->odds >= least_odds)
                w->rival[at++] = (struct lc_rival){ .a = match->shard[s].pair[i].a,
                                                    .b = match->shard[s].pair[i].b,
                                                    .odds = power(p->odds),
                                                    .twin = power(p->twin) };
        }
    return lc_rivals_settle(match, w->count, w->rival, err);
}

static int by_chance(const void *x, const void *y)
{
    const struct lc_match_pair *p = x, *q = y;
    if (p->chance != q->chance)
        return p->chance > q->chance ? -1 : 1;
    if (p->weight != q->weight)
        return p->weight > q->weight ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static void tell_rules(struct lc_match *match, const struct lc_match_made *made,
                       double p)
{
    uint32_t rules = match->tally[made->tally].rules;
    for (size_t r = 0; r < match->rules; r++)
        if (rules >> r & 1) {
            match->rule[r].told.matches += p;
            match->rule[r].told.alone += rules == UINT32_C(1) << r ? p : 0;
        }
}

/* Told whatever its chance: a number that is two persons' is somebody's mistake. */
static bool shares_number(const struct lc_match *match,
                          const struct lc_match_made *made)
{
    uint64_t levels = match->tally[made->tally].levels;
    bool shares = false;
    for (size_t f = 0; f < match->fields; f++)
        shares |= match->field[f].role->kind == LC_MATCH_NUMBER
                  && lc_match_level(levels, f) == match->field[f].role->levels;
    return shares;
}

/* Of likely pairs, how often what is not the same of a field is so in part; of those
 * that a rule makes which does not ask for the field. */
static void learn_parts(struct lc_match *match, const struct lc_match_made *made,
                        float chance)
{
    const struct lc_match_tally *tally = match->tally + made->tally;
    if (chance < 0.5F)
        return;
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(tally->levels, f);
        bool free = false;
        if (!level || level == match->field[f].role->levels)
            continue;
        for (size_t r = 0; r < match->rules && !free; r++)
            free = (tally->rules >> r & 1) && !(match->rule[r].involved >> f & 1);
        if (!free)
            continue;
        size_t a = (size_t)lc_row_of(match, made->a) * match->fields + f,
               b = (size_t)lc_row_of(match, made->b) * match->fields + f;
        if (!match->value[a] || !match->value[b])
            continue;
        const struct lc_match_value *x = lc_value_of(match, f, match->value[a]),
                                    *y = lc_value_of(match, f, match->value[b]);
        bool head = x->head && x->head == y->head; /* a part of 0 is none */
        bool sound = head && x->sound && x->sound == y->sound;
        match->part[f].pairs += (double)chance;
        match->part[f].head += head ? (double)chance : 0;
        match->part[f].sound += sound ? (double)chance : 0;
    }
}

static int keep_pairs(struct weighing *w, struct lc_error *err)
{
    struct lc_match *match = w->match;
    struct lc_match_found *found = &match->found;
    size_t room = 0;
    size_t at = 0;
    int code = LC_OK;
    for (size_t s = 0; s < LC_SHARDS && !code; s++)
        for (size_t i = 0; i < match->shard[s].count && !code; i++) {
            const struct lc_match_made *made = match->shard[s].pair + i;
            const struct weighed *pair = w->pair[s] + i;
            float chance = pair->odds >= least_odds ? w->rival[at++].chance : 0;
            uint32_t rules = match->tally[made->tally].rules;
            found->compared += 1;
            match->rule[__builtin_ctz(rules)].told.first += 1;
            tell_rules(match, made, chance);
            learn_parts(match, made, chance);
            found->doubtful += chance >= 0.05F && chance <= 0.95F;
            if (chance < least_chance && !shares_number(match, made))
                continue;
            code = LC_GROW_BARE(match->pair, room, found->pairs + 1, err);
            if (!code)
                match->pair[found->pairs++] = (struct lc_match_pair){
                    made->a, made->b, pair->weight,
                    chance,  chance,  match->tally[made->tally].levels,
                    false
                };
        }
    if (!code && found->pairs)
        qsort(match->pair, found->pairs, sizeof *match->pair, by_chance);
    found->pair = match->pair;
    return code;
}

static void free_weighing(struct weighing *w)
{
    for (size_t s = 0; s < LC_SHARDS; s++)
        free(w->pair[s]);
    free(w->ratio);
    free(w->most);
    free(w->twin);
    free(w->prior);
    free(w->rival);
}

int lc_match_weigh(struct lc_match *match, lc_team *team, struct lc_error *err)
{
    struct weighing w = { .match = match };
    w.ratio = lc_alloc((size_t)match->tallies + 1, sizeof *w.ratio);
    w.twin = lc_alloc((size_t)match->tallies + 1, sizeof *w.twin);
    w.most = lc_alloc((size_t)match->tallies + 1, sizeof *w.most);
    w.prior = lc_alloc(lc_ways(match), sizeof *w.prior);
    int code = w.ratio && w.twin && w.most && w.prior ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        set_priors(&w);
    for (uint32_t i = 0; i < match->tallies && !code; i++)
        weigh_tally(&w, i);
    if (!code)
        lc_team_run(team, LC_SHARDS, weigh_shard, &w);
    for (size_t s = 0; s < LC_SHARDS && !code; s++)
        code = match->shard[s].code ? LC_FAIL_NOMEM(err) : LC_OK;
    if (!code)
        code = find_rivals(&w, err);
    if (!code)
        code = keep_pairs(&w, err);
    free_weighing(&w);
    return code;
}
