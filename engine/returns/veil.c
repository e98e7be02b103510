#include "returns/veil.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 64 };

static const char digits[] = "0123456789ABCDEF";
/* What dates with parts that are not known are made of. */
static const char dates[] = "0123456789Z/-. ";

static size_t capitals(struct lc_slice text, char *out)
{
    size_t size = text.size < LONGEST ? text.size : LONGEST;
    for (size_t i = 0; i < size; i++) {
        char c = text.data[i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return size;
}

static struct lc_slice write_veil(char mark, const char *text, size_t size,
                                  const struct lc_key *key, char *out)
{
    uint64_t digest = lc_digest64(text, size, key);
    out[0] = mark;
    for (int i = 1; i <= 12; i++, digest >>= 4)
        out[i] = digits[digest & 15];
    return (struct lc_slice){ out, 13 };
}

/* A letter (not I, O or S), eleven digits, and a digit or a letter. */
static bool has_form(const char *text, size_t size)
{
    if (size != 13 || text[0] < 'A' || text[0] > 'Z' || strchr("IOS", text[0]))
        return false;
    for (size_t i = 1; i < 12; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return (text[12] >= '0' && text[12] <= '9') || (text[12] >= 'A' && text[12] <= 'Z');
}

struct lc_slice lc_veil_pupil(struct lc_slice text, const struct lc_key *key, char *out)
{
    char folded[LONGEST];
    size_t size = capitals(text, folded);
    if (!size)
        return (struct lc_slice){ out, 0 };
    if (size == 3 && memcmp(folded, "UN", 2) == 0 && folded[2] >= '1'
        && folded[2] <= '5') {
        memcpy(out, folded, 3);
        return (struct lc_slice){ out, 3 };
    }
    return write_veil(has_form(folded, size) && text.size == size ? '+' : '-', folded,
                      size, key, out);
}

struct lc_slice lc_veil_worker(struct lc_slice text, const struct lc_key *key,
                               char *out)
{
    char folded[LONGEST], mark = '-';
    size_t size = capitals(text, folded);
    if (!size)
        return (struct lc_slice){ out, 0 };
    if (size >= 2 && memcmp(folded, "SW", 2) == 0)
        mark = size < 4 ? '1' : 'S';
    if (size >= 2 && memcmp(folded, "XX", 2) == 0)
        mark = size < 4 ? '2' : 'X';
    return write_veil(mark, folded, size, key, out);
}

struct lc_slice lc_veil(struct lc_slice text, const struct lc_key *key, char *out)
{
    char folded[LONGEST];
    size_t size = capitals(text, folded);
    return size ? write_veil('+', folded, size, key, out) : (struct lc_slice){ out, 0 };
}

/* --- codes -------------------------------------------------------------------------- */

enum { SHORT = 7, LIKE_A_DATE = 13 };

static bool is_like_a_date(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(dates, text[i]))
            return false;
    return size <= LIKE_A_DATE;
}

static bool has_one_of(const char *text, size_t size, const char *characters)
{
    for (size_t i = 0; i < size; i++)
        if (strchr(characters, text[i]))
            return true;
    return false;
}

struct lc_slice lc_veil_code(struct lc_slice text, const struct lc_key *key, char *out)
{
    enum { NUMBER = 4 };
    char folded[LONGEST];
    size_t size = capitals(text, folded);
    for (size_t i = 0; i < size; i++)
        folded[i] = folded[i] ? folded[i] : ' ';
    bool plain = size <= NUMBER && has_one_of(folded, size, "0123456789");
    bool date = is_like_a_date(folded, size) && has_one_of(folded, size, "Z/");
    if (!size)
        return (struct lc_slice){ out, 0 };
    if (text.size > size || (!plain && !date))
        return write_veil('~', folded, size, key, out);
    memcpy(out, folded, size);
    return (struct lc_slice){ out, size };
}

/* --- 64 bits ------------------------------------------------------------------------ */

/* The first four bits say what it is; then how many characters, or a veil's mark. */
enum { BLANK, DAY, TEXT, VEIL, DATE };

static uint64_t kind(int what)
{
    return (uint64_t)what << 60;
}

static uint64_t pack_digits(struct lc_slice text, size_t first, const char *alphabet)
{
    uint64_t packed = 0;
    for (size_t i = text.size; i-- > first;)
        packed = packed << 4 | (uint64_t)(strchr(alphabet, text.data[i]) - alphabet);
    return packed;
}

static uint64_t pack_text(struct lc_slice text)
{
    uint64_t packed = 0;
    for (size_t i = text.size; i-- > 0;)
        packed = packed << 8 | (unsigned char)text.data[i];
    return kind(TEXT) | (uint64_t)text.size << 56 | packed;
}

uint64_t lc_veil_pack(struct lc_slice text, int32_t day)
{
    if (day != INT32_MIN)
        return kind(DAY) | (uint32_t)day;
    if (!text.size)
        return kind(BLANK);
    if (text.size <= SHORT)
        return pack_text(text);
    if (is_like_a_date(text.data, text.size))
        return kind(DATE) | (uint64_t)text.size << 56 | pack_digits(text, 0, dates);
    return kind(VEIL) | (uint64_t)(unsigned char)text.data[0] << 48
           | pack_digits(text, 1, digits);
}

static struct lc_slice unpack_digits(uint64_t packed, size_t first, size_t size,
                                     const char *alphabet, char *out)
{
    for (size_t i = first; i < size; i++, packed >>= 4)
        out[i] = alphabet[packed & 15];
    return (struct lc_slice){ out, size };
}

struct lc_slice lc_veil_unpack(uint64_t packed, char *out, int32_t *day)
{
    int what = (int)(packed >> 60);
    size_t size = packed >> 56 & 15;
    *day = INT32_MIN;
    if (what == DAY)
        *day = (int32_t)(uint32_t)packed;
    if (what == TEXT)
        for (size_t i = 0; i < size && i < SHORT; i++)
            out[i] = (char)(packed >> 8 * i);
    if (what == DATE && size <= LIKE_A_DATE)
        return unpack_digits(packed, 0, size, dates, out);
    out[0] = what == VEIL ? (char)(packed >> 48) : out[0];
    if (what == VEIL)
        return unpack_digits(packed, 1, 13, digits, out);
    return (struct lc_slice){ out, what == TEXT ? size < SHORT ? size : SHORT : 0 };
}
