/* The texts that cells share: ECMA-376 part 1, 18.4. */
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_inside.h"

struct gathering {
    struct lc_xlsx_strings *to;
    size_t from; /* of the text that is gathered */
    bool gathers, phonetic;
};

/* --- a text ----------------------------------------------------------------------- */

int lc_xlsx_text_add(struct lc_xlsx_text *text, const char *more, size_t size,
                     struct lc_error *err)
{
    size_t left = LC_CSV_FIELD + 1 - text->size;
    size = size < left ? size : left;
    int code = LC_GROW(text->data, text->room, text->size + size + 1, err);
    if (code)
        return code;
    memcpy(text->data + text->size, more, size);
    text->size += size;
    return LC_OK;
}

/* The character of _xHHHH_ that begins at s, or -1. */
static int escaped(const char *s, const char *end)
{
    enum { WHOLE = 7 };
    char figures[5] = "", *stop;
    if (end - s < WHOLE || s[0] != '_' || s[1] != 'x' || s[WHOLE - 1] != '_')
        return -1;
    memcpy(figures, s + 2, 4);
    if (strspn(figures, "0123456789abcdefABCDEF") != 4)
        return -1;
    return (int)strtol(figures, &stop, 16);
}

static size_t unescape(char *data, size_t size)
{
    const char *s = data, *end = data + size;
    char *to = data;
    while (s < end) {
        int is = *s == '_' ? escaped(s, end) : -1;
        bool plain = is < 0 || is >= 0x80;
        if (plain)
            *to++ = *s;
        else if (is >= ' ' || is == '\n' || is == '\t')
            *to++ = (char)is;
        s += plain ? 1 : 7;
    }
    return (size_t)(to - data);
}

void lc_xlsx_text_unescape(struct lc_xlsx_text *text)
{
    if (text->size)
        text->size = unescape(text->data, text->size);
}

/* --- all of them ------------------------------------------------------------------ */

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct gathering *g = pull->context;
    (void)attribute;
    if (strcmp(name, "si") == 0)
        g->from = g->to->used;
    else if (strcmp(name, "rPh") == 0)
        g->phonetic = true;
    else if (strcmp(name, "t") == 0)
        g->gathers = !g->phonetic;
}

static void text(struct lc_pull *pull, const char *more, size_t size)
{
    struct gathering *g = pull->context;
    struct lc_xlsx_strings *to = g->to;
    size_t left = LC_CSV_FIELD + 1 - (to->used - g->from);
    if (!g->gathers)
        return;
    size = size < left ? size : left;
    int code = LC_OK;
    if (to->used + size > LC_XLSX_STRINGS)
        code = LC_FAIL(&pull->err, LC_FORMAT,
                       "%s: its cells share more than %d MB of text, and its reader "
                       "holds no more; save the sheet as CSV",
                       pull->zip->file.name, LC_XLSX_STRINGS >> 20);
    if (!code)
        code = LC_GROW(to->bytes, to->bytes_room, to->used + size + 1, &pull->err);
    if (code) {
        lc_pull_fail(pull, code);
        return;
    }
    memcpy(to->bytes + to->used, more, size);
    to->used += size;
}

static void end(struct lc_pull *pull, const char *name)
{
    struct gathering *g = pull->context;
    struct lc_xlsx_strings *to = g->to;
    if (strcmp(name, "t") == 0)
        g->gathers = false;
    else if (strcmp(name, "rPh") == 0)
        g->phonetic = false;
    if (strcmp(name, "si") != 0)
        return;
    if (to->used > g->from)
        to->used = g->from + unescape(to->bytes + g->from, to->used - g->from);
    int code = LC_GROW(to->end, to->room, to->count + 1, &pull->err);
    if (code)
        lc_pull_fail(pull, code);
    else
        to->end[to->count++] = (uint32_t)to->used;
    g->from = to->used;
}

int lc_xlsx_strings_read(struct lc_xlsx_strings *strings, const struct lc_zip *zip,
                         size_t member, struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, text, NULL };
    struct gathering g = { .to = strings };
    return lc_pull_all(zip, member, &hands, &g, err);
}

struct lc_slice lc_xlsx_string(const struct lc_xlsx_strings *strings, uint64_t which)
{
    if (which >= strings->count)
        return (struct lc_slice){ "", 0 };
    size_t from = which ? strings->end[which - 1] : 0, to = strings->end[which];
    return (struct lc_slice){ to > from ? strings->bytes + from : "", to - from };
}

void lc_xlsx_strings_free(struct lc_xlsx_strings *strings)
{
    free(strings->end);
    free(strings->bytes);
    *strings = (struct lc_xlsx_strings){ .count = 0 };
}
