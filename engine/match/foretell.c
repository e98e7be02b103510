/* Pairs joined that are not one person's, and pairs of one person that are not joined.
 *
 * A cluster C is one person's, or two persons' S and R, for each of the two parts of
 * which it was once made (every split of its dendrogram, a record alone among them).
 * What the two have in common weighs w bits (parts_inside.h), and the odds are
 *
 *     odds(C : S | R) = 2^w times (9) of made_of_inside.h                       (7)
 *
 * which are those of partitions whose clusters are made of as many records of each
 * source as those found: where everybody has ten rows, one alone is hardly a person;
 * and who has a record here mostly has one there. Of a pair of sources that have a
 * person once at most the odds are those of (6) in rival_inside.h. If no more than one
 * split is so,
 *
 *     false(C) = sum s r / odds / (1 + sum 1 / odds)                           (8)
 *
 * Two clusters that some pair is between, and are apart, are one person's by (7) as
 * well, against all others that either may be of. Pairs that no rule makes are counted
 * by cover.c, less those of clusters. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "match/cluster_inside.h"
#include "match/made_of_inside.h"
#include "match/parts_inside.h"

/* Of larger clusters only records alone are taken for another person's: every split of
 * theirs would cost too much. */
enum { LARGE = 64 };

/* Two clusters that are apart, and the pairs between them. */
struct between {
    uint32_t root[2]; /* of the lesser cluster, and of the other */
    uint32_t record;  /* of the lesser */
    uint32_t pair;
    double odds, twin;
};

struct foretelling {
    struct lc_match *match;
    const struct lc_clusters *c;
    struct lc_made *made_of;
    uint32_t *member; /* [records] cluster by cluster, as their rings go */
    uint32_t *place;  /* [records] in member */
    uint32_t *inside; /* [records] the last split that a record was in */
    uint32_t splits;  /* so far */
    double *doubt[2]; /* [records] at the root: (8)'s sums, of 1 and of s r */
    double *rivals;   /* [records] at the root: odds of all that it may be of */
    size_t betweens, room;
    struct between *between;
    double made; /* pairs of one person that rules made, expected */
};

/* (7), and beside it the odds of two twins against two strangers. prior: log2 of (9).
 */
static double odds_of(const struct foretelling *t, const struct lc_parts *parts,
                      double prior, double *twin)
{
    double household, w = prior + lc_parts_weight(t->match, parts, &household);
    household += log2(parts->twins + 1e-300);
    *twin = exp2(fmin(household, 100));
    return exp2(fmin(fmax(w, -100), 100));
}

/* --- what is joined --------------------------------------------------------------- */

static void place_members(struct foretelling *t)
{
    uint32_t at = 0;
    for (uint32_t r = 0; r < t->match->records; r++) {
        uint32_t record = r;
        if (t->c->up[r] != r)
            continue;
        do {
            record = t->c->next[record];
            t->place[record] = at;
            t->member[at++] = record;
        } while (record != r);
    }
}

/* The i-th record of the part that ends at `last`, of a cluster of k, backwards. */
static uint32_t member_of(const struct foretelling *t, uint32_t root, uint32_t last,
                          uint32_t i)
{
    uint32_t k = t->c->size[root], first = t->place[root] + 1 - k;
    return t->member[first + (t->place[last] - first + k - i) % k];
}

/* What the part of `size` records that ends at `last` is made of. */
static struct lc_made_of made_of(const struct foretelling *t, uint32_t root,
                                 uint32_t last, uint32_t size)
{
    struct lc_made_of made = { { 0 } };
    for (uint32_t i = 0; i < size; i++)
        made.of[lc_source_of(t->match, member_of(t, root, last, i))]++;
    return made;
}

/* The other part: the `size` records that end at `last`. */
static void count_other(const struct foretelling *t, uint32_t root, uint32_t last,
                        uint32_t size, struct lc_parts *parts)
{
    for (uint32_t i = 0; i < size; i++)
        lc_parts_count(t->match, member_of(t, root, last, i), parts);
}

/* What the part of `size` records that ends at `last` has in common with the rest. */
static void compare(struct foretelling *t, uint32_t root, uint32_t last, uint32_t size,
                    struct lc_parts *parts)
{
    const struct lc_clusters *c = t->c;
    uint32_t rest = c->size[root] - size;
    count_other(t, root, member_of(t, root, last, size), rest, parts);
    t->splits++;
    for (uint32_t i = 0; i < size; i++)
        t->inside[member_of(t, root, last, i)] = t->splits;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t record = member_of(t, root, last, i);
        for (size_t k = c->first[record]; k < c->first[record + 1]; k++) {
            const struct lc_match_pair *p = t->match->pair + c->pair[k];
            uint32_t other = p->a == record ? p->b : p->a;
            if (p->joined && t->inside[other] != t->splits)
                lc_parts_take(t->match, p, parts);
        }
        lc_parts_end_record(t->match, parts);
    }
}

static void doubt(struct foretelling *t, uint32_t root, double odds, double pairs)
{
    t->doubt[0][root] += 1 / odds;
    t->doubt[1][root] += pairs / odds;
}

static void split(struct foretelling *t, uint32_t root, uint32_t last, uint32_t size)
{
    uint32_t k = t->c->size[root], rest = k - size;
    struct lc_parts parts = { .lesser = size < rest ? size : rest };
    double twin;
    if (k > LARGE && size > 1 && rest > 1)
        return;
    if (size <= rest)
        compare(t, root, last, size, &parts);
    else
        compare(t, root, member_of(t, root, last, size), rest, &parts);
    struct lc_made_of s = made_of(t, root, last, size),
                      r = made_of(t, root, member_of(t, root, last, size), rest);
    double odds = odds_of(t, &parts, lc_made_odds(t->made_of, &s, &r), &twin);
    doubt(t, root, odds / (1 + twin), (double)size * rest);
}

static bool has_rivals(const struct lc_match *match, const struct lc_match_pair *pair)
{
    return match->source[lc_source_of(match, pair->a)].apart
           && match->source[lc_source_of(match, pair->b)].apart;
}

static void doubt_merge(struct foretelling *t, const struct lc_cluster_merge *merge)
{
    uint32_t root = t->c->up[merge->root[0]], k = t->c->size[root];
    bool last = merge->size[0] + merge->size[1] == k; /* both parts are one split */
    for (int i = 0; i < 2 - last && !merge->known; i++)
        split(t, root, merge->root[i], merge->size[i]);
}

/* Two records, of sources that have rivals. */
static void doubt_rivals(struct foretelling *t, const struct lc_match_pair *pair)
{
    double p = (double)pair->chance;
    uint32_t root = t->c->up[pair->a];
    if (t->c->size[root] == 2 && has_rivals(t->match, pair))
        doubt(t, root, p / fmax(1 - p, 1e-12), 1);
}

/* (8); a pair of two records that have rivals is as likely as (6) says. */
static void foretell_joined(struct foretelling *t)
{
    struct lc_match_found *found = &t->match->found;
    double wrong = 0, made = 0;
    for (size_t i = 0; i < found->pairs; i++) {
        made += found->pair[i].joined;
        if (found->pair[i].joined)
            doubt_rivals(t, found->pair + i);
    }
    for (size_t i = 0; i < t->c->merges; i++) {
        uint32_t root = t->c->up[t->c->merge[i].root[0]];
        if (t->c->size[root] > 2 || t->doubt[0][root] == 0)
            doubt_merge(t, t->c->merge + i);
    }
    for (uint32_t r = 0; r < t->match->records; r++) {
        double of = t->doubt[1][r] / (1 + t->doubt[0][r]), k = t->c->size[r];
        wrong += of;
        t->match->wrong[r] = of > 0 ? (float)(of / (k * (k - 1) / 2)) : 0;
    }
    found->wrong = t->match->wrong;
    found->right = (double)found->joined - wrong;
    found->precision = found->joined ? found->right / (double)found->joined : 1;
    t->made = made * found->precision;
}

/* --- what is not ------------------------------------------------------------------ */

static int by_roots(const void *a, const void *b)
{
    const struct between *x = a, *y = b;
    for (int i = 0; i < 2; i++)
        if (x->root[i] != y->root[i])
            return x->root[i] < y->root[i] ? -1 : 1;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

/* Pairs of rivals count by their own chance; the others by what their clusters have in
 * common. */
static int list_betweens(struct foretelling *t)
{
    struct lc_match_found *found = &t->match->found;
    int code = LC_OK;
    for (size_t i = 0; i < found->pairs && !code; i++) {
        struct lc_match_pair *p = t->match->pair + i;
        uint32_t a = t->c->up[p->a], b = t->c->up[p->b];
        p->apart = p->chance;
        if (p->joined)
            continue;
        if (has_rivals(t->match, p)) {
            found->missed += (double)p->chance;
            t->made += (double)p->chance;
            continue;
        }
        uint32_t s = t->c->size[a], r = t->c->size[b];
        bool turn = s > r || (s == r && b < a);
        code = LC_GROW_BARE(t->between, t->room, t->betweens + 1, NULL);
        if (!code)
            t->between[t->betweens++] = (struct between){
                .root = { turn ? b : a, turn ? a : b },
                .record = turn ? p->b : p->a,
                .pair = (uint32_t)i,
            };
    }
    if (!code && t->betweens)
        qsort(t->between, t->betweens, sizeof *t->between, by_roots);
    return code;
}

/* The end of those that are between the same two clusters as the one at `first`. */
static size_t end_of(const struct foretelling *t, size_t first)
{
    size_t end = first;
    while (end < t->betweens && t->between[end].root[0] == t->between[first].root[0]
           && t->between[end].root[1] == t->between[first].root[1])
        end++;
    return end;
}

/* The pair alone, with the prior of its two clusters (log2 of (9)) in place of that of
 * its two sources. */
static float chance_apart(const struct lc_match *match, const struct lc_match_pair *p,
                          double prior)
{
    double chance = (double)p->chance;
    if (!(chance < 1))
        return p->chance;
    prior -= lc_prior_of(match, lc_source_of(match, p->a), lc_source_of(match, p->b));
    double odds = chance / (1 - chance) * exp2(prior);
    return (float)(odds / (1 + odds));
}

static void weigh_betweens(struct foretelling *t)
{
    for (size_t i = 0, end; i < t->betweens; i = end) {
        struct between *b = t->between + i;
        uint32_t s = t->c->size[b->root[0]], r = t->c->size[b->root[1]];
        struct lc_parts parts = { .lesser = s };
        end = end_of(t, i);
        count_other(t, b->root[1], b->root[1], r, &parts);
        for (size_t k = i; k < end; k++) {
            const struct lc_match_pair *p = t->match->pair + t->between[k].pair;
            lc_parts_take(t->match, p, &parts);
            if (k + 1 == end || t->between[k + 1].record != t->between[k].record)
                lc_parts_end_record(t->match, &parts);
        }
        struct lc_made_of mine = made_of(t, b->root[0], b->root[0], s),
                          theirs = made_of(t, b->root[1], b->root[1], r);
        double prior = lc_made_odds(t->made_of, &mine, &theirs);
        b->odds = odds_of(t, &parts, prior, &b->twin);
        for (size_t k = i; k < end; k++) {
            struct lc_match_pair *p = t->match->pair + t->between[k].pair;
            p->apart = chance_apart(t->match, p, prior);
        }
        for (int k = 0; k < 2; k++)
            t->rivals[b->root[k]] += b->odds;
    }
}

static void foretell_apart(struct foretelling *t)
{
    struct lc_match_found *found = &t->match->found;
    for (size_t i = 0, end; i < t->betweens; i = end) {
        const struct between *b = t->between + i;
        double all = fmax(t->rivals[b->root[0]], t->rivals[b->root[1]]);
        double p = b->odds / (1 + all + b->twin);
        end = end_of(t, i);
        found->missed +=
            p * (double)t->c->size[b->root[0]] * (double)t->c->size[b->root[1]];
        t->made += p * (double)(end - i);
    }
}

int lc_match_foretell(struct lc_match *match, const struct lc_clusters *clusters,
                      struct lc_error *err)
{
    struct foretelling t = { .match = match, .c = clusters };
    size_t n = (size_t)match->records + 1;
    t.member = lc_alloc(n, sizeof *t.member);
    t.place = lc_alloc(n, sizeof *t.place);
    t.inside = lc_alloc(n, sizeof *t.inside);
    t.doubt[0] = lc_alloc(n, sizeof *t.doubt[0]);
    t.doubt[1] = lc_alloc(n, sizeof *t.doubt[1]);
    t.rivals = lc_alloc(n, sizeof *t.rivals);
    match->wrong = lc_alloc(n, sizeof *match->wrong);
    bool got = match->wrong && t.member && t.place && t.inside && t.doubt[0]
               && t.doubt[1] && t.rivals;
    t.made_of = got ? lc_made_new(match, clusters) : NULL;
    int code = t.made_of ? LC_OK : LC_NOMEM;
    if (!code) {
        place_members(&t);
        foretell_joined(&t);
        code = list_betweens(&t);
    }
    if (!code) {
        weigh_betweens(&t);
        foretell_apart(&t);
        match->found.made = t.made;
    }
    lc_made_free(t.made_of);
    free(t.member);
    free(t.place);
    free(t.inside);
    free(t.doubt[0]);
    free(t.doubt[1]);
    free(t.rivals);
    free(t.between);
    return code ? LC_FAIL_NOMEM(err) : LC_OK;
}
