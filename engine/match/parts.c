#include "match/parts_inside.h"

#include <math.h>

void lc_parts_count(const struct lc_match *match, uint32_t record,
                    struct lc_parts *parts)
{
    for (size_t f = 0; f < match->fields; f++) {
        bool said = false;
        for (uint32_t i = lc_row_of(match, record); i < lc_row_of(match, record + 1);
             i++)
            said |= match->value[(size_t)i * match->fields + f] != 0;
        parts->said_by[f] += said;
    }
}

static void take_field(struct lc_parts *parts, size_t f, unsigned level, double bits)
{
    if (!parts->levels[f] || parts->best[f] < bits)
        parts->best[f] = bits;
    parts->levels[f] |= 1U << level;
}

void lc_parts_take(const struct lc_match *match, const struct lc_match_pair *pair,
                   struct lc_parts *parts)
{
    size_t s = lc_source_of(match, pair->a), t = lc_source_of(match, pair->b);
    const struct lc_way *way = match->estimates->way + lc_way_of(s, t);
    double bits[LC_MATCH_FIELDS];
    lc_match_weights(match, pair, bits);
    for (size_t f = 0; f < match->fields; f++)
        if (lc_match_level(pair->levels, f))
            take_field(parts, f, lc_match_level(pair->levels, f), bits[f]);
    parts->twins = fmax(parts->twins, way->twins / way->possible);
}

void lc_parts_end_record(const struct lc_match *match, struct lc_parts *parts)
{
    for (size_t f = 0; f < match->fields; f++) {
        int d = __builtin_popcount(parts->levels[f]);
        double bits = d > 0 ? parts->best[f] - log2(d) : 0;
        parts->in_favour[f] += fmax(bits, 0);
        parts->against[f] += fmin(bits, 0);
        parts->against_by[f] += bits < 0;
        parts->levels[f] = 0;
    }
}

double lc_parts_weight(const struct lc_match *match, const struct lc_parts *parts,
                       double *household)
{
    double weight = 0;
    *household = 0;
    for (size_t f = 0; f < match->fields; f++) {
        double mine = parts->against_by[f], theirs = parts->said_by[f];
        double bits = parts->in_favour[f] / parts->lesser;
        if (mine > 0)
            bits += parts->against[f] / mine * fmin(mine, theirs);
        weight += bits;
        *household += lc_of_household(match, f) ? bits : 0;
    }
    return weight;
}
