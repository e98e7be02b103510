/* The rules of a cohort, in the order judged: at which of them a child left. */
#pragma once

/* clang-format off */
/* One row a rule, in the order judged: constant, name, why */
#define LC_RULES(X) \
    X(LC_NO_BIRTH,     "birth",        "no month of birth is known") \
    X(LC_TOO_YOUNG,    "too_young",    "younger than the study's ages") \
    X(LC_TOO_OLD,      "too_old",      "older than the study's ages") \
    X(LC_DEAD,         "died",         "died before the day") \
    X(LC_AWAY,         "moved",        "moved out before the day, with no referral since") \
    X(LC_ADOPTED,      "adopted",      "adopted before the day") \
    X(LC_SEEKS_ASYLUM, "uasc",         "an unaccompanied asylum-seeking child, left out by the study") \
    X(LC_LOOKED_AFTER, "looked_after", "looked after on the day") \
    X(LC_BEEN_IN_CARE, "been_in_care", "in care before, and the study is of first entries") \
    X(LC_UNCERTAIN,    "uncertain",    "whose records may be another child's or lack some, left out by the study") \
    X(LC_NOT_KNOWN,    "not_known",    "not known to any of the study's histories before the day")
/* clang-format on */

enum lc_rule {
#define X(constant, name, why) constant,
    LC_RULES(X)
#undef X
        LC_RULE_COUNT
};

struct lc_rule_row {
    const char *name, *why;
};

extern const struct lc_rule_row lc_rules[LC_RULE_COUNT];
