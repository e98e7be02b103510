/* One linkage on its way: its passes (run.c), and what is to be looked at. */
#pragma once

#include "link/group_inside.h"
#include "link/key_inside.h"
#include "link/report.h"

struct lc_linking {
    struct lc_link_report *report;
    struct lc_store *store;
    const struct lc_link_evidence *evidence;
    lc_record_groups *groups;
    bool *doubtful; /* [records]: in this pass another bears its key and is not it */
    struct lc_record_link *old; /* the links as they were, sorted */
    size_t olds;
    int32_t day;
};

/* Joins what the pass finds, and notes what a person should look at. Pairs that say
 * more than the key go first, in order of record. A pair that rests on the key alone is
 * joined after them, and only where no other child was found to bear the key. */
int lc_link_run_pass(struct lc_linking *run, const struct lc_pass *pass,
                     struct lc_link_tally *tally, struct lc_error *err) LC_MUST_CHECK;

int lc_link_review(struct lc_link_report *report, const struct lc_record_pair *pair,
                   const char *pass, const char *why,
                   struct lc_error *err) LC_MUST_CHECK;
/* Once children are known: as report.h has them, "joined" as it stands at the end. */
void lc_link_order_reviews(struct lc_linking *run);

/* By record, other and pass. */
int lc_link_order(const void *a, const void *b);
int lc_link_add(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
                int32_t day, struct lc_error *err) LC_MUST_CHECK;
