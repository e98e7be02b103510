/* Who is in the cohort on one day: the rules of cohort.h for scoring, a block of
 * children at a time, without the outcome that nobody knows yet. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "study/follow.h"
#include "study/landmarks.h"
#include "study/rule.h"

struct lc_presence {
    struct lc_landmarks landmarks; /* the one day */
    struct lc_follow follow;
    const struct lc_store *store;
    int32_t eldest, youngest; /* births of the study's ages on the day, both included */
};

/* As known on the day. Fills *presence anew; it borrows study and store and may not be
 * moved. */
int lc_presence_open(struct lc_presence *presence, const struct lc_study *study,
                     const struct lc_store *store, int32_t day,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_presence_close(struct lc_presence *presence);

/* Of the child numbers first .. end - 1 those in the cohort, ascending, into
 * child[end - first]; *n is how many. facts: the thread's workspace, zero at first.
 * O(their events). */
int lc_presence_list(const struct lc_presence *presence, struct lc_facts *facts,
                     size_t first, size_t end, uint32_t *child, size_t *n,
                     struct lc_error *err) LC_MUST_CHECK;

/* *rule: at which rule (rule.h) the child leaves the cohort on the day, or
 * LC_RULE_COUNT: it is in. Facts as above. O(the child's events). */
int lc_presence_rule(const struct lc_presence *presence, struct lc_facts *facts,
                     uint32_t child, enum lc_rule *rule,
                     struct lc_error *err) LC_MUST_CHECK;
