/* Cells as systems and spreadsheets write them. */
#include "import/cell_inside.h"

#include <ctype.h>
#include <string.h>

#include <jansson.h>

#include "base/day.h"
#include "base/number.h"
#include "import/schema_inside.h"

static bool is_blank(const struct lc_schema_column *column, struct lc_slice text)
{
    static const char *const words[] = { "#N/A", "N/A", "NULL", "NaN",   "NaT",
                                         "None", "-",   "--",   "(null)" };
    if (!text.size)
        return true;
    bool may_be = text.size <= 6 && memchr("#Nn-(", text.data[0], 5);
    for (size_t i = 0; may_be && i < sizeof words / sizeof *words; i++)
        if (lc_slice_is_nocase(text, words[i]))
            return true;
    for (unsigned i = 0; i < column->blank_count; i++)
        if (lc_slice_is_nocase(text, column->blank[i]))
            return true;
    return false;
}

/* Why a spreadsheet shows this and no value; NULL: it is one. Something was there, and
 * what it was the file does not say: unlike #N/A, which says nothing. */
static const char *why_lost(struct lc_slice text)
{
    static const char *const words[] = { "#REF!",   "#VALUE!", "#NAME?",
                                         "#DIV/0!", "#NUM!",   "#NULL!",
                                         "#SPILL!", "#CALC!",  "#GETTING_DATA" };
    size_t figures = 4;
    if (text.size < 5 || (text.data[0] != '#' && text.data[0] != 'E'))
        return NULL;
    if (lc_slice_is(text, LC_CSV_UNTOLD))
        return "a formula whose value the file does not hold: open it in a "
               "spreadsheet, save it, and import that";
    while (figures < text.size && isdigit((unsigned char)text.data[figures]))
        figures++;
    bool is = figures == text.size && memcmp(text.data, "Err:", 4) == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words && !is; i++)
        is = lc_slice_is_nocase(text, words[i]);
    return is ? "an error of a spreadsheet, and no value: mend the formula, or write "
                "what it is"
              : NULL;
}

/* A letter, figure or sign of one byte. */
static bool is_plain(char c)
{
    return c > ' ' && c < 0x7f;
}

/* Without what is seen as nothing: no-break and zero-width spaces, a mark of an
 * encoding. */
static struct lc_slice without_spaces(struct lc_slice text)
{
    if (text.size && is_plain(text.data[0]) && is_plain(text.data[text.size - 1]))
        return text; /* as nearly all are */
    static const char *const spaces[] = { "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf" };
    for (size_t before = text.size + 1; text.size < before;) {
        before = text.size;
        text = lc_slice_trim(text);
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
            size_t size = strlen(spaces[i]);
            if (text.size >= size && !memcmp(text.data, spaces[i], size))
                text.data += size, text.size -= size;
            if (text.size >= size
                && !memcmp(text.data + text.size - size, spaces[i], size))
                text.size -= size;
        }
    }
    return text;
}

/* ="00123" and '00123 are how exports tell a spreadsheet that this is a text. */
struct lc_slice lc_cell_trim(struct lc_slice text)
{
    text = without_spaces(text);
    const char *s = text.data;
    if (text.size > 2 && s[0] == '=' && s[1] == '"' && s[text.size - 1] == '"'
        && !memchr(s + 2, '"', text.size - 3))
        return without_spaces((struct lc_slice){ s + 2, text.size - 3 });
    if (text.size > 1 && s[0] == '\'' && !memchr(s + 1, '\'', text.size - 1))
        return without_spaces((struct lc_slice){ s + 1, text.size - 1 });
    return text;
}

/* A number that a spreadsheet rounded, 1.23457E+15: its digits are lost. */
static bool is_rounded(struct lc_slice text)
{
    bool power = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if ((c == 'E' || c == 'e') && i > 0 && i + 1 < text.size && !power)
            power = text.data[i + 1] == '+' || isdigit((unsigned char)text.data[i + 1]);
        else if (!isdigit((unsigned char)c) && c != '.' && c != '+')
            return false;
    }
    return power && memchr(text.data, '+', text.size);
}

/* "1234.0", or "1234,0", is the number 1234, seen through a table of reals. */
static struct lc_slice without_point(struct lc_slice text)
{
    if (text.size < 3 || text.data[text.size - 1] != '0'
        || !strchr(".,", text.data[text.size - 2]))
        return text;
    for (size_t i = 0; i < text.size - 2; i++)
        if (!isdigit((unsigned char)text.data[i]))
            return text;
    return (struct lc_slice){ text.data, text.size - 2 };
}

/* 1,234 or 12,345,678: the same number without them would be another child's. */
static bool is_parted(struct lc_slice text)
{
    size_t group = 0, commas = 0;
    for (size_t i = 0; i < text.size; i++, group++) {
        if (isdigit((unsigned char)text.data[i]))
            continue;
        if (text.data[i] != ',' || !group || (commas ? group != 3 : group > 3))
            return false;
        commas++;
        group = (size_t)-1;
    }
    return commas && group == 3;
}

/* A sign that nobody sees would make another child of one. */
static bool hides_sign(struct lc_slice text)
{
    bool hides = false;
    for (size_t i = 0; i < text.size && !hides; i++)
        hides = (unsigned char)text.data[i] < ' ' || text.data[i] == 0x7f;
    return hides;
}

static void read_id(struct lc_cell *cell)
{
    if (hides_sign(cell->text))
        cell->bad = "a number with a sign in it that is not seen: write it without";
    if (lc_slice_is_nocase(cell->text, "TRUE")
        || lc_slice_is_nocase(cell->text, "FALSE"))
        cell->bad = "true or false, and no number";

    if (is_parted(cell->text))
        cell->bad = "a number with commas between its figures: write it without";
    if (is_rounded(cell->text))
        cell->bad = "a number that a spreadsheet rounded; its digits are lost";
    cell->text = without_point(cell->text);
}

/* Of what is no date, and of the number of a day. more: what else may be written. */
#define NO_DAY(example, more)                                                          \
    {                                                                                  \
        "not a date: write it as " example more,                                       \
            "an Excel day number: write it as " example,                               \
    }

static const char *const no_day[][2] = {
    [LC_DAY_ISO] = NO_DAY(LC_DAY_EXAMPLE_ISO, ""),
    [LC_DAY_DMY] = NO_DAY(LC_DAY_EXAMPLE_DMY, ""),
    [LC_DAY_NAMED] = NO_DAY(LC_DAY_EXAMPLE_NAMED, ""),
    [LC_DAY_MDY] = NO_DAY(LC_DAY_EXAMPLE_MDY, ""),
    [LC_DAY_YMD] = NO_DAY(LC_DAY_EXAMPLE_YMD, ""),
    [LC_DAY_ANY] = NO_DAY(LC_DAY_EXAMPLE_ISO, " or " LC_DAY_EXAMPLE_DMY),
};

/* A day that does not exist in the column's form, and could be one in another, is of
 * that other. */
static const char *why_no_day(struct lc_slice text, int dates, int code)
{
    unsigned forms = code == LC_RANGE && dates < LC_DAY_FORMS ? lc_day_forms(text) : 0;
    bool other = forms && !(forms & 1u << dates);
    if (code == LC_RANGE && !other)
        return "no such date";
    return no_day[dates][lc_day_is_serial(text)];
}

/* A birth of that day is a matter of linkage, which does not go by it. */
static void read_day(const struct lc_schema_column *column, int dates,
                     struct lc_cell *cell)
{
    int code = lc_day_parse(cell->text, dates, &cell->day);
    bool none =
        !code && cell->day == lc_day_of(1900, 1, 1) && column->who != LC_WHO_BORN;
    if (!code && !none)
        return;
    cell->day = LC_NO_DAY;
    if (none) {
        cell->none = true;
        cell->bad = "a day by which databases say none, 1 January 1900: leave it blank";
        return;
    }
    cell->serial = lc_day_is_serial(cell->text);
    cell->bad = why_no_day(cell->text, dates, code);
}

static void read_code(const struct lc_schema_column *column, struct lc_cell *cell)
{
    struct lc_slice name;
    unsigned own;
    if (!column->list && !column->other)
        return; /* it never enters a store */
    cell->listed = column->list
                   && lc_code_list_find(column->list, cell->text, &name, &cell->entry);
    if (cell->listed
        || (column->own && lc_code_list_find(column->own, cell->text, &name, &own)))
        cell->text = name;
    else if (column->other)
        cell->other = true;
    else
        cell->bad = "a code that is not in the list";
    if (cell->other)
        cell->text = lc_slice_of("other");
}

static void read_flag(struct lc_cell *cell)
{
    static const char *const yes[] = { "Y", "YES", "1", "1.0", "TRUE", "T", "a) Yes" };
    static const char *const no[] = { "N", "NO", "0", "0.0", "FALSE", "F", "b) No" };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (lc_slice_is_nocase(cell->text, yes[i])) {
            cell->text = lc_slice_of("Y");
            return;
        }
        if (lc_slice_is_nocase(cell->text, no[i])) {
            cell->text = lc_slice_of("N");
            return;
        }
    }
    if (lc_slice_is_nocase(cell->text, "c) Unknown")
        || lc_slice_is_nocase(cell->text, "U")
        || lc_slice_is_nocase(cell->text, "unknown"))
        cell->text.size = 0;
    else
        cell->bad = "neither yes nor no";
}

static void read_count(const struct lc_schema_column *column, struct lc_cell *cell)
{
    if (lc_integer_parse(cell->text, -1000000000, 1000000000, &cell->count))
        cell->bad = "not a whole number";
    else if (column->high && (cell->count < column->low || cell->count > column->high))
        cell->bad = "not in its range";
}

void lc_cell_read(const struct lc_schema_column *column, int dates, struct lc_slice raw,
                  struct lc_cell *cell)
{
    raw = lc_cell_trim(raw);
    *cell = (struct lc_cell){ .text = raw, .raw = raw, .day = LC_NO_DAY };
    for (unsigned w = 0; column->words && w < column->words->codes_count; w++)
        if (lc_slice_is_nocase(raw, column->words->codes[w].code))
            cell->text = lc_slice_of(column->words->codes[w].means);
    if (is_blank(column, cell->text)) {
        cell->text.size = 0;
        return;
    }
    if (column->type != LC_CELL_SKIP && (cell->bad = why_lost(cell->text)))
        cell->lost = true;
    else if (column->type == LC_CELL_ID)
        read_id(cell);
    else if (column->type == LC_CELL_DAY)
        read_day(column, dates, cell);
    else if (column->type == LC_CELL_CODE)
        read_code(column, cell);
    else if (column->type == LC_CELL_FLAG)
        read_flag(cell);
    else if (column->type == LC_CELL_COUNT)
        read_count(column, cell);
    if (cell->bad)
        cell->text.size = 0;
}

/* --- several codes ---------------------------------------------------------------- */

struct taking {
    const struct lc_code_list *list;
    void (*take)(void *context, struct lc_slice name);
    void *context;
    unsigned *strays;
};

static bool take_word(const struct taking *t, struct lc_slice word)
{
    struct lc_slice name;
    unsigned entry;
    word = lc_slice_trim(word);
    if (word.size > 2 && word.data[0] == '\'' && word.data[word.size - 1] == '\'')
        word = (struct lc_slice){ word.data + 1, word.size - 2 };
    if (!word.size || !lc_code_list_find(t->list, word, &name, &entry))
        return false;
    t->take(t->context, name);
    return true;
}

static void take_list(const struct taking *t, struct lc_slice text)
{
    for (size_t from = 0, i = 0; i <= text.size; i++)
        if (i == text.size || text.data[i] == ',' || text.data[i] == ';'
            || text.data[i] == '|') {
            struct lc_slice word = { text.data + from, i - from };
            if (lc_slice_trim(word).size && !take_word(t, word))
                ++*t->strays;
            from = i + 1;
        }
}

static bool is_yes(const json_t *value)
{
    const char *text = json_string_value(value);
    return json_is_true(value) || (json_is_integer(value) && json_integer_value(value))
           || (text && strchr("yYtT1", text[0]) && text[0]);
}

static void take_json(const struct taking *t, json_t *value);

/* One member of an object: a code with yes or no, or a name with codes inside. */
static void take_member(const struct taking *t, const char *name, json_t *item)
{
    struct lc_slice word = lc_slice_of(name), found;
    unsigned entry;
    bool known = lc_code_list_find(t->list, word, &found, &entry);
    if (known && is_yes(item))
        take_word(t, word);
    else if (json_is_array(item) || json_is_object(item)
             || (!known && json_is_string(item)))
        take_json(t, item);
}

static void take_json(const struct taking *t, json_t *value)
{
    if (json_is_string(value))
        take_list(t, lc_slice_of(json_string_value(value)));
    for (size_t i = 0; i < json_array_size(value); i++)
        take_json(t, json_array_get(value, i));
    for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at))
        take_member(t, json_object_iter_key(at), json_object_iter_value(at));
}

/* A list as Python prints it, ['1A', '2B'], which is no JSON. */
static struct lc_slice without_brackets(struct lc_slice text)
{
    bool is = text.size > 4 && memcmp(text.data, "['", 2) == 0
              && memcmp(text.data + text.size - 2, "']", 2) == 0;
    return is ? (struct lc_slice){ text.data + 1, text.size - 2 } : text;
}

void lc_cell_codes(const struct lc_schema_column *column, struct lc_slice text,
                   void (*take)(void *context, struct lc_slice name), void *context,
                   unsigned *strays)
{
    struct taking t = { column->list, take, context, strays };
    *strays = 0;
    if (!text.size)
        return;
    json_t *value = strchr("[{\"", text.data[0])
                        ? json_loadb(text.data, text.size, JSON_DECODE_ANY, NULL)
                        : NULL;
    if (value)
        take_json(&t, value);
    else
        take_list(&t, without_brackets(text));
    json_decref(value);
}
