/* What may be told of few children (small.h). */
#include "disclosure/small.h"

#include <math.h>
#include <stdio.h>

#include "base/json.h"

bool lc_is_small(double count)
{
    return count > 0 && count < LC_SMALLEST_SHOWN;
}

size_t lc_tell(size_t count)
{
    const size_t six = LC_SMALLEST_SHOWN;
    if (count && count < six)
        return LC_FEW;
    return (count + six / 2) / six * six;
}

/* (1) */
static size_t least(size_t told)
{
    return told == LC_FEW              ? 1
           : told <= LC_SMALLEST_SHOWN ? told
                                       : told - LC_SMALLEST_SHOWN / 2;
}

static size_t most(size_t told)
{
    return told == LC_FEW ? LC_SMALLEST_SHOWN - 1 : told ? told + 2 : 0;
}

/* The multiple of six beside `total` that leaves parts of `low` to `high` in all more
 * than their ends. */
static size_t beside(size_t total, size_t low, size_t high)
{
    if (total && low == most(total))
        return total == LC_FEW ? LC_SMALLEST_SHOWN : total + LC_SMALLEST_SHOWN;
    if (total && high == least(total) && total > LC_SMALLEST_SHOWN)
        return total - LC_SMALLEST_SHOWN;
    return total;
}

void lc_tell_parts(size_t n, const size_t *part, size_t *told, size_t *total)
{
    size_t sum = 0, low = 0, high = 0;
    for (size_t i = 0; i < n; i++) {
        sum += part[i];
        told[i] = lc_tell(part[i]);
        low += least(told[i]);
        high += most(told[i]);
    }
    if (total)
        *total = beside(lc_tell(sum), low, high);
}

void lc_tell_rows(size_t n, const size_t *rows, const size_t *few, size_t *told)
{
    size_t hidden = 0, next = n;
    for (size_t i = 0; i < n; i++) {
        told[i] = few[i] == LC_FEW ? LC_FEW : lc_tell(rows[i]);
        hidden += told[i] == LC_FEW;
        if (told[i] != LC_FEW && rows[i] && (next == n || rows[i] < rows[next]))
            next = i;
    }
    if (hidden == 1 && next < n)
        told[next] = LC_FEW;
}

json_t *lc_told_json(size_t told)
{
    return told == LC_FEW ? json_string("c") : lc_json_count(told);
}

const char *lc_told_text(size_t told, char room[LC_TOLD_ROOM])
{
    snprintf(room, LC_TOLD_ROOM, told == LC_FEW ? "c" : "%zu", told);
    return room;
}

double lc_told_share(size_t told, size_t of)
{
    if (told == LC_FEW || of == LC_FEW || !of)
        return NAN;
    return fmin(1, (double)told / (double)of);
}

double lc_round_mean(double mean, double children)
{
    double sixes = round(mean * children / LC_SMALLEST_SHOWN) + 0.0; /* no -0 */
    return LC_SMALLEST_SHOWN * sixes / children;
}

double lc_round_share(double share, double children)
{
    double rounded = lc_round_mean(share, children);
    return rounded > 1 ? 1 : rounded;
}

double lc_round_figure(double value, int digits)
{
    if (value == 0 || !isfinite(value))
        return value;
    double scale = pow(10, digits - 1 - floor(log10(fabs(value))));
    return round(value * scale) / scale;
}
