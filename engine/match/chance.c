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
/* Of few values each pair is drawn so often, and no more. */
enum { OFTEN = 64 };

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

/* All source pairs together draw as many as three do: each has its own chances, but
 * they are of one population. */
static unsigned draws_of(const struct lc_match *match, const struct lc_match_role *role)
{
    unsigned sources = 0, ways;
    for (size_t s = 0; s < match->sources; s++)
        sources += match->source[s].records != 0;
    ways = sources * (sources + 1) / 2;
    return ways <= 3 ? role->draws : (3 * role->draws + ways - 1) / ways;
}

/* Few records have few pairs: no more are drawn than so often each. */
static double enough_of(const struct lc_match *match, size_t s, size_t t, size_t f,
                        size_t g)
{
    return OFTEN * match->source[s].said[f] * (double)match->source[t].said[g];
}

static void compare_laid(const struct lc_match *match, size_t s, size_t t, size_t f,
                         const uint32_t *place, struct level_sums *sums)
{
    const struct lc_match_role *role = match->field[f].role;
    const uint32_t *mine = place + s * LAID, *theirs = place + t * LAID;
    unsigned draws = draws_of(match, role);
    double enough = enough_of(match, s, t, f, f);
    for (uint32_t k = 0; k < 2 * draws; k++) {
        uint32_t move = (k / 2 + 1) * 7919;
        for (uint32_t i = 0; i < LAID && sums->pairs < enough; i++) {
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
    double sum = 0, n = a->sayers[f], m = b->sayers[g];
    bool number = match->field[f].role->kind == LC_MATCH_NUMBER;
    for (uint32_t i = 1; i <= count; i++) {
        double x = a->count[f][i], y = (double)b->count[g][i] - (s == t && f == g);
        if (x > 0 && y > 0)
            sum += x * y - (number ? (1 - LC_ASTRAY) * fmin(x, y) : 0);
    }
    m -= s == t && f == g;
    return n > 0 && m > 0 ? sum / (n * m) : 0;
}

/* Drawn to what is known beforehand. */
static double drawn_to(const struct lc_match *match, size_t s, size_t t, size_t f,
                       unsigned level, double chance)
{
    double n = fmin(match->source[s].sayers[f], match->source[t].sayers[f]);
    return match->before > 0
               ? (n * chance + match->before * match->field[f].role->two[level - 1])
                     / (n + match->before)
               : chance;
}

/* No chance is nought: of a level that no draw met, as if half of one had. Records that
 * say several values have as many chances to be alike; the least likeness is the rest.
 */
static void set_chances(const struct lc_match *match, size_t s, size_t t, size_t f,
                        const struct level_sums *sums, struct lc_way *way)
{
    unsigned levels = match->field[f].role->levels;
    const struct lc_match_source *a = match->source + s, *b = match->source + t;
    double pairs = (double)a->sayers[f] * b->sayers[f], rest = 1;
    double each = (double)a->said[f] * b->said[f] / fmax(pairs, 1);
    double same = equal_chance(match, s, t, f, f);
    same = drawn_to(match, s, t, f, levels, fmin(fmax(same, 0.5 / (pairs + 1)), 0.999));
    for (unsigned l = levels; l > 0; l--) {
        double drawn =
            (1 - same) * (sums->at[l] + 0.5) / (sums->pairs + 0.5 * (levels - 1));
        way->u[f][l] =
            l == levels ? same
            : l == 1    ? rest
                        : fmin(drawn_to(match, s, t, f, l, each * drawn), 0.999 * rest);
        rest -= way->u[f][l];
        way->rare[f][l] = sums->at[l] > 0 ? sums->rare[l] / sums->at[l] : 0;
    }
    way->said[f] = pairs / ((double)a->records * b->records + 1e-300);
}

/* --- names in each other's place -------------------------------------------------- */

/* How like a first name of the one source and a surname of the other are by chance. */
struct crossing {
    double same, alike, words; /* the same; else alike and more, in words and more */
};

struct crossings {
    const struct lc_match *match;
    uint32_t *place[2];  /* first names' and surnames' of all sources, laid out */
    struct crossing *of; /* [sources x sources] */
};

static bool is_looked_at(const struct lc_match *match, size_t s, size_t t)
{
    return s != t || !match->source[s].apart;
}

static bool are_crossed(const struct lc_match *match, size_t s, size_t t)
{
    return is_looked_at(match, s, t) && match->source[s].said[match->forename]
           && match->source[s].said[match->surname]
           && match->source[t].said[match->forename]
           && match->source[t].said[match->surname];
}

static void cross(void *context, size_t which, size_t worker LC_UNUSED)
{
    struct crossings *c = context;
    const struct lc_match *match = c->match;
    size_t s = which / match->sources, t = which % match->sources;
    size_t f = (size_t)match->forename, g = (size_t)match->surname;
    const struct lc_match_role *role = match->field[f].role;
    unsigned draws = draws_of(match, role);
    double enough = enough_of(match, s, t, f, g), alike = 0, words = 0, pairs = 0;
    if (!are_crossed(match, s, t))
        return;
    for (uint32_t k = 0; k < draws; k++)
        for (uint32_t i = 0; i < LAID && pairs < enough; i++, pairs++) {
            uint32_t a = c->place[0][s * LAID + i];
            uint32_t b = c->place[1][t * LAID + (i * STEP + (k + 1) * 7919) % LAID];
            unsigned level = a == b ? 0
                                    : role->compare(lc_value_of(match, f, a),
                                                    lc_value_of(match, f, b));
            alike += level >= LC_NAME_ALIKE;
            words += level >= LC_NAME_WORDS;
        }
    double same = equal_chance(match, s, t, f, g);
    c->of[which] = (struct crossing){ same, (1 - same) * alike / pairs,
                                      (1 - same) * words / pairs };
}

/* Both ways, as pair.c asks for it. They are of one whole with what differs. */
static void set_exchanged(const struct lc_match *match, size_t s, size_t t,
                          const struct crossing *of)
{
    struct lc_way *way = match->estimates->way + lc_way_of(s, t);
    struct crossing x = of[s * match->sources + t], y = of[t * match->sources + s];
    double both = x.same * (y.same + y.alike) + y.same * x.alike + x.words * y.words;
    double *u = way->u[match->forename];
    double whole = u[LC_NAME_EXCHANGED] + u[LC_NAME_DIFFERS];
    u[LC_NAME_EXCHANGED] = fmin(drawn_to(match, s, t, (size_t)match->forename,
                                         LC_NAME_EXCHANGED, fmax(both, 1e-12)),
                                0.999 * whole);
    u[LC_NAME_DIFFERS] = whole - u[LC_NAME_EXCHANGED];
}

static int lay_all(const struct lc_match *match, size_t f, uint32_t **place)
{
    size_t count;
    struct draw *draw = order_values(match, f, &count);
    *place = lc_alloc(match->sources * LAID, sizeof **place);
    for (size_t s = 0; s < match->sources && draw && *place; s++)
        if (match->source[s].said[f])
            lay(match, s, f, draw, count, *place + s * LAID);
    free(draw);
    return draw && *place ? LC_OK : LC_NOMEM;
}

static int find_exchanged(const struct lc_match *match, lc_team *team)
{
    size_t sources = match->sources;
    struct crossings c = { .match = match };
    if (match->forename < 0 || match->surname < 0)
        return LC_OK;
    c.of = lc_alloc(sources * sources, sizeof *c.of);
    int code = c.of ? lay_all(match, (size_t)match->forename, c.place) : LC_NOMEM;
    if (!code)
        code = lay_all(match, (size_t)match->surname, c.place + 1);
    if (!code)
        lc_team_run(team, sources * sources, cross, &c);
    for (size_t t = 0; t < sources && !code; t++)
        for (size_t s = 0; s <= t; s++)
            if (are_crossed(match, s, t))
                set_exchanged(match, s, t, c.of);
    free(c.place[0]);
    free(c.place[1]);
    free(c.of);
    return code;
}

/* --- all fields ------------------------------------------------------------------- */

struct finding {
    struct lc_match *match;
    int code[LC_MATCH_FIELDS];
};

static void find_field(void *context, size_t f, size_t worker LC_UNUSED)
{
    struct finding *w = context;
    const struct lc_match *match = w->match;
    uint32_t *place;
    w->code[f] = lay_all(match, f, &place);
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
        }
    return find_exchanged(match, team) ? LC_FAIL_NOMEM(err) : LC_OK;
}
