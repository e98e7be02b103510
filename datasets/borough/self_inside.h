/* Who a child is, as an agency writes it down: numbers, names, birth date, postcode.
 * All invented: names are made of syllables, postcodes of an outward code and chance.
 */
#pragma once

#include "datasets/borough/life_inside.h"
#include "datasets/borough/world_inside.h"

enum lc_agency {
    LC_SOCIAL_CARE,
    LC_POLICE,
    LC_YOUTH_JUSTICE,
    LC_EDUCATION,
    LC_AGENCIES
};
extern const char *const lc_agencies[LC_AGENCIES]; /* the systems' names */

enum { LC_UPN_ROOM = 14, LC_NAME_ROOM = 32 };

struct lc_self {
    char forename[LC_NAME_ROOM], surname[LC_NAME_ROOM];
    char postcode[12], street[40];
    int32_t born; /* as written down: a swapped day and month is a mistake */
    const char *sex;
    uint64_t number; /* the agency's own person number; education's is the UPN */
    char upn[LC_UPN_ROOM];
};

/* What is so, with no agency's mistakes; number is the agency's. */
void lc_self_true(const struct lc_life *life, int agency, struct lc_self *self);

/* What an agency wrote: spelling, swapped dates, lost postcodes, at rates times dirt.
 * From r, the stream of the agency's mistakes. */
void lc_self_blot(const struct lc_world *world, struct lc_random *r,
                  struct lc_self *self);

/* The person number in an agency's extracts, as text into out[16]; returns out. */
const char *lc_self_number(const struct lc_self *self, int agency, char *out);
