/* Rules of who the child is: birth, sex, pupil number, motherhood, asylum. */
#include "returns/table_inside.h"

/* 444: the number is that of another header row as well. */
static void judge_pupil_twice(struct lc_hearing *j)
{
    for (size_t i = 0; i < j->now[LC_RETURN_HEADER].count; i++) {
        struct lc_filed *row = j->now[LC_RETURN_HEADER].row[i];
        int upn = lc_return_column_named(LC_RETURN_HEADER, lc_slice_of("UPN"));
        const char *text = lc_book_text(j->book, row, upn);
        bool none = text[0] == 'U' && text[1] == 'N' && text[2] >= '1' && text[2] <= '5'
                    && !text[3];
        if (*text && !none && j->headers[row->cell[upn].word] > 1)
            lc_judge_find(j, row);
    }
}

/* clang-format off */
#define IN_YEAR "DECOM <= END & (DEC >= START | !date DEC)"

static const struct lc_check rules[] = {
    /* 165 reads the codes of before 2024-25 alone: 1 is a boy, 2 a girl (of M and F it finds wrong answers only). */
    RULE("165", ALWAYS, "Header + OC3",
         "some Episodes(LS != V3 V4) & with OC3 & (MOTHER & MOTHER != 0 1 | MOTHER & SEX = 1"
         " | !MOTHER & SEX = 2 & some Episodes(LS != V3 V4 & " IN_YEAR ")"
         " | MOTHER & SEX = 2 & no Episodes(LS != V3 V4 & " IN_YEAR ") & some OC3" IS_TOLD_OC3 ")",
         "whether the child is a mother is missing, no 0 or 1, or said of a boy", "say 0 or 1 of every girl looked after in the year, and nothing of a boy"),
    RULE("174", ALWAYS, "Header", "SEX = M & MC_DOB",
         "a boy is said to have given birth", "correct the sex, or take the birth date of the child out"),
    RULE("209", ALWAYS, "Header", "UPN = UN1 & DOB + 4y <= SCHOOL",
         "a child of school age is said to be too young for a pupil number", "ask the school for the number, or use the reason that applies"),
    RULE("210", ALWAYS, "Episodes + Header", "DECOM >= WEEK & some Header(UPN = UN4)",
         "the pupil number is said to be on its way, of an episode that began in the last week", "ask the school for the number"),
    RULE("231", SINCE(2025), "Header", "some UASC & DOB + 11y > END",
         "an unaccompanied asylum-seeking child is younger than 11", "check the date of birth and the asylum status"),
    RULE("301", ALWAYS, "Header", "DOB > END",
         "born after the collection year", "correct the date of birth, or take the child out of this return"),
    RULE("351", ALWAYS, "Header", "DOB + 25y < START",
         "older than 25 when the collection year began", "correct the date of birth, or take the child out of this return"),
    RULE("393", ALWAYS, "Header", "SEX = F & !MOTHER & some Episodes(LS != V3 V4)",
         "it is not said whether a girl who is looked after is a mother", "say 0 or 1"),
    RULE("442", ALWAYS, "Header", "!UPN & some Episodes(LS != V3 V4)",
         "a child who is looked after has no pupil number, nor a reason for having none", "ask the school for it, or use UN1 to UN5"),
    CODED("444", SINCE(2026), "Header", judge_pupil_twice, "Header",
          "two children of the return have the same pupil number", "find out whose it is, and whether the two are one child"),
    RULE("607", ALWAYS, "Episodes + Header", "REC & REC != X1 & LS != V3 V4 & DEC >= START & DEC <= END & some Header(SEX = F & !MOTHER)",
         "a girl left care in the year, and it is not said whether she is a mother", "say 0 or 1"),
    RULE("611", ALWAYS, "Header", "MOTHER = 1 & !MC_DOB",
         "the child is a mother, but her child's birth date is missing", "enter the birth date of her first child"),
    RULE("612", ALWAYS, "Header", "SEX = F & (MOTHER = 0 | !MOTHER) & MC_DOB",
         "a birth date of a child is given, but the girl is not said to be a mother", "set the mother field to 1, or take the birth date out"),
    RULE("620", ALWAYS, "Header", "MOTHER = 1 & DOB + 11y > START",
         "a mother who was younger than 11 when the year began", "check the mother field and the date of birth"),
    RULE("621", ALWAYS, "Header", "date MC_DOB & !(MC_DOB > DOB)",
         "the child is not older than her own child", "correct one of the two birth dates"),
    RULE("625", ALWAYS, "Episodes + Header", "date DEC & no Episodes(DEC > ^DEC) & some Header(MC_DOB > END | MC_DOB > ^DEC)",
         "the first child was born after the year ended, or after care did", "correct the birth date of the first child, or leave it out this year"),
    RULE("628", ALWAYS, "Header", "MOTHER & no Episodes & some OC3" IS_TOLD_OC3,
         "a care leaver who was not looked after in the year is said to be a mother or not", "leave the mother field blank"),
    ELSEWHERE("105", ALWAYS, "Header", "the column UASC, which the CSV files of a return do not have",
         "whether the child is an unaccompanied asylum seeker is neither 0 nor 1", "say 0 or 1"),
    ELSEWHERE("303", ALWAYS, "UASC + Header", "the column UASC, which the CSV files of a return do not have",
         "asylum-seeking status ceased, of a child who is said to have had none", "correct the status, or take the day out"),
    RULE("304", ALWAYS, "UASC", "DUC > DOB + 18y",
         "asylum-seeking status ceased after the 18th birthday", "the status ceases on the 18th birthday at the latest: correct the day"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_header = LC_RULE_TABLE(rules);
