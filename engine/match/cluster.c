/* Clusters: pairs in order of their chance join records, but never two of a source
 * whose records are apart, and two clusters only if what they say of each other agrees:
 * the mean chance of all pairs between them is at least `agreed`, where a pair that no
 * rule made has none. So one likely pair does not chain two persons' records together
 * (average linkage, Sokal and Michener, 1958, stopped there). */
#include <stdlib.h>

#include "match/match_inside.h"

static const double agreed = 1.0 / 3;

struct clusters {
    const struct lc_match *match;
    uint32_t *up;      /* [records] the least record of the cluster, at the root */
    uint32_t *next;    /* [records] the next of its cluster, in a ring */
    uint32_t *size;    /* [records] at the root */
    uint64_t *sources; /* [records] at the root: those apart, a bit each */
    size_t *first;     /* [records + 1] in pair */
    uint32_t *pair;    /* pairs that a record is in */
    double right;      /* pairs joined that are one person's, expected */
};

static uint32_t root_of(uint32_t *up, uint32_t record)
{
    while (up[record] != record) {
        up[record] = up[up[record]];
        record = up[record];
    }
    return record;
}

static int make_rings(struct clusters *c)
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
static int list_pairs(struct clusters *c)
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

/* Over all pairs of a record of the one and one of the other. */
static double mean_chance(const struct clusters *c, uint32_t a, uint32_t b)
{
    uint32_t small = c->size[a] < c->size[b] ? a : b, large = small == a ? b : a;
    uint32_t record = small;
    double sum = 0;
    do {
        for (size_t k = c->first[record]; k < c->first[record + 1]; k++) {
            const struct lc_match_pair *p = c->match->pair + c->pair[k];
            uint32_t other = p->a == record ? p->b : p->a;
            sum += root_of(c->up, other) == large ? (double)p->chance : 0;
        }
        record = c->next[record];
    } while (record != small);
    return sum / ((double)c->size[a] * c->size[b]);
}

static void join(struct clusters *c, uint32_t a, uint32_t b)
{
    uint32_t least = a < b ? a : b, next = c->next[a];
    c->next[a] = c->next[b];
    c->next[b] = next;
    c->size[least] = c->size[a] + c->size[b];
    c->sources[least] = c->sources[a] | c->sources[b];
    c->up[a] = c->up[b] = least;
}

/* Clusters of what is one person's at any rate. */
static void join_known(struct clusters *c, const struct lc_match_bounds *bounds)
{
    for (size_t i = 0; bounds && i < bounds->joined; i++) {
        uint32_t a = root_of(c->up, bounds->record[i][0]),
                 b = root_of(c->up, bounds->record[i][1]);
        if (a == b)
            continue;
        c->right += (double)c->size[a] * c->size[b];
        join(c, a, b);
    }
}

/* Has the record as many likely pairs as no person has? */
static bool is_crowded(const struct clusters *c,
                       const struct lc_match_settings *settings, uint32_t record)
{
    size_t likely = 0;
    for (size_t k = c->first[record]; k < c->first[record + 1]; k++)
        likely += (double)c->match->pair[c->pair[k]].chance >= settings->threshold;
    return likely >= settings->bounds->most;
}

static bool may_join(const struct clusters *c, const struct lc_match_settings *settings,
                     const struct lc_match_pair *p)
{
    const struct lc_match_bounds *bounds = settings->bounds;
    return !bounds
           || (!is_crowded(c, settings, p->a) && !is_crowded(c, settings, p->b)
               && bounds->join(bounds->context, p));
}

/* All pairs between two clusters are right if the one that joins them is. */
static void join_pairs(struct clusters *c, const struct lc_match_settings *settings,
                       struct lc_match_found *found)
{
    for (size_t i = 0; i < found->pairs; i++) {
        const struct lc_match_pair *p = c->match->pair + i;
        uint32_t a = root_of(c->up, p->a), b = root_of(c->up, p->b);
        if ((double)p->chance < settings->threshold)
            break;
        if (a == b)
            continue;
        if (c->sources[a] & c->sources[b])
            found->conflicts++;
        else if (c->size[a] * c->size[b] > 1 && mean_chance(c, a, b) < agreed)
            found->chained++;
        else if (may_join(c, settings, p)) {
            c->right += (double)p->chance * c->size[a] * c->size[b];
            join(c, a, b);
        }
    }
}

static void tell(struct clusters *c, struct lc_match *match)
{
    struct lc_match_found *found = &match->found;
    for (uint32_t r = 0; r < match->records; r++) {
        uint32_t root = root_of(c->up, r);
        found->clusters += root == r;
        found->joined += root == r ? (size_t)c->size[r] * (c->size[r] - 1) / 2 : 0;
    }
    for (size_t i = 0; i < found->pairs; i++) {
        struct lc_match_pair *p = match->pair + i;
        p->joined = root_of(c->up, p->a) == root_of(c->up, p->b);
    }
    for (uint32_t r = 0; r < match->records; r++)
        c->up[r] = root_of(c->up, r);
    found->cluster = match->cluster = c->up;
    found->precision = found->joined ? c->right / (double)found->joined : 1;
    found->right = c->right;
}

int lc_match_cluster(struct lc_match *match, const struct lc_match_settings *settings,
                     struct lc_error *err)
{
    struct clusters c = { .match = match };
    int code = make_rings(&c);
    if (!code)
        code = list_pairs(&c);
    if (!code) {
        join_known(&c, settings->bounds);
        join_pairs(&c, settings, &match->found);
        tell(&c, match);
        c.up = NULL;
    }
    free(c.up);
    free(c.next);
    free(c.size);
    free(c.sources);
    free(c.first);
    free(c.pair);
    return code ? LC_FAIL_NOMEM(err) : LC_OK;
}
