/* What police, youth justice and schools see.
 *
 * Every draw is a statement of its own: C leaves the order of a call's arguments, and
 * of the sides of a sum, to the compiler. */
#include "datasets/borough/happen_inside.h"

static const struct lc_choice concern_sources[] = {
    { "police", 45 }, { "social care", 30 }, { "school", 10 },
    { "health", 8 },  { "voluntary", 7 },    { NULL, 0 },
};

static const struct lc_choice offences[] = {
    { "violence", 30 },    { "theft", 17 },   { "drugs", 14 },
    { "robbery", 8 },      { "weapon", 9 },   { "criminal damage", 10 },
    { "public order", 8 }, { "motoring", 4 }, { NULL, 0 },
};

static const struct lc_choice tiers[] = {
    { "out of court", 55 }, { "first tier", 27 }, { "community", 15 },
    { "custody", 3 },       { NULL, 0 },
};

static const struct lc_choice reasons[] = {
    { "DB", 40 }, { "PP", 18 }, { "VA", 14 }, { "PA", 8 }, { "VP", 7 }, { "DA", 4 },
    { "DM", 4 },  { "OW", 3 },  { "TH", 1 },  { "BU", 1 }, { NULL, 0 },
};

/* M missing, A away from a placement with whereabouts known, E from school. */
void lc_happen_missing(struct lc_life *life, int32_t day)
{
    bool care = life->care_until > day;
    const char *type = care ? lc_life_chance(life, 0.3) ? "A" : "M"
                       : lc_life_chance(life, 0.06) ? "E"
                                                    : "M";
    int32_t days = (int32_t)(0.9 * lc_random_exponential(&life->random));
    life->missing_until = day + days + 3;
    uint32_t at = lc_life_add(life, LC_KIND_MISSING, day, day + days, type);
    life->rows[at].detail = care ? "care" : type[0] == 'E' ? "education" : "home";
    life->rows[at].note = lc_life_chance(life, 0.8) ? "Y" : "N";
    life->rows[at].level = life->rows[at].note[0] == 'Y' && lc_life_chance(life, 0.6);
    lc_happen_told(life, day, 0.2);
}

/* A quarter of concerns are raised by a level while they last: one row ends, the next
 * begins the same day. */
void lc_happen_concern(struct lc_life *life, int32_t day, int kind)
{
    double u = lc_random_unit(&life->random);
    int level = u < 0.3 ? 1 : u < 0.78 ? 2 : 3;
    int32_t until = day + 120 + lc_life_wait(life, 600);
    life->concern_until[kind] = until;
    bool raised = level < 3 && lc_life_chance(life, 0.25);
    int32_t from = raised ? day + 1 + (until - day) / 3 : until;
    uint32_t at =
        lc_life_add(life, kind, day, from, lc_life_choose(life, concern_sources));
    life->rows[at].level = level;
    lc_happen_told(life, day, kind == LC_KIND_CSE ? 0.8 : 0.5);
    if (!raised)
        return;
    at = lc_life_add(life, kind, from, until, lc_life_choose(life, concern_sources));
    life->rows[at].level = level + 1;
}

void lc_happen_gang(struct lc_life *life, int32_t day)
{
    static const struct lc_choice roles[] = {
        { "associate", 50 },
        { "suspect", 28 },
        { "victim", 22 },
        { NULL, 0 },
    };
    const char *role = lc_life_choose(life, roles);
    int32_t until = day + 200 + lc_life_wait(life, 400);
    uint32_t at = lc_life_add(life, LC_KIND_GANG, day, until, role);
    life->gang_until = day + 30;
    life->rows[at].detail = lc_life_choose(life, concern_sources);
    lc_happen_told(life, day, 0.6);
}

/* Youth justice enters an offence when its outcome is known: that is its recorded day.
 */
void lc_happen_offence(struct lc_life *life, int32_t day)
{
    const char *category = lc_life_choose(life, offences);
    int32_t outcome = day + lc_life_days(life, 3, 10);
    outcome += lc_life_wait(life, 40);
    uint32_t at = lc_life_add(life, LC_KIND_OFFENCE, day, outcome, category);
    struct lc_happening *h = life->rows + at;
    life->offence_until = day + 9;
    h->recorded = h->end;
    h->detail = lc_life_choose(life, tiers);
    h->level = 1 + (int)lc_random_poisson(&life->random, 2.0);
    if (h->level > 8)
        h->level = 8;
    lc_happen_told(life, day, 0.15);
}

void lc_happen_exclusion(struct lc_life *life, int32_t day, const char *category)
{
    uint32_t at = lc_life_add(life, LC_KIND_EXCLUSION, day, day, category);
    life->exclusion_until = day + 9;
    life->rows[at].detail = lc_life_choose(life, reasons);
    if (category[0] != 'S')
        return;
    life->rows[at].level = 2 * lc_life_days(life, 1, 3);
    life->rows[at].level += lc_life_days(life, 0, 2);
}
