/* Rules of placements: provider, reason for change, temporary placements, ages. */
#include "returns/table_inside.h"

/* 383: after a temporary placement the child goes back to where it was. From 2025-26 on
 * the postcode counts too. */
static bool goes_back(const struct lc_hearing *j, struct lc_filed *const *row,
                      bool postcode)
{
    const char *place = lc_filed_text(j, row[2], "PLACE");
    const char *post = lc_filed_text(j, row[2], "PL_POST");
    if (!lc_filed_is(j, row[2], "RNE", "P") || !*place
        || !lc_filed_is(j, row[0], "PLACE", place))
        return false;
    return !postcode || (*post && lc_filed_is(j, row[0], "PL_POST", post));
}

static void judge_return(struct lc_hearing *j, bool postcode)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_EPISODES];
    for (size_t i = 2; i < rows->count; i++) {
        const char *place = lc_filed_text(j, rows->row[i - 1], "PLACE");
        bool temporary =
            place[0] == 'T' && place[1] >= '0' && place[1] <= '4' && !place[2];
        if (temporary && !goes_back(j, &rows->row[i - 2], postcode))
            lc_judge_find(j, rows->row[i]);
    }
}

static void judge_going_back(struct lc_hearing *j)
{
    judge_return(j, false);
}

static void judge_going_back_there(struct lc_hearing *j)
{
    judge_return(j, true);
}

/* clang-format off */
static const struct lc_check rules[] = {
    /* Z1 has none either, by the rule's text: but it is not found by this rule until 2025-26 (178 finds it). */
    RULE("213", UNTIL(2025), "Episodes", "PLACE = " TEMPORARY " & PLACE_PROVIDER",
         "a provider is given of a placement that has none", "leave the provider blank"),
    RULE("213", SINCE(2026), "Episodes", "PLACE = " TEMPORARY " Z11 Z12 Z13 Z14 & PLACE_PROVIDER",
         "a provider is given of a placement that has none", "leave the provider blank"),
    RULE("217", ALWAYS, "Episodes", "PLACE = A3 A5 & DECOM >= 2015-04-01 & RNE != S T U",
         "placed for adoption with the foster carer, but the reason for the episode is not S, T or U", "use T where the carer stays and the placement alone changes, U where the status does too"),
    RULE("222", ALWAYS, "Episodes", "PLACE = P1 P3 R1 R2 R5 " TEMPORARY " Z1 & URN & URN != XXXXXXX",
         "an Ofsted number of a placement that has none", "leave the number blank"),
    RULE("225", ALWAYS, "Episodes", "REC = X1 & !REASON_PLACE_CHANGE & PLACE != " TEMPORARY " & next(RNE = P B T U & PLACE != " TEMPORARY ")",
         "the placement changed and the reason is missing", "enter the reason in the episode that ends"),
    RULE("226", ALWAYS, "Episodes", "PLACE = " TEMPORARY " & (REASON_PLACE_CHANGE | prev(REASON_PLACE_CHANGE))",
         "a reason for a change of placement, though the move is to or from a temporary one", "leave the reason blank"),
    RULE("233", SINCE(2026), "Episodes", "!DEC & REASON_PLACE_CHANGE",
         "a reason for a change of placement, though the episode goes on", "leave the reason blank until the child moves"),
    RULE("234", SINCE(2026), "Episodes", "REASON_PLACE_CHANGE = CUSTOD & some Header(DOB + 10y > ^DECOM)",
         "moved because of custody under 10", "correct the reason or the date of birth"),
    RULE("242", SINCE(2026), "Episodes", "URN = XXXXXXX & PLACE != " FOR_ADOPTION " " FOSTER,
         "the number that stands for a regional adoption agency, of a placement that none makes", "enter the provider's own number"),
    RULE("336", ALWAYS, "Episodes", "PLACE = A3 A4 & !first & !prev(PLACE = " FOR_ADOPTION " " FOSTER ")",
         "placed for adoption with the foster carer, but not in foster care before", "correct the placement before, or use A5 or A6"),
    RULE("371", ALWAYS, "Episodes", "PLACE = K3 & date DEC & some Header(DOB + 16y > ^DECOM)",
         "in supported accommodation under 16", "correct the placement or the date of birth"),
    RULE("372", ALWAYS, "Episodes", "PLACE = R5 & date DEC & some Header(DOB + 10y > ^DECOM)",
         "in custody under 10", "correct the placement or the date of birth"),
    RULE("373", ALWAYS, "Episodes", "PLACE = S1 & date DEC & some Header(DOB + 4y > ^DECOM)",
         "in a residential school under 4", "correct the placement or the date of birth"),
    RULE("374", ALWAYS, "Episodes", "PLACE = P3 & date DEC & some Header(DOB + 14y > ^DECOM)",
         "in residential employment under 14", "correct the placement or the date of birth"),
    RULE("375", ALWAYS, "Episodes", "PLACE = T1 & DEC > DECOM + 42d & some Header(date DOB)",
         "a stay in hospital of more than six weeks, coded as temporary", "after six weeks the hospital is the placement: R3"),
    RULE("376", ALWAYS, "Episodes", "PLACE = T3 & DEC > DECOM + 21d & some Header(date DOB)",
         "a stay of more than three weeks while the carers are on holiday", "code it as the placement that it is"),
    RULE("377", ALWAYS, "Episodes", "PLACE = T3 & 3 Episodes(PLACE = T3)",
         "more than two stays in a year while the carers are on holiday", "code the further ones as the placements that they are"),
    RULE("378", ALWAYS, "Episodes", "PLACE = P1 & LS = V2",
         "placed with the parents and accommodated under section 20", "a child at home under no order is not looked after: correct status or placement"),
    RULE("379", ALWAYS, "Episodes", "PLACE = T4 & DEC > DECOM + 7d & some Header(date DOB)",
         "a temporary placement for another reason (T4) of more than seven days", "code it as the placement that it is"),
    RULE("380", ALWAYS, "Episodes", "PLACE = " TEMPORARY " & RNE != P B",
         "a temporary placement that no move led to", "care starts in a placement proper: correct the placement or the reason"),
    RULE("381", ALWAYS, "Episodes", "PLACE = " TEMPORARY " & REC & REC != X1",
         "care ended in a temporary placement", "end it in the child's own placement"),
    CODED("383", UNTIL(2025), "Episodes", judge_going_back, "Episodes",
          "after a temporary placement the child did not go back to where it was", "P and the same placement as before; else the placement was not temporary"),
    CODED("383", SINCE(2026), "Episodes", judge_going_back_there, "Episodes",
          "after a temporary placement the child did not go back to where it was", "P, and the same placement and postcode as before; else the placement was not temporary"),
    RULE("392b", ALWAYS, "Episodes", "LS != V3 V4 & (!HOME_POST | !PL_POST) & no UASC? & no last UASC?",
         "the postcode of the home or of the placement is missing", "enter both; of asylum seekers alone none is wanted"),
    RULE("392d", ALWAYS, "Episodes", "PLACE != P1 & HOME_POST ~ PL_POST",
         "the child is placed at its own home, and the placement is not P1", "correct one of the two postcodes, or use P1"),
    RULE("526", UNTIL(2025), "Episodes", "PLACE != " TEMPORARY " Z1 & !PLACE_PROVIDER",
         "the provider of the placement is missing", "use PR0 to PR5"),
    RULE("526", SINCE(2026), "Episodes", "PLACE != " TEMPORARY " Z11 Z12 Z13 Z14 & !PLACE_PROVIDER",
         "the provider of the placement is missing", "use PR0 to PR5"),
    RULE("527", ALWAYS, "Episodes", "PLACE_PROVIDER = PR1 & PLACE = P1 R2 R5",
         "provided by the authority itself, which placements P1, R2 and R5 never are", "correct the provider or the placement"),
    RULE("528", ALWAYS, "Episodes", "PLACE_PROVIDER = PR2 & PLACE = P1 R2 R5",
         "provided by another authority, which placements P1, R2 and R5 never are", "correct the provider or the placement"),
    RULE("529", ALWAYS, "Episodes", "PLACE_PROVIDER = PR3 & PLACE = " FOR_ADOPTION " K1 K2 P1 " FOSTER,
         "provided by another public body, which this placement never is", "correct the provider or the placement"),
    RULE("530", ALWAYS, "Episodes", "PLACE_PROVIDER = PR4 & PLACE = P1",
         "a private provider, of a placement with the parents", "use PR0"),
    RULE("531", ALWAYS, "Episodes", "PLACE_PROVIDER = PR5 & PLACE = P1",
         "a voluntary provider, of a placement with the parents", "use PR0"),
    RULE("550", ALWAYS, "Episodes", "PLACE_PROVIDER = PR0 & PLACE != P1",
         "parents are the provider, but the child is not placed with them", "use PR1 to PR5, or P1"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_placement = LC_RULE_TABLE(rules);
