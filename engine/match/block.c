/* The keys of a rule, grouped: rows of one key are looked at with each other. Keys are
 * cut by their top bits into shards, so that each is counted in cache, and groups that
 * make no pair are forgotten at once. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "match/match_inside.h"

struct blocking {
    struct lc_match *match;
    struct lc_match_blocking *rule;
    uint64_t *key;   /* [rows]; 0: none */
    uint32_t *count; /* [LC_SHARDS * LC_SHARDS] rows of a row shard by key shard */
    uint64_t *sorted;
    uint32_t *row; /* with sorted, by key shard */
    size_t from[LC_SHARDS + 1];
    int code[LC_SHARDS];
};

static size_t shard_of(uint64_t key)
{
    return (size_t)(key >> 58);
}

static uint64_t part_of(const struct lc_match *match,
                        const struct lc_match_rule_part *part, const uint32_t *value)
{
    uint32_t number = value[part->field];
    if (!number || part->part == LC_PART_WHOLE)
        return number;
    const struct lc_match_value *v = lc_value_of(match, part->field, number);
    return part->part == LC_PART_HEAD ? v->head : v->sound;
}

static uint64_t key_of(const struct lc_match *match,
                       const struct lc_match_blocking *rule, uint32_t row)
{
    const uint32_t *value = match->value + (size_t)row * match->fields;
    uint64_t key = 1, both = 0;
    for (size_t i = 0; i < rule->parts; i++) {
        uint64_t part = part_of(match, rule->part + i, value);
        if (!part)
            return 0;
        both += lc_mix64(part);
        key = lc_mix64(key ^ part);
    }
    key = rule->whole == LC_TURNED ? lc_mix64(both) : key;
    return key ? key : 1;
}

/* A record's rows of one key count once. */
static bool had(const struct blocking *b, uint32_t row)
{
    if (!b->match->of)
        return false;
    for (uint32_t i = b->match->first[b->match->of[row]]; i < row; i++)
        if (key_of(b->match, b->rule, i) == b->key[row])
            return true;
    return false;
}

static void find_keys(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct blocking *b = context;
    uint32_t *count = b->count + shard * LC_SHARDS;
    size_t end = lc_shard_first(b->match->rows, shard + 1, LC_SHARDS);
    memset(count, 0, LC_SHARDS * sizeof *count);
    for (size_t i = lc_shard_first(b->match->rows, shard, LC_SHARDS); i < end; i++) {
        b->key[i] = key_of(b->match, b->rule, (uint32_t)i);
        if (b->key[i] && had(b, (uint32_t)i))
            b->key[i] = 0;
        count[shard_of(b->key[i])] += b->key[i] != 0;
    }
}

/* Where each row shard writes in each key shard; count becomes places. */
static void find_places(struct blocking *b)
{
    size_t at = 0;
    for (size_t k = 0; k < LC_SHARDS; k++) {
        b->from[k] = at;
        for (size_t s = 0; s < LC_SHARDS; s++) {
            uint32_t count = b->count[s * LC_SHARDS + k];
            b->count[s * LC_SHARDS + k] = (uint32_t)at;
            at += count;
        }
    }
    b->from[LC_SHARDS] = at;
}

static void place_keys(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct blocking *b = context;
    uint32_t *place = b->count + shard * LC_SHARDS;
    size_t end = lc_shard_first(b->match->rows, shard + 1, LC_SHARDS);
    for (size_t i = lc_shard_first(b->match->rows, shard, LC_SHARDS); i < end; i++) {
        if (!b->key[i])
            continue;
        size_t at = place[shard_of(b->key[i])]++;
        b->sorted[at] = b->key[i];
        b->row[at] = (uint32_t)i;
    }
}

/* --- one shard of keys ------------------------------------------------------------ */

struct groups {
    uint32_t count, *of; /* [n] the group of each entry */
    uint32_t *size;      /* [count] */
    uint32_t *row;       /* [n] by group */
    uint32_t *slot;
    uint64_t *key; /* [count] */
};

static void group_keys(struct groups *g, size_t n, size_t slots, const uint64_t *key)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)key[i] & (slots - 1);
        while (g->slot[at] && g->key[g->slot[at] - 1] != key[i])
            at = (at + 1) & (slots - 1);
        if (!g->slot[at]) {
            g->key[g->count] = key[i];
            g->slot[at] = ++g->count;
        }
        g->of[i] = g->slot[at] - 1;
        g->size[g->of[i]]++;
    }
}

/* Pairs of a group of rows, in their order: not of one record, nor of two records of a
 * source whose records are apart. */
static double pairs_of(const struct lc_match *match, const uint32_t *row, uint32_t n)
{
    double pairs = 0.5 * n * (n - 1.0);
    for (uint32_t i = 0, to; i < n; i = to) {
        size_t s = lc_source_of(match, lc_record_of(match, row[i]));
        for (to = i + 1; to < n && lc_record_of(match, row[to]) < match->from[s + 1];)
            to++;
        if (match->source[s].apart)
            pairs -= 0.5 * (to - i) * (to - i - 1.0);
    }
    return pairs;
}

/* Rows by group; size becomes the end of each. */
static void order_groups(struct groups *g, size_t n, const uint32_t *row)
{
    uint32_t at = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        uint32_t size = g->size[k];
        g->size[k] = at;
        at += size;
    }
    for (size_t i = 0; i < n; i++)
        g->row[g->size[g->of[i]]++] = row[i];
}

/* Of the groups those that make a pair, which move to the front: size their ends. */
static double keep_groups(const struct lc_match *match, struct groups *g)
{
    uint32_t kept = 0, at = 0, from = 0;
    double all = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        uint32_t size = g->size[k] - from;
        double pairs = size > 1 ? pairs_of(match, g->row + from, size) : 0;
        if (pairs > 0)
            memmove(g->row + at, g->row + from, size * sizeof *g->row);
        from += size;
        if (pairs > 0) {
            at += size;
            g->size[kept++] = at;
            all += pairs;
        }
    }
    g->count = kept;
    return all;
}

static int take_blocks(struct lc_match_blocks *blocks, const struct groups *g)
{
    size_t rows = g->count ? g->size[g->count - 1] : 0;
    blocks->row = lc_alloc(rows + 1, sizeof *blocks->row);
    blocks->end = lc_alloc((size_t)g->count + 1, sizeof *blocks->end);
    if (!blocks->row || !blocks->end)
        return LC_NOMEM;
    memcpy(blocks->row, g->row, rows * sizeof *blocks->row);
    memcpy(blocks->end, g->size, g->count * sizeof *blocks->end);
    blocks->groups = g->count;
    return LC_OK;
}

static void group_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct blocking *b = context;
    size_t n = b->from[shard + 1] - b->from[shard], slots = 64;
    b->code[shard] = LC_OK;
    if (n < 2)
        return;
    while (slots < 2 * n)
        slots *= 2;
    struct groups g = { .of = lc_alloc(n + 1, sizeof *g.of),
                        .size = lc_alloc(n + 1, sizeof *g.size),
                        .row = lc_alloc(n + 1, sizeof *g.row),
                        .slot = lc_alloc(slots, sizeof *g.slot),
                        .key = lc_alloc(n + 1, sizeof *g.key) };
    b->code[shard] = LC_NOMEM;
    if (g.of && g.size && g.row && g.slot && g.key) {
        group_keys(&g, n, slots, b->sorted + b->from[shard]);
        order_groups(&g, n, b->row + b->from[shard]);
        b->rule->shard_pairs[shard] = keep_groups(b->match, &g);
        b->code[shard] = take_blocks(b->rule->blocks + shard, &g);
    }
    free(g.of);
    free(g.size);
    free(g.row);
    free(g.slot);
    free(g.key);
}

static int count_rule(struct blocking *b, lc_team *team, struct lc_error *err)
{
    struct lc_match_blocking *rule = b->rule;
    int code = lc_interrupt_check(err);
    if (code)
        return code;
    lc_team_run(team, LC_SHARDS, find_keys, b);
    find_places(b);
    lc_team_run(team, LC_SHARDS, place_keys, b);
    lc_team_run(team, LC_SHARDS, group_shard, b);
    for (size_t s = 0; s < LC_SHARDS && !code; s++) {
        rule->told.pairs += rule->shard_pairs[s];
        code = b->code[s] ? LC_FAIL_NOMEM(err) : LC_OK;
    }
    return code;
}

int lc_match_rules_count(struct lc_match *match, lc_team *team, struct lc_error *err)
{
    size_t n = (size_t)match->rows + 1;
    struct blocking b = { .match = match,
                          .key = lc_alloc(n, sizeof *b.key),
                          .count = lc_alloc(LC_SHARDS * LC_SHARDS, sizeof *b.count),
                          .sorted = lc_alloc(n, sizeof *b.sorted),
                          .row = lc_alloc(n, sizeof *b.row) };
    int code = b.key && b.count && b.sorted && b.row ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < match->rules && !code; r++) {
        b.rule = match->rule + r;
        code = count_rule(&b, team, err);
    }
    free(b.key);
    free(b.count);
    free(b.sorted);
    free(b.row);
    return code;
}
