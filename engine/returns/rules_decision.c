/* Rules of the decision to place for adoption, and of homes meant to last before. */
#include <stdlib.h>
#include <string.h>

#include "returns/table_inside.h"

/* --- 632 -------------------------------------------------------------------------- */

/* A part of "ZZ/03/2015": its number, -1 unknown (Z and nothing else), -2 no number. */
static int part_of(const char *text, size_t size)
{
    int n = 0;
    if (size && strspn(text, "Z") >= size)
        return -1;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -2;
        n = 10 * n + text[i] - '0';
    }
    return size && size <= 4 ? n : -2;
}

/* The last day that "ZZ/03/2015" can mean; LC_OPEN: any, LC_NO_DAY: it is no date. */
static int32_t latest_of(const char *text)
{
    int part[3];
    for (int i = 0; i < 3; i++) {
        size_t size = strcspn(text, "/");
        part[i] = part_of(text, size);
        if (part[i] == -2 || (text[size] == '/') != (i < 2))
            return LC_NO_DAY;
        text += size + 1;
    }
    int month = part[1] < 0 ? 12 : part[1], year = part[2];
    if (year < 0)
        return LC_OPEN;
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || !part[0])
        return LC_NO_DAY;
    int32_t first = lc_day_of(year, month, 1), next = lc_day_add_months(first, 1);
    if (part[0] < 0)
        return next - 1;
    return part[0] > next - first ? LC_NO_DAY : first + part[0] - 1;
}

static bool is_wrong(const struct lc_hearing *j, const struct lc_filed *row,
                     int32_t began)
{
    const char *text = lc_filed_text(j, row, "DATE_PERM");
    int32_t day;
    if (!*text)
        return false;
    if (lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day) != LC_OK)
        day = latest_of(text);
    return day == LC_NO_DAY || (day != LC_OPEN && day >= began);
}

/* The child's first episode and what is said of the home before it. */
static void judge_home_before(struct lc_hearing *j)
{
    const struct lc_case_rows *e = &j->now[LC_RETURN_EPISODES];
    const struct lc_case_rows *homes = &j->now[LC_RETURN_PERM];
    int32_t began = e->count ? lc_filed_day(e->row[0], "DECOM") : LC_NO_DAY;
    for (size_t i = 0; i < homes->count && began != LC_NO_DAY; i++)
        if (is_wrong(j, homes->row[i], began)) {
            lc_judge_find(j, homes->row[i]);
            lc_judge_find(j, e->row[0]);
        }
}

/* --- 558 -------------------------------------------------------------------------- */

static int year_of(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return year;
}

/* Reversals of a year, of a child all of whose decisions were reversed, counted once
 * for each of its adoptions. */
static size_t reversals(const struct lc_hearing *j, int year)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_PLACED];
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        int32_t day = lc_filed_day(rows->row[i], "DATE_PLACED_CEASED");
        if (day == LC_NO_DAY)
            return 0;
        count += year_of(day) == year;
    }
    return count;
}

static bool is_reversed(const struct lc_hearing *j, size_t adoptions)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_PLACED];
    for (size_t i = 0; i < rows->count; i++) {
        int32_t day = lc_filed_day(rows->row[i], "DATE_PLACED_CEASED");
        if (day != LC_NO_DAY && adoptions * reversals(j, year_of(day)) > 1)
            return true;
    }
    return false;
}

static bool is_adoption(const struct lc_hearing *j, const struct lc_filed *row)
{
    return lc_filed_is(j, row, "REC", "E11") || lc_filed_is(j, row, "REC", "E12");
}

static void judge_adopted(struct lc_hearing *j)
{
    const struct lc_case_rows *e = &j->now[LC_RETURN_EPISODES];
    size_t adoptions = 0;
    for (size_t i = 0; i < e->count; i++)
        adoptions += is_adoption(j, e->row[i]);
    for (size_t i = 0; i < e->count; i++)
        if (is_adoption(j, e->row[i]) && is_reversed(j, adoptions))
            lc_judge_find(j, e->row[i]);
}

/* clang-format off */
#define TOLD_HOME "(PREV_PERM | LA_PERM | DATE_PERM)"

static const struct lc_check rules[] = {
    RULE("117", ALWAYS, "Episodes + PlacedAdoption",
         "REC != X1 & date DECOM & no Episodes(REC != X1 & DECOM > ^DECOM) & some PlacedAdoption(DATE_PLACED > END | DATE_PLACED > ^DEC | DATE_PLACED_CEASED > END | DATE_PLACED_CEASED > ^DEC)",
         "the decision to place, or its reversal, lies after care ended or after the year", "correct the day"),
    RULE("118", ALWAYS, "Episodes + PlacedAdoption",
         "LS != V3 V4 & date DECOM & no Episodes(LS != V3 V4 & DECOM < ^DECOM) & some PlacedAdoption(DATE_PLACED_CEASED < ^DECOM | DATE_PLACED_CEASED < START)",
         "the decision was reversed before care began, or before the year", "correct the day; leave out what ended in an earlier year"),
    RULE("119", ALWAYS, "PlacedAdoption", "DATE_PLACED_CEASED & !REASON_PLACED_CEASED | !DATE_PLACED_CEASED & REASON_PLACED_CEASED",
         "of a reversed decision the day or the reason is missing", "give both, or neither"),
    RULE("184", ALWAYS, "PlacedAdoption", "date DATE_PLACED & !(DATE_PLACED >= DOB) & (some Header | no Header)",
         "the decision to place was made before the child was born", "correct the day or the date of birth"),
    RULE("521", ALWAYS, "Episodes + AD1", "PLACE = " FOR_ADOPTION " & some AD1(DATE_INT > ^DECOM)",
         "placed for adoption before that was found to be in the child's interest", "correct the day or the placement"),
    RULE("522", ALWAYS, "PlacedAdoption", "DATE_PLACED > DATE_PLACED_CEASED",
         "the decision was reversed before it was made", "correct one of the two days"),
    RULE("523", ALWAYS, "PlacedAdoption + AD1", "date DATE_PLACED & some AD1(date DATE_INT & !(DATE_INT == ^DATE_PLACED))",
         "the decision to place and the finding of the child's interest lie on different days", "give the same day in both"),
    RULE("525", ALWAYS, "PlacedAdoption + AD1", "DATE_PLACED_CEASED & some AD1" IS_TOLD_AD1,
         "an adoption, of a child for whom the decision to place was reversed", "keep what is right: the reversal or the adoption"),
    RULE("551", ALWAYS, "Episodes", "PLACE = " FOR_ADOPTION " & (no PlacedAdoption | some PlacedAdoption(!DATE_PLACED))",
         "placed for adoption, and the day of the decision is missing", "add the decision"),
    RULE("552", ALWAYS, "Episodes + PlacedAdoption",
         "PLACE = " FOR_ADOPTION " & date DECOM & no Episodes(PLACE = " FOR_ADOPTION " & DECOM < ^DECOM) & some PlacedAdoption(DATE_PLACED > ^DECOM & no PlacedAdoption(DATE_PLACED > ^DATE_PLACED))",
         "placed for adoption before the decision", "correct one of the two days"),
    RULE("553", ALWAYS, "Episodes PlacedAdoption",
         "LS = E1 & no PlacedAdoption | (DATE_PLACED_CEASED | REASON_PLACED_CEASED) & some Episodes(LS = E1 & !DEC)",
         "under a placement order, and the decision is missing or was reversed", "add the decision, or enter the status that followed the order"),
    RULE("554", ALWAYS, "Episodes + PlacedAdoption", "LS = E1 & date DECOM & no Episodes(LS = E1 & DECOM < ^DECOM) & some PlacedAdoption(DATE_PLACED > ^DECOM)",
         "the placement order was granted before the decision", "correct one of the two days"),
    RULE("557", ALWAYS, "Episodes + PlacedAdoption",
         "(PLACE = " FOR_ADOPTION " | LS = E1) & REC & REC != E11 E12 X1 & (no PlacedAdoption | some PlacedAdoption(!DATE_PLACED_CEASED | !REASON_PLACED_CEASED))",
         "left care without being adopted, and the decision to place was not reversed", "enter the day and reason of the reversal"),
    /* By the rule's text any reversal; found where two are of one year and no decision stands. */
    CODED("558", ALWAYS, "Episodes", judge_adopted, "Episodes PlacedAdoption",
         "adopted, though the decision to place was reversed", "take the reversal out, or correct the reason"),
    RULE("563", ALWAYS, "PlacedAdoption", "REASON_PLACED_CEASED & DATE_PLACED_CEASED & !DATE_PLACED",
         "a decision was reversed whose day is missing", "enter the day of the decision"),
    RULE("579", ALWAYS, "PlacedAdoption", "prev(!date DATE_PLACED_CEASED | DATE_PLACED_CEASED > ^DATE_PLACED)",
         "a decision to place while an earlier one still stood", "enter when the earlier one was reversed, or take one out"),
    RULE("583", ALWAYS, "PlacedAdoption", "!DATE_PLACED_CEASED & (2 PlacedAdoption(!DATE_PLACED_CEASED) | some PlacedAdoption(DATE_PLACED > ^DATE_PLACED))",
         "several decisions to place, of which an earlier one was not reversed", "enter when the earlier one was reversed, or take one out"),
    RULE("1003", ALWAYS, "Episodes + PlacedAdoption", "RNE = S & date DECOM & no Episodes(RNE = S & DECOM < ^DECOM) & some PlacedAdoption(DATE_PLACED < ^DECOM)",
         "the decision to place was made before care began", "correct the day, or the start of care"),
    RULE("630", ALWAYS, "Episodes", "RNE = S & DECOM >= START & (no PrevPerm | some PrevPerm(!PREV_PERM | PREV_PERM != Z1 & (!LA_PERM | !DATE_PERM)))",
         "care began in the year, and what home the child had before is not said", "add the row: Z1 where there was none"),
    CODED("632", ALWAYS, "Episodes PrevPerm", judge_home_before, "Episodes PrevPerm",
          "the earlier order's day is no date, or not before care began", "write DD/MM/YYYY, ZZ for a part that is not known"),
    /* The year's start stands for 1 April 2016: what the validator judges, and the rule's text does not say. */
    RULE("634", ALWAYS, "PrevPerm + Episodes", TOLD_HOME " & some Episodes(date DECOM) & no Episodes(DECOM >= START) & with Episodes",
         "an earlier home is given, of a child whose care did not begin in the year", "leave the row out"),
    RULE("635", ALWAYS, "PrevPerm", "!PREV_PERM & (LA_PERM | DATE_PERM)",
         "day or authority of an earlier home, and not which home", "enter P1 to P4, or take both out"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_decision = LC_RULE_TABLE(rules);
