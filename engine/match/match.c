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
    if (!code && !match->rules) {
        lc_match_rules_make(match);
        code = lc_match_rules_count(match, settings->pairs, team, err);
    }
    if (!code)
        code = tell_plan(match, err);
    *found = match->found;
    return code;
}

/* All source pairs together, by how many pairs of one person each has. */
static int tell_estimates(struct lc_match *match, struct lc_error *err)
{
    struct lc_match_found *found = &match->found;
    double all = 0, covered = 0;
    match->mean = lc_alloc(match->fields, sizeof *match->mean);
    if (!match->mean)
        return LC_FAIL_NOMEM(err);
    for (size_t w = 0; w < lc_ways(match); w++) {
        const struct lc_way *way = match->estimates->way + w;
        found->possible += way->possible;
        found->households += way->twins;
        all += way->matches;
        covered += way->matches * lc_estimate_covered(match, way);
        for (size_t f = 0; f < match->fields; f++)
            for (unsigned l = 1; l <= match->field[f].role->levels; l++) {
                match->mean[f].m[l - 1] += way->matches * way->m[f][l];
                match->mean[f].u[l - 1] += way->matches * way->u[f][l];
            }
        for (size_t f = 0; f < match->fields; f++)
            match->mean[f].said += way->matches * way->said[f];
    }
    for (size_t f = 0; f < match->fields; f++) {
        for (size_t l = 0; l < LC_MATCH_LEVELS; l++) {
            match->mean[f].m[l] /= all;
            match->mean[f].u[l] /= all;
        }
        match->mean[f].said /= all;
    }
    found->covered = all > 0 ? covered / all : 0;
    if (found->covered > 0)
        found->matches /= found->covered;
    found->matches = fmax(found->matches, fmax(found->right, 1e-9));
    found->recall = found->right / found->matches;
    found->estimate = match->mean;
    found->rounds = match->estimates->rounds;
    found->converged = match->estimates->converged;
    return LC_OK;
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
        code = lc_match_weigh(match, settings->threshold, team, err);
    if (!code)
        code = lc_match_cluster(match, settings->threshold, err);
    if (!code)
        code = tell_estimates(match, err);
    if (!code)
        code = tell_plan(match, err);
    *found = match->found;
    return code;
}
