/* Inside of match.h: what the files of engine/match share. */
#pragma once

#include "base/memory.h"
#include "match/match.h"
#include "match/role_inside.h"

/* Texts by number, in the order first met, from 1; 0 is none. A short text stands in
 * its slot, so that to find it is one look at memory. */
enum { LC_SPELLING_SHORT = 16 };

struct lc_spellings {
    uint32_t count; /* text[1] .. text[count] */
    size_t room;
    struct lc_slice *text; /* terminated */
    uint32_t slots;        /* a power of two */
    struct lc_spellings_slot {
        uint64_t head[LC_SPELLING_SHORT / 8]; /* the text's first bytes, then zeros */
        uint32_t hash, number, size;
    } * slot;
    lc_arena *arena;
};

int lc_spellings_init(struct lc_spellings *texts, struct lc_error *err) LC_MUST_CHECK;
void lc_spellings_free(struct lc_spellings *texts);
/* The text's hash; where it may stand is sent for, so that of several texts the looks
 * at memory overlap. */
uint32_t lc_spellings_hash(const struct lc_spellings *texts, struct lc_slice text);
int lc_spellings_add(struct lc_spellings *texts, struct lc_slice text, uint32_t hash,
                     uint32_t *number, struct lc_error *err) LC_MUST_CHECK;

/* What is compared: forenames and surnames have one pool of values, any other field one
 * of its own, so that equal values have equal numbers. */
struct lc_match_pool {
    struct lc_spellings texts;
    struct lc_match_value *value; /* [texts.count + 1] */
    /* [texts.count + 1] of names, where words begin in whichever source parts them
     * (normal.h); until all are gathered */
    uint64_t *breaks;
    size_t room;
};

struct lc_match_source {
    bool apart;
    struct lc_spellings raw[LC_MATCH_FIELDS]; /* as written; until all are gathered */
    uint32_t rows, records;
    size_t room, rooms;
    uint32_t *cell;  /* [rows * fields] numbers in raw */
    uint32_t *first; /* [records] the row that each begins with */
    /* of each field: how many records say each value of its pool, all these together,
     * and how many say any; a record may say several */
    uint32_t *count[LC_MATCH_FIELDS];
    uint32_t said[LC_MATCH_FIELDS], sayers[LC_MATCH_FIELDS];
};

/* A part of a field's value; LC_PART_WHOLE goes by the mask. */
struct lc_match_rule_part {
    uint8_t field, part;
};

/* The rows of one key of a rule, of those keys that make a pair. */
struct lc_match_blocks {
    uint32_t groups;
    uint32_t *end; /* [groups] in row */
    uint32_t *row;
};

enum { LC_RULE_PARTS = 4 };

struct lc_match_blocking {
    struct lc_match_rule told;
    size_t parts;
    struct lc_match_rule_part part[LC_RULE_PARTS];
    uint32_t whole;    /* fields that must be equal, a bit each; and LC_TURNED */
    uint32_t involved; /* fields that it says anything of */
    struct lc_match_blocks blocks[LC_SHARDS];
    double shard_pairs[LC_SHARDS];
};

/* The bit of: both names, in whichever order. */
#define LC_TURNED (UINT32_C(1) << LC_MATCH_FIELDS)

/* Pairs of one pattern of levels, made by the same rules, between the same sources. */
struct lc_match_tally {
    uint64_t levels;
    uint32_t rules; /* a bit each */
    uint16_t way;   /* lc_way_of() of the two sources */
    double count;
};

struct lc_match_made { /* a pair as it is made */
    uint32_t a, b, tally;
};

struct lc_shard_pairs {
    size_t count, room;
    struct lc_match_made *pair;
    uint32_t tallies;
    size_t tally_room;
    struct lc_match_tally *tally;
    uint32_t slots;
    uint32_t *slot;
    int code;
};

struct lc_match {
    size_t fields, sources, pools;
    struct lc_match_field field[LC_MATCH_FIELDS];
    size_t pool_of[LC_MATCH_FIELDS];
    int forename, surname, born; /* fields, or -1 */
    double before;               /* as the settings have it */
    struct lc_match_pool pool[LC_MATCH_FIELDS];
    struct lc_match_source source[LC_MATCH_SOURCES];
    uint32_t rows, records;
    uint32_t *value; /* [rows * fields] numbers in pools; 0: not said */
    uint32_t *first; /* [records + 1] rows; NULL: each record has one row */
    uint32_t *of;    /* [rows] their record; NULL likewise */
    uint32_t from[LC_MATCH_SOURCES + 1]; /* records of each source */
    size_t rules;
    struct lc_match_blocking rule[LC_MATCH_RULES];
    size_t asked; /* the rules that are used, as a pair is asked by them */
    struct lc_match_asked {
        uint32_t whole;
        uint8_t rule;
        bool parts; /* are there any that whole does not say? */
    } ask[LC_MATCH_RULES];
    struct lc_shard_pairs shard[LC_SHARDS];
    uint32_t tallies; /* all shards' */
    struct lc_match_tally *tally;
    struct lc_estimates *estimates;
    struct lc_match_parts {
        double pairs, head, sound; /* of likely pairs that differ in the field */
    } part[LC_MATCH_FIELDS];
    struct lc_match_found found;
    struct lc_match_pair *pair;
    uint32_t *cluster;
    float *wrong;
    struct lc_match_rule *told;
    struct lc_match_estimate *mean;
};

/* Does the rule ask for more than one thing in common, or for a number? */
static inline bool lc_match_is_tight(const struct lc_match *match,
                                     const struct lc_match_blocking *rule)
{
    return rule->parts > 1
           || match->field[rule->part[0].field].role->kind == LC_MATCH_NUMBER;
}

static inline size_t lc_ways(const struct lc_match *match)
{
    return match->sources * (match->sources + 1) / 2;
}

static inline size_t lc_way_of(size_t s, size_t t) /* s <= t */
{
    return t * (t + 1) / 2 + s;
}

static inline size_t lc_source_of(const struct lc_match *match, uint32_t record)
{
    size_t s = 0;
    while (record >= match->from[s + 1])
        s++;
    return s;
}

static inline uint32_t lc_row_of(const struct lc_match *match, uint32_t record)
{
    return match->first ? match->first[record] : record;
}

static inline uint32_t lc_record_of(const struct lc_match *match, uint32_t row)
{
    return match->of ? match->of[row] : row;
}

static inline const struct lc_match_value *lc_value_of(const struct lc_match *match,
                                                       size_t field, uint32_t number)
{
    return match->pool[match->pool_of[field]].value + number;
}

/* Ends the adding: normal values, pools, counts. */
int lc_match_gather(struct lc_match *match, lc_team *team,
                    struct lc_error *err) LC_MUST_CHECK;

/* The rules that the fields give, tight ones first. */
void lc_match_rules_make(struct lc_match *match);
/* Their keys, and how many pairs they make. */
int lc_match_rules_count(struct lc_match *match, lc_team *team,
                         struct lc_error *err) LC_MUST_CHECK;
/* Leaves out those that make more than `most`; 0: as choose.c says. */
void lc_match_rules_choose(struct lc_match *match, double most);
/* Of one person's pairs, how many have a field the same; and of the others how many its
 * head, its sound. */
struct lc_match_alike {
    double same, head, sound;
};
/* The share of one person's pairs that some rule makes, like[fields], if what two say
 * of one field tells nothing of another. O(rules * 4^names * 3^2 * 2^texts). */
double lc_match_covered(const struct lc_match *match,
                        const struct lc_match_alike *like);
void lc_match_rules_free(struct lc_match *match);
void lc_match_rule_forget(struct lc_match_blocking *rule); /* its keys */

/* Which rules make the pair of two rows, a bit each. */
uint32_t lc_match_rules_of(const struct lc_match *match, uint32_t a, uint32_t b);

/* Each pair once, and the tallies. */
int lc_match_pairs_make(struct lc_match *match, lc_team *team,
                        struct lc_error *err) LC_MUST_CHECK;
void lc_match_pairs_free(struct lc_match *match);

int lc_match_weigh(struct lc_match *match, lc_team *team,
                   struct lc_error *err) LC_MUST_CHECK;
int lc_match_cluster(struct lc_match *match, const struct lc_match_settings *settings,
                     struct lc_error *err) LC_MUST_CHECK;
