/* What police, youth justice and schools see.
 *
 * Every draw is a statement of its own: C leaves the order of a call's arguments, and
 * of the sides of a sum, to the compiler. */
#include "datasets/borough/happen_inside.h"

/* The kind of concern that a process raises; 0: none. */
const int lc_concern_of[LC_PROCESSES] = { [LC_P_CSE] = LC_KIND_CSE,
                                          [LC_P_CCE] = LC_KIND_CCE,
                                          [LC_P_TRAFFICKING] = LC_KIND_TRAFFICKING };

/* M missing, A away from a placement with whereabouts known, E from school. Who leaves
 * care is missing from it no more. */
void lc_happen_missing(struct lc_life *life, int32_t day)
{
    bool care = life->care_until > day;
    const char *type = care ? lc_life_chance(life, 0.3) ? "A" : "M"
                       : lc_life_chance(life, 0.06) ? "E"
                                                    : "M";
    int32_t days = (int32_t)(0.9 * lc_random_exponential(&life->random));
    life->missing_until = day + days + 3;
    if (care && life->entered > day) /* arrived, and not yet looked after */
        care = false, type = "M";
    if (care && day + days > life->care_until)
        days = life->care_until - day;
    uint32_t at = lc_life_add(life, LC_KIND_MISSING, day, day + days, type);
    life->rows[at].detail = care ? "care" : type[0] == 'E' ? "education" : "home";
    life->rows[at].note = lc_life_chance(life, 0.8) ? "Y" : "N";
    life->rows[at].level = life->rows[at].note[0] == 'Y' && lc_life_chance(life, 0.6);
    lc_happen_told(life, day, LC_F_TOLD_MISSING);
}

/* A quarter of concerns are raised by a level while they last: one row ends, the next
 * begins the same day. */
void lc_happen_concern(struct lc_life *life, int32_t day, int kind)
{
    int level = lc_life_choose(life, LC_C_CONCERN_LEVEL)[0] - '0';
    int32_t until = day + 120 + lc_life_wait(life, 600);
    life->concern_until[kind] = until;
    bool raised = level < 3 && lc_life_chance_of(life, LC_F_CONCERN_RAISED);
    int32_t from = raised ? day + 1 + (until - day) / 3 : until;
    uint32_t at =
        lc_life_add(life, kind, day, from, lc_life_choose(life, LC_C_CONCERN_SOURCE));
    life->rows[at].level = level;
    lc_happen_told(life, day, kind == LC_KIND_CSE ? LC_F_TOLD_CSE : LC_F_TOLD_CCE);
    if (!raised)
        return;
    at =
        lc_life_add(life, kind, from, until, lc_life_choose(life, LC_C_CONCERN_SOURCE));
    life->rows[at].level = level + 1;
}

void lc_happen_gang(struct lc_life *life, int32_t day)
{
    const char *role = lc_life_choose(life, LC_C_GANG_ROLE);
    int32_t until = day + 200 + lc_life_wait(life, 400);
    uint32_t at = lc_life_add(life, LC_KIND_GANG, day, until, role);
    life->gang_until = day + 30;
    life->rows[at].detail = lc_life_choose(life, LC_C_CONCERN_SOURCE);
    lc_happen_told(life, day, LC_F_TOLD_GANG);
}

/* Youth justice enters an offence when its outcome is known: that is its recorded day.
 */
void lc_happen_offence(struct lc_life *life, int32_t day)
{
    const char *category = lc_life_choose(life, LC_C_OFFENCE);
    int32_t outcome = day + lc_life_days(life, 3, 10);
    outcome += lc_life_wait(life, lc_life_figure(life, LC_F_OFFENCE_DAYS));
    uint32_t at = lc_life_add(life, LC_KIND_OFFENCE, day, outcome, category);
    struct lc_happening *h = life->rows + at;
    life->offence_until = day + 9;
    h->recorded = h->end;
    h->detail = lc_life_choose(life, LC_C_OUTCOME);
    h->level = 1 + (int)lc_random_poisson(&life->random, 2.0);
    if (h->level > 8)
        h->level = 8;
    lc_happen_told(life, day, LC_F_TOLD_OFFENCE);
}

void lc_happen_exclusion(struct lc_life *life, int32_t day, const char *category)
{
    uint32_t at = lc_life_add(life, LC_KIND_EXCLUSION, day, day, category);
    life->exclusion_until = day + 9;
    life->rows[at].detail = lc_life_choose(life, LC_C_EXCLUSION);
    if (category[0] != 'S')
        return;
    life->rows[at].level = 2 * lc_life_days(life, 1, 3);
    life->rows[at].level += lc_life_days(life, 0, 2);
}
