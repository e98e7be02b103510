/* When an option is read: the words of a row's `with` (knob.h). */
#include "base/knob.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 80 };

/* Is it `value`, or, that being NULL, other than what it is when nobody gives it? */
static bool is_on(const struct lc_knob *row, const void *settings, const char *value)
{
    const char *field = (const char *)settings + row->offset;
    double real;
    int whole;
    if (row->kind == LC_WORD || row->kind == LC_SOURCE || row->kind == LC_TARGET)
        return lc_knob_text(row, settings) != NULL;
    if (row->kind == LC_REAL)
        memcpy(&real, field, sizeof real);
    else
        real = (memcpy(&whole, field, sizeof whole), whole);
    return value ? real == strtod(value, NULL) : real != row->fallback;
}

/* The next word into word[WORD]; returns what follows, NULL after the last. */
static const char *next_word(const char *with, char *word, const char *ends)
{
    with += strspn(with, ends);
    size_t size = strcspn(with, ends);
    snprintf(word, WORD, "%.*s", (int)size, with);
    return size ? with + size : NULL;
}

/* "--path", "--replicates 0"; of one that is given and yet not on, what it should be:
 * "--baseline other than steps". */
static void add_wanted(const struct lc_knobs *knobs, const struct lc_knob *row,
                       const char *value, bool idle, struct lc_text *names)
{
    char spelt[LC_OPTION];
    lc_text_addf(names, "%s%s", names->size ? " or " : "",
                 lc_knobs_spell(knobs, row->name, spelt));
    if (value)
        lc_text_addf(names, " %s", value);
    else if (idle && row->kind == LC_CHOICE)
        lc_text_addf(names, " other than %s", row->choices[(int)row->fallback]);
    else if (idle)
        lc_text_addf(names, " other than %g", row->fallback);
}

/* Is one of "path|lambda" on? *names becomes "--path or --lambda": those that the table
 * has; "" where it has none. */
static bool any_on(const struct lc_knobs *knobs, const void *settings, uint64_t given,
                   const char *alternatives, struct lc_text *names)
{
    char word[WORD];
    bool any = false;
    while ((alternatives = next_word(alternatives, word, "|"))) {
        char *value = strchr(word, '=');
        if (value)
            *value++ = '\0';
        const struct lc_knob *row = lc_knobs_find(knobs, word);
        if (!row)
            continue;
        bool on = is_on(row, settings, value);
        add_wanted(knobs, row, value, !on && given >> (row - knobs->rows) & 1, names);
        any = any || on;
    }
    return any;
}

int lc_knobs_need(const struct lc_knobs *knobs, const void *settings, uint64_t given,
                  const struct lc_knob *row, const char *with, struct lc_error *err)
{
    char word[WORD], spelt[LC_OPTION];
    int code = LC_OK;
    while (!code && (with = next_word(with, word, " "))) {
        struct lc_text names = { 0 };
        bool without = word[0] == '!';
        if (isupper((unsigned char)word[without]))
            continue;
        if (any_on(knobs, settings, given, word + without, &names) == without
            && names.size)
            code = LC_FAIL(err, LC_USAGE, "%s is %s with %s",
                           lc_knobs_spell(knobs, row->name, spelt),
                           without ? "not read" : "read only",
                           names.data ? names.data : "");
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
            code = lc_knobs_need(knobs, settings, given, knobs->rows + i,
                                 knobs->rows[i].with, err);
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
    char word[WORD], spelt[LC_OPTION];
    for (size_t i = 0; i < knobs->count; i++) {
        const char *with = given >> i & 1 ? knobs->rows[i].with : NULL;
        while (with && (with = next_word(with, word, " "))) {
            bool without = word[0] == '!';
            if (strcmp(word + without, about) == 0 && holds == without)
                return LC_FAIL(err, LC_USAGE, "%s is %s %s",
                               lc_knobs_spell(knobs, knobs->rows[i].name, spelt),
                               without ? "not for" : "only for", spoken(about));
        }
    }
    return LC_OK;
}
