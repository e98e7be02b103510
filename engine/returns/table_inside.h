/* The tables of rules by subject, and how their rows are written. */
#pragma once

#include "returns/judge_inside.h"

struct lc_rule_table {
    size_t count;
    const struct lc_check *rule;
};

#define LC_RULE_TABLE(rows)                                                            \
    {                                                                                  \
        sizeof(rows) / sizeof *(rows), rows                                            \
    }

/* Collection years: of all that are known here, from one on, until one. The rules of
 * 2024-25 are the oldest here, and judge what is older. */
#define ALWAYS      0, 0
#define SINCE(year) year, 0
#define UNTIL(year) 0, year
#define ONLY(year)  year, year

/* A rule by a condition; by a function; one that is not judged. */
#define RULE(number, years, tables, broken, meaning, cure)                             \
    {                                                                                  \
        number, years, tables, broken, NULL, "", meaning, cure                         \
    }
#define CODED(number, years, tables, judge, needs, meaning, cure)                      \
    {                                                                                  \
        number, years, tables, NULL, judge, needs, meaning, cure                       \
    }
#define ELSEWHERE(number, years, tables, why, meaning, cure)                           \
    {                                                                                  \
        number, years, tables, NULL, NULL, why, meaning, cure                          \
    }

/* Lists of codes that several rules share. */
#define TEMPORARY    "T0 T1 T2 T3 T4"
#define FOSTER       "U1 U2 U3 U4 U5 U6"
#define FOR_ADOPTION "A3 A4 A5 A6"
#define IS_TOLD_OC3  "(IN_TOUCH | ACTIV | ACCOM)"
#define IS_TOLD_AD1                                                                    \
    "(DATE_INT | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR)"

extern const struct lc_rule_table lc_rules_codes, lc_rules_header, lc_rules_episodes,
    lc_rules_sequence, lc_rules_placement, lc_rules_respite, lc_rules_adoption,
    lc_rules_decision, lc_rules_oc2, lc_rules_oc3, lc_rules_missing, lc_rules_before,
    lc_rules_social, lc_rules_dolo, lc_rules_whole, lc_rules_elsewhere;
