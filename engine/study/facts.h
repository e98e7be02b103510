/* What happened to one child, as far as a cohort and an outcome need it: birth, periods
 * of care, and what takes a child out of the borough. Read from the store's present
 * word (LC_OPEN) or from what was known on a day. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/seen.h"
#include "study/study.h"

/* A period of care: episodes that meet on the same day, or of which one ends with X1
 * and the next begins within a day, are one. */
struct lc_period_of_care {
    int32_t start, end; /* [start, end); LC_OPEN */
    bool counts;        /* would its start be the study's outcome, the age aside? */
};

/* Out of the borough after `left`, back after `back`: not resident on t with
 * left < t <= back. A referral after the move says that the child is back. */
struct lc_absence {
    int32_t left, back;
};

/* Where facts are read from; resolved once for a store. */
struct lc_sight {
    const struct lc_study *study;
    const struct lc_store *store;
    int32_t known_at; /* LC_OPEN, or a day (seen.h) */
    const struct lc_history *person, *care, *uasc, *death, *moved, *permanence,
        *referral;
    const struct lc_history
        *competing[LC_STUDY_CAUSES];   /* NULL: none, or other_entry */
    int other_entry;                   /* its cause, or 0 */
    uint16_t v3, v4, j1, adoption;     /* codes; 0 where the store has none */
    const struct lc_attribute *ceased; /* of care; or NULL */
    uint16_t x1;
};

/* Reused from child to child; zero at first. */
struct lc_facts {
    int32_t born;                /* middle of the birth month; LC_NO_DAY */
    int32_t adult;               /* the 18th birthday */
    int32_t dead, adopted, uasc; /* the first day of each; LC_OPEN: never */
    size_t periods, period_room;
    struct lc_period_of_care *period; /* ascending, disjoint */
    size_t absences, absence_room;
    struct lc_absence *absence;
};

void lc_sight_init(struct lc_sight *sight, const struct lc_study *study,
                   const struct lc_store *store, int32_t known_at);
/* Fills facts for a child. O(the child's events). */
int lc_facts_read(struct lc_facts *facts, const struct lc_sight *sight, uint32_t child,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_facts_free(struct lc_facts *facts);
