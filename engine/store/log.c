/* See log.h. */
#include "store/log.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/paths.h"
#include "store/store.h"
#include "system/clock.h"
#include "system/file.h"
#include "system/lock.h"
#include "system/process.h"

enum { LINK = LC_DIGEST_TEXT - 1, LIMIT = 1 << 28 }; /* hex digits; bytes of a log */

/* What is looked for: lc_log_tells(). */
struct sought {
    const char *const *verbs;
    const char *what;
    bool found;
};

struct chain {
    const char *name;
    struct lc_key key;
    char link[LC_DIGEST_TEXT]; /* of the line before */
    size_t lines, good;        /* bytes of whole lines */
    struct sought *sought;     /* or NULL */
};

/* Number, time, user, verb, detail, link, by tabs. */
static void look(struct sought *sought, const char *line, size_t size)
{
    struct lc_slice field[6] = { { NULL, 0 } };
    size_t count = 0, what = strlen(sought->what);
    for (const char *at = line, *end = line + size; count < 6 && at <= end; count++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        field[count] = (struct lc_slice){ at, (size_t)((tab ? tab : end) - at) };
        at = (tab ? tab : end) + 1;
    }
    const struct lc_slice *detail = field + 4;
    if (count < 6 || detail->size < what || memcmp(detail->data, sought->what, what)
        || (detail->size > what && detail->data[what] != ' '))
        return;
    for (const char *const *verb = sought->verbs; *verb; verb++)
        sought->found |= lc_slice_is(field[3], *verb);
}

/* The link of the line text[0, size), whose own link is not part of it. */
static int next_link(struct chain *c, const char *text, size_t size,
                     struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    size_t before = strlen(c->link);
    char *bytes = lc_alloc(before + size, 1);
    if (!bytes)
        return LC_FAIL_NOMEM(err);
    memcpy(bytes, c->link, before);
    memcpy(bytes + before, text, size);
    lc_digest(bytes, before + size, &c->key, digest);
    lc_digest_text(digest, c->link);
    free(bytes);
    return LC_OK;
}

/* One line without its end; it begins with its own number. */
static int follow_line(struct chain *c, const char *line, size_t size,
                       struct lc_error *err)
{
    char number[32];
    int digits = snprintf(number, sizeof number, "%zu\t", c->lines + 1);
    bool shaped = size > LINK + (size_t)digits && line[size - LINK - 1] == '\t'
                  && memcmp(line, number, (size_t)digits) == 0;
    int code = shaped ? next_link(c, line, size - LINK, err) : LC_OK;
    if (code)
        return code;
    if (!shaped || memcmp(c->link, line + size - LINK, LINK))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s:%zu: this line is not what was written, or one before it "
                       "is gone",
                       c->name, c->lines + 1);
    c->lines++;
    if (c->sought)
        look(c->sought, line, size);
    return LC_OK;
}

/* Every whole line; what follows the last end of line was never finished. */
static int follow(struct chain *c, const char *data, size_t size, struct lc_error *err)
{
    const char *end;
    int code = LC_OK;
    while (!code && (end = memchr(data + c->good, '\n', size - c->good))) {
        size_t length = (size_t)(end - data) - c->good;
        code = follow_line(c, data + c->good, length, err);
        c->good += length + 1;
    }
    return code;
}

static int read_chain(struct chain *c, size_t *size, struct lc_error *err)
{
    char *data = NULL;
    int code = lc_file_read(c->name, LIMIT, &data, size, err);
    if (!code)
        code = follow(c, data, *size, err);
    free(data);
    return code;
}

static int fail_log(const struct chain *c, const char *doing, int number,
                    struct lc_error *err)
{
    return LC_FAIL(err, LC_IO, "%s: cannot %s it: %s; what is not logged is not shown",
                   c->name, doing, strerror(number));
}

static int add_line(struct chain *c, struct lc_text *text, const char *verb,
                    const char *detail, struct lc_error *err)
{
    char stamp[LC_SYS_STAMP];
    lc_sys_clock_stamp(stamp);
    lc_text_addf(text, "%zu\t%s\t%lu\t%s\t%s\t", c->lines + 1, stamp,
                 lc_sys_process_user(), verb, detail);
    int code = lc_text_check(text, err);
    if (!code)
        code = next_link(c, text->data, text->size, err);
    lc_text_addf(text, "%s\n", c->link);
    return code ? code : lc_text_check(text, err);
}

/* fd is open and ours alone. */
static int append(struct chain *c, int fd, const char *verb, const char *detail,
                  struct lc_error *err)
{
    struct lc_text line = { 0 };
    size_t size;
    int number = 0, code = read_chain(c, &size, err);
    if (!code && size > c->good && (number = lc_sys_file_cut(fd, c->good)))
        code = fail_log(c, "mend", number, err);
    if (!code)
        code = add_line(c, &line, verb, detail, err);
    if (!code && (number = lc_sys_file_write(fd, line.data, line.size))) {
        code = fail_log(c, "write", number, err);
        (void)lc_sys_file_cut(fd, c->good); /* or the next one will */
    }
    if (!code && (number = lc_sys_file_sync(fd)))
        code = fail_log(c, "sync", number, err);
    lc_text_free(&line);
    return code;
}

static int open_chain(struct chain *c, char **name, const char *store_path,
                      struct lc_error *err)
{
    *name = lc_beside(store_path, ".log");
    *c = (struct chain){ .name = *name };
    return *name ? lc_store_key(store_path, false, &c->key, err) : LC_FAIL_NOMEM(err);
}

static int log_line(const char *store_path, const char *verb, const char *detail,
                    struct lc_error *err)
{
    struct chain c;
    char *name;
    int fd = -1, code = open_chain(&c, &name, store_path, err);
    if (!code) {
        int number = lc_sys_file_own(name, true, &fd);
        if (!number)
            number = lc_sys_lock_take(fd, true);
        if (number)
            code = fail_log(&c, "open", number, err);
    }
    if (!code)
        code = append(&c, fd, verb, detail, err);
    if (fd >= 0)
        lc_sys_file_close(fd);
    free(name);
    sodium_memzero(&c.key, sizeof c.key);
    return code;
}

int lc_log_append(const char *store_path, const char *verb, struct lc_text *detail,
                  struct lc_error *err)
{
    int code = lc_text_check(detail, err);
    if (!code)
        code = log_line(store_path, verb, detail->data ? detail->data : "", err);
    lc_text_free(detail);
    return code;
}

static int follow_all(struct chain *c, const char *store_path, struct sought *sought,
                      struct lc_error *err)
{
    char *name;
    size_t size;
    struct lc_sys_about about;
    int code = open_chain(c, &name, store_path, err);
    c->sought = sought;
    if (!code && lc_sys_file_about(name, &about) == 0)
        code = about.kind == LC_SYS_FOLDER ? fail_log(c, "read", EISDIR, err)
                                           : read_chain(c, &size, err);
    free(name);
    c->name = NULL;
    sodium_memzero(&c->key, sizeof c->key);
    return code;
}

int lc_log_check(struct lc_log_state *state, const char *store_path,
                 struct lc_error *err)
{
    struct chain c;
    int code = follow_all(&c, store_path, NULL, err);
    *state = (struct lc_log_state){ .lines = code ? 0 : c.lines };
    if (!code)
        memcpy(state->last, c.link, sizeof state->last);
    return code;
}

int lc_log_tells(bool *tells, const char *store_path, const char *const *verbs,
                 const char *what, struct lc_error *err)
{
    struct chain c;
    struct sought sought = { verbs, what, false };
    int code = follow_all(&c, store_path, &sought, err);
    *tells = !code && sought.found;
    return code;
}
