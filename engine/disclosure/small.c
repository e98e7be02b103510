/* Hiding small numbers (small.h). */
#include "disclosure/small.h"

#include <math.h>

bool lc_is_small(double count)
{
    return count > 0 && count < LC_SMALLEST_SHOWN;
}

void lc_suppress(size_t n, const double *count, bool *hidden)
{
    size_t small = 0, next = n;
    for (size_t i = 0; i < n; i++) {
        hidden[i] = lc_is_small(count[i]);
        small += hidden[i];
        if (!hidden[i] && count[i] > 0 && (next == n || count[i] < count[next]))
            next = i;
    }
    if (small == 1 && next < n)
        hidden[next] = true;
}

/* From `last` on, downwards to 0. */
static void step_down(size_t from, const double *count, bool *shown)
{
    double last = count[from];
    for (size_t k = from; k-- > 0;) {
        shown[k] = !lc_is_small(last - count[k]) && !lc_is_small(count[k]);
        if (shown[k])
            last = count[k];
    }
}

void lc_suppress_steps(size_t n, const double *count, double all, size_t always,
                       bool *shown)
{
    double last = 0;
    size_t k = 0;
    if (always < n && !lc_is_small(count[always])) {
        step_down(always, count, shown);
        shown[always] = true;
        last = count[always];
        k = always + 1;
    }
    for (; k < n; k++) {
        shown[k] = !lc_is_small(count[k] - last) && !lc_is_small(all - count[k]);
        if (shown[k])
            last = count[k];
    }
}

json_t *lc_count_json(double count, bool hidden)
{
    return hidden ? json_string("c") : json_integer((json_int_t)count);
}

double lc_round_children(double children)
{
    return LC_SMALLEST_SHOWN * round(children / LC_SMALLEST_SHOWN);
}

double lc_round_share(double share, double children)
{
    double rounded = lc_round_children(share * children) / children;
    return rounded > 1 ? 1 : rounded;
}

double lc_round_risk(double risk)
{
    if (!(risk > 0) || !isfinite(risk))
        return risk;
    double scale = pow(10, 1 - floor(log10(risk)));
    return round(risk * scale) / scale;
}
