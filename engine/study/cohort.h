/* The cohort of a study: which children are looked at on which landmarks, what became
 * of them, and who left at which rule. design.md 3 in code; half-open throughout.
 *
 * At landmark t a child with birthday b is in the cohort if, judged in this order,
 *   - a birth month is known, and age_from <= age(t) <= age_to;
 *   - it has not died, moved out or been adopted before t (a referral after a move says
 *     that it came back);
 *   - it is not an unaccompanied asylum-seeking child, where the study leaves them out;
 *   - it is not looked after: no period of care with start < t < end;
 *   - for a first entry: no period of care has start < t;
 *   - where the study leaves uncertain links out, and nobody is scored: its records are
 *     its own and all, as far as linkage is sure (link/drawn.h);
 *   - an event of one of the study's histories was known before t.
 * The last is judged by what was known before t; the others by what is said today,
 * because they make the outcome well defined, or, when scoring, by what was known.
 *
 * Follow-up is [t, end) with end the first of: the horizon's end, the 18th birthday,
 * the end of the care history's span. What happens first in it ends the row: the entry,
 * or a competing event; on one day the entry comes first, then the study's order. An
 * entry that does not qualify is the cause other_entry where the study lists it, else
 * it censors. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "parallel/team.h"
#include "store/store.h"
#include "study/landmarks.h"
#include "study/rule.h"
#include "study/study.h"

/* Rows are (child, landmark) pairs. A child leaves at the last rule that takes a row of
 * it, when all its rows are gone. */
struct lc_flow {
    size_t children, rows; /* before any rule: every child at every landmark */
    size_t rows_out[LC_RULE_COUNT], children_out[LC_RULE_COUNT];
    size_t children_in, rows_in; /* what is left: the cohort */
    /* The study's entries within the horizon of a landmark, one a child's day, of
     * children whom no rule but the last (that they are known) leaves out there; and
     * those of them known at such a landmark. What no list could have held is the rest.
     */
    size_t entries, entries_known;
    /* Where the study leaves uncertain links out: children now in the store with a link
     * that is doubted, and with a pair of the review list; some have both. */
    bool uncertain;
    size_t doubted, missed;
};

struct lc_cohort {
    struct lc_landmarks landmarks;
    size_t n;          /* rows, ascending by (shard, unit, child, landmark) */
    uint32_t *child;   /* [n] */
    uint32_t *unit;    /* [n] first child of all whom a family ever bound to it, by all
                          that the store knows (store/kin.h), or itself */
    bool families;     /* does the store know any? */
    uint16_t *at;      /* [n] index of the landmark */
    int32_t *days;     /* [n] follow-up: design.h */
    uint8_t *cause;    /* [n] 0 censored, 1 entry, 2 .. the study's competing list */
    uint8_t *complete; /* [n] 1: the horizon was over by the last day seen */
    size_t *shard;     /* [LC_SHARDS + 1] */
    struct lc_flow flow;
};

/* Which landmarks, and whose word. */
struct lc_cohort_ask {
    int32_t day;   /* LC_NO_DAY: all of the study's; else this one */
    bool as_known; /* judge by what was known on `day` (scoring), not by today's word */
};

/* Fills *cohort anew. LC_ABSENT, LC_RANGE as lc_landmarks_of; LC_REFUSED where the
 * study asks how sure links are and the store does not say. An empty cohort is a
 * result. O(children x landmarks + events), by shards on the team. */
int lc_cohort_build(struct lc_cohort *cohort, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_cohort_ask *ask,
                    lc_team *team, struct lc_error *err) LC_MUST_CHECK;
/* What could have been learnt on day `at` (lc_landmarks_at): who was in the cohort, and
 * what became of them, all as known then. Nothing that was known on or after it moves a
 * bit. An empty cohort is a result. */
int lc_cohort_at(struct lc_cohort *cohort, const struct lc_study *study,
                 const struct lc_store *store, int32_t at, lc_team *team,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_cohort_free(struct lc_cohort *cohort);

/* The shard of a unit: by a fixed mix of its number, whatever else is in the store. */
size_t lc_shard_of(uint32_t unit);
