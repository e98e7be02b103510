/* Clusters: pairs in order of their chance join records, but never two of a source
 * whose records are apart, and two clusters only if what they say of each other agrees:
 * the mean chance of all pairs between them is at least `agreed`, where a pair that no
 * rule made has none. So one likely pair does not chain two persons' records together
 * (average linkage, Sokal and Michener, 1958, stopped there). */
#include <stdlib.h>

#include "base/memory.h"
#include "match/cluster_inside.h"

static const double agreed = 1.0 / 3;

static int make_rings(struct lc_clusters *c)
{
    size_t n = (size_t)c->match->records + 1;
    c->up = lc_alloc(n, sizeof *c->up);
    c->next = lc_alloc(n, sizeof *c->next);
    c->size = lc_alloc(n, sizeof *c->size);
    c->sources = lc_alloc(n, sizeof *c->sources);
    if (!c->up || !c->next || !c->size || !c->sources)
        return LC_NOMEM;
    for (uint32_t r = 0; r < c->match->records; r++) {
        size_t s = lc_source_of(c->match, r);
        c->up[r] = c->next[r] = r;
        c->size[r] = 1;
        c->sources[r] = c->match->source[s].apart ? UINT64_C(1) << s : 0;
    }
    return LC_OK;
}

/* Which pairs each record is in. */
static int list_pairs(struct lc_clusters *c)
{
    const struct lc_match_pair *pair = c->match->pair;
    size_t count = c->match->found.pairs;
    c->first = lc_alloc((size_t)c->match->records + 2, sizeof *c->first);
    c->pair = lc_alloc(2 * count + 1, sizeof *c->pair);
    if (!c->first || !c->pair)
        return LC_NOMEM;
    for (size_t i = 0; i < count; i++)
        c->first[pair[i].a + 2]++, c->first[pair[i].b + 2]++;
    for (uint32_t r = 0; r < c->match->records; r++)
        c->first[r + 2] += c->first[r + 1];
    for (size_t i = 0; i < count; i++) {
        c->pair[c->first[pair[i].a + 1]++] = (uint32_t)i;
        c->pair[c->first[pair[i].b + 1]++] = (uint32_t)i;
    }
    return LC_OK;
}

/* The pairs of a record of the one cluster and one of the other. */
struct between {
    uint32_t small, large, record;
    size_t k;
};

static struct between between(const struct lc_clusters *c, uint32_t a, uint32_t b)
{
    uint32_t small = c->size[a] < c->size[b] ? a : b;
    return (struct between){ small, small == a ? b : a, small, c->first[small] };
}

/* NULL behind the last. */
static const struct lc_match_pair *next_between(const struct lc_clusters *c,
                                                struct between *at)
{
    for (;;) {
        while (at->k < c->first[at->record + 1]) {
            const struct lc_match_pair *p = c->match->pair + c->pair[at->k++];
            uint32_t other = p->a == at->record ? p->b : p->a;
            if (lc_cluster_root(c->up, other) == at->large)
                return p;
        }
        at->record = c->next[at->record];
        if (at->record == at->small)
            return NULL;
        at->k = c->first[at->record];
    }
}

/* Over all pairs that there could be. */
static double mean_chance(const struct lc_clusters *c, uint32_t a, uint32_t b)
{
    struct between at = between(c, a, b);
    const struct lc_match_pair *p;
    double sum = 0;
    while ((p = next_between(c, &at)))
        sum += (double)p->chance;
    return sum / ((double)c->size[a] * c->size[b]);
}

/* Does some pair of the two say that they are two persons'? */
static bool are_two(const struct lc_clusters *c, const struct lc_match_bounds *bounds,
                    uint32_t a, uint32_t b)
{
    struct between at = between(c, a, b);
    const struct lc_match_pair *p;
    bool two = false;
    while (bounds && bounds->two && !two && (p = next_between(c, &at)))
        two = bounds->two(bounds->context, p);
    return two;
}

static int join(struct lc_clusters *c, uint32_t a, uint32_t b, bool known)
{
    uint32_t least = a < b ? a : b, next = c->next[a];
    if (LC_GROW_BARE(c->merge, c->merge_room, c->merges + 1, NULL))
        return LC_NOMEM;
    c->merge[c->merges++] =
        (struct lc_cluster_merge){ { a, b }, { c->size[a], c->size[b] }, known };
    c->next[a] = c->next[b];
    c->next[b] = next;
    c->size[least] = c->size[a] + c->size[b];
    c->sources[least] = c->sources[a] | c->sources[b];
    c->up[a] = c->up[b] = least;
    return LC_OK;
}

/* Clusters of what is one person's at any rate. */
static int join_known(struct lc_clusters *c, const struct lc_match_bounds *bounds)
{
    int code = LC_OK;
    for (size_t i = 0; bounds && i < bounds->joined && !code; i++) {
        uint32_t a = lc_cluster_root(c->up, bounds->record[i][0]),
                 b = lc_cluster_root(c->up, bounds->record[i][1]);
        if (a != b)
            code = join(c, a, b, true);
    }
    return code;
}

/* Has the record as many likely pairs as no person has? */
static bool is_crowded(const struct lc_clusters *c,
                       const struct lc_match_settings *settings, uint32_t record)
{
    size_t likely = 0;
    for (size_t k = c->first[record]; k < c->first[record + 1]; k++)
        likely += (double)c->match->pair[c->pair[k]].chance >= settings->threshold;
    return likely >= settings->bounds->most;
}

static bool may_join(const struct lc_clusters *c,
                     const struct lc_match_settings *settings,
                     const struct lc_match_pair *p)
{
    const struct lc_match_bounds *bounds = settings->bounds;
    return !bounds
           || (!is_crowded(c, settings, p->a) && !is_crowded(c, settings, p->b)
               && bounds->join(bounds->context, p));
}

static int join_pairs(struct lc_clusters *c, const struct lc_match_settings *settings,
                      struct lc_match_found *found)
{
    int code = LC_OK;
    for (size_t i = 0; i < found->pairs && !code; i++) {
        const struct lc_match_pair *p = c->match->pair + i;
        uint32_t a = lc_cluster_root(c->up, p->a), b = lc_cluster_root(c->up, p->b);
        if ((double)p->chance < settings->threshold)
            break;
        if (a == b)
            continue;
        if (c->sources[a] & c->sources[b])
            found->conflicts++;
        else if (c->size[a] * c->size[b] > 1
                 && (mean_chance(c, a, b) < agreed
                     || are_two(c, settings->bounds, a, b)))
            found->chained++;
        else if (may_join(c, settings, p))
            code = join(c, a, b, false);
    }
    return code;
}

static void tell(struct lc_clusters *c, struct lc_match *match)
{
    struct lc_match_found *found = &match->found;
    for (uint32_t r = 0; r < match->records; r++) {
        uint32_t root = lc_cluster_root(c->up, r);
        found->clusters += root == r;
        found->joined += root == r ? (size_t)c->size[r] * (c->size[r] - 1) / 2 : 0;
    }
    for (size_t i = 0; i < found->pairs; i++) {
        struct lc_match_pair *p = match->pair + i;
        p->joined = lc_cluster_root(c->up, p->a) == lc_cluster_root(c->up, p->b);
    }
    for (uint32_t r = 0; r < match->records; r++)
        c->up[r] = lc_cluster_root(c->up, r);
    found->cluster = match->cluster = c->up;
}

int lc_match_cluster(struct lc_match *match, const struct lc_match_settings *settings,
                     struct lc_error *err)
{
    struct lc_clusters c = { .match = match };
    int code = make_rings(&c);
    if (!code)
        code = list_pairs(&c);
    if (!code)
        code = join_known(&c, settings->bounds);
    if (!code)
        code = join_pairs(&c, settings, &match->found);
    if (!code) {
        tell(&c, match);
        code = lc_match_foretell(match, &c, err);
        c.up = NULL;
    }
    free(c.up);
    free(c.merge);
    free(c.next);
    free(c.size);
    free(c.sources);
    free(c.first);
    free(c.pair);
    return code ? LC_FAIL_NOMEM(err) : LC_OK;
}
