/* Is a condition true of a row? */
#include <stdlib.h>
#include <string.h>

#include "returns/condition_inside.h"

/* A row, where it stands, and the one outside the bracket that it stands in. */
struct frame {
    const struct lc_filed *row;
    const struct frame *outer;
    size_t at;
    bool last; /* it is of the year before */
};

struct looking {
    const lc_condition *c;
    struct lc_hearing *judge;
};

static bool is(const struct looking *l, int node, const struct frame *f);

/* --- terms ------------------------------------------------------------------------ */

static const struct lc_filed_cell *cell_of(const struct lc_claim *term,
                                           const struct frame *f)
{
    static const struct lc_filed_cell blank = { 0, LC_NO_DAY };
    const struct frame *at = term->outer && f->outer ? f->outer : f;
    int column = term->column[at->row->table];
    return column == LC_RETURN_NO_COLUMN ? &blank : &at->row->cell[column];
}

static int32_t named_day(const struct lc_hearing *j, const struct lc_claim *term)
{
    int year, month, mday;
    lc_day_split(j->start, &year, &month, &mday);
    switch (term->kind) {
    case LC_TERM_START:
        return j->start;
    case LC_TERM_END:
        return j->end;
    case LC_TERM_SCHOOL:
        return lc_day_of(year - 1, 8, 31);
    case LC_TERM_WEEK:
        return lc_day_of(year + 1, 3, 24);
    default:
        return term->day;
    }
}

static int32_t day_of(const struct looking *l, const struct lc_claim *term,
                      const struct frame *f)
{
    int32_t day = term->kind == LC_TERM_COLUMN ? cell_of(term, f)->day
                                               : named_day(l->judge, term);
    if (day == LC_NO_DAY)
        return LC_NO_DAY;
    return lc_years_later(day, term->years) + term->days;
}

/* --- lists ------------------------------------------------------------------------ */

/* A whole number as a spreadsheet may write it: 12 or 12.0. */
static bool is_number(const char *text, int low, int high)
{
    char *end;
    double x = strtod(text, &end);
    return end != text && !*end && x >= low && x <= high && x == (double)(int)x;
}

static bool is_listed(const struct looking *l, const struct lc_test *test,
                      uint32_t word)
{
    const struct lc_listed_word *list = l->c->list + test->first;
    const char *text = l->judge->book->words.text[word];
    if (!word)
        return false;
    for (size_t i = 0; i < test->words; i++) {
        const struct lc_listed_word *one = &list[i];
        if (one->word          ? one->word == word
            : one->prefix.size ? strncmp(text, one->prefix.data, one->prefix.size) == 0
                               : is_number(text, one->low, one->high))
            return true;
    }
    return false;
}

/* --- rows ------------------------------------------------------------------------- */

static bool holds(const struct looking *l, int node, const struct frame *f)
{
    return node < 0 || is(l, node, f);
}

static const struct lc_case_rows *rows_of(const struct lc_hearing *j, int table,
                                          bool last)
{
    return last ? &j->last[table] : &j->now[table];
}

static size_t count_rows(const struct looking *l, const struct lc_test *test,
                         const struct frame *f)
{
    const struct lc_case_rows *rows = rows_of(l->judge, test->table, test->last);
    bool seen = l->judge->reported & 1u << test->table && !test->last;
    size_t enough = test->count ? (size_t)test->count : 1, found = 0;
    for (size_t i = 0; i < rows->count && (seen || found < enough); i++) {
        struct frame inner = { rows->row[i], f, i, test->last };
        if (!holds(l, test->a, &inner))
            continue;
        found++;
        if (seen)
            lc_judge_see(l->judge, rows->row[i]);
    }
    return found;
}

/* The row `by` places on in the order of its table. */
static bool beside(const struct looking *l, const struct lc_test *test,
                   const struct frame *f, int by)
{
    const struct lc_case_rows *rows = rows_of(l->judge, f->row->table, f->last);
    if ((by < 0 && !f->at) || (by > 0 && f->at + 1 >= rows->count))
        return false;
    size_t at = by < 0 ? f->at - 1 : f->at + 1;
    struct frame inner = { rows->row[at], f, at, f->last };
    return holds(l, test->a, &inner);
}

static bool is_dated(const struct lc_filed *row)
{
    return row->order != LC_OPEN;
}

static bool is_end(const struct looking *l, const struct frame *f, bool final)
{
    const struct lc_case_rows *rows = rows_of(l->judge, f->row->table, f->last);
    if (!is_dated(f->row))
        return false;
    return final ? f->at + 1 == rows->count || !is_dated(rows->row[f->at + 1]) : !f->at;
}

static bool is_of_rows(const struct looking *l, const struct lc_test *test,
                       const struct frame *f)
{
    switch (test->kind) {
    case LC_TEST_SOME: {
        size_t found = count_rows(l, test, f);
        return test->count ? found >= (size_t)test->count : !found;
    }
    case LC_TEST_WITH:
        count_rows(l, test, f);
        return true;
    case LC_TEST_PREV:
        return beside(l, test, f, -1);
    case LC_TEST_NEXT:
        return beside(l, test, f, 1);
    case LC_TEST_FIRST:
        return is_end(l, f, false);
    case LC_TEST_FINAL:
        return is_end(l, f, true);
    default:
        return l->judge->stayed;
    }
}

/* --- tests ------------------------------------------------------------------------ */

static bool is_of_days(const struct looking *l, const struct lc_test *test,
                       const struct frame *f)
{
    int32_t a = day_of(l, &test->left, f), b = day_of(l, &test->right, f);
    if (a == LC_NO_DAY || b == LC_NO_DAY)
        return false;
    return test->kind == LC_TEST_BEFORE ? a < b
           : test->kind == LC_TEST_ON   ? a == b
                                        : a <= b;
}

static bool is_of_cells(const struct looking *l, const struct lc_test *test,
                        const struct frame *f)
{
    const struct lc_filed_cell *a = cell_of(&test->left, f);
    switch (test->kind) {
    case LC_TEST_SAID:
        return a->word;
    case LC_TEST_DATE:
        return a->day != LC_NO_DAY;
    case LC_TEST_BAD:
        return a->word && a->day == LC_NO_DAY;
    case LC_TEST_IN:
        return is_listed(l, test, a->word);
    case LC_TEST_NOT_IN:
        return !is_listed(l, test, a->word);
    case LC_TEST_SAME:
        return a->word && a->word == cell_of(&test->right, f)->word;
    default:
        return a->word != cell_of(&test->right, f)->word;
    }
}

/* What a part that is not so has seen is not seen. */
static bool is(const struct looking *l, int node, const struct frame *f)
{
    const struct lc_test *test = &l->c->test[node];
    size_t seen = l->judge->witnesses;
    bool so;
    if (test->kind == LC_TEST_NOT)
        so = !is(l, test->a, f);
    else if (test->kind == LC_TEST_AND)
        so = is(l, test->a, f) && is(l, test->b, f);
    else if (test->kind == LC_TEST_OR)
        so = is(l, test->a, f) || is(l, test->b, f);
    else if (test->kind >= LC_TEST_SOME)
        so = is_of_rows(l, test, f);
    else if (test->kind >= LC_TEST_BEFORE)
        so = is_of_days(l, test, f);
    else
        so = is_of_cells(l, test, f);
    if (!so)
        l->judge->witnesses = seen;
    return so;
}

bool lc_condition_is(const lc_condition *condition, struct lc_hearing *judge,
                     const struct lc_filed *row, size_t at)
{
    struct looking l = { condition, judge };
    const struct lc_case_rows *before = &judge->last[row->table];
    struct frame f = { row, NULL, at, at < before->count && before->row[at] == row };
    judge->witnesses = 0;
    return is(&l, condition->top, &f);
}
