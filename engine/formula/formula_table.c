/* What the signs and functions of an expression do: a row each. Missing is NaN. */
#include <math.h>
#include <string.h>

#include "formula/formula_expr_inside.h"
/* --- what the signs and functions do ---------------------------------------------- */

#define COMPARE(name, sign)                                                            \
    static double name(double a, double b)                                             \
    {                                                                                  \
        return isnan(a) || isnan(b) ? NAN : a sign b;                                  \
    }
COMPARE(equal, ==)
COMPARE(unequal, !=)
COMPARE(less, <)
COMPARE(at_most, <=)
COMPARE(more, >)
COMPARE(at_least, >=)

static double both(double a, double b)
{
    if (a == 0 || b == 0)
        return 0;
    return isnan(a) || isnan(b) ? NAN : 1;
}

double lc_either(double a, double b)
{
    if ((!isnan(a) && a != 0) || (!isnan(b) && b != 0))
        return 1;
    return isnan(a) || isnan(b) ? NAN : 0;
}

static double negate(double a)
{
    return isnan(a) ? NAN : a == 0;
}

static double plus(double a, double b)
{
    return a + b;
}

static double minus(double a, double b)
{
    return a - b;
}

static double times(double a, double b)
{
    return a * b;
}

static double over(double a, double b)
{
    return a / b;
}

/* R's %%: the remainder has the sign of the divisor. */
static double modulo(double a, double b)
{
    return a - b * floor(a / b);
}

static double negative(double a)
{
    return -a;
}

static double same(double a)
{
    return a;
}

static double absent(double a)
{
    return isnan(a);
}

static double least(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : a < b ? a : b;
}

static double greatest(double a, double b)
{
    return isnan(a) || isnan(b) ? NAN : a > b ? a : b;
}

static const struct lc_expr_binary binaries[] = {
    { "+", plus, LC_ARITHMETIC },     { "-", minus, LC_ARITHMETIC },
    { "*", times, LC_ARITHMETIC },    { "/", over, LC_ARITHMETIC },
    { "^", pow, LC_ARITHMETIC },      { "%%", modulo, LC_ARITHMETIC },
    { "==", equal, LC_COMPARISON },   { "!=", unequal, LC_COMPARISON },
    { "<", less, LC_COMPARISON },     { "<=", at_most, LC_COMPARISON },
    { ">", more, LC_COMPARISON },     { ">=", at_least, LC_COMPARISON },
    { "&", both, LC_LOGIC },          { "&&", both, LC_LOGIC },
    { "|", lc_either, LC_LOGIC },     { "||", lc_either, LC_LOGIC },
    { "pmin", least, LC_ARITHMETIC }, { "pmax", greatest, LC_ARITHMETIC },
};

static const struct lc_expr_unary unaries[] = {
    { "-", negative, LC_GIVES_NUMBER, 0 },
    { "+", same, LC_GIVES_NUMBER, 0 },
    { "!", negate, LC_GIVES_TRUTH, 0 },
    { "(", same, LC_GIVES_SAME, 1 },
    { "I", same, LC_GIVES_SAME, 1 },
    { "as.numeric", same, LC_GIVES_NUMBER, 0 },
    { "as.integer", trunc, LC_GIVES_NUMBER, 0 },
    { "is.na", absent, LC_GIVES_TRUTH, 1 },
    { "log", log, LC_GIVES_NUMBER, 0 },
    { "log1p", log1p, LC_GIVES_NUMBER, 0 },
    { "log2", log2, LC_GIVES_NUMBER, 0 },
    { "log10", log10, LC_GIVES_NUMBER, 0 },
    { "sqrt", sqrt, LC_GIVES_NUMBER, 0 },
    { "exp", exp, LC_GIVES_NUMBER, 0 },
    { "expm1", expm1, LC_GIVES_NUMBER, 0 },
    { "abs", fabs, LC_GIVES_NUMBER, 0 },
    { "floor", floor, LC_GIVES_NUMBER, 0 },
    { "ceiling", ceil, LC_GIVES_NUMBER, 0 },
    { "round", nearbyint, LC_GIVES_NUMBER, 0 },
};

const struct lc_expr_binary *lc_expr_binary_find(const char *sign)
{
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (strcmp(sign, binaries[i].sign) == 0)
            return binaries + i;
    return NULL;
}

const struct lc_expr_unary *lc_expr_unary_find(const char *name)
{
    for (size_t i = 0; i < sizeof unaries / sizeof *unaries; i++)
        if (strcmp(name, unaries[i].name) == 0)
            return unaries + i;
    return NULL;
}

const char *lc_expr_unary_name(size_t i)
{
    return i < sizeof unaries / sizeof *unaries ? unaries[i].name : NULL;
}
