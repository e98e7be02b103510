/* Names that may be shown: see lc_schemas_know_words(). */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "import/schema_inside.h"

/* FIGURES: of one number, but for a year; ALL_FIGURES: of all numbers together, or they
 * may be one, as 943 476 5919 is. */
enum { SHOWN = 60, FIGURES = 3, ALL_FIGURES = 7 };

/* What tables and files are called beside what is in them. */
static const char *const common[] = {
    "a",        "ad",       "all",     "an",    "and",    "annex",   "at",    "codes",
    "contents", "cover",    "csv",     "data",  "dfe",    "extract", "final", "for",
    "full",     "guidance", "in",      "index", "info",   "json",    "la",    "list",
    "lists",    "lookup",   "lookups", "me",    "no",     "notes",   "ods",   "of",
    "on",       "page",     "part",    "read",  "readme", "sen",     "sheet", "summary",
    "table",    "template", "the",     "to",    "txt",    "used",    "v",     "values",
    "version",  "xlsx",     "xml"
};

static bool is_letter(unsigned char c)
{
    return isalpha(c) || c >= 0x80;
}

/* The next run of letters, or of figures, from *at on; empty at the end. */
static struct lc_slice next_word(struct lc_slice text, size_t *at)
{
    const unsigned char *s = (const unsigned char *)text.data;
    while (*at < text.size && !is_letter(s[*at]) && !isdigit(s[*at]))
        ++*at;
    size_t from = *at;
    bool letters = from < text.size && is_letter(s[from]);
    while (*at < text.size && (letters ? is_letter(s[*at]) : isdigit(s[*at]) != 0))
        ++*at;
    return (struct lc_slice){ text.data + from, *at - from };
}

static bool has_word(const char *text, struct lc_slice word)
{
    struct lc_slice all = lc_slice_of(text), one;
    size_t at = 0;
    while ((one = next_word(all, &at)).size)
        if (lc_slice_alike(one, word))
            return true;
    return false;
}

static bool in_schema(const struct lc_schema *schema, struct lc_slice word)
{
    bool is = has_word(schema->name, word)
              || (schema->title && has_word(schema->title, word));
    for (unsigned c = 0; c < schema->columns_count && !is; c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        is = has_word(column->name, word);
        for (unsigned i = 0; i < column->also_count && !is; i++)
            is = has_word(column->also[i], word);
    }
    return is;
}

/* A number of up to three figures, or a year. */
static bool is_short_number(struct lc_slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (!isdigit((unsigned char)word.data[i]))
            return false;
    return word.size <= FIGURES
           || (word.size == 4
               && (memcmp(word.data, "19", 2) == 0 || memcmp(word.data, "20", 2) == 0));
}

static bool is_known_word(const lc_schemas *schemas, struct lc_slice word)
{
    if (is_short_number(word))
        return true;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (lc_slice_is_nocase(word, common[i]))
            return true;
    for (size_t i = 0; i < lc_schemas_count(schemas); i++)
        if (in_schema(lc_schemas_at(schemas, i), word))
            return true;
    return false;
}

bool lc_schemas_know_words(const lc_schemas *schemas, struct lc_slice name)
{
    struct lc_slice word;
    size_t at = 0, words = 0, figures = 0;
    if (name.size > SHOWN)
        return false;
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.data[i] < ' ' || name.data[i] == '/'
            || name.data[i] == '\\' || name.data[i] == 0x7f)
            return false;
    while ((word = next_word(name, &at)).size) {
        if (!is_known_word(schemas, word))
            return false;
        words++;
        figures += isdigit((unsigned char)word.data[0]) ? word.size : 0;
    }
    return words > 0 && figures <= ALL_FIGURES;
}
