/* One linkage on its way: who is joined (run.c), what is noted of it (merge.c), and
 * what is to be looked at (list.c). */
#pragma once

#include "link/beside_inside.h"
#include "link/group_inside.h"
#include "link/report.h"

/* Two records that were joined, in that order. */
struct lc_joined {
    uint32_t record, other;
    bool number; /* they have one in common */
    bool born;   /* their birth dates differ */
    struct lc_match_pair pair;
};

/* errors_inside.h */
struct lc_link_whose {
    uint8_t *ethnic, *named; /* [records] a main group, of the record; 0: not said */
    uint8_t *child;          /* [records] ethnic, of its child */
    double *missed;          /* [groups] expected */
};

struct lc_linking {
    struct lc_link_report *report;
    struct lc_link_whose whose;
    struct lc_store *store;
    const struct lc_link_evidence *evidence;
    struct lc_link_table table;
    struct lc_link_beside beside;
    lc_record_groups *groups;
    size_t joins, join_room;
    struct lc_joined *join;
    struct lc_record_link *old; /* the links as they were, sorted */
    size_t olds;
    int32_t day;
    int code; /* of a join that could not be noted */
};

/* Pairs of this chance and more are joined, unless something speaks against it; of this
 * and more, listed. */
#define LC_LINK_JOINS 0.6
#define LC_LINK_LISTS 0.02

/* Joins what the weights say is one child's, beside what reviewers decided; and lists
 * what a person should look at. */
int lc_link_weigh(struct lc_linking *run, struct lc_error *err) LC_MUST_CHECK;

/* Keeps what the weights rest on with the store, if it is not what the last linkage
 * rested on. */
int lc_link_keep(struct lc_linking *run, const struct lc_match_found *found,
                 struct lc_error *err) LC_MUST_CHECK;

/* Lists pairs, once who is joined is known. */
int lc_link_list(struct lc_linking *run, const struct lc_match_found *found,
                 struct lc_error *err) LC_MUST_CHECK;
/* How alike the two are: weight, chance, levels, and what each field weighs. */
void lc_link_review_pair(struct lc_review *review, const struct lc_linking *run,
                         const struct lc_match_pair *pair);
int lc_link_review(struct lc_link_report *report, const struct lc_review *review,
                   struct lc_error *err) LC_MUST_CHECK;
/* What a pair that is not joined counts of its chance (list.c). */
double lc_link_share(const struct lc_alike *alike, double chance);
/* Puts into the store the pairs that were joined or that may be one child: store.h. */
int lc_link_keep_candidates(struct lc_linking *run, const struct lc_match_found *found,
                            struct lc_error *err) LC_MUST_CHECK;
/* Once children are known: as report.h has them, "joined" as it stands at the end. */
void lc_link_order_reviews(struct lc_linking *run);

/* Puts the merges into the store: those of before that hold, with their days; and of
 * today's as many as join the rest. */
int lc_link_note_merges(struct lc_linking *run, struct lc_error *err) LC_MUST_CHECK;

/* Notes the link as one that held until this day; not one of that very day. */
int lc_link_part(struct lc_store *store, const struct lc_record_link *link,
                 int32_t until, struct lc_error *err) LC_MUST_CHECK;
/* Of n old links those that are no more among the store's, which are sorted. */
int lc_link_note_partings(struct lc_store *store, size_t n,
                          const struct lc_record_link *old, int32_t day,
                          struct lc_error *err) LC_MUST_CHECK;
/* Joins and keeps apart as the rows say: what is kept apart first, then what was
 * accepted, which gives way to it, then, if asked, merges. */
int lc_link_stand_on(lc_record_groups *groups, const struct lc_store *store, size_t n,
                     const struct lc_record_link *row, bool merges,
                     struct lc_error *err) LC_MUST_CHECK;

extern const char lc_link_accepted[];
bool lc_link_is_decision(const struct lc_store *store,
                         const struct lc_record_link *link);
/* By record, other and pass. */
int lc_link_order(const void *a, const void *b);
int lc_link_add(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
                int32_t day, struct lc_error *err) LC_MUST_CHECK;
