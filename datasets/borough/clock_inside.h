/* The clocks of a family, one a child. Within a month every process of a child is a
 * Poisson process at the rate that truth_inside.h gives; one exponential variable is
 * spent against the sum of the rates, and where it runs out something happens: what, in
 * proportion to the rates. That is exact, and a month in which nothing happens costs no
 * random number. Of the children of a family the one to whom something happens first
 * goes first, so that what happens to one can be of another from that moment on. */
#pragma once

#include "datasets/borough/coefficient.h"
#include "datasets/borough/life_inside.h"

struct lc_life_clock {
    struct lc_life *life;
    int age, year;               /* at the month's first day; year ending 31 March */
    double x[LC_PREDICTORS];     /* as known then */
    double steady[LC_PROCESSES]; /* a day, before the month's factor */
    double rate[LC_PROCESSES];   /* a day, whether or not it can happen now */
    double can[LC_PROCESSES];    /* the same where it can, else 0 */
    double waived;               /* of a first entry: see lc_clocks_enter() */
    double total;                /* of what can happen, less what is waived */
    double now, to;              /* in days; until when the rates above hold */
    double credit;               /* what is left of the exponential variable */
    int32_t leaves;              /* the family's going, or LC_OPEN */
    bool first, begun, over;
    bool here; /* begun by now, and not over */
};

/* The clocks of a family. */
struct lc_clocks {
    struct lc_home *home;
    struct lc_life_clock of[LC_FAMILY_MOST];
    int members;
    int32_t t, next; /* this month's first day, and the next's */
    double at;       /* now */
};

/* The rates of the month that begins on t. */
void lc_clock_set_rates(struct lc_life_clock *clock, int32_t t);

/* At risk of a first entry at 10 or over all through this month? */
bool lc_clock_awaits_entry(const struct lc_life_clock *clock);

/* What can happen to each child from now on, and until when that holds. */
void lc_clocks_look(struct lc_clocks *all);

/* Goes to where something happens, or what can happen changes, before the month is
 * over: *process is what, or LC_PROCESSES. NULL: nothing more this month. */
struct lc_life_clock *lc_clocks_next(struct lc_clocks *all, int *process);

/* A first entry into care, of one child or of several. */
void lc_clocks_enter(struct lc_clocks *all, struct lc_life_clock *clock, int32_t day);
int lc_clock_draw_route(struct lc_life_clock *clock);
