#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/letter.h"
#include "base/memory.h"
#include "base/number.h"

static bool make_room(struct lc_text *text, size_t more)
{
    if (text->failed)
        return false;
    if (lc_grow((void **)&text->data, &text->room, text->size + more + 1, 1, NULL))
        text->failed = true;
    return !text->failed;
}

void lc_text_add_bytes(struct lc_text *text, const char *data, size_t size)
{
    if (!make_room(text, size))
        return;
    if (size)
        memcpy(text->data + text->size, data, size);
    text->size += size;
    text->data[text->size] = 0;
}

void lc_text_add(struct lc_text *text, const char *more)
{
    lc_text_add_bytes(text, more, strlen(more));
}

void lc_text_add_words(struct lc_text *text, const char *name)
{
    for (; *name; name++)
        lc_text_add_bytes(text, *name == '_' ? " " : name, 1);
}

void lc_text_addf(struct lc_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int need = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (need < 0 || !make_room(text, (size_t)need)) {
        text->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(text->data + text->size, (size_t)need + 1, format, args);
    va_end(args);
    text->size += (size_t)need;
}

void lc_text_add_number(struct lc_text *text, double value, const char *missing)
{
    char digits[LC_NUMBER_ROOM];
    if (isnan(value))
        lc_text_add(text, missing);
    else
        lc_text_add_bytes(text, digits, lc_number_print(value, digits));
}

/* What stands in a text of somebody else's, a piece at a time. */
static struct lc_slice take(struct lc_slice *rest)
{
    return rest->size ? lc_letters_take(rest) : (struct lc_slice){ 0 };
}

void lc_text_add_shown(struct lc_text *text, struct lc_slice raw)
{
    for (struct lc_slice piece = take(&raw); piece.size; piece = take(&raw))
        lc_text_add_bytes(text, piece.data, piece.size);
}

void lc_text_show(struct lc_text *text)
{
    struct lc_text shown = { .failed = text->failed };
    lc_text_add_shown(&shown, (struct lc_slice){ text->data, text->size });
    lc_text_free(text);
    *text = shown;
}

void lc_text_add_inline(struct lc_text *text, const char *raw)
{
    for (; *raw; raw++) {
        const char *as = *raw == '\n'   ? "\\n"
                         : *raw == '\r' ? "\\r"
                         : *raw == '\t' ? "\\t"
                                        : NULL;
        if (as)
            lc_text_add(text, as);
        else
            lc_text_add_bytes(text, raw, 1);
    }
}

/* Does it begin, behind blanks, with what makes a formula? So do the broad forms that
 * East Asian keyboards write. */
static bool begins_formula(struct lc_slice cell)
{
    static const char *const heads[] = {
        "=",           "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
        "\xef\xbc\xa0"
    };
    while (cell.size && strchr(" \t\r\n", cell.data[0]) && cell.data[0])
        cell = (struct lc_slice){ cell.data + 1, cell.size - 1 };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t same = 0;
        while (same < cell.size && heads[i][same] && cell.data[same] == heads[i][same])
            same++;
        if (!heads[i][same])
            return true;
    }
    return false;
}

static bool could_run(struct lc_slice cell)
{
    double ignored;
    bool blank = cell.size && cell.data[0] && strchr("\t\r", cell.data[0]);
    return (blank || begins_formula(cell))
           && lc_number_parse(lc_slice_trim(cell), &ignored);
}

void lc_text_add_cell(struct lc_text *text, struct lc_slice cell)
{
    bool quote = false;
    for (size_t i = 0; i < cell.size; i++)
        if (cell.data[i] && strchr(",\"\r\n", cell.data[i]))
            quote = true;
    if (cell.size && (cell.data[0] == ' ' || cell.data[cell.size - 1] == ' '))
        quote = true;
    if (quote)
        lc_text_add(text, "\"");
    if (could_run(cell))
        lc_text_add(text, "'");
    for (struct lc_slice piece = take(&cell); piece.size; piece = take(&cell))
        for (size_t i = 0; i < piece.size; i++)
            lc_text_add_bytes(text, piece.data[i] == '"' ? "\"\"" : piece.data + i,
                              piece.data[i] == '"' ? 2 : 1);
    if (quote)
        lc_text_add(text, "\"");
}

void lc_text_add_html(struct lc_text *text, struct lc_slice raw)
{
    for (struct lc_slice piece = take(&raw); piece.size; piece = take(&raw))
        for (size_t i = 0; i < piece.size; i++) {
            char c = piece.data[i];
            const char *entity = c == '&'    ? "&amp;"
                                 : c == '<'  ? "&lt;"
                                 : c == '>'  ? "&gt;"
                                 : c == '"'  ? "&quot;"
                                 : c == '\'' ? "&#39;"
                                             : NULL;
            if (entity)
                lc_text_add(text, entity);
            else
                lc_text_add_bytes(text, piece.data + i, 1);
        }
}

int lc_text_check(const struct lc_text *text, struct lc_error *err)
{
    return text->failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

void lc_text_clear(struct lc_text *text)
{
    text->size = 0;
    text->failed = false;
    if (text->data)
        text->data[0] = 0;
}

void lc_text_free(struct lc_text *text)
{
    free(text->data);
    *text = (struct lc_text){ 0 };
}
