/* Rules of care leavers (OC3). */
#include "returns/table_inside.h"

/* --- 1001: has been looked after long enough to be a care leaver? ------------------ */

/* Days of the episode on which the child was of that age; respite does not count. */
static int32_t days_from(const struct lc_hearing *j, const struct lc_filed *row,
                         int32_t birthday, bool last)
{
    int32_t from = lc_filed_day(row, "DECOM"), to = lc_filed_day(row, "DEC");
    if (from == LC_NO_DAY || lc_filed_is(j, row, "LS", "V3")
        || lc_filed_is(j, row, "LS", "V4") || (to == LC_NO_DAY && !last))
        return 0;
    from = from < birthday ? birthday : from;
    to = to == LC_NO_DAY ? j->end : to;
    return to > from ? to - from : 0;
}

/* Is the episode of the year before told anew this year? */
static bool is_anew(const struct lc_hearing *j, const struct lc_filed *row)
{
    const struct lc_case_rows *e = &j->now[LC_RETURN_EPISODES];
    for (size_t i = 0; i < e->count; i++)
        if (lc_filed_day(e->row[i], "DECOM") == lc_filed_day(row, "DECOM"))
            return true;
    return false;
}

/* The child's last episode in both years: the one that may still be open. */
static const struct lc_filed *latest(const struct lc_hearing *j)
{
    const struct lc_case_rows *both[] = { &j->last[LC_RETURN_EPISODES],
                                          &j->now[LC_RETURN_EPISODES] };
    const struct lc_filed *found = NULL;
    for (int year = 0; year < 2; year++)
        for (size_t i = 0; i < both[year]->count; i++) {
            const struct lc_filed *row = both[year]->row[i];
            if (row->order != LC_OPEN && (!found || row->order >= found->order))
                found = row;
        }
    return found;
}

static int64_t days_of_care(const struct lc_hearing *j, int32_t birthday)
{
    const struct lc_case_rows *now = &j->now[LC_RETURN_EPISODES];
    const struct lc_case_rows *before = &j->last[LC_RETURN_EPISODES];
    const struct lc_filed *final = latest(j);
    int64_t days = 0;
    for (size_t i = 0; i < now->count; i++)
        days += days_from(j, now->row[i], birthday, now->row[i] == final);
    for (size_t i = 0; i < before->count; i++)
        if (!is_anew(j, before->row[i]))
            days += days_from(j, before->row[i], birthday, before->row[i] == final);
    return days;
}

/* 13 weeks from 14 on, some of it from 16 on; what is told of a person of 20 is too
 * long ago to be in two returns. */
static bool is_care_leaver(const struct lc_hearing *j)
{
    const struct lc_case_rows *header = &j->now[LC_RETURN_HEADER];
    int32_t born = header->count ? lc_filed_day(header->row[0], "DOB") : LC_NO_DAY;
    if (born == LC_NO_DAY || lc_years_later(born, 20) <= j->end)
        return false;
    return days_of_care(j, lc_years_later(born, 14)) >= 91
           && days_of_care(j, lc_years_later(born, 16)) >= 1;
}

static void judge_care_leaver(struct lc_hearing *j)
{
    const struct lc_filed *final = latest(j);
    bool adopted =
        final
        && (lc_filed_is(j, final, "REC", "E11") || lc_filed_is(j, final, "REC", "E12"));
    for (size_t i = 0; i < j->now[LC_RETURN_OC3].count; i++)
        if (adopted || !is_care_leaver(j))
            lc_judge_find(j, j->now[LC_RETURN_OC3].row[i]);
}

/* clang-format off */
#define OPEN_ON(years)   "some Episodes(DECOM <= ^DOB + " years " & DEC > ^DOB + " years ")"
#define OPEN_ON_BIRTHDAY "(DOB + 17y <= END & DOB + 18y > END & " OPEN_ON("17y") " | DOB + 18y <= END & DOB + 19y > END & " OPEN_ON("18y") ")"

static const struct lc_check rules[] = {
    RULE("153", ALWAYS, "OC3", IS_TOLD_OC3 " & !(IN_TOUCH & ACTIV & ACCOM)",
         "of a care leaver some answers are given and others not", "complete the row: 0 where nothing is known"),
    RULE("344", ALWAYS, "OC3", "IN_TOUCH = DIED RHOM & (ACTIV | ACCOM)",
         "activity or accommodation, of a young person who died or went home", "leave both blank"),
    RULE("345", ALWAYS, "OC3", "IN_TOUCH = YES & (ACTIV = 0 | ACCOM = 0)",
         "in touch, and activity or accommodation is 0", "enter both"),
    RULE("347", ALWAYS, "OC3", "ACCOM = T & DOB + 18y > START",
         "in a foyer under 18", "correct the accommodation or the date of birth"),
    RULE("348", SINCE(2026), "OC3", "IN_TOUCH != DIED & some last OC3(IN_TOUCH = DIED)",
         "reported to have died in the year before", "check whether the young person died; correct the row"),
    RULE("391", ALWAYS, "OC3", "DOB + 17y > END & " IS_TOLD_OC3,
         "a care leaver who was not 17 by the end of the year", "take the row out, or correct the date of birth"),
    RULE("1000", ALWAYS, "OC3", "some Episodes(REC = E2) | some last Episodes?(REC = E2)",
         "a care leaver who died while looked after", "take the row out"),
    /* The validator finds a few more: where it drops an episode of respite it drops whatever stands in the same row
       of the other year's file. */
    CODED("1001", ALWAYS, "OC3", judge_care_leaver, "Episodes OC3 Header last Episodes",
          "by the episodes of two years not looked after for 13 weeks from 14 on and at 16, so no care leaver", "take the row out, unless earlier years show that it is one"),
    RULE("1002", ALWAYS, "OC3", "no Episodes & no last Episodes",
         "a care leaver without an episode in this year or the last", "take the row out, unless earlier years have episodes"),
    /* By the rule's text of 17 or 18 at all; but only an episode that ended later and was open on the birthday counts. */
    RULE("1007", ALWAYS, "OC3", OPEN_ON_BIRTHDAY " & " IS_TOLD_OC3,
         "a care leaver who was looked after on the 17th or 18th birthday", "take the row out: it is wanted from 19 on"),
    RULE("1010", ALWAYS, "OC3", "no Episodes & some last Episodes(final & !DEC)",
         "a care leaver whose episode was open last year and is missing this year", "add the episodes of this year"),
    RULE("1011", ALWAYS, "OC3", IS_TOLD_OC3 " & some Episodes(final & REC = E3)",
         "a care leaver whose care passed to another authority", "take the row out: the other authority reports it"),
    RULE("1014", ALWAYS, "UASC + OC3", "some Episodes & no Episodes(DECOM <= END & (DEC >= START | !date DEC)) & some OC3" IS_TOLD_OC3,
         "asylum-seeking status, of a care leaver who was not looked after in the year", "take the row of UASC out"),
    /* Found where 1007 is: an end after the birthday, of an episode that began before it. */
    RULE("1016", ALWAYS, "OC3", OPEN_ON_BIRTHDAY " & " IS_TOLD_OC3,
         "a care leaver of 17 or 18 who left care after that birthday", "take the row out: it is wanted from 19 on"),
    RULE("3001", ALWAYS, "OC3", "ACCOM = Z1 Z2 & some Header(DOB + 17y >= START & DOB + 17y <= END)",
         "turned 17 in the year, and lives with the former foster carers", "correct the accommodation"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_oc3 = LC_RULE_TABLE(rules);
