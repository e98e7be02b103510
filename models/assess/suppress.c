/* Hiding small numbers (suppress.h). */
#include "models/assess/suppress.h"

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

json_t *lc_count_json(double count, bool hidden)
{
    return hidden ? json_string("c") : json_integer((json_int_t)count);
}
