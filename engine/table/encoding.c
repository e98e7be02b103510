/* Encodings told by their bytes. */
#include "table/encoding_inside.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/letter.h"

bool lc_utf8_check(const char *data, size_t size)
{
    for (size_t i = 0, step; i < size; i += step)
        if (!(step = lc_letter_size(data + i, size - i)))
            return false;
    return true;
}

/* 0x80 to 0x9f; 0 where the code page has nothing. */
static const uint16_t high_half[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static char *put(char *out, unsigned point)
{
    if (point < 0x80) {
        *out++ = (char)point;
    } else if (point < 0x800) {
        *out++ = (char)(0xc0 | point >> 6);
        *out++ = (char)(0x80 | (point & 0x3f));
    } else {
        if (point < 0x10000) {
            *out++ = (char)(0xe0 | point >> 12);
        } else {
            *out++ = (char)(0xf0 | point >> 18);
            *out++ = (char)(0x80 | (point >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (point >> 6 & 0x3f));
        *out++ = (char)(0x80 | (point & 0x3f));
    }
    return out;
}

int lc_cp1252_letter(unsigned char byte)
{
    int letter = byte >= 0x80 && byte < 0xa0 ? high_half[byte - 0x80] : byte;
    return letter || !byte ? letter : -1;
}

size_t lc_cp1252_convert(const char *data, size_t size, char *out)
{
    char *at = out;
    for (size_t i = 0; i < size; i++) {
        int letter = lc_cp1252_letter((unsigned char)data[i]);
        if (letter < 0)
            return 0;
        at = put(at, (unsigned)letter);
    }
    return (size_t)(at - out);
}

static char *put_unit(struct lc_utf16 *u, unsigned unit, char *out)
{
    enum { LOST = 0xfffd };
    bool low = unit >= 0xdc00 && unit < 0xe000;
    unsigned high = u->high;
    u->high = 0;
    if (high && low)
        return put(out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
    if (high)
        out = put(out, LOST);
    if (unit >= 0xd800 && unit < 0xdc00) {
        u->high = unit;
        return out;
    }
    return put(out, low ? LOST : unit);
}

size_t lc_utf16_convert(struct lc_utf16 *utf16, const char *data, size_t size,
                        char *out)
{
    char *at = out;
    for (size_t i = 0; i < size; i++) {
        unsigned first = (unsigned char)utf16->half, second = (unsigned char)data[i];
        utf16->kept = !utf16->kept;
        if (utf16->kept)
            utf16->half = data[i];
        else
            at = put_unit(
                utf16,
                utf16->order == LC_BIG ? first << 8 | second : second << 8 | first, at);
    }
    return (size_t)(at - out);
}

/* UTF-16 without its mark: text in which every other byte is NUL. */
static enum lc_wide is_wide(const char *data, size_t size)
{
    size_t nul[2] = { 0, 0 };
    size_t look = size < 512 ? size : 512;
    for (size_t i = 0; i < look; i++)
        nul[i % 2] += !data[i];
    if (look < 8)
        return LC_NARROW;
    return nul[0] * 3 > look && !nul[1]   ? LC_BIG
           : nul[1] * 3 > look && !nul[0] ? LC_LITTLE
                                          : LC_NARROW;
}

/* What is to be done with it. */
#define AS_CSV     "; save it as CSV in UTF-8"
#define AS_UTF8    "; save it as UTF-8"
#define ITS_TABLES ", not a table; save each of its tables as CSV"
#define UNPACK     "; unpack it, and give what is in it"

static bool begins(struct lc_slice text, const char *with)
{
    size_t size = strlen(with);
    text.size = text.size < size ? text.size : size;
    return lc_slice_is_nocase(text, with);
}

static const char web_page[] = "a web page (HTML)" AS_CSV, xml[] = "XML" AS_CSV,
                  stata[] = "a file of Stata; save it as CSV";

/* Markup: text whose first character is < and opens a tag, a declaration or a comment.
 * No name of a column begins so. */
static const char *markup(const char *data, size_t size)
{
    size_t at = size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < size && data[at] && strchr(" \t\r\n", data[at]))
        at++;
    if (at + 1 >= size || data[at] != '<'
        || (!isalpha((unsigned char)data[at + 1]) && !strchr("?!_", data[at + 1])))
        return NULL;
    struct lc_slice tag = { data + at + 1, size - at - 1 };
    if (begins(tag, "stata_dta>"))
        return stata;
    bool page =
        begins(tag, "html") || begins(tag, "!doctype html") || begins(tag, "tabl");
    return page ? web_page : xml;
}

bool lc_encoding_is_xml(const char *data, size_t size)
{
    char narrow[64];
    size_t count = 0;
    bool little = size >= 2 && memcmp(data, "\xff\xfe", 2) == 0;
    bool big = size >= 2 && memcmp(data, "\xfe\xff", 2) == 0;
    if (!little && !big)
        return markup(data, size) == xml;
    for (size_t i = 2 + big; i < size && count < sizeof narrow; i += 2)
        narrow[count++] = data[i];
    return markup(narrow, count) == xml;
}

enum lc_wide lc_encoding_wide(const char *data, size_t size)
{
    bool little = size >= 2 && memcmp(data, "\xff\xfe", 2) == 0;
    bool big = size >= 2 && memcmp(data, "\xfe\xff", 2) == 0;
    enum lc_wide order = little ? LC_LITTLE : big ? LC_BIG : is_wide(data, size);
    if (!order || (little && size >= 4 && !data[2] && !data[3]))
        return LC_NARROW;
    size_t at = (little || big ? 2U : 0U) + (order == LC_BIG);
    while (at < size && data[at] && strchr(" \t\r\n", data[at]))
        at += 2;
    return at < size && data[at] && strchr("<[{", data[at]) ? LC_NARROW : order;
}

/* A mark of letters. A heading may begin so too (PAR1_FORENAME), but goes on in print.
 */
static bool is_marked(const char *data, size_t size, const char *mark)
{
    size_t length = strlen(mark);
    return size >= length && !memcmp(data, mark, length)
           && (size == length || !isprint((unsigned char)data[length]));
}

const char *lc_encoding_foreign(const char *data, size_t size)
{
    static const struct {
        size_t size;
        const char *head, *name;
    } marks[] = {
        { 4, "\xff\xfe\0\0", "UTF-32 text" AS_UTF8 },
        { 4, "\0\0\xfe\xff", "UTF-32 text" AS_UTF8 },
        { 2, "\xff\xfe", "UTF-16 text" AS_UTF8 },
        { 2, "\xfe\xff", "UTF-16 text" AS_UTF8 },
        { 4, "PK\3\4", "a workbook or a zip archive" AS_CSV },
        { 4, "\xd0\xcf\x11\xe0", "an old Excel workbook" AS_CSV },
        { 4, "\x89HDF", "an HDF5 file" AS_CSV },
        { 2, "\x1f\x8b", "a gzip archive" UNPACK },
        { 6, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive" UNPACK },
        { 6, "Rar!\x1a\7", "a RAR archive" UNPACK },
        { 6, "\xfd\x37zXZ", "an xz archive" UNPACK },
        { 4, "\x28\xb5\x2f\xfd", "a zstd archive" UNPACK },
        { 3, "BZh", "a bzip2 archive" UNPACK },
        { 5, "%PDF-",
          "a PDF, which holds no table that can be read; ask for the table "
          "itself, as .xlsx or CSV" },
        { 16, "SQLite format 3", "a database (SQLite)" ITS_TABLES },
        { 19, "\0\1\0\0Standard Jet DB", "a database (Access)" ITS_TABLES },
        { 19, "\0\1\0\0Standard ACE DB", "a database (Access)" ITS_TABLES },
        { 4, "$FL2", "a file of SPSS; save it as CSV" },
        { 20, "\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60\xb3\x14\x11\xcf",
          "a file of SAS; save it as CSV" },
        { 8, "ID;PWXL;", "a file of an old spreadsheet (SYLK); save it as CSV" },
        { 8, "\x89PNG\r\n\x1a\n", "a picture; ask for the table itself" },
        { 3, "\xff\xd8\xff", "a picture; ask for the table itself" },
        { 5, "{\\rtf", "a text document (RTF); save its table as CSV" },
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (size >= marks[i].size && !memcmp(data, marks[i].head, marks[i].size))
            return marks[i].name;
    if (is_marked(data, size, "PAR1"))
        return "a Parquet file; save it as CSV";
    if (is_marked(data, size, "ARROW1"))
        return "an Arrow file; save it as CSV";
    if (size > 262 && !memcmp(data + 257, "ustar", 5))
        return "a tar archive" UNPACK;
    return is_wide(data, size) ? "UTF-16 text" AS_UTF8 : markup(data, size);
}
