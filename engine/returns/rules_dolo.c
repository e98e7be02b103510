/* Rules of orders to deprive a child of liberty, which the return has from 2026-27 on
 * (707 stands with missing periods). */
#include "returns/table_inside.h"

/* clang-format off */
static const struct lc_check rules[] = {
    RULE("700", SINCE(2027), "DoLo", "!date DOLO_START",
         "the day on which the order began is missing or is no date", "write the day as DD/MM/YYYY"),
    RULE("701", SINCE(2027), "DoLo", "bad DOLO_END",
         "the day on which the order ended is no date", "write the day as DD/MM/YYYY, or leave it blank while the order holds"),
    RULE("702", SINCE(2027), "DoLo", "DOLO_END <= DOLO_START",
         "the order ended on the day on which it began or before it", "correct one of the two days"),
    RULE("703", SINCE(2027), "DoLo", "DOLO_START > END",
         "the order began after the collection year", "leave it to the next return, or correct the day"),
    RULE("704", SINCE(2027), "DoLo", "DOLO_END < START | DOLO_END > END",
         "the order ended before or after the collection year", "leave it open, or to the return of its year; or correct the day"),
    RULE("705", SINCE(2027), "DoLo", "DOLO_START & prev(DOLO_START & (!DOLO_END | DOLO_START > ^DOLO_START))",
         "an order began while the one before still held", "end the earlier one, or join the two"),
    RULE("706", SINCE(2027), "last DoLo", "!DOLO_END & no DoLo(DOLO_START ~ ^DOLO_START)",
         "an order that held at the end of last year was not carried over", "carry it over with the day on which it began"),
    RULE("708", SINCE(2027), "DoLo", "DOLO_START <= DOB",
         "an order from before birth", "correct the day or the date of birth"),
    RULE("709", SINCE(2027), "DoLo", "DOLO_START & DOLO_END & some Episodes(DEC >= ^DOLO_START & DECOM <= ^DOLO_END & PLACE != K2 Z12 Z13)",
         "an order, and a placement in which there mostly is none", "check the placement: K2, Z12 or Z13 are expected"),
    RULE("710", SINCE(2027), "DoLo + Episodes",
         "DOLO_START & DOLO_END & some Episodes((DEC >= ^DOLO_START | !date DEC) & DECOM <= ^DOLO_END & PLACE = K1 P1 R5 K3)",
         "an order, and a placement in which there can be none", "correct the placement or the days of the order"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_dolo = LC_RULE_TABLE(rules);
