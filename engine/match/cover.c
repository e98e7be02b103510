/* Which share of one person's pairs the rules make: by what two of its records may have
 * in common, field by field, all of it counted out. */
#include "match/match_inside.h"

/* How much of a field is the same; each has what stands before it: what sounds alike
 * begins alike (Russell's code). */
enum { NOTHING, HEAD, SOUND, ALL, STATES };

static const int asked[LC_PART_PARTS] = { ALL, HEAD, SOUND };

struct covering {
    const struct lc_match *match;
    uint32_t involved; /* fields that rules of several fields ask for */
    double share[LC_MATCH_FIELDS][STATES];
    int state[LC_MATCH_FIELDS];
};

static bool makes(const struct covering *c, const struct lc_match_blocking *rule)
{
    for (size_t i = 0; i < rule->parts; i++)
        if (c->state[rule->part[i].field] < asked[rule->part[i].part])
            return false;
    return true;
}

static bool is_number(const struct lc_match *match,
                      const struct lc_match_blocking *rule)
{
    return match->field[rule->part[0].field].role->kind == LC_MATCH_NUMBER;
}

/* The share p of the pairs, whose fields before f stand at their states. */
static double from(struct covering *c, size_t f, double p)
{
    double sum = 0;
    while (f < c->match->fields && !(c->involved >> f & 1))
        f++;
    if (!(p > 0))
        return 0;
    for (size_t r = 0; r < c->match->rules && f == c->match->fields; r++)
        if (!c->match->rule[r].told.left_out && makes(c, c->match->rule + r))
            return p;
    for (int s = 0; s < STATES && f < c->match->fields; s++) {
        c->state[f] = s;
        sum += from(c, f + 1, p * c->share[f][s]);
    }
    return sum;
}

/* A number is a rule of its own, so what the others make is counted without them. */
double lc_match_covered(const struct lc_match *match, const struct lc_match_alike *like)
{
    struct covering c = { .match = match };
    double missed = 1;
    for (size_t r = 0; r < match->rules; r++)
        if (match->rule[r].told.left_out)
            continue;
        else if (is_number(match, match->rule + r))
            missed *= 1 - like[match->rule[r].part[0].field].same;
        else
            c.involved |= match->rule[r].involved;
    for (size_t f = 0; f < match->fields; f++) {
        double other = 1 - like[f].same;
        c.share[f][ALL] = like[f].same;
        c.share[f][SOUND] = other * like[f].sound;
        c.share[f][HEAD] = other * (like[f].head - like[f].sound);
        c.share[f][NOTHING] = other * (1 - like[f].head);
    }
    return 1 - missed * (1 - from(&c, 0, 1));
}
