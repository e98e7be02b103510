#include "base/slice.h"

#include <string.h>

struct lc_slice lc_slice_of(const char *text)
{
    return (struct lc_slice){ text, text ? strlen(text) : 0 };
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct lc_slice lc_slice_trim(struct lc_slice text)
{
    size_t first = 0, end = text.size;
    while (first < end && is_space(text.data[first]))
        first++;
    while (end > first && is_space(text.data[end - 1]))
        end--;
    if (first) /* data may be NULL */
        text.data += first;
    text.size = end - first;
    return text;
}

bool lc_slice_is(struct lc_slice text, const char *to)
{
    size_t size = strlen(to);
    return text.size == size && (!size || memcmp(text.data, to, size) == 0);
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool lc_slice_alike(struct lc_slice a, struct lc_slice b)
{
    size_t i = 0;
    if (a.size != b.size)
        return false;
    while (i < a.size && lower(a.data[i]) == lower(b.data[i]))
        i++;
    return i == a.size;
}

bool lc_slice_is_nocase(struct lc_slice text, const char *to)
{
    if (text.size && to && lower(text.data[0]) != lower(to[0]))
        return false; /* most are asked of a list, and end here */
    return lc_slice_alike(text, lc_slice_of(to));
}

int lc_slice_width(struct lc_slice text)
{
    return text.size > 60 ? 60 : (int)text.size;
}
