/* Rules of short orders and of respite care: how long, how often, with what else. */
#include "returns/table_inside.h"

static int32_t end_of(const struct lc_hearing *j, const struct lc_filed *row)
{
    int32_t day = lc_filed_day(row, "DEC");
    return day == LC_NO_DAY ? j->end : day;
}

/* The rows [from, to) lasted longer than that. */
static void find_all(struct lc_hearing *j, const struct lc_case_rows *rows, size_t from,
                     size_t to, const char *status)
{
    for (size_t i = from; i < to; i++)
        if (lc_filed_is(j, rows->row[i], "LS", status))
            lc_judge_find(j, rows->row[i]);
}

/* Episodes under the status that follow each other day by day: from the first day to
 * the last end, of which one still open counts to the end of the year. */
static void judge_order(struct lc_hearing *j, const char *status, int longest)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_EPISODES];
    for (size_t i = 0, next; i < rows->count; i = next) {
        int32_t from = lc_filed_day(rows->row[i], "DECOM"),
                to = end_of(j, rows->row[i]);
        next = i + 1;
        if (from == LC_NO_DAY || !lc_filed_is(j, rows->row[i], "LS", status))
            continue;
        while (next < rows->count && lc_filed_is(j, rows->row[next], "LS", status)
               && lc_filed_day(rows->row[next], "DECOM")
                      == end_of(j, rows->row[next - 1])) {
            int32_t end = end_of(j, rows->row[next++]);
            to = end > to ? end : to;
        }
        if (to - from > longest)
            find_all(j, rows, i, next, status);
    }
}

/* The same, adding up what each episode lasted; those under the status alone count, and
 * a period ends where one begins later than the one before it ended. */
static void judge_stay(struct lc_hearing *j, const char *status, int longest)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_EPISODES];
    size_t from = 0;
    int32_t before = LC_NO_DAY;
    int64_t days = 0;
    for (size_t i = 0; i <= rows->count; i++) {
        bool end = i == rows->count;
        int32_t began = end ? LC_NO_DAY : lc_filed_day(rows->row[i], "DECOM");
        if (!end && (began == LC_NO_DAY || !lc_filed_is(j, rows->row[i], "LS", status)))
            continue;
        if (end || before == LC_NO_DAY || began > before) {
            if (days > longest)
                find_all(j, rows, from, i, status);
            from = i;
            days = 0;
        }
        if (end)
            return;
        before = end_of(j, rows->row[i]);
        days += (int64_t)before - began;
    }
}

static void judge_police(struct lc_hearing *j)
{
    judge_order(j, "L1", 3);
}

static void judge_emergency(struct lc_hearing *j)
{
    judge_order(j, "L2", 21);
}

static void judge_assessment(struct lc_hearing *j)
{
    judge_stay(j, "L3", 7);
}

static void judge_detained(struct lc_hearing *j)
{
    judge_stay(j, "J2", 21);
}

/* 367: days of respite within the year. */
static int32_t respite_days(const struct lc_hearing *j, const struct lc_filed *row)
{
    int32_t from = lc_filed_day(row, "DECOM"), to = end_of(j, row);
    if (from == LC_NO_DAY || !lc_filed_is(j, row, "LS", "V3"))
        return 0;
    from = from < j->start ? j->start : from;
    to = to > j->end ? j->end : to;
    return to > from ? to - from : 0;
}

static void judge_respite(struct lc_hearing *j)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_EPISODES];
    int64_t days = 0;
    for (size_t i = 0; i < rows->count; i++)
        days += respite_days(j, rows->row[i]);
    for (size_t i = 0; i < rows->count && days > 75; i++)
        if (respite_days(j, rows->row[i]))
            lc_judge_find(j, rows->row[i]);
}

/* clang-format off */
static const struct lc_check rules[] = {
    RULE("214", ALWAYS, "Episodes", "LS = V3 V4 & (PL_POST | URN)",
         "respite care with a postcode or an Ofsted number of the placement", "leave both blank"),
    CODED("361", ALWAYS, "Episodes", judge_police, "Episodes",
          "police protection of more than 72 hours", "enter the status that followed, from the day on which it did"),
    CODED("362", ALWAYS, "Episodes", judge_emergency, "Episodes",
          "an emergency protection order of more than 21 days", "enter the status that followed, from the day on which it did"),
    CODED("363", ALWAYS, "Episodes", judge_assessment, "Episodes",
          "a child assessment order of more than 7 days", "enter the status that followed, from the day on which it did"),
    CODED("364", ALWAYS, "Episodes", judge_detained, "Episodes",
          "detained under police powers in the authority's care for more than 21 days", "enter the status that followed, from the day on which it did"),
    RULE("365", ALWAYS, "Episodes", "LS = V3 & (DEC > DECOM + 17d | !date DEC & DECOM + 17d < END)",
         "one stay in respite care of more than 17 days", "a longer stay is V2: correct the status, or the days"),
    RULE("366", ALWAYS, "Episodes", "LS = V3 & RNE != S",
         "a stay in respite care that does not start with S", "each stay starts and ends by itself; there is no change of placement within it"),
    CODED("367", ALWAYS, "Episodes", judge_respite, "Episodes",
          "more than 75 days of respite care in the year", "what is beyond is V2: correct the status, or the days"),
    RULE("382", ALWAYS, "Episodes", "LS = V3 V4 & PLACE = " TEMPORARY,
         "respite care in a temporary placement", "code the placement that it is"),
    RULE("384", ALWAYS, "Episodes", "LS = V3 V4 & PLACE = U1 U4",
         "respite care in long-term foster care", "use the code of a short-term foster placement"),
    RULE("398", ALWAYS, "Episodes", "LS = V3 V4 & (HOME_POST | PL_POST)",
         "respite care with a postcode", "leave both postcodes blank"),
    RULE("399", ALWAYS, "Episodes + Header Reviews",
         "LS = V3 V4 & no Episodes(LS != V3 V4) & (some Header(MOTHER) | some Reviews(REVIEW | REVIEW_CODE)) & with Header & with Reviews",
         "respite care alone, but motherhood or a review is given", "leave them out for a child who had respite care alone"),
    RULE("426", ALWAYS, "Episodes", "LS = V3 & some Episodes(LS = V4) | LS = V4 & some Episodes(LS = V3)",
         "respite care counted one by one (V3) and as a whole (V4) in one year", "use one of the two all year"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_respite = LC_RULE_TABLE(rules);
