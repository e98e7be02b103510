/* Which rules are used. Those of several parts, and numbers, if they are not beyond all
 * measure. What agrees in one thing alone is seldom one person's that no other rule
 * has: such a rule is used where it costs next to nothing, and else, cheapest first, as
 * long as too many pairs would have nothing in common that is asked for: where much is
 * not said. */
#include <math.h>

#include "match/match_inside.h"

/* Beforehand: a value that both say is the same in so many pairs of one person; and so
 * many pairs some rule is to make. With four fields of which a rule takes any two that
 * is just so where all is said. */
static const double same_before = 0.85, wanted = 0.98;

static double covered_before(const struct lc_match *match)
{
    struct lc_match_alike like[LC_MATCH_FIELDS] = { { 0 } };
    for (size_t f = 0; f < match->fields; f++) {
        double said = 0;
        for (size_t s = 0; s < match->sources; s++)
            said += match->source[s].sayers[f];
        said /= match->records + 1e-300;
        like[f].same = same_before * said * said;
    }
    return lc_match_covered(match, like);
}

/* The cheapest single rule that is left out and makes no more than `most`, or NULL. */
static struct lc_match_blocking *cheapest(struct lc_match *match, double most)
{
    struct lc_match_blocking *best = NULL;
    for (size_t r = 0; r < match->rules; r++) {
        struct lc_match_blocking *rule = match->rule + r;
        if (rule->told.left_out && !lc_match_is_tight(match, rule)
            && rule->told.pairs <= most
            && (!best || rule->told.pairs < best->told.pairs))
            best = rule;
    }
    return best;
}

/* All rules together make no more than memory holds: 12 bytes a pair. */
static double total_of(const struct lc_match *match)
{
    return 5e6 + 30.0 * match->rows;
}

static void choose(struct lc_match *match)
{
    double rows = match->rows, cheap = fmax(1e5, 2 * rows), dear = 1e6 + 20 * rows;
    double left = total_of(match);
    for (size_t r = 0; r < match->rules; r++) {
        struct lc_match_blocking *rule = match->rule + r;
        double limit = lc_match_is_tight(match, rule) ? dear : cheap;
        rule->told.left_out = rule->told.pairs > fmin(limit, left);
        left -= rule->told.left_out ? 0 : rule->told.pairs;
    }
    for (struct lc_match_blocking *rule; (rule = cheapest(match, fmin(dear, left)))
                                         && covered_before(match) < wanted;) {
        rule->told.left_out = false;
        left -= rule->told.pairs;
    }
}

static void ask(struct lc_match *match, size_t r)
{
    const struct lc_match_blocking *rule = match->rule + r;
    struct lc_match_asked *asked = match->ask + match->asked++;
    *asked = (struct lc_match_asked){ .whole = rule->whole, .rule = (uint8_t)r };
    for (size_t i = 0; i < rule->parts; i++)
        asked->parts |= rule->part[i].part != LC_PART_WHOLE;
}

void lc_match_rules_choose(struct lc_match *match, double most)
{
    if (!(most > 0))
        choose(match);
    for (size_t r = 0; r < match->rules; r++) {
        if (most > 0)
            match->rule[r].told.left_out = match->rule[r].told.pairs > most;
        if (match->rule[r].told.left_out)
            lc_match_rule_forget(match->rule + r);
        else
            ask(match, r);
    }
}
