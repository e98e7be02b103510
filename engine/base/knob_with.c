/* When an option is read: the words of a row's `with` (knob.h). */
#include "base/knob.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORD = 80 };

/* Is it other than what it is when nobody gives it? */
static bool is_on(const struct lc_knob *row, const void *settings)
{
    const char *field = (const char *)settings + row->offset;
    double real;
    int whole;
    if (row->kind == LC_WORD || row->kind == LC_SOURCE || row->kind == LC_TARGET)
        return lc_knob_text(row, settings) != NULL;
    if (row->kind == LC_REAL)
        return memcpy(&real, field, sizeof real), real != row->fallback;
    return memcpy(&whole, field, sizeof whole), whole != (int)row->fallback;
}

/* The next word into word[WORD]; returns what follows, NULL after the last. */
static const char *next_word(const char *with, char *word, const char *ends)
{
    with += strspn(with, ends);
    size_t size = strcspn(with, ends);
    snprintf(word, WORD, "%.*s", (int)size, with);
    return size ? with + size : NULL;
}

/* Is one of "path|lambda" on? *names becomes "--path or --lambda": those that the table
 * has; "" where it has none. */
static bool any_on(const struct lc_knobs *knobs, const void *settings,
                   const char *alternatives, struct lc_text *names)
{
    char word[WORD], option[LC_OPTION];
    bool on = false;
    while ((alternatives = next_word(alternatives, word, "|"))) {
        const struct lc_knob *row = lc_knobs_find(knobs, word);
        if (!row)
            continue;
        on = on || is_on(row, settings);
        lc_text_addf(names, "%s--%s", names->size ? " or " : "",
                     lc_option_name(row->name, option));
    }
    return on;
}

int lc_knobs_need(const struct lc_knobs *knobs, const void *settings,
                  const struct lc_knob *row, const char *with, struct lc_error *err)
{
    char word[WORD], option[LC_OPTION];
    int code = LC_OK;
    while (!code && (with = next_word(with, word, " "))) {
        struct lc_text names = { 0 };
        bool without = word[0] == '!';
        if (isupper((unsigned char)word[without]))
            continue;
        if (any_on(knobs, settings, word + without, &names) == without && names.size)
            code = LC_FAIL(
                err, LC_USAGE, "--%s is %s with %s", lc_option_name(row->name, option),
                without ? "not read" : "read only", names.data ? names.data : "");
        lc_text_free(&names);
    }
    return code;
}

int lc_knobs_agree(const struct lc_knobs *knobs, const void *settings, uint64_t given,
                   struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < knobs->count && !code; i++)
        if ((given >> i & 1) && knobs->rows[i].with)
            code = lc_knobs_need(knobs, settings, knobs->rows + i, knobs->rows[i].with,
                                 err);
    return code;
}

/* What a word in capitals stands for, in a sentence. */
static const char *spoken(const char *about)
{
    static const char *const words[][2] = {
        { "TIMES", "models and outcomes of times" },
        { "TABLE", "a TABLE" },
        { "STORE", "a STORE" },
        { "MODEL", "a MODEL" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(about, words[i][0]) == 0)
            return words[i][1];
    return about;
}

int lc_knobs_suit(const struct lc_knobs *knobs, uint64_t given, const char *about,
                  bool holds, struct lc_error *err)
{
    char word[WORD], option[LC_OPTION];
    for (size_t i = 0; i < knobs->count; i++) {
        const char *with = given >> i & 1 ? knobs->rows[i].with : NULL;
        while (with && (with = next_word(with, word, " "))) {
            bool without = word[0] == '!';
            if (strcmp(word + without, about) == 0 && holds == without)
                return LC_FAIL(err, LC_USAGE, "--%s is %s %s",
                               lc_option_name(knobs->rows[i].name, option),
                               without ? "not for" : "only for", spoken(about));
        }
    }
    return LC_OK;
}
