/* The lists of Annex A and their columns. Part of annex_a.c. */
#pragma once

#include "outward/outward_inside.h"

/* What stands in a column, of row i of the list's history. */
enum lc_annex_cell {
    LC_ANNEX_BLANK, /* the store does not know it */
    LC_ANNEX_LOCAL,
    LC_ANNEX_SEX,
    LC_ANNEX_ETHNICITY,
    LC_ANNEX_BORN,
    LC_ANNEX_AGE,
    LC_ANNEX_START,
    LC_ANNEX_END,
    LC_ANNEX_CODE,
    LC_ANNEX_ATTRIBUTE,
    LC_ANNEX_OTHER_START,     /* the conference that followed */
    LC_ANNEX_OTHER_ATTRIBUTE, /* of it */
    LC_ANNEX_FIRST_START,     /* of the period of care that ends with row i */
    LC_ANNEX_CODE_START,      /* since when in it the code is what it is */
    LC_ANNEX_ALONE,           /* unaccompanied in the year before: Y or N */
    LC_ANNEX_STEP,            /* the day of the step to an adoption */
    LC_ANNEX_STEP_SAYS,       /* why the decision was reversed: its attribute */
    LC_ANNEX_ORDER            /* the day of the adoption order */
};

/* Which rows of the history are in the list. */
enum lc_annex_rows {
    LC_ANNEX_NONE,       /* the store knows nothing of them */
    LC_ANNEX_STARTED,    /* begun in the six months */
    LC_ANNEX_OPEN_SINCE, /* not ended before them */
    LC_ANNEX_ENQUIRIES,  /* begun in them, or with a conference in them */
    LC_ANNEX_PERIODS,    /* the last of a period that had not ended before them */
    LC_ANNEX_LAST,       /* a child's last */
    LC_ANNEX_ADOPTIONS /* ways to an adoption, not over before the last twelve months */
};

struct lc_annex_column {
    const char *heading;
    enum lc_annex_cell cell;
    const char *attribute;
};

struct lc_annex_list {
    const char *sheet, *history;
    enum lc_annex_rows rows;
    const struct lc_annex_column *column; /* ends with a heading of NULL */
};

enum { LC_ANNEX_LISTS = 11 };
extern const struct lc_annex_list lc_annex_lists[LC_ANNEX_LISTS];
