/* u: how alike two different persons are by chance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "match/estimate_inside.h"

/* Values are laid out by how often they are said, in an order of their texts' hashes,
 * which has nothing to do with what they are or where they stood. Place i of the one
 * source is held against place i * STEP + move of the other, and the other way round:
 * as good as drawn at random, the same for any order of rows and of sources. */
enum { LAID = 1 << 15, STEP = 20251 };

struct draw {
    uint64_t hash;
    uint32_t number;
};

static int by_hash(const void *x, const void *y)
{
    const struct draw *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Values of the field's pool that any source says of it, by hash. */
static struct draw *order_values(const struct lc_match *match, size_t f, size_t *count)
{
    const struct lc_match_pool *pool = match->pool + match->pool_of[f];
    struct draw *draw = lc_alloc((size_t)pool->texts.count + 1, sizeof *draw);
    *count = 0;
    for (uint32_t i = 1; draw && i <= pool->texts.count; i++) {
        bool is_said = false;
        for (size_t s = 0; s < match->sources && !is_said; s++)
            is_said = match->source[s].count[f][i] != 0;
        if (is_said)
            draw[(*count)++] =
                (struct draw){ lc_hash_short(pool->value[i].text, pool->value[i].size),
                               i };
    }
    if (draw)
        qsort(draw, *count, sizeof *draw, by_hash);
    return draw;
}

/* LAID places, each value as many as its share. */
static void lay(const struct lc_match *match, size_t s, size_t f,
                const struct draw *draw, size_t count, uint32_t *place)
{
    const struct lc_match_source *source = match->source + s;
    double step = (double)source->said[f] / LAID, next = step / 2, sum = 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        sum += source->count[f][draw[i].number];
        for (; at < LAID && next < sum; next += step)
            place[at++] = draw[i].number;
    }
    while (at < LAID && at > 0)
        place[at] = place[at - 1], at++;
}

struct level_sums {
    double pairs, at[LC_MATCH_ROOM], rare[LC_MATCH_ROOM];
};

static void compare_laid(const struct lc_match *match, size_t s, size_t t, size_t f,
                         const uint32_t *place, struct level_sums *sums)
{
    const struct lc_match_role *role = match->field[f].role;
    const uint32_t *mine = place + s * LAID, *theirs = place + t * LAID;
    for (uint32_t k = 0; k < 2 * role->draws; k++) {
        uint32_t move = (k / 2 + 1) * 7919;
        for (uint32_t i = 0; i < LAID; i++) {
            uint32_t j = (i * STEP + move) % LAID;
            uint32_t a = mine[k % 2 ? j : i], b = theirs[k % 2 ? i : j];
            if (a == b)
                continue;
            unsigned level =
                role->compare(lc_value_of(match, f, a), lc_value_of(match, f, b));
            sums->pairs += 1;
            sums->at[level] += 1;
            if (level > 1) {
                double p = lc_frequency(match, s, t, f, a),
                       q = lc_frequency(match, s, t, f, b);
                sums->rare[level] += 1 / (p < q ? p : q);
            }
        }
    }
}

/* That two draws are equal: of one source, two different rows. */
static double equal_chance(const struct lc_match *match, size_t s, size_t t, size_t f,
                           size_t g)
{
    const struct lc_match_source *a = match->source + s, *b = match->source + t;
    uint32_t count = match->pool[match->pool_of[f]].texts.count;
    double sum = 0, n = a->said[f], m = b->said[g];
    for (uint32_t i = 1; i <= count; i++)
        sum += (double)a->count[f][i] * ((double)b->count[g][i] - (s == t && f == g));
    m -= s == t && f == g;
    return n > 0 && m > 0 ? sum / (n * m) : 0;
}

/* No chance is nought: of a level that no draw met, as if half of one had. */
static void set_chances(const struct lc_match *match, size_t s, size_t t, size_t f,
                        const struct level_sums *sums, struct lc_way *way)
{
    unsigned levels = match->field[f].role->levels;
    double pairs = (double)match->source[s].said[f] * match->source[t].said[f];
    double same = equal_chance(match, s, t, f, f);
    same = fmin(fmax(same, 0.5 / (pairs + 1)), 0.999);
    for (unsigned l = 1; l < levels; l++) {
        way->u[f][l] =
            (1 - same) * (sums->at[l] + 0.5) / (sums->pairs + 0.5 * (levels - 1));
        way->rare[f][l] = sums->at[l] > 0 ? sums->rare[l] / sums->at[l] : 0;
    }
    way->u[f][levels] = same;
    way->said[f] =
        pairs / ((double)match->source[s].rows * match->source[t].rows + 1e-300);
}

/* Of two names exchanged: the one is the other's other, both ways. */
static void set_exchanged(const struct lc_match *match, size_t s, size_t t,
                          struct lc_way *way)
{
    if (match->forename < 0 || match->surname < 0)
        return;
    size_t f = (size_t)match->forename, g = (size_t)match->surname;
    double both = equal_chance(match, s, t, f, g) * equal_chance(match, s, t, g, f);
    way->u[f][match->field[f].role->levels - 1] = fmax(both, 1e-12);
}

struct finding {
    struct lc_match *match;
    int code[LC_MATCH_FIELDS];
};

static bool is_looked_at(const struct lc_match *match, size_t s, size_t t)
{
    return s != t || !match->source[s].apart;
}

static void find_field(void *context, size_t f, size_t worker LC_UNUSED)
{
    struct finding *w = context;
    const struct lc_match *match = w->match;
    size_t count;
    struct draw *draw = order_values(match, f, &count);
    uint32_t *place = lc_alloc(match->sources * LAID, sizeof *place);
    w->code[f] = draw && place ? LC_OK : LC_NOMEM;
    for (size_t s = 0; s < match->sources && !w->code[f]; s++)
        if (match->source[s].said[f])
            lay(match, s, f, draw, count, place + s * LAID);
    for (size_t t = 0; t < match->sources && !w->code[f]; t++)
        for (size_t s = 0; s <= t; s++) {
            struct level_sums sums = { 0 };
            struct lc_way *way = match->estimates->way + lc_way_of(s, t);
            if (!is_looked_at(match, s, t))
                continue;
            if (match->source[s].said[f] && match->source[t].said[f])
                compare_laid(match, s, t, f, place, &sums);
            set_chances(match, s, t, f, &sums, way);
        }
    free(draw);
    free(place);
}

int lc_chance_find(struct lc_match *match, lc_team *team, struct lc_error *err)
{
    size_t ways = lc_ways(match);
    struct finding w = { .match = match };
    match->estimates =
        lc_alloc(1, sizeof *match->estimates + ways * sizeof(struct lc_way));
    if (!match->estimates)
        return LC_FAIL_NOMEM(err);
    lc_team_run(team, match->fields, find_field, &w);
    for (size_t f = 0; f < match->fields; f++)
        if (w.code[f])
            return LC_FAIL_NOMEM(err);
    for (size_t t = 0; t < match->sources; t++)
        for (size_t s = 0; s <= t; s++) {
            struct lc_way *way = match->estimates->way + lc_way_of(s, t);
            double n = match->source[s].records, m = match->source[t].records;
            if (!is_looked_at(match, s, t))
                continue;
            way->possible = s == t ? n * (n - 1) / 2 : n * m;
            set_exchanged(match, s, t, way);
        }
    return LC_OK;
}
