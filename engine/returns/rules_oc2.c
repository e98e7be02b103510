/* Rules of health and offending (OC2), of who was looked after for a year, and of
 * reviews. */
#include "returns/table_inside.h"

/* clang-format off */
#define TOLD_HEALTH "(CONVICTED | HEALTH_CHECK | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE | INTERVENTION_RECEIVED | INTERVENTION_OFFERED)"
#define GAP_OF_FOUR "(!IMMUNISATIONS | !TEETH_CHECK | !HEALTH_ASSESSMENT | !SUBSTANCE_MISUSE)"

static const struct lc_check rules[] = {
    RULE("157", ALWAYS, "OC2", "CLA & DOB + 4y <= START & DOB + 16y >= END & !SDQ_SCORE & SDQ_REASON = SDQ1",
         "no score because of age, of a child from 4 to 16", "enter the score, or the reason that applies"),
    RULE("158", ALWAYS, "OC2", "INTERVENTION_RECEIVED = 1 & INTERVENTION_OFFERED",
         "help with substance misuse was received, and it is said as well whether it was offered", "leave INTERVENTION_OFFERED blank"),
    RULE("159", ALWAYS, "OC2", "SUBSTANCE_MISUSE = 1 & INTERVENTION_RECEIVED = 0 & !INTERVENTION_OFFERED",
         "no help with substance misuse was received, and it is not said whether it was offered", "say 0 or 1 in INTERVENTION_OFFERED"),
    RULE("182", ALWAYS, "OC2", GAP_OF_FOUR " & (CONVICTED | HEALTH_CHECK | INTERVENTION_RECEIVED | INTERVENTION_OFFERED)",
         "some answers on health and offending are given, and one of the four that all need is missing", "complete the row, or leave all blank"),
    RULE("185", ALWAYS, "OC2", "SDQ_SCORE & !CLA",
         "a score, of a child who was not looked after for all of the year", "leave the score out"),
    RULE("186", ALWAYS, "OC2", "DOB + 4y <= START & DOB + 17y > END & CLA & !SDQ_SCORE & !SDQ_REASON",
         "no score and no reason, of a child from 4 to 16 who was looked after all year", "enter the score, or the reason for having none"),
    RULE("187", ALWAYS, "AD1 OC3", "CLA & (some AD1 | no AD1) & (some OC3 | no OC3) & (" IS_TOLD_OC3 " | " IS_TOLD_AD1 ")",
         "looked after for all of the year, and reported as adopted or as a care leaver", "keep what is right: the episodes or the row"),
    RULE("188", ALWAYS, "OC2", "DOB + 4y > END & (SDQ_SCORE | SDQ_REASON)",
         "a score or a reason for having none, of a child under 4", "leave both blank"),
    RULE("189", ALWAYS, "OC2", "DOB + 17y <= START & (SDQ_SCORE | SDQ_REASON)",
         "a score or a reason for having none, of a young person past 17", "leave both blank"),
    RULE("190", ALWAYS, "OC2", "!CLA & " TOLD_HEALTH,
         "answers on health and offending, of a child who was not looked after for all of the year", "leave them out, or check the episodes"),
    RULE("191", ALWAYS, "OC2 Episodes", "CLA & (!RNE & !LS & !DECOM & " GAP_OF_FOUR " | first & no OC2)",
         "looked after for all of the year, and answers on health are missing, or the child's row is", "complete the row"),
    RULE("192", ALWAYS, "OC2", "SUBSTANCE_MISUSE = 1 & !INTERVENTION_RECEIVED",
         "a problem of substance misuse, and it is not said whether help was received", "say 0 or 1"),
    RULE("193", ALWAYS, "OC2", "(!SUBSTANCE_MISUSE | SUBSTANCE_MISUSE = 0) & (INTERVENTION_RECEIVED | INTERVENTION_OFFERED)",
         "no problem of substance misuse, and help for it is spoken of", "leave both answers on help blank"),
    RULE("197a", ALWAYS, "OC2", "SDQ_SCORE & SDQ_REASON",
         "a score, and a reason for having none", "leave the reason blank"),
    RULE("197B", ALWAYS, "OC2", "(DOB + 4y >= START & DOB + 4y <= END | DOB + 17y >= START & DOB + 17y <= END) & CLA & !SDQ_SCORE & !SDQ_REASON",
         "no score and no reason, of a child who turned 4 or 17 in the year", "enter the score, or the reason for having none"),
    RULE("198", ALWAYS, "OC2", "SDQ_REASON & !CLA",
         "a reason for having no score, of a child who was not looked after for all of the year", "leave the reason out"),
    RULE("215", ALWAYS, "OC3 + OC2", IS_TOLD_OC3 " & some OC2" TOLD_HEALTH,
         "a care leaver with answers on a year of being looked after", "keep the row that is right: OC2 or OC3"),
    RULE("440", ALWAYS, "Reviews", "REVIEW_CODE = PN0 & REVIEW > DOB + 4y",
         "a review coded as of a child under 4, who was 4 or older", "use PN1 to PN7, or correct the day"),
    RULE("441", ALWAYS, "Reviews", "REVIEW_CODE = PN1 PN2 PN3 PN4 PN5 PN6 PN7 & REVIEW < DOB + 4y",
         "a review coded as of a child from 4 on, who was younger", "use PN0, or correct the day"),
    RULE("542", ALWAYS, "OC2", "DOB + 10y > END & CONVICTED",
         "whether convicted, of a child under 10", "leave it blank"),
    RULE("543", ALWAYS, "OC2", "DOB + 10y < END & CLA & !CONVICTED",
         "looked after all year from 10 on, and it is not said whether convicted", "say 0 or 1"),
    RULE("544", ALWAYS, "OC2", "CONVICTED = 1 & " GAP_OF_FOUR,
         "convicted, and one of the four answers that all need is missing", "complete the row"),
    RULE("545", ALWAYS, "OC2", "DOB + 5y > END & CLA & !HEALTH_CHECK",
         "looked after all year under 5, and it is not said whether health checks were up to date", "say 0 or 1"),
    RULE("546", ALWAYS, "OC2", "DOB + 5y <= END & CLA & HEALTH_CHECK",
         "whether health checks were up to date, of a child from 5 on", "leave it blank"),
    RULE("547", ALWAYS, "OC2", "HEALTH_CHECK = 1 & " GAP_OF_FOUR,
         "health checks were up to date, and one of the four answers that all need is missing", "complete the row"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_oc2 = LC_RULE_TABLE(rules);
