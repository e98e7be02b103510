/* Inside of group.h: what the files of engine/link share. */
#pragma once

#include "link/group.h"

enum { LC_FACT_BORN = 0 };

/* What came of an attempt to join two records. */
enum lc_kinship {
    LC_JOINED,     /* two groups became one */
    LC_TOGETHER,   /* they were one already */
    LC_KEPT_APART, /* a reviewer said so */
    LC_CONFLICT,   /* the facts disagree (*kind says which) */
    LC_TWO_GROUPS  /* nothing was said of them yet */
};

typedef struct lc_record_groups lc_record_groups;

/* facts are borrowed, sorted by (record, kind, value), each once. */
int lc_record_groups_new(lc_record_groups **groups, size_t records, size_t count,
                         const struct lc_fact *facts,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_record_groups_free(lc_record_groups *groups); /* NULL is allowed */

/* Two records that must never be in one group. */
int lc_record_groups_keep_apart(lc_record_groups *groups, uint32_t a, uint32_t b,
                                struct lc_error *err) LC_MUST_CHECK;

/* How the two stand, with nothing done: LC_TOGETHER, LC_KEPT_APART or LC_TWO_GROUPS. */
enum lc_kinship lc_record_groups_stand(lc_record_groups *groups, uint32_t a,
                                       uint32_t b);

/* Joins the groups of a and b unless they are kept apart or, when `strict`, the join
 * would bring a child a further birth date or number of a kind: the facts of the two
 * together may not exceed those of the richer one. Near constant time for groups as
 * small as children are. */
int lc_record_groups_join(lc_record_groups *groups, uint32_t a, uint32_t b, bool strict,
                          uint16_t *kind);

/* Do the facts of a's group and of b's disagree on the kind? */
bool lc_record_groups_disagree(const lc_record_groups *groups, uint32_t a, uint32_t b,
                               uint16_t kind);
/* ... or on a number of any kind? */
bool lc_record_groups_numbers_disagree(const lc_record_groups *groups, uint32_t a,
                                       uint32_t b);

/* The records of a group, one after the other, in a ring. */
uint32_t lc_record_groups_next(const lc_record_groups *groups, uint32_t record);

uint32_t lc_record_groups_first(lc_record_groups *groups,
                                uint32_t record); /* the smallest record */
