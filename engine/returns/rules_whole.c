/* Rules of the return as a whole: a child of one file is in the others, once, and is
 * the same. */
#include "returns/table_inside.h"

/* clang-format off */
#define SAME_BIRTH "date DOB & some Header(date DOB & !(DOB == ^DOB))"

static const struct lc_check rules[] = {
    RULE("1012", ALWAYS, "PlacedAdoption Missing Reviews AD1 PrevPerm OC2", "no Episodes",
         "more than care leaver's answers, of a child who has no episode", "add the episodes, or take the row out"),
    /* Said once there are episodes and care leavers at all: of a header alone the validator finds every child. */
    RULE("EPI", ALWAYS, "Header", "no Episodes & no OC3",
         "a child without an episode who is no care leaver", "add the episodes, or take the child out"),
    RULE("INT01", ALWAYS, "AD1", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT02", ALWAYS, "PlacedAdoption", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT03", ALWAYS, "Episodes", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT04", ALWAYS, "Missing", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT05", ALWAYS, "OC2", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT06", ALWAYS, "OC3", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT07", ALWAYS, "PrevPerm", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT08", ALWAYS, "Reviews", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT09", ALWAYS, "UASC", "no Header",
         "the child is not in the header file", "add the child to the header, or correct its number"),
    RULE("INT11", ALWAYS, "AD1", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT12", ALWAYS, "PlacedAdoption", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT13", ALWAYS, "Missing", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT14", ALWAYS, "OC2", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT15", ALWAYS, "OC3", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT16", ALWAYS, "PrevPerm", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT17", ALWAYS, "Reviews", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT18", ALWAYS, "UASC", SAME_BIRTH,
         "the date of birth is not that of the header file", "correct one of the two"),
    RULE("INT21", ALWAYS, "UASC", "SEX & some Header(SEX & !(SEX ~ ^SEX))",
         "the sex is not that of the header file", "correct one of the two"),
    RULE("INT31", ALWAYS, "AD1", "2 AD1",
         "the child is in the file more than once", "keep the row that is right"),
    RULE("INT32", ALWAYS, "Header", "2 Header",
         "the child is in the file more than once", "keep the row that is right"),
    RULE("INT33", ALWAYS, "OC2", "2 OC2",
         "the child is in the file more than once", "keep the row that is right"),
    RULE("INT34", ALWAYS, "OC3", "2 OC3",
         "the child is in the file more than once", "keep the row that is right"),
    RULE("INT35", ALWAYS, "PrevPerm", "2 PrevPerm",
         "the child is in the file more than once", "keep the row that is right"),
    RULE("INT36", ALWAYS, "UASC", "2 UASC",
         "the child is in the file more than once", "keep the row that is right"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_whole = LC_RULE_TABLE(rules);
