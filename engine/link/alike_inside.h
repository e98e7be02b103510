/* How far two groups of records are alike in what was said of them. Part of linkage.
 *
 * Each thing is compared for every row of the one with every row of the other, and the
 * best of it counts: a child who was ever said to live somewhere agrees with that. */
#pragma once

#include "link/group_inside.h"
#include "link/pass.h"

/* In ascending order. */
enum lc_likeness {
    LC_LIKE_UNSAID, /* of the one or of the other */
    LC_LIKE_NOT,
    LC_LIKE_NEAR, /* as a slip of the pen has it */
    LC_LIKE_SAME
};

/* A name that is a placeholder is not said. Sex and postcode are never near. */
struct lc_alike {
    enum lc_likeness forename, surname, born, sex, postcode;
    bool turned;  /* the first name of the one is the surname of the other: near both */
    bool nobody;  /* the two bear the same placeholder for a name */
    bool numbers; /* each has a number of a kind of which the other has another */
};

/* O(rows of a's group times rows of b's); a group is one child's. */
void lc_alike_find(struct lc_alike *alike, const struct lc_link_evidence *evidence,
                   const lc_record_groups *groups, uint32_t a, uint32_t b);

/* Near: one part of the other (three letters and more), or within a slip for every
 * three letters (one for up to four, two for up to seven ...; base/near.h). Normalised.
 */
enum lc_likeness lc_alike_names(const char *a, const char *b);

/* Near: day and month exchanged; one digit of YYYYMMDD another; two neighbours of them
 * exchanged; the same day of the year before or after. */
enum lc_likeness lc_alike_days(int32_t a, int32_t b);

/* YYYYMMDD into digits[LC_ALIKE_ROOM], terminated. */
enum { LC_ALIKE_DIGITS = 8, LC_ALIKE_ROOM = 32 };
void lc_alike_digits(int32_t day, char *digits);
