/* Rules of one episode: its dates, its reasons, the child's age. */
#include "returns/table_inside.h"

/* clang-format off */
static const struct lc_check rules[] = {
    RULE("148", ALWAYS, "Episodes", "DEC & !REC | !DEC & REC",
         "an episode has a date ceased without a reason, or a reason without a date", "give both, or neither while the episode goes on"),
    RULE("302", ALWAYS, "Episodes + Header", "first & some Header(DOB > ^DECOM)",
         "looked after before birth", "correct the date of birth or the day on which the first episode began"),
    RULE("352", ALWAYS, "Episodes", "RNE = S & some Header(DOB + 18y <= ^DECOM)",
         "started to be looked after at 18 or over", "correct the date of birth or the day; nobody starts at 18"),
    RULE("353", ALWAYS, "Episodes", "DECOM < 1991-10-14",
         "an episode began before 14 October 1991", "correct the day: the Children Act came into force then"),
    RULE("354", ALWAYS, "Episodes", "DECOM > END",
         "an episode began after the collection year", "leave it to the next return, or correct the day"),
    RULE("355", ALWAYS, "Episodes", "DECOM == DEC",
         "an episode of less than a day", "join it with the one before or after it: only where a child sleeps that night counts"),
    RULE("356", ALWAYS, "Episodes", "DEC < DECOM",
         "an episode ceased before it began; no day counts", "correct one of the two days"),
    RULE("358", ALWAYS, "Episodes + Header", "LS = J1 J2 J3 & some Header(DOB + 10y >= ^DECOM)",
         "a status of the criminal law, of a child not yet 10", "correct the legal status or the date of birth"),
    RULE("359", ALWAYS, "Episodes", "!DEC & some Header(DOB + 18y < END) & !(LS = V2 & PLACE = K2)",
         "still looked after past 18, and not under section 20(5) in a children's home", "end the episode on the 18th birthday"),
    RULE("385", ALWAYS, "Episodes", "DEC > END",
         "an episode ceased after the collection year", "leave it open in this return, or correct the day"),
    RULE("386", ALWAYS, "Episodes", "REC = E11 E12 & some Header(DOB + 18y <= ^DEC)",
         "adopted at 18 or over", "correct the reason, the day or the date of birth"),
    RULE("387", ALWAYS, "Episodes", "REC = E5 E6 & date DEC & no Header(DOB + 14y <= ^DEC)",
         "left for independent living under 14", "correct the reason, the day or the date of birth"),
    RULE("389", ALWAYS, "Episodes", "REC = E7 & no Header(DOB + 16y <= ^DEC)",
         "left for adult social care under 16", "correct the reason, the day or the date of birth"),
    RULE("390", ALWAYS, "Episodes", "REC = E11 E12 & PLACE != " FOR_ADOPTION,
         "adopted, though not placed for adoption before", "the episode that ends by adoption is in a placement A3 to A6"),
    RULE("407", ALWAYS, "Episodes + Header", "REC = E45 E46 E47 E48 & some Header(DOB + 18y < ^DEC)",
         "left for a special guardian at 18 or over", "correct the reason, the day or the date of birth"),
    RULE("446", ALWAYS, "Episodes", "LS = E1 & DECOM < 2005-12-01",
         "a placement order from before there were any (December 2005)", "correct the legal status or the day"),
    RULE("460", ALWAYS, "Episodes", "REC = E17 & some Header(DOB + 18y > ^DEC)",
         "stayed with the carers as an adult, though not yet 18", "correct the reason, or end the episode on the 18th birthday"),
    RULE("516", ALWAYS, "Episodes", "REC = E45 E46 & PLACE != " FOSTER,
         "the foster carer became the guardian, but the child was not in foster care", "use E47 or E48, or correct the placement"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_episodes = LC_RULE_TABLE(rules);
