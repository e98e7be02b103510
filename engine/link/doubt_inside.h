/* What speaks against a pair, whatever its weight: what a careful clerk would not join
 * without looking. Part of linkage. */
#pragma once

#include "link/table_inside.h"

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
    bool number; /* they have a number in common */
    bool others; /* each has a number of a kind of which the other has another */
    bool two;    /* ... of a kind of which a person has one */
    bool system; /* they are of one system */
    bool little; /* the first names are no more than alike */
    bool slip;   /* the first names are within one */
    bool borne;  /* little or slip, and either is somebody else's too */
    bool loose;  /* ... or nearly the same, or one is a part or a form of the other */
    bool
        first; /* the birth date of the one is the first of the other's month or year */
};

struct lc_alike lc_alike_of(const struct lc_link_table *table,
                            const struct lc_match_pair *pair);

/* Why a person should look before the two are one child (a constant), or NULL. */
const char *lc_doubt_why(const struct lc_alike *alike);
/* May these records be two children's though their clusters agree otherwise: are the
 * first names of twins who are called alike, and do numbers or a system say that there
 * are two; or do the names word by word? */
bool lc_doubt_two(const struct lc_alike *alike);
/* Why a person should see that the two are joined, though few such are two children's
 * (a constant), or NULL: twins who are called nearly alike, where no number tells. */
const char *lc_doubt_joined(const struct lc_alike *alike);
/* What is alike of two that are not joined, in a few words (a constant). */
const char *lc_doubt_words(const struct lc_alike *alike);
