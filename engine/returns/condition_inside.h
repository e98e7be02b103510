/* A compiled condition: nodes, each after those that it is made of. */
#pragma once

#include "returns/condition.h"
#include "returns/judge_inside.h"

enum lc_term_kind {
    LC_TERM_COLUMN,
    LC_TERM_START,
    LC_TERM_END,
    LC_TERM_SCHOOL,
    LC_TERM_WEEK,
    LC_TERM_DAY /* written out */
};

/* A column of the row or of the one outside it, or a day. */
struct lc_claim {
    int kind;
    bool outer;
    signed char column[LC_RETURN_TABLES]; /* in each table, or LC_RETURN_NO_COLUMN */
    int32_t day;
    int days, years; /* more */
};

enum lc_test_kind {
    LC_TEST_NOT,
    LC_TEST_AND,
    LC_TEST_OR,
    LC_TEST_SAID,
    LC_TEST_DATE,
    LC_TEST_BAD,
    LC_TEST_IN,
    LC_TEST_NOT_IN,
    LC_TEST_SAME,
    LC_TEST_DIFFERS,
    LC_TEST_BEFORE, /* a < b */
    LC_TEST_UNTIL,  /* a <= b */
    LC_TEST_ON,
    LC_TEST_SOME, /* at least `count` rows of `table`; 0: none */
    LC_TEST_WITH,
    LC_TEST_PREV,
    LC_TEST_NEXT,
    LC_TEST_FIRST,
    LC_TEST_FINAL,
    LC_TEST_STAYED
};

/* A word of a list: itself, what begins so, or the whole numbers low..high. */
struct lc_listed_word {
    uint32_t word; /* 0: by prefix or numbers */
    struct lc_slice prefix;
    int low, high; /* low > high: none */
};

struct lc_test {
    int kind, a, b; /* a, b: nodes, or -1: always true */
    struct lc_claim left, right;
    int table, count;
    bool last;
    size_t first, words; /* of the condition's list */
};

struct lc_condition {
    const char *text;
    int top;
    size_t tests, test_room, listed, listed_room;
    struct lc_test *test;
    struct lc_listed_word *list;
    unsigned needs[2];
};
