/* See error.h. Messages are kept valid text: control bytes become '?', so that a
 * hostile file name or field cannot drive the terminal that shows them. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void make_printable(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
}

int lc_error_set(struct lc_error *err, int code, const char *file, int line,
                 const char *format, ...)
{
    if (!err || err->code != LC_OK)
        return code;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    make_printable(err->text);
    err->code = code;
    err->file = file;
    err->line = line;
    return code;
}

int lc_error_within(struct lc_error *err, int code, const char *format, ...)
{
    if (!err || err->code == LC_OK)
        return code;
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    int used = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (used < 0 || (size_t)used >= sizeof text)
        return code;
    size_t left = sizeof text - (size_t)used;
    if (left > 3)
        snprintf(text + used, left, ": %.*s", (int)left - 3, err->text);
    make_printable(text);
    memcpy(err->text, text, sizeof text);
    return code;
}

int lc_error_pass(struct lc_error *err, int code, const struct lc_error *found)
{
    if (code && err && err->code == LC_OK)
        *err = *found;
    return code;
}

static const struct {
    int status;
    const char *text;
} codes[] = {
#define X(code, status, text) [code] = { status, text },
    LC_CODES(X)
#undef X
};

int lc_code_status(int code)
{
    size_t count = sizeof codes / sizeof *codes;
    return code >= 0 && (size_t)code < count ? codes[code].status : 6;
}

const char *lc_code_text(int code)
{
    size_t count = sizeof codes / sizeof *codes;
    return code >= 0 && (size_t)code < count ? codes[code].text : "unknown code";
}
