/* Where what a history tells is no longer what it told: a source that was halved or
 * doubled, a code that came into use or went, a word that means something else. A model
 * that learns across such a day learns two things as one.
 *
 * A series is a number y_m of events a month with an exposure e_m: of all events of a
 * history, e_m = 1 (0 where the sources do not cover all of it, rhythm.h); of those of
 * one code, or of one value of an attribute, e_m is how many events the month has. For
 * its last k = 1, 2, 3 months, K events in exposure e, and the A events in exposure b
 * of the months before (12 at the most, none before the last break), let
 *
 *     K / phi given (K + A) / phi  ~  Binomial((K + A) / phi, e / (e + b)),          (1)
 *
 * the comparison of two Poisson means by their total (Przyborowski and Wilenski, 1940,
 * Biometrika 31:313-323), its tails by the incomplete beta function as counts are
 * divided by the dispersion phi. phi is 1 at least, else Pearson's of the 36 months
 * before (McCullagh and Nelder, 1989, Generalized Linear Models, 2nd ed., 4.5), from
 * differences between months a year apart where there are 24, which seasons leave as
 * they are. Where the months before reach so far back (1) is asked of the same months
 * of the years before too, and the larger of the two chances counts: schools are shut
 * every August.
 *
 * It is a break where both differ by half as much again, or by a third less, and the
 * chance is below 1 / (60 S), S the number of the history's
 * series: one false alarm a history in five years, at the most, as 60 months are
 * looked at and neighbouring windows share most of their events. The smallest chance of
 * the three windows says from which month on. Twelve months are needed before one. In
 * the twelve after it, from the fourth on, (1) is asked of the months since, of the
 * same by season (e and b are then the events of those months in the last year before
 * the break, at e_m = 1, without months that had none then), and of the months before
 * the break; the largest of the three chances counts. So a break that was a false alarm
 * hides no other, one that comes by and by is not many, and a season is none. After a
 * break that came within twelve months of another, the next is looked for from the
 * thirteenth month on. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

struct lc_break {
    const char *history;
    const char *attribute; /* NULL: the code */
    const char *code;      /* NULL: all events */
    int32_t from;          /* the first day of the first month that is unlike */
    int32_t seen;          /* the day on which it could be seen: the window's end */
    size_t before[2]; /* events of the code, and all, of the months compared with */
    size_t after[2];  /* of the months from `from` to `seen` */
    int months[2];    /* how many months these are */
    double chance;
};

/* Births, families and addresses ("person", "family", "address") are as old as people
 * are and have none. Those of what is said today, in order of day and code; *breaks is
 * new, its words the store's. Months are whole ones of the last span that the history's
 * sources cover (rhythm.h), without the last, of which a tenth or more is still to be
 * told by the delays so far. O(rows + months x codes). */
int lc_breaks_find(const struct lc_store *store, const char *history, size_t *count,
                   struct lc_break **breaks, struct lc_error *err) LC_MUST_CHECK;

/* "missing: from June 2024 20 a month, 60 before", counts by the door
 * (disclosure/small.h); exact: as they are. */
void lc_break_say(struct lc_text *text, const struct lc_break *one, bool exact);
