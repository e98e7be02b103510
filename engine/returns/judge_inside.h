/* What a rule sees: one child's rows of this year and the one before. Part of the
 * room's inside; functions of rules (rules_*.c) use it. */
#pragma once

#include "returns/condition.h"
#include "returns/judge.h"

struct lc_case_rows {
    size_t count;
    struct lc_filed **row; /* in order of the table */
};

struct lc_hearing {
    const struct lc_book *book;
    int32_t start, end; /* 1 April, 31 March of the collection year */
    unsigned there[2];  /* the tables that there are: this year, the year before */
    struct lc_case_rows now[LC_RETURN_TABLES], last[LC_RETURN_TABLES];
    bool stayed; /* the child was looked after for all of the year */
    /* of the rule that is judged: */
    const struct lc_check *rule;
    uint32_t number;   /* its number, counted from 1 */
    unsigned reported; /* the tables after its + */
    size_t witnesses, witness_room;
    struct lc_filed **witness; /* rows that made it true of the row */
    const uint32_t *headers;   /* [words] header rows that say the word as their UPN */
    struct lc_breach_list *list;
    int code;
    struct lc_error *err;
};

/* Why a social worker changes; ends with NULL. */
extern const char *const lc_social_reasons[];

/* The row broke the rule. */
void lc_judge_find(struct lc_hearing *judge, struct lc_filed *row);
void lc_judge_see(struct lc_hearing *judge, struct lc_filed *row); /* as a witness */

/* Of a row's column by name; a name that the table lacks is a mistake of ours. */
int32_t lc_filed_day(const struct lc_filed *row, const char *column);
const char *lc_filed_text(const struct lc_hearing *judge, const struct lc_filed *row,
                          const char *column);
bool lc_filed_is(const struct lc_hearing *judge, const struct lc_filed *row,
                 const char *column, const char *word);
bool lc_filed_said(const struct lc_filed *row, const char *column);

/* The day `years` later; of 29 February the 28th of a common year. */
int32_t lc_years_later(int32_t day, int years);
