/* Pairs, each once: by the first rule that makes it. Each is compared, and what it is
 * like is counted by pattern of levels, so that the estimates are made of patterns and
 * not of pairs. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "match/match_inside.h"

enum { SLOTS = 256 };

/* --- levels ----------------------------------------------------------------------- */

static unsigned level_of(const struct lc_match *match, size_t f, uint32_t a, uint32_t b)
{
    const struct lc_match_role *role = match->field[f].role;
    if (!a || !b)
        return 0;
    return a == b ? role->levels
                  : role->compare(lc_value_of(match, f, a), lc_value_of(match, f, b));
}

/* Names that stand in each other's place: the one the same and the other at least
 * alike; or both in words, with a slip, in part or in another form. Where surnames have
 * words in common nothing was exchanged: "Ahmed Mohamed" may be a brother of "Mohamed
 * Mohamed Ahmed", as a father's name is borne by all of his children. */
static bool exchanged(const struct lc_match *match, const uint32_t *a,
                      const uint32_t *b)
{
    size_t f = (size_t)match->forename, s = (size_t)match->surname;
    if (!a[f] || !a[s] || !b[f] || !b[s])
        return false;
    unsigned one = level_of(match, f, a[f], b[s]),
             other = level_of(match, f, a[s], b[f]);
    if (a[f] == b[s] || a[s] == b[f])
        return one >= LC_NAME_ALIKE && other >= LC_NAME_ALIKE;
    return one >= LC_NAME_WORDS && other >= LC_NAME_WORDS;
}

/* Of two rows, into level[fields], where it is more than what stands there. */
static void levels_of_rows(const struct lc_match *match, const uint32_t *a,
                           const uint32_t *b, unsigned *level, bool *turned)
{
    for (size_t f = 0; f < match->fields; f++) {
        unsigned now = level_of(match, f, a[f], b[f]);
        if (now > level[f])
            level[f] = now;
    }
    *turned |= match->forename >= 0 && match->surname >= 0 && exchanged(match, a, b);
}

/* Of all rows of two records; 4 bits a field. */
static uint64_t levels_of_records(const struct lc_match *match, uint32_t a, uint32_t b)
{
    unsigned level[LC_MATCH_FIELDS] = { 0 };
    bool turned = false;
    uint64_t levels = 0;
    uint32_t ends[2] = { match->first ? match->first[a + 1] : a + 1,
                         match->first ? match->first[b + 1] : b + 1 };
    for (uint32_t i = lc_row_of(match, a); i < ends[0]; i++)
        for (uint32_t k = lc_row_of(match, b); k < ends[1]; k++)
            levels_of_rows(match, match->value + (size_t)i * match->fields,
                           match->value + (size_t)k * match->fields, level, &turned);
    if (turned) {
        size_t f = (size_t)match->forename, s = (size_t)match->surname;
        if (level[f] < LC_NAME_EXCHANGED && level[s] < LC_NAME_WORDS) {
            level[f] = LC_NAME_EXCHANGED;
            level[s] = 0; /* the forename's level speaks for both */
        }
    }
    for (size_t f = 0; f < match->fields; f++)
        levels |= (uint64_t)level[f] << (4 * f);
    return levels;
}

struct lc_match_pair lc_match_compare(const lc_match *match, uint32_t a, uint32_t b)
{
    uint32_t x = a < b ? a : b, y = a < b ? b : a;
    return (struct lc_match_pair){ x, y, .levels = levels_of_records(match, x, y) };
}

unsigned lc_match_compare_field(const lc_match *match, uint32_t a, uint32_t b,
                                size_t field)
{
    uint32_t ends[2] = { lc_row_of(match, a + 1), lc_row_of(match, b + 1) };
    unsigned level = 0;
    for (uint32_t i = lc_row_of(match, a); i < ends[0]; i++)
        for (uint32_t k = lc_row_of(match, b); k < ends[1]; k++) {
            unsigned now =
                level_of(match, field, match->value[(size_t)i * match->fields + field],
                         match->value[(size_t)k * match->fields + field]);
            level = now > level ? now : level;
        }
    return level;
}

uint32_t lc_match_sayers(const lc_match *match, uint32_t record, size_t field)
{
    uint32_t end = lc_row_of(match, record + 1), most = 0;
    for (uint32_t i = lc_row_of(match, record); i < end; i++) {
        uint32_t value = match->value[(size_t)i * match->fields + field], all = 0;
        for (size_t s = 0; s < match->sources && value; s++)
            all += match->source[s].count[field][value];
        most = all > most ? all : most;
    }
    return most;
}

/* --- tallies ---------------------------------------------------------------------- */

static uint64_t mix(const struct lc_match_tally *t)
{
    return lc_mix64(lc_mix64(t->levels ^ ((uint64_t)t->way << 56)) ^ t->rules);
}

static bool same_tally(const struct lc_match_tally *a, const struct lc_match_tally *b)
{
    return a->levels == b->levels && a->rules == b->rules && a->way == b->way;
}

static int widen(struct lc_shard_pairs *s)
{
    uint32_t slots = s->slots ? 2 * s->slots : SLOTS;
    uint32_t *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_NOMEM;
    for (uint32_t i = 0; i < s->tallies; i++) {
        uint64_t at = mix(s->tally + i) & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = i + 1;
    }
    free(s->slot);
    s->slot = slot;
    s->slots = slots;
    return LC_OK;
}

static int count_tally(struct lc_shard_pairs *s, const struct lc_match_tally *t,
                       uint32_t *number)
{
    int code = LC_OK;
    if (2 * s->tallies >= s->slots)
        code = widen(s);
    if (!code)
        code = LC_GROW(s->tally, s->tally_room, (size_t)s->tallies + 1, NULL);
    if (code)
        return code;
    uint64_t at = mix(t) & (s->slots - 1);
    while (s->slot[at] && !same_tally(s->tally + s->slot[at] - 1, t))
        at = (at + 1) & (s->slots - 1);
    if (!s->slot[at]) {
        s->tally[s->tallies] = *t;
        s->tally[s->tallies].count = 0;
        s->slot[at] = ++s->tallies;
    }
    *number = s->slot[at] - 1;
    s->tally[*number].count += 1;
    return LC_OK;
}

/* --- pairs ------------------------------------------------------------------------ */

/* The rules that make a pair of records, and whether it is made here first: by this
 * rule, and these of its rows. */
static uint32_t rules_of_records(const struct lc_match *match, uint32_t x, uint32_t y,
                                 size_t rule, bool *here)
{
    uint32_t bit = UINT32_C(1) << rule;
    if (!match->first) {
        uint32_t rules = lc_match_rules_of(match, x, y);
        *here = !(rules & (bit - 1));
        return rules;
    }
    uint32_t a = match->of[x], b = match->of[y], all = 0;
    bool met = false;
    *here = false;
    for (uint32_t i = match->first[a]; i < match->first[a + 1]; i++)
        for (uint32_t k = match->first[b]; k < match->first[b + 1]; k++) {
            uint32_t rules = lc_match_rules_of(match, i, k);
            all |= rules;
            if ((rules & bit) && !met) {
                met = true;
                *here = i == x && k == y;
            }
        }
    *here &= !(all & (bit - 1));
    return all;
}

static int make_pair(struct lc_match *match, struct lc_shard_pairs *s, size_t rule,
                     uint32_t x, uint32_t y)
{
    bool here;
    uint32_t a = lc_record_of(match, x), b = lc_record_of(match, y), number;
    uint32_t rules = rules_of_records(match, x, y, rule, &here);
    if (!here)
        return LC_OK;
    struct lc_match_tally t = { .levels = levels_of_records(match, a, b),
                                .rules = rules };
    t.way = (uint16_t)lc_way_of(lc_source_of(match, a), lc_source_of(match, b));
    int code = count_tally(s, &t, &number);
    if (!code)
        code = LC_GROW_BARE(s->pair, s->room, s->count + 1, NULL);
    if (!code)
        s->pair[s->count++] = (struct lc_match_made){ a, b, number };
    return code;
}

/* The end of the run of rows from row i on that make no pair with each other: of one
 * record, or of one source whose records are apart. */
static uint32_t run_of(const struct lc_match *match, const uint32_t *row, uint32_t i,
                       uint32_t n)
{
    uint32_t record = lc_record_of(match, row[i]), k = i + 1;
    size_t s = lc_source_of(match, record);
    uint32_t end = match->source[s].apart ? match->from[s + 1] : record + 1;
    while (k < n && lc_record_of(match, row[k]) < end)
        k++;
    return k;
}

static int make_group(struct lc_match *match, struct lc_shard_pairs *s, size_t rule,
                      const uint32_t *row, uint32_t n)
{
    int code = LC_OK;
    for (uint32_t i = 0, to = 0; i < n && !code; i++) {
        if (i >= to)
            to = run_of(match, row, i, n);
        for (uint32_t k = to; k < n && !code; k++)
            code = make_pair(match, s, rule, row[i], row[k]);
    }
    return code;
}

/* Rows are all over memory: those of groups to come are sent for. */
static void send_for(const struct lc_match *match, const struct lc_match_blocks *b,
                     uint32_t from, uint32_t to)
{
    enum { AHEAD = 16 };
    uint32_t end = b->groups ? b->end[b->groups - 1] : 0;
    for (uint32_t i = from + AHEAD; i < to + AHEAD && i < end; i++)
        __builtin_prefetch(match->value + (size_t)b->row[i] * match->fields);
}

static void make_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct lc_match *match = context;
    struct lc_shard_pairs *s = match->shard + shard;
    s->code = LC_OK;
    for (size_t r = 0; r < match->rules && !s->code; r++) {
        const struct lc_match_blocks *b = match->rule[r].blocks + shard;
        for (uint32_t g = 0, from = 0; g < b->groups && !s->code; g++) {
            send_for(match, b, from, b->end[g]);
            s->code = lc_interrupted()
                          ? LC_INTERRUPTED
                          : make_group(match, s, r, b->row + from, b->end[g] - from);
            from = b->end[g];
        }
    }
}

static int by_pattern(const void *x, const void *y)
{
    const struct lc_match_tally *a = x, *b = y;
    if (a->levels != b->levels)
        return a->levels < b->levels ? -1 : 1;
    if (a->rules != b->rules)
        return a->rules < b->rules ? -1 : 1;
    return (int)a->way - (int)b->way;
}

/* The tallies of all shards in one list, in order, and pairs numbered by it. */
static int join_tallies(struct lc_match *match, struct lc_error *err)
{
    size_t all = 0, kept = 0;
    for (size_t s = 0; s < LC_SHARDS; s++)
        all += match->shard[s].tallies;
    match->tally = lc_alloc(all + 1, sizeof *match->tally);
    if (!match->tally)
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0, at = 0; s < LC_SHARDS; at += match->shard[s++].tallies)
        if (match->shard[s].tallies)
            memcpy(match->tally + at, match->shard[s].tally,
                   match->shard[s].tallies * sizeof *match->tally);
    qsort(match->tally, all, sizeof *match->tally, by_pattern);
    for (size_t i = 0; i < all; i++)
        if (kept && same_tally(match->tally + kept - 1, match->tally + i))
            match->tally[kept - 1].count += match->tally[i].count;
        else
            match->tally[kept++] = match->tally[i];
    match->tallies = (uint32_t)kept;
    return LC_OK;
}

static void number_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct lc_match *match = context;
    struct lc_shard_pairs *s = match->shard + shard;
    uint32_t *number = lc_alloc((size_t)s->tallies + 1, sizeof *number);
    s->code = number ? LC_OK : LC_NOMEM;
    for (uint32_t i = 0; i < s->tallies && number; i++) {
        const struct lc_match_tally *t =
            bsearch(s->tally + i, match->tally, match->tallies, sizeof *t, by_pattern);
        number[i] = (uint32_t)(t - match->tally);
    }
    for (size_t i = 0; i < s->count && number; i++)
        s->pair[i].tally = number[s->pair[i].tally];
    free(number);
}

static int any_failed(const struct lc_match *match, struct lc_error *err)
{
    for (size_t s = 0; s < LC_SHARDS; s++)
        if (match->shard[s].code == LC_NOMEM)
            return LC_FAIL_NOMEM(err);
    return lc_interrupt_check(err);
}

int lc_match_pairs_make(struct lc_match *match, lc_team *team, struct lc_error *err)
{
    lc_team_run(team, LC_SHARDS, make_shard, match);
    int code = any_failed(match, err);
    lc_match_rules_free(match);
    if (!code)
        code = join_tallies(match, err);
    if (!code) {
        lc_team_run(team, LC_SHARDS, number_shard, match);
        code = any_failed(match, err);
    }
    return code;
}

void lc_match_pairs_free(struct lc_match *match)
{
    for (size_t s = 0; s < LC_SHARDS; s++) {
        free(match->shard[s].pair);
        free(match->shard[s].tally);
        free(match->shard[s].slot);
        match->shard[s] = (struct lc_shard_pairs){ 0 };
    }
}
