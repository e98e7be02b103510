/* How many adolescents the store singles out: whom would somebody recognise in it who
 * knows no more of a child than the month of its birth and the day of its first
 * referral? */
#pragma once

#include "base/error.h"
#include "store/store.h"

enum { LC_ADOLESCENT_FROM = 13, LC_ADOLESCENT_TO = 17 }; /* completed years */

struct lc_singled {
    int32_t day;      /* on which ages are counted: the last on which a file came */
    size_t children;  /* adolescents, of whom both are known */
    size_t alone;     /* of them, those whose two no other of them has */
    size_t few, many; /* those who share them with 1 to 4 others, and with more */
    size_t unknown;   /* adolescents with no referral */
    size_t no_birth;  /* children of whom no month of birth is known */
};

/* By what is said today. The store must be linked. O(n log n) of its children. */
int lc_singled_out(struct lc_singled *singled, const struct lc_store *store,
                   struct lc_error *err) LC_MUST_CHECK;

/* As it may be told (disclosure/small.h). */
void lc_singled_tell(struct lc_singled *singled);
