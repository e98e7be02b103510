#include "match/match.h"

#include <math.h>
#include <stdlib.h>

#include "match/estimate_inside.h"

static int tell_plan(struct lc_match *match, struct lc_error *err)
{
    free(match->told);
    match->told = lc_alloc(match->rules + 1, sizeof *match->told);
    if (!match->told)
        return LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < match->rules; r++)
        match->told[r] = match->rule[r].told;
    match->found.rules = match->rules;
    match->found.rule = match->told;
    match->found.records = match->records;
    return LC_OK;
}

int lc_match_plan(lc_match *match, const struct lc_match_settings *settings,
                  lc_team *team, struct lc_match_found *found, struct lc_error *err)
{
    int code = match->value ? LC_OK : lc_match_gather(match, team, err);
    match->before = settings->before;
    if (!code && !match->rules) {
        lc_match_rules_make(match);
        code = lc_match_rules_count(match, team, err);
        if (!code)
            lc_match_rules_choose(match, settings->pairs);
    }
    if (!code)
        code = tell_plan(match, err);
    *found = match->found;
    return code;
}

/* A source pair's part in what is told of all: by its pairs of one person. */
static void add_mean(struct lc_match *match, const struct lc_way *way, double share)
{
    for (size_t f = 0; f < match->fields; f++) {
        match->mean[f].said += share * way->said[f];
        for (unsigned l = 1; l <= match->field[f].role->levels; l++) {
            match->mean[f].m[l - 1] += share * way->m[f][l];
            match->mean[f].u[l - 1] += share * way->u[f][l];
        }
    }
}

static int tell_estimates(struct lc_match *match, struct lc_error *err)
{
    struct lc_match_found *found = &match->found;
    double all = 1e-300, covered = 0;
    match->mean = lc_alloc(match->fields, sizeof *match->mean);
    if (!match->mean)
        return LC_FAIL_NOMEM(err);
    for (size_t w = 0; w < lc_ways(match); w++)
        all += match->estimates->way[w].matches;
    for (size_t w = 0; w < lc_ways(match); w++) {
        const struct lc_way *way = match->estimates->way + w;
        double share = way->matches / all;
        found->possible += way->possible;
        found->households += way->twins;
        if (way->possible > 0)
            covered += share * lc_estimate_covered(match, way);
        add_mean(match, way, share);
    }
    found->covered = covered;
    if (covered > 0) /* beside those of clusters, or between such, what no rule makes */
        found->missed += fmax(found->made / covered - found->right - found->missed, 0);
    found->matches = found->right + found->missed;
    found->recall = found->matches > 0 ? found->right / found->matches : 1;
    found->estimate = match->mean;
    found->rounds = match->estimates->rounds;
    found->converged = match->estimates->converged;
    return LC_OK;
}

bool lc_match_between(const lc_match *match, size_t s, size_t t,
                      struct lc_match_estimate *estimate, double *possible,
                      double *matches)
{
    const struct lc_way *way =
        match->estimates->way + (s < t ? lc_way_of(s, t) : lc_way_of(t, s));
    *possible = way->possible;
    *matches = way->matches;
    for (size_t f = 0; f < match->fields; f++) {
        estimate[f].said = way->said[f];
        for (unsigned l = 1; l <= match->field[f].role->levels; l++) {
            estimate[f].m[l - 1] = way->m[f][l];
            estimate[f].u[l - 1] = way->u[f][l];
        }
    }
    return way->possible > 0;
}

int lc_match_run(lc_match *match, const struct lc_match_settings *settings,
                 lc_team *team, struct lc_match_found *found, struct lc_error *err)
{
    int code = lc_match_plan(match, settings, team, found, err);
    if (!code)
        code = lc_match_pairs_make(match, team, err);
    if (!code)
        code = lc_chance_find(match, team, err);
    if (!code)
        code = lc_estimate(match, err);
    if (!code)
        code = lc_match_weigh(match, team, err);
    if (!code)
        code = lc_match_cluster(match, settings, err);
    if (!code)
        code = tell_estimates(match, err);
    if (!code)
        code = tell_plan(match, err);
    *found = match->found;
    return code;
}
