/* The borough as a whole: its size, its calendar, and who lives in it.
 *
 * Everything random comes from streams of the seed (base/random.h): one a child, one a
 * family, one a child and agency for the agency's mistakes. So the same seed gives the
 * same bytes whatever the threads, and mistakes never disturb what happened. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "datasets/borough/coefficient.h"

/* Kinds of mistakes, that may be switched on by themselves. */
/* clang-format off */
#define LC_MISTAKES(X) \
    X(LC_MISTAKE_WHO,     "who",     "names, birth dates, postcodes and sexes wrong or not stated") \
    X(LC_MISTAKE_NUMBERS, "numbers", "NHS and pupil numbers mistyped, a sibling's, temporary, not known; numbers used again") \
    X(LC_MISTAKE_LINKS,   "links",   "other agencies' numbers not linked by social care, nor its own of families") \
    X(LC_MISTAKE_DOUBLES, "doubles", "persons under two numbers in one agency") \
    X(LC_MISTAKE_DELAYS,  "delays",  "rows entered days or months late") \
    X(LC_MISTAKE_REPEATS, "repeats", "rows there twice in their file") \
    X(LC_MISTAKE_CODES,   "codes",   "codes that are none, some mended later") \
    X(LC_MISTAKE_STARTS,  "starts",  "starts too early by days, corrected later")
/* clang-format on */

enum lc_mistake {
#define X(constant, name, meaning) constant,
    LC_MISTAKES(X)
#undef X
        LC_MISTAKE_COUNT
};

enum { LC_FAMILY_MOST = 6, LC_STAYS_MOST = 8, LC_RUN_IN_YEARS = 4, LC_YEARS_MOST = 40 };

struct lc_world {
    const struct lc_coefficients *truth;
    uint64_t seed;
    int children, years;
    double dirt;                      /* as asked */
    double mistake[LC_MISTAKE_COUNT]; /* factor on each kind's rates */
    const char *only;                 /* the one kind, "none", or NULL: all */
    int32_t run_in; /* social care's records begin: LC_RUN_IN_YEARS before `from` */
    int32_t feeds;  /* the other agencies' records begin: a year before `from` */
    int32_t from;   /* the first day of the years asked for */
    int32_t until;  /* the day after the last; the last extract is made on it */
    int32_t ends;   /* lives are lived to here: `until`, or beyond it (risk_inside.h) */
    int32_t earlier; /* day of the extract before it; LC_NO_DAY when there is none */
    size_t settled;  /* families living here from the start or by first birth */
    size_t arriving; /* families that move in */
    size_t alone;    /* unaccompanied children, each a family of one */
    size_t families; /* all of them */
    size_t alone_by_year[LC_YEARS_MOST]; /* running count at the end of each year */
};

/* children: the population aged 0 to 17; years: 1 to 30; dirt: 0 clean, 1 as stated.
 * truth is borrowed. */
void lc_world_init(struct lc_world *world, const struct lc_coefficients *truth,
                   uint64_t seed, int children, int years, double dirt);

/* Its k-th year, from the run-in on: [*from, *to) ends on 31 March; the year of its
 * end. */
int lc_world_year(const struct lc_world *world, int k, int32_t *from, int32_t *to);

/* Its calendar alone; the rest of it is nought. */
void lc_world_days(struct lc_world *world, int years, double dirt);

/* Of the mistakes this kind alone, or "none" of them though there are two extracts;
 * false if there is no such kind. After lc_world_init. */
bool lc_world_only(struct lc_world *world, const char *kind);

/* The stream of a child, and of an agency's mistakes about a child. */
void lc_world_child_stream(const struct lc_world *world, uint32_t child,
                           struct lc_random *r);
void lc_world_dirt_stream(const struct lc_world *world, int agency, uint32_t child,
                          struct lc_random *r);

struct lc_member {
    int32_t born;
    uint32_t child;  /* the child's number everywhere in truth/ */
    int birth;       /* of the family's births, from 0: twins share theirs */
    int father;      /* 0, or another than the first child's: another surname */
    int32_t adopted; /* this day under other names and numbers, or LC_OPEN */
};

/* Where a family lives, from a day until the next stay or its going. */
struct lc_stay {
    int32_t from;
    uint64_t place; /* which house or hostel; cousins share a house, nobody else does */
    bool hostel;    /* one of few addresses that many families have in turn */
};

/* A family: its members by age, when it came and when it goes. */
struct lc_household {
    uint32_t number;
    int members;
    struct lc_member member[LC_FAMILY_MOST];
    int32_t arrives; /* first day here; LC_NO_DAY when it always was */
    int32_t leaves;  /* first day elsewhere; LC_OPEN when it stays */
    bool alone;      /* an unaccompanied asylum-seeking child */
    double strain;   /* standard normal: half of each child's propensity */
    const struct lc_ethnicity *people; /* its ethnic group */
    uint64_t names;                    /* what its names are made of */
    uint64_t surnames; /* the same, of surnames: cousins may share them */
    int stays;         /* from 1, by day; the first from its arrival on */
    struct lc_stay stay[LC_STAYS_MOST];
};

void lc_household_draw(const struct lc_world *world, size_t number,
                       struct lc_household *family);
