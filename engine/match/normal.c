#include "match/normal.h"

#include <stdint.h>

/* What the Latin letters of U+00C0 to U+017F are without their marks, as Unicode's own
 * decomposition has it; those that it does not decompose are written as English does.
 */
static const char *const latin[] = {
    "a",  "a",  "a",  "a", "a", "a",  "ae", "c",  "e",  "e", "e", "e", "i", "i", "i",
    "i",  "d",  "n",  "o", "o", "o",  "o",  "o",  "",   "o", "u", "u", "u", "u", "y",
    "th", "ss", "a",  "a", "a", "a",  "a",  "a",  "ae", "c", "e", "e", "e", "e", "i",
    "i",  "i",  "i",  "d", "n", "o",  "o",  "o",  "o",  "o", "",  "o", "u", "u", "u",
    "u",  "y",  "th", "y", /* U+0100 */
    "a",  "a",  "a",  "a", "a", "a",  "c",  "c",  "c",  "c", "c", "c", "c", "c", "d",
    "d",  "d",  "d",  "e", "e", "e",  "e",  "e",  "e",  "e", "e", "e", "e", "g", "g",
    "g",  "g",  "g",  "g", "g", "g",  "h",  "h",  "h",  "h", "i", "i", "i", "i", "i",
    "i",  "i",  "i",  "i", "i", "ij", "ij", "j",  "j",  "k", "k", "k", "l", "l", "l",
    "l",  "l",  "l",  "l", "l", "l",  "l",  "n",  "n",  "n", "n", "n", "n", "n", "n",
    "n",  "o",  "o",  "o", "o", "o",  "o",  "oe", "oe", "r", "r", "r", "r", "r", "r",
    "s",  "s",  "s",  "s", "s", "s",  "s",  "s",  "t",  "t", "t", "t", "t", "t", "u",
    "u",  "u",  "u",  "u", "u", "u",  "u",  "u",  "u",  "u", "u", "w", "w", "y", "y",
    "y",  "z",  "z",  "z", "z", "z",  "z",  "s",
};

/* U+1E00 to U+1EFF in runs: Latin with further marks (Vietnamese, Welsh). */
static const struct {
    uint16_t last;
    char letter;
} further[] = {
    { 0x1e01, 'a' }, { 0x1e07, 'b' }, { 0x1e09, 'c' }, { 0x1e13, 'd' }, { 0x1e1d, 'e' },
    { 0x1e1f, 'f' }, { 0x1e21, 'g' }, { 0x1e2b, 'h' }, { 0x1e2f, 'i' }, { 0x1e35, 'k' },
    { 0x1e3d, 'l' }, { 0x1e43, 'm' }, { 0x1e4b, 'n' }, { 0x1e53, 'o' }, { 0x1e57, 'p' },
    { 0x1e5f, 'r' }, { 0x1e69, 's' }, { 0x1e71, 't' }, { 0x1e7b, 'u' }, { 0x1e7f, 'v' },
    { 0x1e89, 'w' }, { 0x1e8d, 'x' }, { 0x1e8f, 'y' }, { 0x1e95, 'z' }, { 0x1e96, 'h' },
    { 0x1e97, 't' }, { 0x1e98, 'w' }, { 0x1e99, 'y' }, { 0x1e9a, 'a' }, { 0x1e9f, 's' },
    { 0x1eb7, 'a' }, { 0x1ec7, 'e' }, { 0x1ecb, 'i' }, { 0x1ee3, 'o' }, { 0x1ef1, 'u' },
    { 0x1ef9, 'y' },
};

/* U+01CD to U+01DC and U+0200 to U+021B likewise: pinyin, and Romanian's own s and t.
 */
static const struct {
    uint16_t first, last;
    const char *letter; /* of two code points each, a capital and a small letter */
} marked[] = { { 0x1cd, 0x1dc, "aiouuuuu" }, { 0x200, 0x21b, "aaeeiioorruust" } };

/* The code point at data[0], its bytes in *size; 0 for a byte that is no UTF-8. */
static uint32_t decode(const unsigned char *data, size_t left, size_t *size)
{
    uint32_t c = data[0];
    size_t more = c < 0x80 ? 0 : c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    *size = 1;
    if (c < 0x80)
        return c;
    if (c < 0xc2 || c > 0xf4 || more >= left)
        return 0;
    c &= 0x3fu >> more;
    for (size_t i = 1; i <= more; i++) {
        if ((data[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (data[i] & 0x3f);
    }
    *size = more + 1;
    return c;
}

static size_t put(struct lc_text *out, const char *letters)
{
    lc_text_add(out, letters);
    return *letters != 0;
}

static size_t put_marked(struct lc_text *out, uint32_t c)
{
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        if (c >= marked[i].first && c <= marked[i].last) {
            lc_text_add_bytes(out, marked[i].letter + (c - marked[i].first) / 2, 1);
            return 1;
        }
    return 0;
}

static size_t put_further(struct lc_text *out, uint32_t c)
{
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        if (c <= further[i].last) {
            lc_text_add_bytes(out, &further[i].letter, 1);
            return 1;
        }
    return 0;
}

static size_t put_ascii(struct lc_text *out, uint32_t c)
{
    char letter = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (!((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')))
        return 0;
    lc_text_add_bytes(out, &letter, 1);
    return 1;
}

size_t lc_normal_name(struct lc_text *out, struct lc_slice name)
{
    const unsigned char *data = (const unsigned char *)name.data;
    size_t kept = 0, size;
    for (size_t i = 0; i < name.size; i += size) {
        uint32_t c = decode(data + i, name.size - i, &size);
        if (c < 0x80)
            kept += put_ascii(out, c);
        else if (c >= 0xc0 && c <= 0x17f)
            kept += put(out, latin[c - 0xc0]);
        else if (c >= 0x1e00 && c <= 0x1eff)
            kept += put_further(out, c);
        else if ((size_t)(c - 0x1cd) < 0x4f && put_marked(out, c))
            kept++;
        else if (c > 0x17f && !(c >= 0x300 && c <= 0x36f) /* marks put on letters */
                 && !(c >= 0x2000 && c <= 0x206f)         /* dashes, quotes, spaces */
                 && c != 0x2bc && c != 0x3000 && c != 0xfeff) {
            lc_text_add_bytes(out, name.data + i, size);
            kept++;
        }
    }
    return kept;
}

size_t lc_normal_number(struct lc_text *out, struct lc_slice number)
{
    size_t kept = 0;
    for (size_t i = 0; i < number.size; i++) {
        char c = number.data[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 32);
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            lc_text_add_bytes(out, &c, 1);
            kept++;
        }
    }
    return kept;
}

bool lc_born_is_miswritten(const char *a, const char *b)
{
    int different = 0, last = 0, before = 0;
    for (int i = 0; i < 8; i++)
        if (a[i] != b[i]) {
            different++;
            before = last;
            last = i;
        }
    return different == 1
           || (different == 2 && last == before + 1 && a[last] == b[before]
               && a[before] == b[last]);
}
