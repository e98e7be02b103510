/* The files of an extract, and what goes wrong with one of them as a whole: the feed
 * stops, comes late, comes twice, changes its words. A row's own slips, and what
 * happened, are as they were (sheet_inside.h). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* An extract's files: social care's tables, then the agencies'. */
enum lc_sheet {
    LC_S_PERSON,
    LC_S_LINKED,
    LC_S_ADDRESS,
    LC_S_FAMILY,
    LC_S_EARLY_HELP,
    LC_S_CONTACTS,
    LC_S_CIN,
    LC_S_ASSESSMENTS,
    LC_S_FACTORS,
    LC_S_CIN_PLANS,
    LC_S_S47,
    LC_S_ICPC,
    LC_S_CPP,
    LC_S_CLA,
    LC_S_PLACEMENT,
    LC_S_LEGAL,
    LC_S_IMMIGRATION,
    LC_S_MISSING,
    LC_S_PERMANENCE,
    LC_S_POLICE_PEOPLE,
    LC_S_POLICE_MISSING,
    LC_S_POLICE_EXPLOIT,
    LC_S_POLICE_GANG,
    LC_S_YOUTH_PEOPLE,
    LC_S_YOUTH_OFFENCE,
    LC_S_SCHOOL_PEOPLE,
    LC_S_SCHOOL_EXCLUDE,
    LC_S_LINK,
    LC_SHEETS
};

struct lc_file_row {
    const char *name;   /* inside its folder */
    const char *header; /* the first line, verbatim */
};

extern const struct lc_file_row lc_sheets[LC_SHEETS];

/* A code, and what stands in its place. */
struct lc_recode {
    const char *code, *instead;
};

/* What a source does with one file. A day that is LC_OPEN never comes. */
struct lc_delivery {
    int32_t stops;       /* what would be entered on or after it never is */
    int32_t late_from;   /* what would be entered from it on comes on late_until, ... */
    int32_t late_until;  /* ... which is after it */
    int32_t codes_from;  /* rows that start from it on have other codes */
    int32_t merged_from; /* of a file of persons: from it on they have new numbers */
    const struct lc_recode
        *codes;         /* ended by a NULL code; NULL where codes_from is open */
    const char *header; /* the first line, in place of the file's own, or NULL */
    bool twice;         /* every row is in the file two times */
};

extern const struct lc_delivery lc_delivery_sound; /* with which nothing is wrong */

/* The day on which comes what would be entered on that day; LC_OPEN: never. */
int32_t lc_delivery_comes(const struct lc_delivery *feed, int32_t entered);
/* The day from which on an extract made on `asof` knows nothing. */
int32_t lc_delivery_sees(const struct lc_delivery *feed, int32_t asof);
/* The code of a row that starts on that day, as the file has it. */
const char *lc_delivery_code(const struct lc_delivery *feed, int32_t start,
                             const char *code);
