/* Rules of the adoption itself: adopters, matching, the child's last placement. */
#include "returns/table_inside.h"

/* clang-format off */
static const struct lc_check rules[] = {
    RULE("134", ALWAYS, "AD1", "some OC3" IS_TOLD_OC3 " & " IS_TOLD_AD1,
         "an adoption, of a young person who is reported as a care leaver", "keep the row that is right: AD1 or OC3"),
    RULE("151", ALWAYS, "AD1", IS_TOLD_AD1 " & !(DATE_INT & DATE_MATCH & FOSTER_CARE & NB_ADOPTR & SEX_ADOPTR & LS_ADOPTR)",
         "of an adoption some answers are given and others not", "complete the row"),
    RULE("331", ALWAYS, "Episodes + AD1", "REC = E11 E12 & some AD1(DATE_MATCH > ^DECOM)",
         "matched with the adopters after being placed with them", "correct the day of matching or when the episode began"),
    RULE("333", ALWAYS, "AD1", "date DATE_MATCH & (!date DATE_INT | DATE_INT > DATE_MATCH)",
         "matched before adoption was found to be in the child's interest", "correct one of the two days"),
    RULE("334", ALWAYS, "Episodes + AD1", "RNE = S & date DECOM & no Episodes(RNE = S & DECOM > ^DECOM) & some AD1(DATE_INT < ^DECOM)",
         "adoption was found to be in the child's interest before the latest period of care began", "correct the day, or the start of care"),
    RULE("335", ALWAYS, "Episodes + AD1", "REC = E1 E11 E12 & (PLACE = A2 A3 A5 & some AD1(FOSTER_CARE = 0) | PLACE = A1 A4 A6 & some AD1(FOSTER_CARE = 1))",
         "the placement and whether the adopter was the foster carer contradict each other", "A3 and A5 are with the foster carer, A4 and A6 are not"),
    RULE("408", ALWAYS, "Episodes", "PLACE = A5 A6 & LS != E1",
         "placed under a placement order, which is not the legal status", "use E1, or A3 or A4 where the parents consented"),
    RULE("511", ALWAYS, "AD1", "NB_ADOPTR = 2 & SEX_ADOPTR = M1 F1",
         "two adopters, and the sex of one", "use MM, FF or MF, or 1 adopter"),
    RULE("514", ALWAYS, "AD1", "LS_ADOPTR = L0 & SEX_ADOPTR != M1 F1",
         "a single adopter, and the sexes of two", "use M1 or F1, or correct the adopters' legal status"),
    RULE("517", ALWAYS, "AD1", "LS_ADOPTR = L3 & SEX_ADOPTR != MF",
         "an unmarried couple of man and woman, and other sexes", "use MF, or correct the adopters' legal status"),
    RULE("518", ALWAYS, "AD1", "LS_ADOPTR = L4 & SEX_ADOPTR != MM FF",
         "an unmarried couple of one sex, and other sexes", "use MM or FF, or correct the adopters' legal status"),
    RULE("519", ALWAYS, "AD1", "LS_ADOPTR = L2 & SEX_ADOPTR != MM FF MF",
         "a civil partnership, and the sex of one", "use MM, FF or MF, or correct the adopters' legal status"),
    RULE("520", ALWAYS, "AD1", "LS_ADOPTR = L11 & SEX_ADOPTR != MF",
         "a married couple of man and woman, and other sexes", "use MF, or correct the adopters' legal status"),
    RULE("524", ALWAYS, "AD1", "LS_ADOPTR = L12 & SEX_ADOPTR != MM FF",
         "a married couple of one sex, and other sexes", "use MM or FF, or correct the adopters' legal status"),
    RULE("582", ALWAYS, "Episodes", "REC = E11 E12 & some AD1(DATE_MATCH == ^DEC)",
         "adopted on the very day of matching", "check the day of matching: it mostly is months before"),
    RULE("601", ALWAYS, "Episodes + AD1",
         "REC = E11 E12 & DEC >= START & DEC <= END & some AD1(!DATE_INT | !DATE_MATCH | !FOSTER_CARE | !NB_ADOPTR | !SEX_ADOPTR | !LS_ADOPTR)",
         "adopted in the year, and answers about the adoption are missing", "complete the row of AD1"),
    RULE("602", ALWAYS, "AD1", IS_TOLD_AD1 " & no Episodes(REC = E11 E12 & DEC >= START & DEC <= END)",
         "an adoption is reported, but no episode of the year ends by one", "correct the reason of the last episode, or take the row out"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_adoption = LC_RULE_TABLE(rules);
