/* Rules of missing periods. */
#include "returns/table_inside.h"

/* The child's episodes make periods of care: an episode that begins after the one
 * before it has ended begins a new one. [from, to], to LC_NO_DAY while it goes on. */
struct period {
    int32_t from, to;
};

/* The period that begins with episode *at, which moves behind it. */
static struct period next_period(const struct lc_case_rows *e, size_t *at)
{
    struct period p = { lc_filed_day(e->row[*at], "DECOM"),
                        lc_filed_day(e->row[*at], "DEC") };
    for (++*at; *at < e->count && e->row[*at]->order != LC_OPEN; ++*at) {
        if (p.to != LC_NO_DAY && e->row[*at]->order > p.to)
            break;
        p.to = lc_filed_day(e->row[*at], "DEC");
    }
    return p;
}

static bool ends_outside(const struct period *p, int32_t start, int32_t end)
{
    if (end == LC_NO_DAY)
        return p->to != LC_NO_DAY || start < p->from;
    return (p->to != LC_NO_DAY && end > p->to) || end < p->from;
}

static bool starts_outside(const struct period *p, int32_t start, int32_t end)
{
    (void)end;
    return start != LC_NO_DAY
           && (start < p->from || (p->to != LC_NO_DAY && start > p->to));
}

/* Is it outside of every period of care that there is? */
static bool is_outside(const struct lc_hearing *j, int32_t start, int32_t end,
                       bool (*outside)(const struct period *, int32_t, int32_t))
{
    const struct lc_case_rows *e = &j->now[LC_RETURN_EPISODES];
    size_t at = 0;
    if (!e->count || e->row[0]->order == LC_OPEN)
        return false;
    while (at < e->count && e->row[at]->order != LC_OPEN) {
        struct period p = next_period(e, &at);
        if (!outside(&p, start, end))
            return false;
    }
    return true;
}

static void judge_ends(struct lc_hearing *j, int table, const char *start,
                       const char *end)
{
    for (size_t i = 0; i < j->now[table].count; i++) {
        struct lc_filed *row = j->now[table].row[i];
        int32_t from = lc_filed_day(row, start);
        if (from != LC_NO_DAY
            && is_outside(j, from, lc_filed_day(row, end), ends_outside))
            lc_judge_find(j, row);
    }
}

static void judge_missing_end(struct lc_hearing *j)
{
    judge_ends(j, LC_RETURN_MISSING, "MIS_START", "MIS_END");
}

static void judge_missing_start(struct lc_hearing *j)
{
    for (size_t i = 0; i < j->now[LC_RETURN_MISSING].count; i++) {
        struct lc_filed *row = j->now[LC_RETURN_MISSING].row[i];
        if (is_outside(j, lc_filed_day(row, "MIS_START"), LC_NO_DAY, starts_outside))
            lc_judge_find(j, row);
    }
}

static void judge_liberty_end(struct lc_hearing *j)
{
    judge_ends(j, LC_RETURN_DOLO, "DOLO_START", "DOLO_END");
}

/* clang-format off */
static const struct lc_check rules[] = {
    RULE("564", ALWAYS, "Missing", "MISSING = M A & !MIS_START",
         "the child was missing, and the day is not", "enter the day on which the child was found to be gone"),
    RULE("565", ALWAYS, "Missing", "MIS_START & !MISSING",
         "the kind of absence is missing (of its start)", "M for missing, A for away without leave"),
    RULE("566", ALWAYS, "Missing", "MIS_END & !MISSING",
         "the kind of absence is missing (of its end)", "M for missing, A for away without leave"),
    RULE("567", ALWAYS, "Missing", "MIS_START > MIS_END",
         "a missing period ended before it began; no day counts", "correct one of the two days"),
    RULE("570", ALWAYS, "Missing", "MIS_START > END",
         "a missing period began after the collection year", "leave it to the next return, or correct the day"),
    RULE("571", ALWAYS, "Missing", "MIS_END < START | MIS_END > END",
         "a missing period ended before or after the collection year", "leave it open, or to the return of its year; or correct the day"),
    RULE("574", ALWAYS, "Missing", "prev(!date MIS_END | MIS_END > ^MIS_START)",
         "missing periods overlap, or one is still open when the next begins", "end the earlier one, or join the two"),
    RULE("575", ALWAYS, "Missing", "!MIS_END & some Episodes(DECOM <= ^MIS_START & DEC >= ^MIS_START)",
         "missing from a placement that has ended, with no end of the missing period", "end the missing period with the placement at the latest"),
    CODED("577", ALWAYS, "Missing", judge_missing_end, "Missing Episodes",
          "still missing when care ended, or after it", "end the missing period with care at the latest"),
    CODED("578", ALWAYS, "Missing", judge_missing_start, "Missing Episodes",
          "missing while not looked after", "correct the day, or the episodes"),
    RULE("580", ALWAYS, "Episodes", "REC != E8 & date DEC & some Missing(DOB + 18y == MIS_END & MIS_END == ^DEC)",
         "missing when care ended at 18, and the reason is not E8", "use E8, or correct the end of the missing period"),
    RULE("581", ALWAYS, "Missing", "some Episodes & no Episodes(DECOM <= ^MIS_START & (DEC >= ^MIS_START | !date DEC))",
         "missing on a day on which no episode was open", "correct the day, or the episodes"),
    RULE("586", ALWAYS, "Missing", "MIS_START <= DOB",
         "missing before birth", "correct the day or the date of birth"),
    CODED("707", SINCE(2027), "DoLo", judge_liberty_end, "DoLo Episodes",
          "an order to deprive of liberty still held when care ended, or after it", "end the order with care at the latest"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_missing = LC_RULE_TABLE(rules);
