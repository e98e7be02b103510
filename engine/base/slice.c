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
    while (text.size && is_space(text.data[0])) {
        text.data++;
        text.size--;
    }
    while (text.size && is_space(text.data[text.size - 1]))
        text.size--;
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
    while (i < a.size && i < b.size && lower(a.data[i]) == lower(b.data[i]))
        i++;
    return i == a.size && i == b.size;
}

bool lc_slice_is_nocase(struct lc_slice text, const char *to)
{
    return lc_slice_alike(text, lc_slice_of(to));
}

int lc_slice_width(struct lc_slice text)
{
    return text.size > 60 ? 60 : (int)text.size;
}
