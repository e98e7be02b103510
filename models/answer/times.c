#include "models/answer/times.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int lc_numbers_parse(const char *option, const char *text, double *times, size_t *count,
                     struct lc_error *err)
{
    *count = 0;
    while (text && *text) {
        size_t size = strcspn(text, ",");
        struct lc_slice one = { text, size };
        if (*count == LC_TIMES)
            return LC_FAIL(err, LC_USAGE, "--%s: more than %d numbers", option,
                           LC_TIMES);
        if (lc_number_parse(one, times + *count) || !isfinite(times[*count]))
            return LC_FAIL(err, LC_USAGE, "--%s: expected numbers, as in 30,100,365",
                           option);
        ++*count;
        text += size + (text[size] == ',');
    }
    return LC_OK;
}

int lc_times_parse(const char *option, const char *text, double *times, size_t *count,
                   struct lc_error *err)
{
    int code = lc_numbers_parse(option, text, times, count, err);
    if (!code)
        qsort(times, *count, sizeof *times, by_value);
    return code;
}
