/* Compiling conditions. */
#include <stdlib.h>
#include <string.h>

#include "returns/condition_inside.h"

struct reading {
    lc_condition *c;
    const char *at;
    struct lc_words *words;
    struct lc_error *err;
};

static int fail(const struct reading *r, const char *wanted)
{
    return LC_FAIL(r->err, LC_FORMAT, "condition \"%s\": %s at \"%.20s\"", r->c->text,
                   wanted, r->at);
}

static int read_any(struct reading *r, int *node);

/* --- words of the text ------------------------------------------------------------ */

static void skip(struct reading *r)
{
    r->at += strspn(r->at, " ");
}

static bool took(struct reading *r, const char *sign)
{
    skip(r);
    if (strncmp(r->at, sign, strlen(sign)) != 0)
        return false;
    r->at += strlen(sign);
    return true;
}

static struct lc_slice peek(struct reading *r)
{
    skip(r);
    return (struct lc_slice){ r->at, strspn(r->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                   "abcdefghijklmnopqrstuvwxyz"
                                                   "0123456789_-") };
}

static bool took_name(struct reading *r, const char *name)
{
    struct lc_slice next = peek(r);
    if (!lc_slice_is(next, name))
        return false;
    r->at += next.size;
    return true;
}

static int number_of(struct reading *r)
{
    skip(r);
    char *end;
    long n = strtol(r->at, &end, 10);
    r->at = end;
    return (int)n;
}

static int add(struct reading *r, struct lc_test test, int *node)
{
    int code = LC_GROW(r->c->test, r->c->test_room, r->c->tests + 1, r->err);
    if (code)
        return code;
    *node = (int)r->c->tests;
    r->c->test[r->c->tests++] = test;
    return LC_OK;
}

/* --- terms ------------------------------------------------------------------------ */

static bool read_day(struct reading *r, struct lc_claim *term)
{
    struct lc_slice next = peek(r);
    if (next.size != 10 || lc_day_parse(next, LC_DAY_ISO, &term->day) != LC_OK)
        return false;
    term->kind = LC_TERM_DAY;
    r->at += next.size;
    return true;
}

static bool read_named(struct reading *r, struct lc_claim *term)
{
    static const char *const names[] = { [LC_TERM_START] = "START",
                                         [LC_TERM_END] = "END",
                                         [LC_TERM_SCHOOL] = "SCHOOL",
                                         [LC_TERM_WEEK] = "WEEK" };
    for (int kind = LC_TERM_START; kind <= LC_TERM_WEEK; kind++)
        if (took_name(r, names[kind])) {
            term->kind = kind;
            return true;
        }
    return read_day(r, term);
}

static int read_column(struct reading *r, struct lc_claim *term)
{
    bool known = false;
    term->kind = LC_TERM_COLUMN;
    term->outer = took(r, "^");
    struct lc_slice name = peek(r);
    for (int t = 0; t < LC_RETURN_TABLES; t++) {
        term->column[t] = (signed char)lc_return_column_named(t, name);
        known |= term->column[t] != LC_RETURN_NO_COLUMN;
    }
    if (!known)
        return fail(r, "no table has this column,");
    r->at += name.size;
    return LC_OK;
}

static int read_term(struct reading *r, struct lc_claim *term)
{
    *term = (struct lc_claim){ .kind = LC_TERM_COLUMN };
    int code = read_named(r, term) ? LC_OK : read_column(r, term);
    int sign = code ? 0 : took(r, "+") ? 1 : took(r, "- ") ? -1 : 0;
    if (!sign)
        return code;
    int n = sign * number_of(r);
    if (took(r, "d"))
        term->days = n;
    else if (took(r, "y"))
        term->years = n;
    else
        return fail(r, "days (d) or years (y) wanted");
    return LC_OK;
}

/* --- lists ------------------------------------------------------------------------ */

static int add_word(struct reading *r, struct lc_slice word)
{
    struct lc_listed_word one = { .low = 1, .high = 0 };
    const char *dots = NULL;
    int code = LC_GROW(r->c->list, r->c->listed_room, r->c->listed + 1, r->err);
    for (size_t i = 1; i + 2 < word.size; i++)
        if (word.data[i] == '.' && word.data[i + 1] == '.')
            dots = word.data + i;
    if (dots) {
        one.low = atoi(word.data);
        one.high = atoi(dots + 2);
    } else if (word.data[word.size - 1] == '*') {
        one.prefix = (struct lc_slice){ word.data, word.size - 1 };
    } else if (!code) {
        code = lc_words_add(r->words, word, &one.word, r->err);
    }
    if (!code)
        r->c->list[r->c->listed++] = one;
    return code;
}

static int read_list(struct reading *r, struct lc_test *test)
{
    test->first = r->c->listed;
    for (skip(r); *r->at && !strchr("&|)", *r->at); skip(r)) {
        struct lc_slice word = { r->at, strcspn(r->at, " &|)") };
        int code = add_word(r, word);
        if (code)
            return code;
        r->at += word.size;
    }
    test->words = r->c->listed - test->first;
    return test->words ? LC_OK : fail(r, "a code wanted");
}

/* --- tests ------------------------------------------------------------------------ */

/* a > b is b < a. */
static int read_compared(struct reading *r, struct lc_test *test)
{
    static const struct {
        const char *sign;
        int kind;
        bool turned;
    } signs[] = { { "<>", LC_TEST_DIFFERS, false }, { "~", LC_TEST_SAME, false },
                  { "<=", LC_TEST_UNTIL, false },   { ">=", LC_TEST_UNTIL, true },
                  { "==", LC_TEST_ON, false },      { "<", LC_TEST_BEFORE, false },
                  { ">", LC_TEST_BEFORE, true } };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!took(r, signs[i].sign))
            continue;
        test->kind = signs[i].kind;
        int code = read_term(r, &test->right);
        struct lc_claim left = test->left;
        if (signs[i].turned)
            test->left = test->right, test->right = left;
        return code;
    }
    test->kind = LC_TEST_SAID;
    return test->left.kind == LC_TERM_COLUMN ? LC_OK : fail(r, "a sign wanted");
}

static int read_test(struct reading *r, int *node)
{
    struct lc_test test = { .a = -1, .b = -1 };
    int code;
    if (took_name(r, "date"))
        test.kind = LC_TEST_DATE;
    else if (took_name(r, "bad"))
        test.kind = LC_TEST_BAD;
    if (test.kind)
        code = read_column(r, &test.left);
    else if (!(code = read_term(r, &test.left))) {
        skip(r);
        if (took(r, "!="))
            test.kind = LC_TEST_NOT_IN, code = read_list(r, &test);
        else if (*r->at == '=' && r->at[1] != '=')
            r->at++, test.kind = LC_TEST_IN, code = read_list(r, &test);
        else
            code = read_compared(r, &test);
    }
    return code ? code : add(r, test, node);
}

/* What stands in brackets behind, if there are any. */
static int read_inner(struct reading *r, int *node)
{
    *node = -1;
    if (!took(r, "(") || took(r, ")"))
        return LC_OK;
    int code = read_any(r, node);
    return code || took(r, ")") ? code : fail(r, ") wanted");
}

static int read_rows(struct reading *r, int kind, int count, int *node)
{
    struct lc_test test = { .kind = kind, .b = -1, .count = count };
    test.last = took_name(r, "last");
    struct lc_slice name = peek(r);
    test.table = lc_return_table_named(name);
    if (test.table == LC_RETURN_TABLES)
        return fail(r, "a table wanted");
    r->at += name.size;
    if (!took(r, "?"))
        r->c->needs[test.last] |= 1u << test.table;
    int code = read_inner(r, &test.a);
    return code ? code : add(r, test, node);
}

static int read_place(struct reading *r, int kind, int *node)
{
    struct lc_test test = { .kind = kind, .a = -1, .b = -1 };
    int code =
        kind == LC_TEST_PREV || kind == LC_TEST_NEXT ? read_inner(r, &test.a) : LC_OK;
    if (kind == LC_TEST_STAYED)
        r->c->needs[0] |= 1u << LC_RETURN_EPISODES;
    return code ? code : add(r, test, node);
}

static int read_negated(struct reading *r, int *node);

static int read_unit(struct reading *r, int *node)
{
    static const struct {
        const char *word;
        int kind;
    } places[] = { { "prev", LC_TEST_PREV },
                   { "next", LC_TEST_NEXT },
                   { "first", LC_TEST_FIRST },
                   { "final", LC_TEST_FINAL },
                   { "CLA", LC_TEST_STAYED } };
    if (took(r, "!"))
        return read_negated(r, node);
    if (took(r, "(")) {
        int code = read_any(r, node);
        return code || took(r, ")") ? code : fail(r, ") wanted");
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (took_name(r, places[i].word))
            return read_place(r, places[i].kind, node);
    if (took_name(r, "some"))
        return read_rows(r, LC_TEST_SOME, 1, node);
    if (took_name(r, "no"))
        return read_rows(r, LC_TEST_SOME, 0, node);
    if (took_name(r, "with"))
        return read_rows(r, LC_TEST_WITH, 0, node);
    struct lc_slice next = peek(r);
    if (next.size == 1 && *next.data >= '2' && *next.data <= '9')
        return read_rows(r, LC_TEST_SOME, number_of(r), node);
    return read_test(r, node);
}

static int read_negated(struct reading *r, int *node)
{
    struct lc_test test = { .kind = LC_TEST_NOT, .b = -1 };
    int code = read_unit(r, &test.a);
    return code ? code : add(r, test, node);
}

static int read_all(struct reading *r, int *node)
{
    int code = read_unit(r, node);
    while (!code && took(r, "&")) {
        struct lc_test test = { .kind = LC_TEST_AND, .a = *node };
        code = read_unit(r, &test.b);
        if (!code)
            code = add(r, test, node);
    }
    return code;
}

static int read_any(struct reading *r, int *node)
{
    int code = read_all(r, node);
    while (!code && took(r, "|")) {
        struct lc_test test = { .kind = LC_TEST_OR, .a = *node };
        code = read_all(r, &test.b);
        if (!code)
            code = add(r, test, node);
    }
    return code;
}

int lc_condition_new(lc_condition **condition, const char *text, struct lc_words *words,
                     struct lc_error *err)
{
    lc_condition *c = *condition = lc_alloc(1, sizeof *c);
    if (!c)
        return LC_FAIL_NOMEM(err);
    c->text = text;
    struct reading r = { c, text, words, err };
    int code = read_any(&r, &c->top);
    skip(&r);
    return code || !*r.at ? code : fail(&r, "the end wanted");
}

void lc_condition_free(lc_condition *condition)
{
    if (!condition)
        return;
    free(condition->test);
    free(condition->list);
    free(condition);
}

unsigned lc_condition_needs(const lc_condition *condition, bool last)
{
    return condition->needs[last];
}
