/* Who a child is, as an agency writes it down: numbers, names, birth date, address.
 * All invented: names by name_inside.h, addresses of an outward code and chance, NHS
 * numbers of a range (9) that is never issued.
 *
 * An agency may have a child under several numbers, each a record of its own: before
 * and after an adoption, before and after a temporary pupil number was replaced, before
 * and after a merger of two systems, or by mistake. What happened is told under the
 * record of its day. */
#pragma once

#include "datasets/borough/life_inside.h"
#include "datasets/borough/name_inside.h"
#include "datasets/borough/world_inside.h"

enum lc_agency {
    LC_SOCIAL_CARE,
    LC_POLICE,
    LC_YOUTH_JUSTICE,
    LC_EDUCATION,
    LC_AGENCIES
};
extern const char *const lc_agencies[LC_AGENCIES]; /* the systems' names */

enum { LC_UPN_ROOM = 14, LC_NHS_ROOM = 11, LC_SELVES = 8, LC_NUMBER_TEXT = 16 };

struct lc_self {
    struct lc_name name;
    char postcode[12], street[56];
    int stay;     /* of the family's, that they are of */
    int32_t born; /* as written down: a swapped day and month is a mistake */
    const char *sex;
    uint64_t number; /* the agency's own person number; education's is the UPN */
    char upn[LC_UPN_ROOM], nhs[LC_NHS_ROOM]; /* nhs "" where it is not known */
    bool adopted;                            /* the child as it is after its adoption */
    bool again;          /* a second record of the same days, by mistake */
    bool merged;         /* in the system that took this one's place (lc_delivery) */
    int32_t from, until; /* what begins in these days is told under it */
    int32_t since;       /* the day the agency entered it; LC_OPEN: it has none */
};

/* The records that an agency has of the child, as the extract of day `asof` shows them,
 * with the agency's mistakes, into selves[LC_SELVES]; their number. The same mistakes
 * whatever the day. */
size_t lc_selves(const struct lc_life *life, int agency, int32_t asof,
                 struct lc_self *selves);

/* Of so many, the one under which the life's row `at` is told. */
const struct lc_self *lc_selves_of_row(const struct lc_life *life, size_t count,
                                       const struct lc_self *selves, size_t at);

/* The person number in an agency's extracts, as text into out[LC_NUMBER_TEXT]; returns
 * out. */
const char *lc_self_number(const struct lc_self *self, int agency, char *out);

/* --- inside of self*.c ------------------------------------------------------------- */

/* What the agency's mistakes are drawn for: a stream each, so that one kind switched
 * off moves no other. */
enum lc_slips_in {
    LC_SLIPS_IN_SELF,
    LC_SLIPS_IN_NUMBERS,
    LC_SLIPS_IN_LINKS,
    LC_SLIPS_IN_PAIRS, /* of twins, or of all agencies alike: no one agency's */
    LC_SLIPS
};
void lc_slips_stream(const struct lc_world *world, uint32_t child, int agency,
                     enum lc_slips_in what, struct lc_random *r);

/* Is the mistake of a figure made, at its rate times the switch of its kind? Costs a
 * number of r either way. */
bool lc_slips(const struct lc_life *life, struct lc_random *r, int figure, int kind);

/* Mistakes in names, dates, address and sex (self_blot.c); which: the record's place,
 * known from `since`. */
void lc_self_blot(const struct lc_life *life, int agency, int which, int32_t asof,
                  struct lc_self *self);

/* Where the family lived on a day: postcode and street. (self_place.c) */
void lc_self_live(const struct lc_life *life, int32_t day, struct lc_self *self);
void lc_self_place(const struct lc_world *world, const struct lc_stay *stay,
                   struct lc_self *self);
/* The postcode of a placement, which is no family's; unit in [0, 1). */
void lc_self_place_away(const struct lc_world *world, double unit,
                        struct lc_self *self);

/* Names as they are on a day. (self_slip.c) */
bool lc_self_renamed(const struct lc_life *life, int32_t day);
void lc_self_name(const struct lc_life *life, bool adopted, bool renamed,
                  struct lc_name *name);

/* --- numbers (self_number.c) -------------------------------------------------------- */

/* A child's own numbers, no two alike. variant: which of the identities that it has
 * had: bit 0 after its adoption, bit 1 a second record by mistake. */
enum { LC_VARIANTS = 4 };
uint64_t lc_number_of(uint32_t child, int agency, int variant);
void lc_nhs_of(uint32_t child, int variant, char *nhs);
/* elsewhere: the authority that gave it need not be this one */
void lc_upn_of(uint32_t child, int variant, bool elsewhere, char *upn);
/* A temporary one: a letter at the end. */
void lc_upn_temporary(uint32_t child, char *upn);

/* The digit that the others ask for, [9], or 0 where no digit does. */
char lc_nhs_check(const char *nhs);

/* Until when schools have the child under a temporary number, or LC_NO_DAY. */
int32_t lc_upn_replaced(const struct lc_life *life);

/* Social care's mistakes in the two numbers: mistyped, a sibling's, not known. */
void lc_number_blot(const struct lc_life *life, int which, struct lc_self *self);
/* Police and youth justice: a number that another child had years before. */
void lc_number_reuse(const struct lc_life *life, int agency, struct lc_self *self);
/* Police and youth justice: is the child there under two numbers? */
bool lc_number_doubled(const struct lc_life *life, int agency);
