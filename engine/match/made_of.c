#include "match/made_of_inside.h"

#include <math.h>
#include <stdlib.h>

/* Which sources have a person, a bit each, and how many persons. */
struct pattern {
    uint64_t sources;
    double count;
};

struct lc_made {
    size_t sources;
    double clusters; /* K */
    size_t patterns;
    struct pattern *pattern;       /* by sources */
    double with[LC_MATCH_SOURCES]; /* clusters with any of the source */
    uint32_t most[LC_MATCH_SOURCES];
    /* by how many of the source, to twice the most: clusters, and what is added to
     * them of one that is not there (smooth) */
    double *count[LC_MATCH_SOURCES], *near[LC_MATCH_SOURCES];
};

/* --- counting --------------------------------------------------------------------- */

static struct lc_made_of of_cluster(const struct lc_match *match,
                                    const struct lc_clusters *c, uint32_t root)
{
    struct lc_made_of made = { { 0 } };
    uint32_t record = root;
    do {
        made.of[lc_source_of(match, record)]++;
        record = c->next[record];
    } while (record != root);
    return made;
}

static uint64_t sources_of(const struct lc_made *made, const struct lc_made_of *k)
{
    uint64_t sources = 0;
    for (size_t i = 0; i < made->sources; i++)
        sources |= (uint64_t)(k->of[i] > 0) << i;
    return sources;
}

static int by_sources(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    return (x->sources > y->sources) - (x->sources < y->sources);
}

/* One more cluster whose number is about that of one of them, further off four times
 * less likely by each record. */
static void smooth(const double *count, double clusters, size_t sizes, double *near)
{
    double ahead = 0;
    for (size_t k = 1; k < sizes; k++) {
        ahead = ahead / 4 + count[k];
        near[k] = ahead;
    }
    ahead = 0;
    for (size_t k = sizes; k-- > 1;) {
        near[k] = 0.6 * (near[k] + ahead) / clusters; /* 0.6 = 1 / sum of 4^-|j| */
        ahead = (ahead + count[k]) / 4;
    }
}

static int make_counts(struct lc_made *made)
{
    for (size_t i = 0; i < made->sources; i++) {
        size_t sizes = 2 * (size_t)made->most[i] + 1;
        made->count[i] = lc_alloc(sizes, sizeof *made->count[i]);
        made->near[i] = lc_alloc(sizes, sizeof *made->near[i]);
        if (!made->count[i] || !made->near[i])
            return LC_NOMEM;
    }
    return LC_OK;
}

static void find_most(struct lc_made *made, const struct lc_match *match,
                      const struct lc_clusters *c)
{
    for (uint32_t r = 0; r < match->records; r++) {
        if (c->up[r] != r)
            continue;
        struct lc_made_of k = of_cluster(match, c, r);
        for (size_t i = 0; i < made->sources; i++)
            made->most[i] = k.of[i] > made->most[i] ? k.of[i] : made->most[i];
        made->clusters += 1;
    }
}

static void count_all(struct lc_made *made, const struct lc_match *match,
                      const struct lc_clusters *c)
{
    size_t kept = 0;
    for (uint32_t r = 0; r < match->records; r++) {
        if (c->up[r] != r)
            continue;
        struct lc_made_of k = of_cluster(match, c, r);
        for (size_t i = 0; i < made->sources; i++)
            if (k.of[i]) {
                made->count[i][k.of[i]] += 1;
                made->with[i] += 1;
            }
        made->pattern[made->patterns++] = (struct pattern){ sources_of(made, &k), 1 };
    }
    qsort(made->pattern, made->patterns, sizeof *made->pattern, by_sources);
    for (size_t i = 0; i < made->patterns; i++)
        if (kept && made->pattern[kept - 1].sources == made->pattern[i].sources)
            made->pattern[kept - 1].count += 1;
        else
            made->pattern[kept++] = made->pattern[i];
    made->patterns = kept;
    for (size_t i = 0; i < made->sources; i++)
        if (made->with[i] > 0)
            smooth(made->count[i], made->with[i], 2 * (size_t)made->most[i] + 1,
                   made->near[i]);
}

struct lc_made *lc_made_new(const struct lc_match *match,
                            const struct lc_clusters *clusters)
{
    struct lc_made *made = lc_alloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->sources = match->sources;
    find_most(made, match, clusters);
    made->pattern = lc_alloc((size_t)made->clusters + 1, sizeof *made->pattern);
    if (!made->pattern || make_counts(made)) {
        lc_made_free(made);
        return NULL;
    }
    count_all(made, match, clusters);
    return made;
}

void lc_made_free(struct lc_made *made)
{
    for (size_t i = 0; made && i < made->sources; i++) {
        free(made->count[i]);
        free(made->near[i]);
    }
    if (made)
        free(made->pattern);
    free(made);
}

/* --- odds ------------------------------------------------------------------------- */

/* The share that independent sources would give. */
static double by_chance(const struct lc_made *made, uint64_t sources)
{
    double p = 1, none = 1;
    for (size_t i = 0; i < made->sources; i++) {
        double with = (made->with[i] + 0.5) / (made->clusters + 1);
        p *= sources >> i & 1 ? with : 1 - with;
        none *= 1 - with;
    }
    return p / (1 - none);
}

static double count_of(const struct lc_made *made, uint64_t sources)
{
    const struct pattern key = { sources, 0 };
    const struct pattern *found =
        bsearch(&key, made->pattern, made->patterns, sizeof *made->pattern, by_sources);
    return found ? found->count : 0;
}

/* log2 of mu(k). */
static double log2_share(const struct lc_made *made, const struct lc_made_of *k)
{
    uint64_t sources = sources_of(made, k);
    double expected = made->clusters * by_chance(made, sources) + 1e-300;
    double n = count_of(made, sources);
    double sum = log2(expected * (n + 1) / (expected + 1) / made->clusters);
    for (size_t i = 0; i < made->sources; i++)
        if (k->of[i])
            sum += log2((made->count[i][k->of[i]] + made->near[i][k->of[i]])
                        / (made->with[i] + 1));
    return sum;
}

double lc_made_odds(const struct lc_made *made, const struct lc_made_of *s,
                    const struct lc_made_of *r)
{
    struct lc_made_of both;
    double ways = 0;
    for (size_t i = 0; i < made->sources; i++) {
        both.of[i] = s->of[i] + r->of[i];
        if (s->of[i] && r->of[i])
            ways += lgamma(both.of[i] + 1.0) - lgamma(s->of[i] + 1.0)
                    - lgamma(r->of[i] + 1.0);
    }
    return ways / log(2) + log2_share(made, &both) - log2_share(made, s)
           - log2_share(made, r) - log2(made->clusters);
}
