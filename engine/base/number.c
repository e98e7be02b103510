/* Fast path: a decimal of at most 15 digits is m * 10^e with m exact in a double and
 * 10^|e| exact for |e| <= 22, so one multiplication or division rounds correctly
 * (Clinger, 1990, "How to read floating point numbers accurately", PLDI). The rest
 * goes to strtod under the C locale, which the product never leaves. */
#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* What is longer goes to strtod whatever it says, so that no counter need go on. */
enum { SHORT = 64 };

struct decimal {
    uint64_t digits; /* all digits as one whole number, if there are at most 18 */
    int count;       /* significant digits read; 19 stands for all above 18 */
    int exponent;    /* power of ten; as much as a text of SHORT bytes can say */
    bool negative, any;
};

static size_t read_digits(struct lc_slice t, size_t at, struct decimal *d, int shift)
{
    for (; at < t.size && t.data[at] >= '0' && t.data[at] <= '9'; at++) {
        d->any = true;
        if (d->exponent > -SHORT)
            d->exponent += shift;
        if (d->digits == 0 && t.data[at] == '0')
            continue;
        if (d->count <= 18 && ++d->count <= 18)
            d->digits = d->digits * 10 + (uint64_t)(t.data[at] - '0');
    }
    return at;
}

static size_t read_exponent(struct lc_slice t, size_t at, struct decimal *d)
{
    size_t start = at++;
    bool negative = at < t.size && t.data[at] == '-';
    if (at < t.size && (t.data[at] == '-' || t.data[at] == '+'))
        at++;
    int value = 0;
    size_t first = at;
    for (; at < t.size && t.data[at] >= '0' && t.data[at] <= '9'; at++)
        if (value < 100000)
            value = value * 10 + (t.data[at] - '0');
    if (at == first)
        return start; /* no digits: leave the 'e' unread, so the caller refuses */
    d->exponent += negative ? -value : value;
    return at;
}

/* Whether the whole slice is a decimal; fills d. */
static bool scan(struct lc_slice t, struct decimal *d)
{
    size_t at = 0;
    if (at < t.size && (t.data[at] == '-' || t.data[at] == '+'))
        d->negative = t.data[at++] == '-';
    at = read_digits(t, at, d, 0);
    if (at < t.size && t.data[at] == '.')
        at = read_digits(t, at + 1, d, -1);
    if (!d->any)
        return false;
    if (at < t.size && (t.data[at] == 'e' || t.data[at] == 'E'))
        at = read_exponent(t, at, d);
    return at == t.size;
}

static int special(struct lc_slice t, double *value)
{
    bool negative = t.size && t.data[0] == '-';
    if (t.size && (t.data[0] == '-' || t.data[0] == '+'))
        t = (struct lc_slice){ t.data + 1, t.size - 1 };
    if (t.size != 3 && t.size != 8) /* most cells that are no number: soon said */
        return LC_FORMAT;
    if (lc_slice_is_nocase(t, "inf") || lc_slice_is_nocase(t, "infinity"))
        *value = negative ? -INFINITY : INFINITY;
    else if (lc_slice_is_nocase(t, "nan"))
        *value = NAN;
    else
        return LC_FORMAT;
    return LC_OK;
}

static int slow_path(struct lc_slice t, double *value)
{
    char small[64], *copy = small, *end;
    if (t.size >= sizeof small && !(copy = malloc(t.size + 1)))
        return LC_NOMEM;
    memcpy(copy, t.data, t.size);
    copy[t.size] = 0;
    errno = 0;
    double parsed = strtod(copy, &end);
    int code = *end ? LC_FORMAT : isinf(parsed) ? LC_RANGE : LC_OK;
    if (copy != small)
        free(copy);
    if (code == LC_OK)
        *value = parsed;
    return code;
}

int lc_number_parse(struct lc_slice text, double *value)
{
    struct decimal d = { 0 };
    text = lc_slice_trim(text);
    if (!scan(text, &d))
        return special(text, value);
    if (text.size > SHORT || d.count > 15 || d.exponent < -22 || d.exponent > 22)
        return slow_path(text, value);
    double m = (double)d.digits;
    m = d.exponent < 0 ? m / powers[-d.exponent] : m * powers[d.exponent];
    *value = d.negative ? -m : m;
    return LC_OK;
}

int lc_integer_parse(struct lc_slice text, int64_t low, int64_t high, int64_t *value)
{
    double real;
    int code = lc_number_parse(text, &real);
    if (code)
        return code;
    if (!(real >= -9007199254740992.0 && real <= 9007199254740992.0))
        return LC_RANGE;
    if (real != trunc(real))
        return LC_FORMAT;
    int64_t whole = (int64_t)real;
    if (whole < low || whole > high)
        return LC_RANGE;
    *value = whole;
    return LC_OK;
}

size_t lc_number_print(double value, char *out)
{
    int used = 0;
    for (int digits = 15; digits <= 17; digits++) {
        used = snprintf(out, LC_NUMBER_ROOM, "%.*g", digits, value);
        if (isnan(value) || strtod(out, NULL) == value)
            break;
    }
    return (size_t)used;
}
