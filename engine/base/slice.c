#include "base/slice.h"

#include <string.h>
#include <strings.h>

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

bool lc_slice_is_nocase(struct lc_slice text, const char *to)
{
    size_t size = strlen(to);
    return text.size == size && (!size || strncasecmp(text.data, to, size) == 0);
}

int lc_slice_width(struct lc_slice text)
{
    return text.size > 60 ? 60 : (int)text.size;
}
