/* What happens when a process fires: each writes its rows into the life and moves the
 * life's state. day is the day it happens on; the caller has checked that it can. */
#pragma once

#include "datasets/borough/clock_inside.h"
#include "datasets/borough/life_inside.h"

/* The front door (front.c). */
void lc_happen_contact(struct lc_life *life, int32_t day);
void lc_happen_early_help(struct lc_life *life, int32_t day);
void lc_happen_referral(struct lc_life *life, int32_t day);
/* Another agency tells social care of a concern, with the chance of this figure. */
void lc_happen_told(struct lc_life *life, int32_t day, int figure);
void lc_happen_s47(struct lc_life *life, int32_t day);
/* Child in need from this day: what a care entry without one needs. `need` and `source`
 * are codes; the episode stays open until `until` at least. */
void lc_happen_open_cin(struct lc_life *life, int32_t day, int32_t until,
                        const char *need, const char *source);
/* Records passed to the authority that the family moves to. */
void lc_happen_transfer(struct lc_life *life, int32_t day);

/* Care (care.c): a first entry or a return by a route (LC_P_ROUTES on; 0: none of
 * these); and a short break. */
void lc_happen_entry(struct lc_life *life, int32_t day, int route);
void lc_happen_short_break(struct lc_life *life, int32_t day);
/* Adoption, another authority, and an age found to be 18 end the life here with the
 * latest period of care: nothing more is known of the child under this number. */
void lc_happen_care_to_end(struct lc_life *life);

/* Police, youth justice, schools (street.c). */
void lc_happen_missing(struct lc_life *life, int32_t day);
void lc_happen_concern(struct lc_life *life, int32_t day, int kind);
extern const int lc_concern_of[LC_PROCESSES]; /* the kind that a process raises, or 0 */
void lc_happen_gang(struct lc_life *life, int32_t day);
void lc_happen_offence(struct lc_life *life, int32_t day);
void lc_happen_exclusion(struct lc_life *life, int32_t day, const char *category);

/* Told of each month's first day t on which the child awaits a first entry at 10 or
 * over, with the hazard a year through that month. */
typedef void lc_life_step(void *context, const struct lc_life *life, int32_t t,
                          double hazard);

/* Lives the lives of the home's family, which are begun here, from their first day to
 * their last; step may be NULL. */
void lc_live(struct lc_home *home, lc_life_step *step, void *context);

/* The same by steps: begins the lives (false: none of them is lived here), and lives
 * the month that begins on clocks->t (false: all are over). */
bool lc_live_begin(struct lc_clocks *clocks, struct lc_home *home);
bool lc_live_month(struct lc_clocks *clocks, lc_life_step *step, void *context);
