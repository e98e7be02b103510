/* Inside of group.h: what the files of engine/link share. */
#pragma once

#include "link/group.h"

enum { LC_FACT_BORN = 0, LC_FACT_NUMBERS = 1, LC_FACT_NONE = UINT16_MAX };

/* Of one kind and system, and the same but for a slip of the pen: a number within one
 * (base/near.h), a birth date with day and month exchanged, a digit another, two
 * neighbours exchanged, a year before or after, or the first of its month or year for
 * it. */
bool lc_fact_agrees(const struct lc_fact *a, const struct lc_fact *b);

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

/* Joins the groups of a and b unless they are kept apart or clash (below). Near
 * constant time for groups as small as children are. */
int lc_record_groups_join(lc_record_groups *groups, uint32_t a, uint32_t b,
                          uint16_t least, uint16_t *kind);

/* Do the facts of a's group and of b's disagree on any kind from `least` on (*kind):
 * has each one that agrees with none of the other's? */
bool lc_record_groups_clash(const lc_record_groups *groups, uint32_t a, uint32_t b,
                            uint16_t least, uint16_t *kind);

uint32_t lc_record_groups_size(lc_record_groups *groups, uint32_t record);

uint32_t lc_record_groups_first(lc_record_groups *groups,
                                uint32_t record); /* the smallest record */

/* A record, and the child that its group is: the group's smallest record. */
struct lc_group_member {
    uint32_t child, record;
};

/* *member is new: all records by child, then record, and so each child's beside each
 * other; `records` as the groups were made of. O(records log records). */
int lc_record_groups_members(lc_record_groups *groups, size_t records,
                             struct lc_group_member **member,
                             struct lc_error *err) LC_MUST_CHECK;
