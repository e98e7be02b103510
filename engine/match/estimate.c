#include "match/estimate_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 500 };
/* The largest change of any m at which a round was the last. */
static const double settled = 1e-6;
/* Where the data do not say, of a household's pairs of children so many are twins: 15
 * of 1,000 maternities are multiple (ONS, Birth characteristics), and of families with
 * children 44, 41 and 15% have one, two and more (ONS, Families and households), which
 * is half a pair of sisters or brothers a child. So a file without households has no
 * twins either. Where no rule says who is of one household, of one person's pairs. */
static const double born = 0.03;
/* So much of m is as before anything was seen, and so many pairs of it: nothing is
 * impossible for being rare, and where there are next to no pairs nothing is learnt. A
 * source pair's own m is drawn to all pairs' m as by so many pairs. */
static const double unseen = 0.002, few = 10, own = 100;

struct sums {
    double at[LC_MATCH_FIELDS][LC_MATCH_ROOM], share[LC_MATCH_RULES],
        beside[LC_MATCH_RULES], loglik;
};

struct em {
    struct lc_match *match;
    size_t ways;
    bool learns[LC_MATCH_RULES];
    uint32_t told;              /* fields that tell twins apart, but for the forename */
    bool twins[LC_MATCH_RULES]; /* has the rule a middle term? */
    double start[LC_MATCH_FIELDS][LC_MATCH_ROOM];
    struct sums *sums; /* [ways] */
};

static bool named(const struct lc_match *match)
{
    return match->forename >= 0 && match->surname >= 0 && match->born >= 0;
}

/* By the forename alone a twin cannot be told from somebody who is called otherwise:
 * sex or a number must differ too for the data to say how many twins there are. */
static uint32_t told_apart(const struct lc_match *match)
{
    uint32_t told = 0;
    for (size_t f = 0; f < match->fields && named(match); f++)
        for (size_t w = 0; w < lc_ways(match); w++)
            if (!lc_of_household(match, f) && (int)f != match->forename
                && match->estimates->way[w].said[f] > 0)
                told |= UINT32_C(1) << f;
    return told;
}

static void set_start(struct em *em)
{
    const struct lc_match *match = em->match;
    for (size_t f = 0; f < match->fields; f++) {
        const struct lc_match_role *role = match->field[f].role;
        memcpy(em->start[f] + 1, role->one, role->levels * sizeof *role->one);
    }
    for (size_t w = 0; w < em->ways; w++)
        memcpy(match->estimates->way[w].m, em->start, sizeof em->start);
    em->told = told_apart(match);
    for (size_t r = 0; r < match->rules; r++) {
        uint32_t involved = match->rule[r].involved;
        em->twins[r] =
            em->told && !(involved >> match->forename & 1) && (em->told & ~involved);
    }
}

/* That a rule makes a pair of one person, if it goes by whole values; else 0. */
static double found_by(const struct lc_match *match, const struct lc_way *way,
                       const struct lc_match_blocking *rule, bool twin)
{
    double p = 1;
    for (size_t i = 0; i < rule->parts; i++) {
        size_t f = rule->part[i].field;
        unsigned same = match->field[f].role->levels;
        if (rule->part[i].part != LC_PART_WHOLE)
            return 0;
        p *= way->said[f]
             * (twin && !lc_of_household(match, f) ? way->u[f][same] : way->m[f][same]);
    }
    return p;
}

/* What is learnt from: rules of several parts, most of whose pairs may be one person's.
 * Among pairs that have one thing in common next to none are, and what persons of one
 * name or street share besides would be taken for a person's; they are asked only where
 * nothing else leaves a field free. */
static void choose_rules(struct em *em)
{
    const struct lc_match *match = em->match;
    uint32_t free = 0, all = (UINT32_C(1) << match->fields) - 1;
    for (size_t r = 0; r < match->rules; r++) {
        em->learns[r] =
            !match->rule[r].told.left_out && lc_match_is_tight(match, match->rule + r);
        free |= em->learns[r] ? all & ~match->rule[r].involved : 0;
    }
    for (size_t r = 0; r < match->rules; r++)
        em->learns[r] |=
            !match->rule[r].told.left_out && (all & ~free & ~match->rule[r].involved);
}

static void set_shares(struct em *em)
{
    struct lc_match *match = em->match;
    for (uint32_t i = 0; i < match->tallies; i++)
        for (size_t r = 0; r < match->rules; r++)
            if (match->tally[i].rules >> r & 1)
                match->estimates->way[match->tally[i].way].count[r] +=
                    match->tally[i].count;
    for (size_t t = 0; t < match->sources; t++)
        for (size_t s = 0; s <= t; s++) {
            struct lc_way *way = match->estimates->way + lc_way_of(s, t);
            double n = fmin(match->source[s].records, match->source[t].records) / 4;
            for (size_t r = 0; r < match->rules; r++) {
                double likely = n / (way->count[r] + 1);
                way->share[r] = fmin(fmax(likely, 1e-4), 0.5);
                way->beside[r] = em->twins[r] ? 0.01 : 0;
            }
        }
}

/* Ratios of m and of the middle term to u, over the fields that the rule leaves free.
 */
static void ratios(const struct lc_match *match, const struct lc_match_tally *tally,
                   uint32_t involved, double *one, double *twin)
{
    const struct lc_way *way = match->estimates->way + tally->way;
    *one = *twin = 1;
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(tally->levels, f);
        if (!level || involved >> f & 1)
            continue;
        double ratio = way->m[f][level] / way->u[f][level];
        *one *= ratio;
        if (lc_of_household(match, f))
            *twin *= ratio;
    }
}

static void expect(struct em *em, const struct lc_match_tally *tally, size_t r)
{
    const struct lc_match *match = em->match;
    const struct lc_way *way = match->estimates->way + tally->way;
    struct sums *sums = em->sums + tally->way;
    uint32_t involved = match->rule[r].involved;
    double one, twin;
    ratios(match, tally, involved, &one, &twin);
    one *= way->share[r];
    twin *= way->beside[r];
    double all = one + twin + 1 - way->share[r] - way->beside[r];
    double n = tally->count * one / all;
    sums->share[r] += n;
    sums->beside[r] += tally->count * twin / all;
    sums->loglik += tally->count * log(all);
    for (size_t f = 0; f < match->fields; f++) {
        unsigned level = lc_match_level(tally->levels, f);
        if (level && !(involved >> f & 1))
            sums->at[f][level] += n;
    }
}

/* m of a field from sums, drawn to `to` as by `weight` pairs. */
static void maximise(double *m, const double *at, const double *to, double weight,
                     const double *start, unsigned levels)
{
    double all = weight;
    for (unsigned l = 1; l <= levels; l++)
        all += at[l];
    for (unsigned l = 1; l <= levels; l++)
        m[l] = all > 0
                   ? (1 - unseen) * (at[l] + weight * to[l]) / all + unseen * start[l]
                   : start[l];
}

static double maximise_all(struct em *em)
{
    const struct lc_match *match = em->match;
    double moved = 0;
    for (size_t f = 0; f < match->fields; f++) {
        double all[LC_MATCH_ROOM] = { 0 }, mean[LC_MATCH_ROOM] = { 0 },
               now[LC_MATCH_ROOM] = { 0 };
        unsigned levels = match->field[f].role->levels;
        for (size_t w = 0; w < em->ways; w++)
            for (unsigned l = 1; l <= levels; l++)
                all[l] += em->sums[w].at[f][l];
        maximise(mean, all, em->start[f], few, em->start[f], levels);
        for (size_t w = 0; w < em->ways; w++) {
            double *m = match->estimates->way[w].m[f];
            if (em->ways == 1)
                memcpy(now, mean, sizeof now);
            else
                maximise(now, em->sums[w].at[f], mean, own, em->start[f], levels);
            for (unsigned l = 1; l <= levels; l++) {
                moved = fmax(moved, fabs(now[l] - m[l]));
                m[l] = now[l];
            }
        }
    }
    for (size_t w = 0; w < em->ways; w++) {
        struct lc_way *way = match->estimates->way + w;
        for (size_t r = 0; r < match->rules; r++) {
            way->share[r] =
                fmin((em->sums[w].share[r] + 1e-6) / (way->count[r] + 1), 0.999);
            way->beside[r] =
                em->twins[r] ? (em->sums[w].beside[r] + 1e-6) / (way->count[r] + 1) : 0;
        }
    }
    return moved;
}

/* (3), for pairs of one person, or of twins. */
static double number_of(const struct lc_match *match, const struct lc_way *way,
                        const bool *learns, bool twin)
{
    double found = 0, chance = 0;
    for (size_t r = 0; r < match->rules; r++) {
        const struct lc_match_blocking *rule = match->rule + r;
        if (!learns[r] || (twin && way->beside[r] <= 0))
            continue;
        double p = found_by(match, way, rule, twin);
        if (p > 0) {
            found += (twin ? way->beside[r] : way->share[r]) * way->count[r];
            chance += p;
        }
    }
    return chance > 0 ? found / chance : 0;
}

/* Does the rule ask for a household in common, by two things and more? */
static bool asks_household(const struct lc_match *match,
                           const struct lc_match_blocking *rule)
{
    bool all = rule->parts > 1 && !rule->told.left_out;
    for (size_t i = 0; i < rule->parts; i++)
        all &= rule->part[i].part == LC_PART_WHOLE
               && match->field[rule->part[i].field].role->household;
    return all;
}

/* Pairs of a household that are not one person's, beyond those of chance; -1 if no rule
 * finds them. */
static double siblings(const struct lc_match *match, const struct lc_way *way)
{
    double most = -1;
    for (size_t r = 0; r < match->rules; r++) {
        const struct lc_match_blocking *rule = match->rule + r;
        double chance = way->possible;
        if (!asks_household(match, rule))
            continue;
        for (size_t i = 0; i < rule->parts; i++) {
            size_t f = rule->part[i].field;
            chance *= way->said[f] * way->u[f][match->field[f].role->levels];
        }
        double others = way->count[r] * (1 - way->share[r] - way->beside[r]);
        most = fmax(most, fmax(others - chance, 0));
    }
    return most;
}

static double twins_of(const struct em *em, const struct lc_way *way)
{
    if (em->told)
        return number_of(em->match, way, em->learns, true);
    double beside = siblings(em->match, way);
    return born * (beside < 0 ? way->matches : beside);
}

static void set_numbers(const struct em *em)
{
    const struct lc_match *match = em->match;
    for (size_t t = 0; t < match->sources; t++)
        for (size_t s = 0; s <= t; s++) {
            struct lc_way *way = match->estimates->way + lc_way_of(s, t);
            if (way->possible <= 0)
                continue;
            way->most = match->source[s].apart && match->source[t].apart
                            ? fmin(match->source[s].records, match->source[t].records)
                            : way->possible / 2;
            way->matches =
                fmin(fmax(number_of(match, way, em->learns, false), 0.5), way->most);
            way->twins = named(match) ? fmin(twins_of(em, way), way->possible / 2) : 0;
        }
}

int lc_estimate(struct lc_match *match, struct lc_error *err)
{
    struct em em = { .match = match, .ways = lc_ways(match) };
    struct lc_estimates *found = match->estimates;
    em.sums = lc_alloc(em.ways, sizeof *em.sums);
    if (!em.sums)
        return LC_FAIL_NOMEM(err);
    set_start(&em);
    choose_rules(&em);
    set_shares(&em);
    for (found->rounds = 0; found->rounds < ROUNDS && !found->converged;
         found->rounds++) {
        memset(em.sums, 0, em.ways * sizeof *em.sums);
        for (uint32_t i = 0; i < match->tallies; i++)
            for (size_t r = 0; r < match->rules; r++)
                if (em.learns[r] && (match->tally[i].rules >> r & 1))
                    expect(&em, match->tally + i, r);
        found->converged = maximise_all(&em) < settled;
    }
    free(em.sums);
    set_numbers(&em);
    return LC_OK;
}

double lc_estimate_covered(const struct lc_match *match, const struct lc_way *way)
{
    struct lc_match_alike like[LC_MATCH_FIELDS];
    for (size_t f = 0; f < match->fields; f++) {
        const struct lc_match_parts *part = match->part + f;
        double same = way->m[f][match->field[f].role->levels];
        like[f].same = way->said[f] * same;
        /* of all that is not the same, unsaid or said */
        double other = way->said[f] * (1 - same) / fmax(1 - like[f].same, 1e-12);
        like[f].head = part->pairs > 0 ? other * part->head / part->pairs : 0;
        like[f].sound = part->pairs > 0 ? other * part->sound / part->pairs : 0;
    }
    return lc_match_covered(match, like);
}
