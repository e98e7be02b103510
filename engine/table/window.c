/* Reading in blocks, and cutting rows. A line is looked at twice at most: a row that
 * began at a line of odd quotes ends at the next such line. */
#include "table/window_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "system/file.h"
#include "table/container.h"
#include "table/encoding_inside.h"
#include "table/kernel_plain_inside.h"

enum { READ = LC_WINDOW_BLOCK, ROOM = LC_WINDOW_LIMIT + 2 * READ };

enum byte_kind { PLAIN, QUOTE, LINE_END, NUL, HIGH };

/* clang-format off */
#define H16 HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, \
            HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH
static const unsigned char kind_of[256] = {
    [0] = NUL, ['\n'] = LINE_END, ['\r'] = LINE_END, ['"'] = QUOTE,
    [128] = H16, H16, H16, H16, H16, H16, H16, H16,
};
/* clang-format on */

static int read_bytes(const struct lc_window *w, size_t size, void *to, size_t *got,
                      struct lc_error *err)
{
    uint64_t left = w->limit - w->read;
    int number;
    if (w->within)
        return lc_container_read(w->within, w->read, size, to, got, err);
    if (!w->lent)
        number = lc_sys_file_read(w->fd, size, to, got);
    else
        number = lc_sys_file_read_at(w->fd, w->read, left < size ? (size_t)left : size,
                                     to, got);
    return number ? lc_file_fail(w->name, "read", number, err) : LC_OK;
}

/* Bytes into the window, as UTF-8; *took: of the file. */
static int read_more(struct lc_window *w, size_t size, size_t *took,
                     struct lc_error *err)
{
    char *to = w->buffer + w->have;
    if (!w->utf16.order) {
        int code = read_bytes(w, size, to, took, err);
        w->have += code ? 0 : *took;
        return code;
    }
    size = size < 8 ? 0 : (size - 8) / 3 * 2; /* 3 bytes of 2, and what is kept */
    int code = read_bytes(w, size, w->raw, took, err);
    if (!code)
        w->have += lc_utf16_convert(&w->utf16, w->raw, *took, to);
    return code;
}

/* More bytes behind the window, if there are any and there is room. */
static int refill(struct lc_window *w, struct lc_error *err)
{
    int code = lc_interrupt_check(err);
    if (code || w->ended)
        return code;
    memmove(w->buffer, w->buffer + w->at, w->have - w->at);
    w->have -= w->at;
    w->at = 0;
    size_t room = w->room - w->have, size = room < READ ? room : READ, got = 0;
    code = read_more(w, size, &got, err);
    if (code)
        return code;
    w->ended = got == 0;
    w->read += got;
    return LC_OK;
}

/* Bytes of the line end at `at`, or 0 if it is not known yet whether CR has its LF. */
static size_t line_end(const struct lc_window *w, size_t at)
{
    if (w->bytes[at] == '\n')
        return 1;
    if (at + 1 < w->have)
        return w->bytes[at + 1] == '\n' ? 2 : 1;
    return w->ended ? 1 : 0;
}

/* Most rows are a line of nothing but plain text, which is seen at a glance. */
static bool cut_plain(const struct lc_window *w, struct lc_row_cut *cut)
{
    enum { NEAR = 4096 };
    const char *s = w->bytes + w->at;
    size_t rest = w->have - w->at;
    const char *end = rest ? memchr(s, '\n', rest < NEAR ? rest : NEAR) : NULL;
    if (!end || !lc_is_plain((size_t)(end - s) + 1, s))
        return false;
    cut->lines = 1;
    cut->whole = (size_t)(end - s) + 1;
    cut->size = cut->whole - 1 - (end > s && end[-1] == '\r');
    return true;
}

bool lc_window_cut(const struct lc_window *w, bool quotes, struct lc_row_cut *cut)
{
    const unsigned char *s = (const unsigned char *)w->bytes;
    bool inside = false;
    *cut = (struct lc_row_cut){ 0 };
    if (cut_plain(w, cut))
        return true;
    for (size_t i = w->at, width; i < w->have; i++) {
        switch (kind_of[s[i]]) {
        case QUOTE:
            cut->quoted = true;
            inside = quotes && !inside;
            break;
        case NUL:
            cut->nul = true;
            break;
        case HIGH:
            cut->high = true;
            break;
        case LINE_END:
            width = line_end(w, i);
            if (!width)
                return false;
            cut->lines++;
            cut->size = i - w->at;
            cut->whole = cut->size + width;
            if (!inside)
                return true;
            i += width - 1;
        }
    }
    cut->size = cut->whole = w->have - w->at;
    return w->ended && !inside;
}

int lc_window_find(struct lc_window *w, size_t limit, struct lc_row_cut *cut,
                   bool *found, struct lc_error *err)
{
    int code = LC_OK;
    while (!(*found = lc_window_cut(w, true, cut)) && !code && !w->ended
           && w->have - w->at <= limit + 1) /* of CR LF the LF may be to come */
        code = refill(w, err);
    return code;
}

void lc_window_pass(struct lc_window *w, const struct lc_row_cut *cut)
{
    w->at += cut->whole;
    w->line += cut->lines;
}

int lc_window_skip_line(struct lc_window *w, struct lc_error *err)
{
    struct lc_row_cut cut;
    int code = LC_OK;
    while (!code && !lc_window_cut(w, false, &cut)) {
        bool half = w->have > w->at && w->bytes[w->have - 1] == '\r';
        w->at = half ? w->have - 1 : w->have;
        code = refill(w, err);
    }
    if (!code)
        lc_window_pass(w, &cut);
    return code;
}

static int open_file(struct lc_window *w, struct lc_error *err)
{
    struct lc_sys_about about;
    int number = 0;
    if (strcmp(w->name, "-") == 0)
        w->fd = LC_SYS_INPUT;
    else
        number = lc_sys_file_open(w->name, true, &w->fd);
    if (number)
        return lc_file_fail(w->name, "open", number, err);
    if (lc_sys_open_about(w->fd, &about) == 0 && about.kind == LC_SYS_FOLDER)
        return LC_FAIL(err, LC_FORMAT, "%s is a folder; name the files in it", w->name);
    return LC_OK;
}

/* What is in the window is UTF-16. */
static int widen(struct lc_window *w, enum lc_wide order, struct lc_error *err)
{
    size_t mark = w->have >= 2
                          && (order == LC_BIG ? !memcmp(w->bytes, "\xfe\xff", 2)
                                              : !memcmp(w->bytes, "\xff\xfe", 2))
                      ? 2
                      : 0;
    size_t room = 3 * (w->have / 2 + 2);
    char *old = w->buffer;
    const char *bytes = w->bytes;
    w->utf16.order = order;
    w->room = room < ROOM ? ROOM : room;
    w->raw = lc_alloc(READ, 1);
    w->bytes = w->buffer = lc_alloc(w->room, 1);
    if (w->raw && w->buffer)
        w->have = lc_utf16_convert(&w->utf16, bytes + mark, w->have - mark, w->buffer);
    free(old);
    return w->raw && w->buffer ? LC_OK : LC_FAIL_NOMEM(err);
}

/* The first bytes, and what they say of the file. */
static int begin(struct lc_window *w, struct lc_error *err)
{
    int code = LC_OK;
    w->room = w->lent && w->limit < ROOM ? (size_t)w->limit + 1 : ROOM;
    if (!w->bytes && !(w->bytes = w->buffer = lc_alloc(w->room, 1)))
        return LC_FAIL_NOMEM(err);
    while (!code && !w->ended && w->have < READ)
        code = refill(w, err);
    enum lc_wide order = code ? LC_NARROW : lc_encoding_wide(w->bytes, w->have);
    if (order)
        return widen(w, order, err);
    const char *foreign = code ? NULL : lc_encoding_foreign(w->bytes, w->have);
    if (foreign)
        code = LC_FAIL(err, LC_FORMAT, "%s: this is %s", w->name, foreign);
    if (!code && w->have >= 3 && memcmp(w->bytes, "\xef\xbb\xbf", 3) == 0)
        w->at = 3;
    return code;
}

int lc_window_open(struct lc_window *w, const char *name, const char *data, size_t size,
                   struct lc_error *err)
{
    *w = (struct lc_window){ .fd = -1, .line = 1, .name = lc_strdup(name) };
    if (!w->name)
        return LC_FAIL_NOMEM(err);
    if (data) {
        w->bytes = data;
        w->have = w->read = size;
        w->ended = true;
    }
    int code = data ? LC_OK : open_file(w, err);
    return code ? code : begin(w, err);
}

int lc_window_open_lent(struct lc_window *w, const char *name, int fd, uint64_t size,
                        struct lc_error *err)
{
    *w = (struct lc_window){
        .fd = fd, .lent = true, .limit = size, .line = 1, .name = lc_strdup(name)
    };
    return w->name ? begin(w, err) : LC_FAIL_NOMEM(err);
}

int lc_window_open_within(struct lc_window *w, const struct lc_container_file *file,
                          struct lc_error *err)
{
    *w = (struct lc_window){ .fd = -1,
                             .lent = true,
                             .limit = file->size,
                             .within = file,
                             .line = 1,
                             .name = lc_strdup(file->name) };
    return w->name ? begin(w, err) : LC_FAIL_NOMEM(err);
}

void lc_window_close(struct lc_window *w)
{
    if (!w->lent && w->fd > LC_SYS_INPUT)
        lc_sys_file_close(w->fd);
    free(w->name);
    free(w->buffer);
    free(w->raw);
    *w = (struct lc_window){ .fd = -1 };
}

char lc_window_delimiter(struct lc_window *w)
{
    struct lc_row_cut cut;
    const char *s = w->bytes + w->at;
    if (!lc_window_cut(w, false, &cut))
        cut.size = w->have - w->at;
    if (cut.size == 5 && memcmp(s, "sep=", 4) == 0 && memchr(",;\t|", s[4], 4)) {
        char delimiter = s[4];
        lc_window_pass(w, &cut);
        return delimiter;
    }
    for (const char *one = ",;\t|"; *one && cut.size; one++)
        if (memchr(s, *one, cut.size))
            return *one;
    return ',';
}
