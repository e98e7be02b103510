/* Rules of social workers (SW_EPISODES). */
#include <string.h>

#include "returns/table_inside.h"

/* SW04, SW05: no date, nor one with ZZ where a part is not known. */
static bool is_no_date(const struct lc_hearing *j, const struct lc_filed *row,
                       const char *column)
{
    const char *text = lc_filed_text(j, row, column);
    return lc_filed_day(row, column) == LC_NO_DAY && strncmp(text, "ZZ/", 3) != 0
           && !strstr(text, "/ZZ");
}

static void judge_began(struct lc_hearing *j)
{
    for (size_t i = 0; i < j->now[LC_RETURN_SOCIAL].count; i++)
        if (is_no_date(j, j->now[LC_RETURN_SOCIAL].row[i], "SW_DECOM"))
            lc_judge_find(j, j->now[LC_RETURN_SOCIAL].row[i]);
}

static void judge_ceased(struct lc_hearing *j)
{
    for (size_t i = 0; i < j->now[LC_RETURN_SOCIAL].count; i++) {
        struct lc_filed *row = j->now[LC_RETURN_SOCIAL].row[i];
        if (lc_filed_said(row, "SW_DEC") && is_no_date(j, row, "SW_DEC"))
            lc_judge_find(j, row);
    }
}

/* SW13: the social worker whom the child had when the year began, or got first, may
 * have no reason. */
static const struct lc_filed *without_reason(const struct lc_hearing *j)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_SOCIAL];
    const struct lc_filed *had = NULL;
    for (size_t i = 0; i < rows->count && rows->row[i]->order != LC_OPEN; i++) {
        const struct lc_filed *row = rows->row[i];
        int32_t end = lc_filed_day(row, "SW_DEC");
        if (row->order >= j->start)
            return had ? had : row;
        had = end == LC_NO_DAY || end >= j->start ? row : NULL;
    }
    return had;
}

const char *const lc_social_reasons[] = { "MANAGE", "FCONTA", "LEFTRL", "ORGRST",
                                          "TSPROC", "ABSENC", "CHCHAN", "PCCHAN",
                                          "SWDIED", "OTHERS", NULL };

static bool is_reason(const char *text)
{
    size_t i = 0;
    while (lc_social_reasons[i] && strcmp(text, lc_social_reasons[i]) != 0)
        i++;
    return lc_social_reasons[i];
}

static void judge_reason(struct lc_hearing *j)
{
    const struct lc_case_rows *rows = &j->now[LC_RETURN_SOCIAL];
    const struct lc_filed *spared = without_reason(j);
    for (size_t i = 0; i < rows->count; i++) {
        const char *text = lc_filed_text(j, rows->row[i], "SW_REASON");
        if (!is_reason(text) && (*text || rows->row[i] != spared))
            lc_judge_find(j, rows->row[i]);
    }
}

/* clang-format off */
#define FAR_FROM "prev(!(SW_DEC <= ^SW_DECOM + 7d) | !(SW_DEC >= ^SW_DECOM - 7d))"

static const struct lc_check rules[] = {
    RULE("SW01aSTG1", ALWAYS, "SWEpisodes", "!date SW_DECOM | SW_DECOM < 2023-04-01 & !SW_ID",
         "a social worker's number or first day is missing (from before April 2023)", "complete the row"),
    RULE("SW01bSTG1", ALWAYS, "SWEpisodes", "!date SW_DECOM | SW_DECOM >= 2023-04-01 & (!SW_ID | !SW_REASON)",
         "a social worker's number, first day or reason is missing", "complete the row"),
    RULE("SW02STG1", UNTIL(2025), "SWEpisodes", "SW_ID != S* X* 1* 2*",
         "a social worker's number that begins neither with SW nor with XX", "enter the number of the register; XX and a number of your own where there is none"),
    RULE("SW02STG1", SINCE(2026), "SWEpisodes", "SW_ID != S* X*",
         "a social worker's number that is too short, or begins neither with SW nor with XX", "enter the number of the register; XX and a number of your own where there is none"),
    CODED("SW04STG1", UNTIL(2025), "SWEpisodes", judge_began, "SWEpisodes",
          "the day on which a social worker began is missing or is no date", "write the day as DD/MM/YYYY"),
    RULE("SW04STG1", SINCE(2026), "SWEpisodes", "!date SW_DECOM",
         "the day on which a social worker began is missing or is no date", "write the day as DD/MM/YYYY"),
    CODED("SW05STG1", UNTIL(2025), "SWEpisodes", judge_ceased, "SWEpisodes",
          "the day on which a social worker ended is no date", "write the day as DD/MM/YYYY"),
    RULE("SW05STG1", SINCE(2026), "SWEpisodes", "bad SW_DEC",
         "the day on which a social worker ended is no date", "write the day as DD/MM/YYYY"),
    RULE("SW06STG2", ALWAYS, "SWEpisodes", "SW_DECOM > END",
         "a social worker began after the collection year", "leave the row to the next return, or correct the day"),
    RULE("SW07STG2", ALWAYS, "SWEpisodes", "SW_DEC < START - 1y | SW_DEC > END",
         "a social worker ended more than a year before the collection year, or after it", "take the row out, leave it open, or correct the day"),
    RULE("SW08STG2", ALWAYS, "SWEpisodes", "date SW_DECOM & !final & !date SW_DEC",
         "a social worker began, and the one before had not ended", "enter when the earlier one ended"),
    RULE("SW09STG2", UNTIL(2025), "SWEpisodes", "SW_DEC == SW_DECOM",
         "a social worker of less than a day", "take the row out, or correct the days"),
    RULE("SW09STG2", SINCE(2026), "SWEpisodes", "SW_DEC < SW_DECOM + 3d",
         "a social worker of less than three days", "take the row out, or correct the days"),
    RULE("SW10STG2", UNTIL(2025), "SWEpisodes", "SW_REASON != FCONTA & " FAR_FROM,
         "a social worker began more than a week before or after the one before ended", "correct the days, or add who came between"),
    RULE("SW10aSTG2", SINCE(2026), "SWEpisodes", "SW_REASON != FCONTA & " FAR_FROM,
         "a social worker began more than a week before or after the one before ended", "correct the days, or add who came between"),
    RULE("SW10bSTG2", SINCE(2026), "SWEpisodes", "SW_REASON = FCONTA & prev(SW_DEC >= ^SW_DECOM)",
         "a first contact while the social worker before had not ended", "correct the day or the reason"),
    RULE("SW11bSTG2", ALWAYS, "SWEpisodes", "final & SW_DEC < END & some Episodes(!DEC)",
         "the last social worker ended before 31 March, and the child is looked after", "add who came after"),
    RULE("SW12STG2", ALWAYS, "Episodes",
         "(DEC >= START - 1y & DEC <= END | !date DEC) & LS != V3 V4 & (RNE = S | REC != X1)"
         " & (no SWEpisodes | some SWEpisodes(!(SW_DECOM <= ^DEC & ^REC != X1) & !(SW_DECOM >= ^DECOM & ^RNE = S)))",
         "the social workers of the start or end of care are missing", "add every social worker of this year and the last"),
    CODED("SW13STG1", ALWAYS, "SWEpisodes", judge_reason, "SWEpisodes",
          "the reason for a change of social worker is missing or no code of the list", "enter the code; the first one of the year may have none"),
    RULE("SW17STG2", SINCE(2026), "SWEpisodes", "final & SW_DEC",
         "no social worker on 31 March", "leave the last one open, or add who came after"),
    RULE("SW18STG2", SINCE(2026), "SWEpisodes", "SW_DEC <= SW_DECOM",
         "a social worker ended on the day of beginning or before it", "correct one of the two days"),
    RULE("SW19STG2", SINCE(2026), "SWEpisodes", "prev(SW_DECOM ~ ^SW_DECOM)",
         "two social workers began on one day", "take one out, or correct its day"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_social = LC_RULE_TABLE(rules);
