#include "returns/judge.h"

#include <stdlib.h>
#include <string.h>

#include "returns/judge_inside.h"

/* --- rows of a return, by child --------------------------------------------------- */

/* The rows of a year by (child, table, order). */
struct bundle {
    size_t count;
    struct lc_filed **row;
};

/* A row on its way to its place. */
struct key {
    struct lc_filed *row;
    const char *const *text; /* of words */
};

static int compare(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

/* By day; then by what the rows say, so that their order in the file does not count
 * (but between two that say the same). */
static int by_order(const struct key *x, const struct key *y)
{
    const struct lc_filed *a = x->row, *b = y->row;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->then != b->then)
        return a->then < b->then ? -1 : 1;
    int order = 0;
    for (unsigned c = 0; c < LC_RETURN_COLUMNS && !order; c++)
        if (a->cell[c].word != b->cell[c].word)
            order = strcmp(x->text[a->cell[c].word], y->text[b->cell[c].word]);
    if (!order)
        order = compare(a->file, b->file);
    return order ? order : compare(a->line, b->line);
}

static int by_child(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = compare(x->row->child, y->row->child);
    if (!order)
        order = x->row->table - y->row->table;
    return order ? order : by_order(x, y);
}

static int bundle_year(struct bundle *b, struct lc_book *book, int year,
                       struct lc_error *err)
{
    struct key *key = lc_alloc(book->rows + 1, sizeof *key);
    *b = (struct bundle){ 0, lc_alloc(book->rows + 1, sizeof *b->row) };
    if (!b->row || !key) {
        free(key);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < book->rows; i++)
        if (book->file[book->row[i].file].year == year)
            key[b->count++] = (struct key){ &book->row[i], book->words.text };
    if (b->count)
        qsort(key, b->count, sizeof *key, by_child);
    for (size_t i = 0; i < b->count; i++)
        b->row[i] = key[i].row;
    free(key);
    return LC_OK;
}

/* The child's rows from place *at on, which moves behind them. */
static void take_child(struct lc_case_rows *tables, const struct bundle *b, size_t *at,
                       uint64_t child)
{
    for (int t = 0; t < LC_RETURN_TABLES; t++) {
        tables[t] = (struct lc_case_rows){ 0, b->row + *at };
        while (*at < b->count && b->row[*at]->child == child && b->row[*at]->table == t)
            tables[t].count++, ++*at;
    }
}

/* --- the child -------------------------------------------------------------------- */

/* Looked after for all of the year: there at some time of it, and no episode of the
 * year is of respite, begins with care or ends it. The last day's coming and going and
 * the first day's coming are no change (the validation rules' own definition). */
static bool has_stayed(const struct lc_hearing *j)
{
    const struct lc_case_rows *e = &j->now[LC_RETURN_EPISODES];
    bool there = false;
    for (size_t i = 0; i < e->count; i++) {
        const struct lc_filed *row = e->row[i];
        int32_t from = lc_filed_day(row, "DECOM"), to = lc_filed_day(row, "DEC");
        bool known = from != LC_NO_DAY;
        bool during = known && from <= j->end && (to == LC_NO_DAY || to >= j->start);
        bool comes = known && lc_filed_is(j, row, "RNE", "S") && from > j->start
                     && from <= j->end;
        bool goes = to != LC_NO_DAY && !lc_filed_is(j, row, "REC", "X1")
                    && to >= j->start && to < j->end;
        bool respite =
            lc_filed_is(j, row, "LS", "V3") || lc_filed_is(j, row, "LS", "V4");
        if (comes || goes || (respite && during))
            return false;
        there |= during;
    }
    return there;
}

/* --- rules ------------------------------------------------------------------------ */

struct ready {
    const struct lc_check *rule;
    lc_condition *condition;
    unsigned judged, reported, needs[2];
    bool last; /* it judges rows of the year before */
};

static struct lc_slice next_word(const char **at)
{
    const char *start = *at + strspn(*at, " ");
    struct lc_slice word = { start, strcspn(start, " ") };
    *at = start + word.size;
    return word;
}

/* The tables named before a +, a bit each: those behind "last", or the others. */
static unsigned tables_in(const char *names, bool last)
{
    unsigned tables = 0;
    bool before = false;
    for (struct lc_slice word = next_word(&names); word.size && *word.data != '+';
         word = next_word(&names)) {
        int table = lc_return_table_named(word);
        if (table < LC_RETURN_TABLES && before == last)
            tables |= 1u << table;
        before = lc_slice_is(word, "last");
    }
    return tables;
}

static int make_ready(struct ready *r, const struct lc_check *rule,
                      struct lc_book *book, struct lc_error *err)
{
    const char *plus = strchr(rule->tables, '+');
    *r = (struct ready){ .rule = rule };
    r->last = strncmp(rule->tables, "last ", 5) == 0;
    r->judged = tables_in(rule->tables, r->last);
    r->reported = plus ? tables_in(plus + 1, false) : 0;
    r->needs[0] = tables_in(rule->needs, false);
    r->needs[1] = tables_in(rule->needs, true);
    if (!rule->broken)
        return LC_OK;
    int code = lc_condition_new(&r->condition, rule->broken, &book->words, err);
    if (code)
        return lc_error_within(err, code, "rule %s", rule->number);
    r->needs[0] |= lc_condition_needs(r->condition, false);
    r->needs[1] |= lc_condition_needs(r->condition, true);
    return LC_OK;
}

static void judge_rows(struct lc_hearing *j, const struct ready *r, int table)
{
    const struct lc_case_rows *rows = r->last ? &j->last[table] : &j->now[table];
    for (size_t i = 0; i < rows->count && !j->code; i++) {
        if (!lc_condition_is(r->condition, j, rows->row[i], i))
            continue;
        lc_judge_find(j, rows->row[i]);
        for (size_t w = 0; w < j->witnesses; w++)
            lc_judge_find(j, j->witness[w]);
    }
}

/* The tables in which the child has rows. */
static unsigned tables_of(const struct lc_case_rows *rows)
{
    unsigned tables = 0;
    for (int t = 0; t < LC_RETURN_TABLES; t++)
        tables |= (unsigned)(rows[t].count > 0) << t;
    return tables;
}

static void judge_child(struct lc_hearing *j, size_t count, const struct ready *ready)
{
    unsigned tables[] = { tables_of(j->now), tables_of(j->last) };
    j->stayed = has_stayed(j);
    for (size_t i = 0; i < count && !j->code; i++) {
        const struct ready *r = &ready[i];
        if (!(r->judged & tables[r->last]) || (r->needs[0] & ~j->there[0])
            || (r->needs[1] & ~j->there[1]))
            continue;
        j->rule = r->rule;
        j->number = (uint32_t)i + 1;
        j->reported = r->reported;
        if (r->rule->judge)
            r->rule->judge(j);
        for (int t = 0; t < LC_RETURN_TABLES && r->condition; t++)
            if (r->judged & 1u << t)
                judge_rows(j, r, t);
    }
}

static void judge_children(struct lc_hearing *j, const struct bundle *now,
                           const struct bundle *last, size_t count,
                           const struct ready *ready)
{
    for (size_t n = 0, l = 0; (n < now->count || l < last->count) && !j->code;) {
        uint64_t child = UINT64_MAX;
        if (n < now->count)
            child = now->row[n]->child;
        if (l < last->count && last->row[l]->child < child)
            child = last->row[l]->child;
        take_child(j->now, now, &n, child);
        take_child(j->last, last, &l, child);
        judge_child(j, count, ready);
    }
}

/* How often each word is a header's UPN. */
static int count_headers(uint32_t **headers, const struct lc_book *book,
                         const struct bundle *now, struct lc_error *err)
{
    int upn = lc_return_column_named(LC_RETURN_HEADER, lc_slice_of("UPN"));
    *headers = lc_alloc(book->words.count, sizeof **headers);
    if (!*headers)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < now->count; i++)
        if (now->row[i]->table == LC_RETURN_HEADER)
            (*headers)[now->row[i]->cell[upn].word]++;
    return LC_OK;
}

static int judge_year(struct lc_hearing *j, struct lc_book *book, int year,
                      size_t count, const struct ready *ready)
{
    struct bundle now = { 0 }, last = { 0 };
    uint32_t *headers = NULL;
    int code = bundle_year(&now, book, year, j->err);
    if (!code)
        code = bundle_year(&last, book, year - 1, j->err);
    if (!code)
        code = count_headers(&headers, book, &now, j->err);
    for (size_t i = 0; i < book->files; i++)
        for (int before = 0; before < 2; before++)
            if (book->file[i].year == year - before)
                j->there[before] |= 1u << book->file[i].table;
    j->headers = headers;
    if (!code)
        judge_children(j, &now, &last, count, ready);
    free(now.row);
    free(last.row);
    free(headers);
    free(j->witness);
    return code ? code : j->code;
}

int lc_book_learn(struct lc_book *book, struct lc_error *err)
{
    int code = LC_OK;
    uint32_t number;
    for (size_t i = 0; i < lc_rules_count() && !code; i++) {
        lc_condition *condition = NULL;
        if (lc_rules_at(i)->broken)
            code =
                lc_condition_new(&condition, lc_rules_at(i)->broken, &book->words, err);
        lc_condition_free(condition);
    }
    for (size_t i = 0; lc_social_reasons[i] && !code; i++)
        code =
            lc_words_add(&book->words, lc_slice_of(lc_social_reasons[i]), &number, err);
    book->known = book->words.count;
    return code;
}

int lc_book_judge(struct lc_book *book, int year, struct lc_breach_list *list,
                  struct lc_error *err)
{
    struct lc_hearing j = { .book = book,
                            .start = lc_day_of(year - 1, 4, 1),
                            .end = lc_day_of(year, 3, 31),
                            .list = list,
                            .err = err };
    size_t count = 0;
    int code = LC_OK;
    struct ready *ready = lc_alloc(lc_rules_count(), sizeof *ready);
    if (!ready)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < lc_rules_count() && !code; i++)
        if (lc_rule_holds(lc_rules_at(i), year) && lc_rule_is_judged(lc_rules_at(i)))
            code = make_ready(&ready[count++], lc_rules_at(i), book, err);
    for (size_t i = 0; i < book->rows; i++)
        book->row[i].found = 0;
    if (!code)
        code = judge_year(&j, book, year, count, ready);
    for (size_t i = 0; i < count; i++)
        lc_condition_free(ready[i].condition);
    free(ready);
    return code;
}
