#include "base/letter.h"

#include <stdbool.h>

size_t lc_letter_size(const char *text, size_t size)
{
    const unsigned char *s = (const unsigned char *)text;
    unsigned char low = 0x80, high = 0xbf;
    size_t more;
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf)
        more = 1;
    else if (s[0] >= 0xe0 && s[0] <= 0xef)
        more = 2;
    else if (s[0] >= 0xf0 && s[0] <= 0xf4)
        more = 3;
    else
        return 0;
    if (s[0] == 0xe0)
        low = 0xa0;
    else if (s[0] == 0xed)
        high = 0x9f;
    else if (s[0] == 0xf0)
        low = 0x90;
    else if (s[0] == 0xf4)
        high = 0x8f;
    if (more >= size || s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i <= more; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return more + 1;
}

uint32_t lc_letter_point(const char *text, size_t size)
{
    static const uint32_t head[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    uint32_t point = (unsigned char)text[0] & head[size];
    for (size_t i = 1; i < size; i++)
        point = point << 6 | ((unsigned char)text[i] & 0x3f);
    return point;
}

/* A return is none of them: it ends a line. */
static bool may_stand(uint32_t point)
{
    static const struct {
        uint32_t from, to;
    } not [] = {
        { 0x00, 0x08 },     { 0x0b, 0x0c },       { 0x0e, 0x1f }, /* controls */
        { 0x7f, 0x9f },                                           /* likewise */
        { 0x2028, 0x202e }, { 0x2066, 0x206f },   /* ends of lines, turns of them */
        { 0xfdd0, 0xfdef }, { 0xfeff, 0xfeff },   /* no characters; a mark of files */
        { 0xfff9, 0xfffb }, { 0xe0000, 0xe007f }, /* annotations and tags */
    };
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        if (point >= not [i].from && point <= not [i].to)
            return false;
    return (point & 0xfffe) != 0xfffe;
}

/* Bytes of the letter at the head that may stand as it is; 0: it may not. */
static size_t standing(const char *s, size_t size)
{
    if (s[0] >= ' ' && s[0] < 0x7f)
        return 1;
    size_t whole = s[0] == '\r' ? 0 : lc_letter_size(s, size);
    return whole && may_stand(lc_letter_point(s, whole)) ? whole : 0;
}

struct lc_slice lc_letters_take(struct lc_slice *rest)
{
    const char *s = rest->data;
    size_t size = rest->size, at = 0, step;
    struct lc_slice stands = { s, 0 };
    while (at < size && (step = standing(s + at, size - at)))
        at += step;
    stands.size = at;
    if (!at) {
        bool line = s[0] == '\r';
        at = lc_letter_size(s, size);
        at += line && size > 1 && s[1] == '\n';
        stands = lc_slice_of(line ? "\n" : LC_NO_LETTER);
    }
    at += !at; /* a byte of no letter */
    *rest = (struct lc_slice){ s + at, size - at };
    return stands;
}
