/* What two parts of a cluster, or two clusters, have in common: the weight of their
 * being one person's.
 *
 * Each record of the lesser part is compared with the other part as records of several
 * rows are: of each field what is most alike counts, so that a record which agrees with
 * several, here in the one field and there in the other, is not doubted once for each.
 * That one of d different values is so much alike by chance is d times as likely;
 * values at one level are taken for one.
 *
 * What speaks for one person is said by all records of the part, and its mean counts.
 * What speaks against it is a mistake of somebody's, and is counted as often as at
 * least so many records have made one: on whichever side there are fewer. */
#pragma once

#include "match/estimate_inside.h"

struct lc_parts {
    uint32_t lesser;                  /* records of that part */
    uint32_t levels[LC_MATCH_FIELDS]; /* of a record: those it stands at, a bit each */
    double best[LC_MATCH_FIELDS];     /* in bits */
    double in_favour[LC_MATCH_FIELDS], against[LC_MATCH_FIELDS]; /* sums over records */
    uint32_t against_by[LC_MATCH_FIELDS]; /* records of the lesser part */
    uint32_t said_by[LC_MATCH_FIELDS];    /* records of the other part */
    double twins;                         /* share of all pairs */
};

/* A record of the other part. */
void lc_parts_count(const struct lc_match *match, uint32_t record,
                    struct lc_parts *parts);
/* A pair between the two. */
void lc_parts_take(const struct lc_match *match, const struct lc_match_pair *pair,
                   struct lc_parts *parts);
/* The pairs of one record of the lesser part have been taken; one without any says
 * nothing. */
void lc_parts_end_record(const struct lc_match *match, struct lc_parts *parts);
/* In bits; and how much of it a household has. */
double lc_parts_weight(const struct lc_match *match, const struct lc_parts *parts,
                       double *household);
