/* Precedence climbing over a table of R's operators. Unary minus binds looser than ^,
 * tighter than ":", as R has it. */
#include "formula/formula.h"

#include <string.h>

#include "base/letter.h"
#include "base/number.h"

enum token_kind { END, NUMBER, TEXT, NAME, SIGN, BAD };

struct token {
    int kind;
    size_t at;             /* from 0 */
    struct lc_slice slice; /* the name, the string's inside, the sign */
    double number;
};

struct parser {
    lc_arena *arena;
    const char *source;
    size_t size, at;
    struct token token; /* the next one, not yet taken */
    int depth;
    struct lc_error *err;
};

static const struct {
    const char *sign;
    int left, right; /* binding powers: left below right is left-associative */
} operators[] = {
    { "|", 10, 11 },  { "||", 10, 11 },  { "&", 20, 21 },    { "&&", 20, 21 },
    { "==", 40, 41 }, { "!=", 40, 41 },  { "<=", 40, 41 },   { ">=", 40, 41 },
    { "<", 40, 41 },  { ">", 40, 41 },   { "+", 50, 51 },    { "-", 50, 51 },
    { "*", 60, 61 },  { "/", 60, 61 },   { "%in%", 70, 71 }, { "%%", 70, 71 },
    { ":", 80, 81 },  { "^", 101, 100 },
};

enum { OPERATORS = sizeof operators / sizeof *operators, NOT = 30, MINUS = 90 };

static const char *const signs[] = { "||", "&&", "==", "!=", "<=", ">=", "%in%", "%%",
                                     "|",  "&",  "<",  ">",  "+",  "-",  "*",    "/",
                                     ":",  "^",  "!",  "(",  ")",  ",",  "=",    "~" };

/* --- tokens ----------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_'
           || (unsigned char)c >= 0x80;
}

static int fail_at(struct parser *p, size_t at, const char *what)
{
    return LC_FAIL(p->err, LC_USAGE, "formula: at character %zu: %s", at + 1, what);
}

static size_t number_end(const struct parser *p, size_t at)
{
    while (at < p->size && (is_digit(p->source[at]) || p->source[at] == '.'))
        at++;
    if (at < p->size && (p->source[at] == 'e' || p->source[at] == 'E')) {
        size_t mark = at + 1;
        if (mark < p->size && (p->source[mark] == '-' || p->source[mark] == '+'))
            mark++;
        if (mark < p->size && is_digit(p->source[mark]))
            for (at = mark; at < p->size && is_digit(p->source[at]);)
                at++;
    }
    return at;
}

static int read_number(struct parser *p, struct token *t)
{
    size_t end = number_end(p, p->at);
    t->kind = NUMBER;
    t->slice = (struct lc_slice){ p->source + p->at, end - p->at };
    if (lc_number_parse(t->slice, &t->number))
        return fail_at(p, p->at, "not a number");
    p->at = end < p->size && p->source[end] == 'L' ? end + 1 : end; /* R's 1L */
    return LC_OK;
}

/* A string, or a name in backticks: no escapes, it ends at the next such quote. */
static int read_quoted(struct parser *p, struct token *t)
{
    char quote = p->source[p->at];
    const char *first = p->source + p->at + 1, *last = strchr(first, quote);
    if (!last)
        return fail_at(p, p->at, "the quote that begins here is not closed");
    t->kind = quote == '`' ? NAME : TEXT;
    t->slice = (struct lc_slice){ first, (size_t)(last - first) };
    if (t->kind == NAME && !t->slice.size)
        return fail_at(p, p->at, "an empty name");
    p->at = (size_t)(last - p->source) + 1;
    return LC_OK;
}

static int read_sign(struct parser *p, struct token *t)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        if (strncmp(p->source + p->at, signs[i], size) == 0) {
            t->kind = SIGN;
            t->slice = (struct lc_slice){ p->source + p->at, size };
            p->at += size;
            return LC_OK;
        }
    }
    return fail_at(p, p->at, "a character that no formula has");
}

static int next(struct parser *p)
{
    const char *s = p->source;
    while (p->at < p->size && strchr(" \t\r\n", s[p->at]))
        p->at++;
    struct token *t = &p->token;
    *t = (struct token){ .kind = END, .at = p->at, .slice = { s + p->at, 0 } };
    if (p->at >= p->size)
        return LC_OK;
    char c = s[p->at];
    if (is_digit(c) || (c == '.' && is_digit(s[p->at + 1])))
        return read_number(p, t);
    if (c == '"' || c == '\'' || c == '`')
        return read_quoted(p, t);
    if (!begins_name(c))
        return read_sign(p, t);
    size_t end = p->at;
    while (end < p->size && (begins_name(s[end]) || is_digit(s[end])))
        end++;
    t->kind = NAME;
    t->slice = (struct lc_slice){ s + p->at, end - p->at };
    p->at = end;
    return LC_OK;
}

static bool at_sign(const struct parser *p, const char *sign)
{
    return p->token.kind == SIGN && lc_slice_is(p->token.slice, sign);
}

static int fail_expected(struct parser *p, const char *what)
{
    const struct token *t = &p->token;
    if (t->kind == END)
        return LC_FAIL(p->err, LC_USAGE,
                       "formula: at character %zu (the end): expected %s", t->at + 1,
                       what);
    return LC_FAIL(p->err, LC_USAGE,
                   "formula: at character %zu: expected %s, not '%.*s'", t->at + 1,
                   what, lc_slice_width(t->slice), t->slice.data);
}

/* --- nodes ------------------------------------------------------------------------ */

static struct lc_node *new_node(struct parser *p, int kind, size_t at,
                                struct lc_slice text)
{
    struct lc_node *node = lc_arena_alloc(p->arena, sizeof *node);
    if (node) {
        *node = (struct lc_node){ .kind = kind, .at = at + 1 };
        node->text = lc_arena_text(p->arena, text.data, text.size);
    }
    if (!node || !node->text) {
        (void)LC_FAIL_NOMEM(p->err);
        return NULL;
    }
    return node;
}

static int add_argument(struct parser *p, struct lc_node *call, const char *name,
                        const struct lc_node *arg)
{
    if ((call->count & (call->count - 1)) == 0) { /* 0, 1, 2, 4, 8: full, so double */
        size_t room = call->count ? 2 * call->count : 1;
        const struct lc_node **args = lc_arena_alloc(p->arena, room * sizeof *args);
        const char **names = lc_arena_alloc(p->arena, room * sizeof *names);
        if (!args || !names)
            return LC_FAIL_NOMEM(p->err);
        if (call->count) {
            memcpy(args, call->arg, call->count * sizeof *args);
            memcpy(names, call->arg_name, call->count * sizeof *names);
        }
        call->arg = args;
        call->arg_name = names;
    }
    call->arg[call->count] = arg;
    call->arg_name[call->count++] = name;
    return LC_OK;
}

static int parse_sum(struct parser *p, int power, const struct lc_node **node);

static int parse_argument(struct parser *p, struct lc_node *call)
{
    const struct lc_node *value;
    const char *name = NULL;
    int code = parse_sum(p, 0, &value);
    if (code)
        return code;
    if (at_sign(p, "=")) {
        if (value->kind != LC_NODE_NAME)
            return fail_expected(p, "',' or ')'");
        name = value->text;
        if ((code = next(p)) || (code = parse_sum(p, 0, &value)))
            return code;
    }
    return add_argument(p, call, name, value);
}

/* After the name and with "(" as the next token. */
static int parse_call(struct parser *p, struct token function,
                      const struct lc_node **node)
{
    struct lc_node *call = new_node(p, LC_NODE_CALL, function.at, function.slice);
    int code = call ? next(p) : LC_NOMEM;
    if (code)
        return code;
    while (!at_sign(p, ")")) {
        if ((code = parse_argument(p, call)))
            return code;
        if (at_sign(p, ")"))
            break;
        if (!at_sign(p, ","))
            return fail_expected(p, "',' or ')'");
        if ((code = next(p)))
            return code;
        if (at_sign(p, ")"))
            return fail_expected(p, "an argument");
    }
    *node = call;
    return next(p);
}

static int parse_prefix(struct parser *p, int power, const struct lc_node **node)
{
    struct token sign = p->token;
    struct lc_node *call = new_node(p, LC_NODE_CALL, sign.at, sign.slice);
    const struct lc_node *inside;
    int code = call ? next(p) : LC_NOMEM;
    if (code || (code = parse_sum(p, power, &inside)))
        return code;
    *node = call;
    return add_argument(p, call, NULL, inside);
}

static int parse_bracket(struct parser *p, const struct lc_node **node)
{
    int code = parse_prefix(p, 0, node);
    if (code)
        return code;
    if (!at_sign(p, ")"))
        return fail_expected(p, "')'");
    return next(p);
}

/* "." is written out in a model as "(a + b)": a bracket and an operator deeper, which
 * have to be read again. */
static bool dot_too_deep(const struct parser *p, const struct token *t)
{
    return t->kind == NAME && lc_slice_is(t->slice, ".")
           && p->depth + 2 > LC_FORMULA_DEPTH;
}

static int parse_atom(struct parser *p, const struct lc_node **node)
{
    struct token t = p->token;
    if (at_sign(p, "-") || at_sign(p, "+"))
        return parse_prefix(p, MINUS, node);
    if (at_sign(p, "!"))
        return parse_prefix(p, NOT, node);
    if (at_sign(p, "("))
        return parse_bracket(p, node);
    if (t.kind != NUMBER && t.kind != TEXT && t.kind != NAME)
        return fail_expected(p, "a column, a number or a function");
    if (dot_too_deep(p, &t))
        return fail_at(p, t.at, "too many brackets within brackets");
    int code = next(p);
    if (code)
        return code;
    if (t.kind == NAME && p->source[t.at] != '`' && at_sign(p, "("))
        return parse_call(p, t, node);
    int kind = t.kind == NUMBER ? LC_NODE_NUMBER
               : t.kind == TEXT ? LC_NODE_TEXT
                                : LC_NODE_NAME;
    struct lc_node *leaf = new_node(p, kind, t.at, t.slice);
    if (!leaf)
        return LC_NOMEM;
    leaf->number = t.number;
    *node = leaf;
    return LC_OK;
}

static int operator_at(const struct parser *p)
{
    for (int i = 0; i < OPERATORS; i++)
        if (at_sign(p, operators[i].sign))
            return i;
    return -1;
}

static int parse_operators(struct parser *p, int power, const struct lc_node **node)
{
    int code, which, taken = 0;
    while ((which = operator_at(p)) >= 0 && operators[which].left >= power) {
        if (++taken > LC_FORMULA_TERMS)
            return fail_at(p, p->token.at, "too many terms in one sum");
        const struct lc_node *right;
        struct lc_node *call = new_node(p, LC_NODE_CALL, p->token.at, p->token.slice);
        if (!call)
            return LC_NOMEM;
        if ((code = next(p)) || (code = parse_sum(p, operators[which].right, &right))
            || (code = add_argument(p, call, NULL, *node))
            || (code = add_argument(p, call, NULL, right)))
            return code;
        *node = call;
    }
    return LC_OK;
}

static int parse_sum(struct parser *p, int power, const struct lc_node **node)
{
    if (++p->depth > LC_FORMULA_DEPTH)
        return fail_at(p, p->token.at, "too many brackets within brackets");
    int code = parse_atom(p, node);
    if (!code)
        code = parse_operators(p, power, node);
    p->depth--;
    return code;
}

/* --- whole texts ------------------------------------------------------------------ */

static int check_letters(struct parser *p)
{
    for (size_t at = 0, size; at < p->size; at += size) {
        size = lc_letter_size(p->source + at, p->size - at);
        if (!size)
            return fail_at(p, at, "not a letter of UTF-8");
    }
    return LC_OK;
}

static int begin(struct parser *p, lc_arena *arena, const char *source,
                 struct lc_error *err)
{
    *p = (struct parser){ .arena = arena, .size = strlen(source), .err = err };
    if (p->size > LC_FORMULA_SIZE)
        return LC_FAIL(err, LC_USAGE, "formula: longer than %d characters",
                       LC_FORMULA_SIZE);
    p->source = lc_arena_text(arena, source, p->size);
    if (!p->source)
        return LC_FAIL_NOMEM(err);
    int code = check_letters(p);
    return code ? code : next(p);
}

static int end(struct parser *p)
{
    return p->token.kind == END ? LC_OK : fail_expected(p, "an operator or the end");
}

int lc_formula_parse(struct lc_formula *formula, lc_arena *arena, const char *source,
                     struct lc_error *err)
{
    struct parser p;
    *formula = (struct lc_formula){ 0 };
    int code = begin(&p, arena, source, err);
    if (code)
        return code;
    formula->source = p.source;
    if (!at_sign(&p, "~") && (code = parse_sum(&p, 0, &formula->right)))
        return code;
    if (at_sign(&p, "~")) {
        formula->left = formula->right;
        if ((code = next(&p)) || (code = parse_sum(&p, 0, &formula->right)))
            return code;
    }
    return end(&p);
}

int lc_expression_parse(const struct lc_node **node, lc_arena *arena,
                        const char *source, struct lc_error *err)
{
    struct parser p;
    int code = begin(&p, arena, source, err);
    if (!code)
        code = parse_sum(&p, 0, node);
    return code ? code : end(&p);
}
