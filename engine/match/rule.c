/* Which pairs are looked at: those that have enough in common for a rule. The rules
 * follow from the roles that there are, tight ones first; block.c counts what each
 * makes, and leaves out what makes too many. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/match_inside.h"

struct fields_of { /* fields of a kind */
    size_t count;
    uint8_t field[LC_MATCH_FIELDS];
};

static struct fields_of of_kind(const struct lc_match *match, enum lc_match_kind kind)
{
    struct fields_of of = { 0 };
    for (size_t f = 0; f < match->fields; f++)
        if (match->field[f].role->kind == kind)
            of.field[of.count++] = (uint8_t)f;
    return of;
}

static void name_part(struct lc_match_blocking *rule, const char *before,
                      const char *field)
{
    size_t size = strlen(rule->told.name);
    snprintf(rule->told.name + size, sizeof rule->told.name - size, "%s%s%s",
             size ? " + " : "", before, field);
}

static const char *words_of(enum lc_match_kind kind, unsigned part)
{
    if (part == LC_PART_WHOLE)
        return "";
    if (part == LC_PART_SOUND)
        return "sound of ";
    return kind == LC_MATCH_BORN       ? "year of "
           : kind == LC_MATCH_POSTCODE ? "sector of "
                                       : "initial of ";
}

static struct lc_match_blocking *next_rule(struct lc_match *match)
{
    struct lc_match_blocking *rule = match->rule + match->rules;
    if (match->rules == LC_MATCH_RULES)
        return NULL;
    *rule = (struct lc_match_blocking){ 0 };
    match->rules++;
    return rule;
}

static void add_part(struct lc_match *match, struct lc_match_blocking *rule,
                     unsigned field, unsigned part)
{
    const struct lc_match_field *f = match->field + field;
    rule->part[rule->parts++] =
        (struct lc_match_rule_part){ (uint8_t)field, (uint8_t)part };
    rule->involved |= UINT32_C(1) << field;
    if (part == LC_PART_WHOLE)
        rule->whole |= UINT32_C(1) << field;
    name_part(rule, words_of(f->role->kind, part), f->name);
}

/* What a rule takes of each kind; every field of the kind gives a rule. */
struct recipe {
    struct {
        enum lc_match_kind kind;
        unsigned part;
    } part[LC_RULE_PARTS];
    size_t parts;
};

#define WHOLE(kind)                                                                    \
    {                                                                                  \
        LC_MATCH_##kind, LC_PART_WHOLE                                                 \
    }
#define HEAD(kind)                                                                     \
    {                                                                                  \
        LC_MATCH_##kind, LC_PART_HEAD                                                  \
    }
#define SOUND(kind)                                                                    \
    {                                                                                  \
        LC_MATCH_##kind, LC_PART_SOUND                                                 \
    }

static const struct recipe tight[] = {
    { { WHOLE(NUMBER) }, 1 },
    { { WHOLE(SURNAME), WHOLE(BORN) }, 2 },
    { { WHOLE(FORENAME), WHOLE(BORN) }, 2 },
};
static const struct recipe further[] = {
    { { WHOLE(SURNAME), WHOLE(POSTCODE) }, 2 },
    { { WHOLE(FORENAME), WHOLE(POSTCODE) }, 2 },
    { { WHOLE(BORN), WHOLE(POSTCODE) }, 2 },
    { { HEAD(FORENAME), HEAD(SURNAME), WHOLE(BORN) }, 3 },
    { { HEAD(BORN), SOUND(SURNAME), SOUND(FORENAME) },
      3 }, /* years are few: asked first */
    { { WHOLE(SURNAME), WHOLE(TEXT) }, 2 },
    { { WHOLE(FORENAME), WHOLE(TEXT) }, 2 },
    { { WHOLE(BORN), WHOLE(TEXT) }, 2 },
    { { WHOLE(BORN) }, 1 },
    { { WHOLE(POSTCODE) }, 1 },
    { { WHOLE(SURNAME) }, 1 },
    { { WHOLE(FORENAME) }, 1 },
    { { WHOLE(TEXT) }, 1 },
};

/* Every choice of fields for the recipe's parts; of one kind there is mostly one. */
static void cook(struct lc_match *match, const struct recipe *recipe)
{
    size_t at[LC_RULE_PARTS] = { 0 }, i = 0;
    struct fields_of of[LC_RULE_PARTS];
    for (size_t k = 0; k < recipe->parts; k++) {
        of[k] = of_kind(match, recipe->part[k].kind);
        if (!of[k].count)
            return;
    }
    do {
        struct lc_match_blocking *rule = next_rule(match);
        for (size_t k = 0; rule && k < recipe->parts; k++)
            add_part(match, rule, of[k].field[at[k]], recipe->part[k].part);
        for (i = 0; i < recipe->parts && ++at[i] == of[i].count; i++)
            at[i] = 0;
    } while (i < recipe->parts);
}

/* Both names, also exchanged. */
static void add_names(struct lc_match *match)
{
    if (match->forename < 0 || match->surname < 0)
        return;
    struct lc_match_blocking *rule = next_rule(match);
    if (!rule)
        return;
    add_part(match, rule, (unsigned)match->forename, LC_PART_WHOLE);
    add_part(match, rule, (unsigned)match->surname, LC_PART_WHOLE);
    rule->whole = LC_TURNED;
    size_t size = strlen(rule->told.name);
    snprintf(rule->told.name + size, sizeof rule->told.name - size,
             " (in either order)");
}

void lc_match_rules_make(struct lc_match *match)
{
    match->rules = 0;
    for (size_t i = 0; i < sizeof tight / sizeof *tight; i++)
        cook(match, tight + i);
    add_names(match);
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        cook(match, further + i);
}

void lc_match_rule_forget(struct lc_match_blocking *rule)
{
    for (size_t s = 0; s < LC_SHARDS; s++) {
        free(rule->blocks[s].end);
        free(rule->blocks[s].row);
        rule->blocks[s] = (struct lc_match_blocks){ 0 };
    }
}

void lc_match_rules_free(struct lc_match *match)
{
    for (size_t r = 0; r < match->rules; r++)
        lc_match_rule_forget(match->rule + r);
}

/* --- of a pair -------------------------------------------------------------------- */

static uint32_t equal(const struct lc_match *match, const uint32_t *a,
                      const uint32_t *b)
{
    uint32_t same = 0;
    for (size_t f = 0; f < match->fields; f++)
        same |= (uint32_t)(a[f] == b[f] && a[f]) << f;
    if (match->forename < 0 || match->surname < 0)
        return same;
    uint32_t names = UINT32_C(1) << match->forename | UINT32_C(1) << match->surname;
    bool turned = a[match->forename] == b[match->surname] && a[match->forename]
                  && a[match->surname] == b[match->forename] && a[match->surname];
    return (same & names) == names || turned ? same | LC_TURNED : same;
}

static bool parts_equal(const struct lc_match *match,
                        const struct lc_match_blocking *rule, const uint32_t *a,
                        const uint32_t *b)
{
    for (size_t i = 0; i < rule->parts; i++) {
        const struct lc_match_rule_part *p = rule->part + i;
        if (p->part == LC_PART_WHOLE)
            continue;
        if (!a[p->field] || !b[p->field])
            return false;
        if (a[p->field] == b[p->field])
            continue;
        const struct lc_match_value *x = lc_value_of(match, p->field, a[p->field]);
        const struct lc_match_value *y = lc_value_of(match, p->field, b[p->field]);
        if (p->part == LC_PART_HEAD ? x->head != y->head : x->sound != y->sound)
            return false;
    }
    return true;
}

uint32_t lc_match_rules_of(const struct lc_match *match, uint32_t a, uint32_t b)
{
    const uint32_t *x = match->value + (size_t)a * match->fields;
    const uint32_t *y = match->value + (size_t)b * match->fields;
    uint32_t same = equal(match, x, y), rules = 0;
    for (size_t i = 0; i < match->asked; i++) {
        const struct lc_match_asked *ask = match->ask + i;
        if ((same & ask->whole) == ask->whole
            && (!ask->parts || parts_equal(match, match->rule + ask->rule, x, y)))
            rules |= UINT32_C(1) << ask->rule;
    }
    return rules;
}
