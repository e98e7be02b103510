#include "base/knob.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/number.h"

static bool is_text(const struct lc_knob *row)
{
    return row->kind == LC_WORD || row->kind == LC_SOURCE || row->kind == LC_TARGET
           || row->kind == LC_FOLDER || row->kind == LC_OPENED;
}

static void store_number(const struct lc_knob *row, void *settings, double value)
{
    char *field = (char *)settings + row->offset;
    if (row->kind == LC_REAL)
        memcpy(field, &value, sizeof value);
    else if (!is_text(row))
        memcpy(field, &(int){ (int)value }, sizeof(int));
}

void lc_knobs_default(const struct lc_knobs *knobs, void *settings)
{
    memset(settings, 0, knobs->size);
    for (size_t i = 0; i < knobs->count; i++)
        store_number(knobs->rows + i, settings, knobs->rows[i].fallback);
}

static bool same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !(*a == '_' && *b == '-') && !(*a == '-' && *b == '_'))
            return false;
    return *a == *b;
}

const struct lc_knob *lc_knobs_find(const struct lc_knobs *knobs, const char *name)
{
    for (size_t i = 0; i < knobs->count; i++)
        if (same_name(knobs->rows[i].name, name))
            return knobs->rows + i;
    return NULL;
}

static int set_choice(const struct lc_knob *row, void *settings, const char *spelt,
                      const char *value, struct lc_error *err)
{
    struct lc_text names = { 0 };
    size_t count = 0;
    for (int i = 0; row->choices[i]; i++, count++) {
        if (strcmp(row->choices[i], value) == 0) {
            store_number(row, settings, i);
            lc_text_free(&names);
            return LC_OK;
        }
        lc_text_addf(&names, "%s%s", i ? ", " : "", row->choices[i]);
    }
    size_t near = lc_word_nearest(value, count, row->choices, 3);
    int code =
        LC_FAIL(err, LC_USAGE, "%s '%s' is not one of: %s%s%s", spelt, value,
                names.data ? names.data : "", near < count ? "; did you mean " : "",
                near < count ? row->choices[near] : "");
    lc_text_free(&names);
    return code;
}

static int set_number(const struct lc_knob *row, void *settings, const char *spelt,
                      const char *value, struct lc_error *err)
{
    double number;
    /* judged as a double, before the cast: 1e300 must not reach an int */
    if (lc_number_parse(lc_slice_of(value), &number)
        || !(number >= row->low && number <= row->high)
        || (row->kind == LC_COUNT && number != (double)(int)number))
        return LC_FAIL(err, LC_USAGE, "%s '%s' is not %s from %.12g to %.12g", spelt,
                       value, row->kind == LC_COUNT ? "a whole number" : "a number",
                       row->low, row->high);
    store_number(row, settings, number);
    return LC_OK;
}

static int set_row(const struct lc_knob *row, void *settings, const char *spelt,
                   const char *value, struct lc_error *err)
{
    if (row->kind == LC_FLAG) {
        if (value)
            return LC_FAIL(err, LC_USAGE, "%s takes no value", spelt);
        store_number(row, settings, 1);
        return LC_OK;
    }
    if (!value)
        return LC_FAIL(err, LC_USAGE, "%s needs a value", spelt);
    if (row->kind == LC_CHOICE)
        return set_choice(row, settings, spelt, value, err);
    if (!is_text(row))
        return set_number(row, settings, spelt, value, err);
    memcpy((char *)settings + row->offset, &value, sizeof value);
    return LC_OK;
}

int lc_knobs_set(const struct lc_knobs *knobs, void *settings, const char *name,
                 const char *value, uint64_t *given, struct lc_error *err)
{
    const struct lc_knob *row = lc_knobs_find(knobs, name);
    assert(knobs->count <= LC_KNOBS_ROWS);
    if (!row)
        return LC_ABSENT;
    if (given)
        *given |= UINT64_C(1) << (row - knobs->rows);
    char spelt[LC_OPTION];
    return set_row(row, settings, lc_knobs_spell(knobs, row->name, spelt), value, err);
}

bool lc_knobs_given(const struct lc_knobs *knobs, uint64_t given, const char *name)
{
    const struct lc_knob *row = lc_knobs_find(knobs, name);
    return row && (given >> (row - knobs->rows) & 1);
}

const char *lc_knob_text(const struct lc_knob *row, const void *settings)
{
    const char *value;
    memcpy(&value, (const char *)settings + row->offset, sizeof value);
    return value;
}

const char *lc_option_name(const char *name, char *out)
{
    size_t i = 0;
    for (; i < LC_OPTION - 1 && name[i]; i++)
        out[i] = name[i] == '_' ? '-' : name[i];
    out[i] = 0;
    return out;
}

const char *lc_knobs_spell(const struct lc_knobs *knobs, const char *name, char *out)
{
    char option[LC_OPTION];
    if (knobs->ends)
        snprintf(out, LC_OPTION, "%.30s%.8s", name, knobs->ends);
    else
        snprintf(out, LC_OPTION, "--%.36s", lc_option_name(name, option));
    return out;
}

static void add_value_hint(const struct lc_knob *row, struct lc_text *out)
{
    if (row->kind == LC_CHOICE)
        for (int i = 0; row->choices[i]; i++)
            lc_text_addf(out, "%s%s", i ? "|" : " ", row->choices[i]);
    else if (is_text(row))
        lc_text_add(out, row->kind == LC_WORD     ? " TEXT"
                         : row->kind == LC_FOLDER ? " FOLDER"
                         : row->kind == LC_OPENED ? " N"
                                                  : " FILE");
    else if (row->kind != LC_FLAG)
        lc_text_add(out, row->kind == LC_COUNT ? " N" : " X");
}

void lc_knob_name(const struct lc_knob *row, struct lc_text *out)
{
    char option[LC_OPTION];
    lc_text_addf(out, "--%s", lc_option_name(row->name, option));
    add_value_hint(row, out);
}

void lc_knob_words(const struct lc_knob *row, struct lc_text *out)
{
    lc_text_add(out, row->help);
    if (row->kind == LC_REAL || row->kind == LC_COUNT)
        lc_text_addf(out, " (default %g)", row->fallback);
}

void lc_knobs_help(const struct lc_knobs *knobs, lc_knob_more *more,
                   struct lc_text *out)
{
    for (size_t i = 0; i < knobs->count; i++) {
        size_t start = out->size;
        lc_text_add(out, "  ");
        lc_knob_name(knobs->rows + i, out);
        for (size_t width = out->size - start; width < 26; width++)
            lc_text_add(out, " ");
        lc_text_add(out, "  ");
        lc_knob_words(knobs->rows + i, out);
        if (more)
            more(knobs->rows + i, out);
        lc_text_add(out, "\n");
    }
}
