/* Rules of how a child's episodes follow each other. */
#include "returns/table_inside.h"

/* clang-format off */
#define LEFT_CARE     "E2 E3 E4A E4B E5 E6 E7 E8 E9 E11 E12 E13 E14 E15 E16 E17 E41 E45 E46 E47 E48"
#define SAME_HOME     "PLACE ~ ^PLACE & PL_POST ~ ^PL_POST & URN ~ ^URN & PLACE_PROVIDER ~ ^PLACE_PROVIDER"

static const struct lc_check rules[] = {
    RULE("142", ALWAYS, "Episodes", "date DECOM & !final & (!date DEC | !REC)",
         "an episode began before the one before it had ended", "end the earlier episode on the day on which the next begins, with reason X1"),
    /* The adoptions of this year's return and the last alone are seen. One that stands in both is found as well: so
       the validator mostly has it, but not always, for the order in which it has the two rows is left to chance. */
    RULE("199", ALWAYS, "Episodes", "date DECOM & (some Episodes(REC = E11 E12 & DECOM < ^DECOM) | some last Episodes?(REC = E11 E12 & DECOM <= ^DECOM))",
         "looked after again under a number by which the child was adopted", "an adopted child who comes back gets a new number; else correct the reason"),
    RULE("357", ALWAYS, "Episodes", "first & DECOM >= START & RNE != S",
         "a child's first episode does not begin with reason S", "add the episode that is missing before it, or set the reason to S"),
    RULE("388", ALWAYS, "Episodes", "date DEC & (REC = X1 & (!next() | next(!(DECOM == ^DEC))) | REC & REC != X1 & next(DECOM == ^DEC))",
         "what X1 says of a next episode is not so", "X1 if the next episode begins the same day, else the reason for leaving care"),
    RULE("431", ALWAYS, "Episodes", "RNE = S & prev(DEC >= ^DECOM)",
         "care is said to start while the child was looked after", "use P, L, T, U or B, or correct when the episode before ended"),
    RULE("432", ALWAYS, "Episodes", "RNE != S & prev(REC = " LEFT_CARE ")",
         "the child had left care, and the next episode does not start it again", "use S, or X1 in the episode before"),
    RULE("433", ALWAYS, "Episodes", "RNE = P L T U B & prev(!(DEC == ^DECOM))",
         "an episode that continues care does not begin on the day when the one before ended", "correct one of the two days, or use S"),
    RULE("434", ALWAYS, "Episodes", "RNE = L & prev(LS ~ ^LS | !(" SAME_HOME "))",
         "the legal status is said to have changed and nothing else, but that is not so", "use P, T, U or B, or correct status and placement"),
    RULE("435", ALWAYS, "Episodes", "RNE = P T & prev(!(LS ~ ^LS) | " SAME_HOME ")",
         "the placement is said to have changed and nothing else, but that is not so", "use L, U or B, or correct status and placement"),
    RULE("436", ALWAYS, "Episodes", "RNE = U B & prev(!(LS <> ^LS) | !(PLACE <> ^PLACE) & !(PL_POST <> ^PL_POST) & !(URN <> ^URN) & !(PLACE_PROVIDER <> ^PLACE_PROVIDER))",
         "status and placement are said to have changed, but one has not", "use L, P or T, or correct status and placement"),
    RULE("437", ALWAYS, "Episodes", "REC = E2 E15 & date DECOM & next()",
         "the child died or aged out of care, and there are later episodes", "correct the reason, or take the later episodes out"),
    RULE("501", ALWAYS, "Episodes", "prev(DEC > ^DECOM)",
         "an episode began before the one before it had ended", "correct one of the two days"),
    RULE("504", ALWAYS, "Episodes", "prev(REC = X1 & DEC == ^DECOM & !(CIN ~ ^CIN))",
         "the category of need changed within a period of care", "keep the need that was recorded when care started"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_sequence = LC_RULE_TABLE(rules);
