/* See chain.h and chain_inside.h. */
#include "store/chain_inside.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "store/paths.h"
#include "store/secrets.h"
#include "system/clock.h"
#include "system/file.h"
#include "system/lock.h"
#include "system/process.h"

enum { LINK = LC_DIGEST_TEXT - 1, LIMIT = 1 << 28 }; /* hex digits; bytes of a log */

struct chain {
    const char *name;
    struct lc_secrets secrets;
    struct lc_log_mark end;         /* so far */
    size_t good;                    /* bytes of whole lines */
    const struct lc_log_mark *mark; /* that is looked for, or NULL */
    bool meets;
    uint64_t generation; /* the latest told of */
    lc_log_hearer *hear; /* or NULL */
    void *context;
};

bool lc_log_mark_take(struct lc_log_mark *mark, struct lc_slice link)
{
    unsigned char digest[LC_DIGEST];
    size_t got;
    if (!mark->lines)
        return lc_slice_is(link, "-");
    if (link.size != LINK
        || sodium_hex2bin(digest, LC_DIGEST, link.data, LINK, NULL, &got, NULL)
        || got != LC_DIGEST)
        return false;
    lc_digest_text(digest, mark->link);
    return true;
}

/* Number, time, user, verb, detail, generation, link, by tabs; once no generation. */
enum { TIME = 1, USER, VERB, DETAIL, GENERATION, FIELDS = 7 };

static size_t split(struct lc_slice *field, const char *line, size_t size)
{
    size_t count = 0;
    for (const char *at = line, *end = line + size; count < FIELDS && at <= end;) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        field[count++] = (struct lc_slice){ at, (size_t)((tab ? tab : end) - at) };
        at = (tab ? tab : end) + 1;
    }
    return count;
}

/* What a line that is as it was written tells. */
static void take_line(struct chain *c, const char *line, size_t size)
{
    struct lc_slice field[FIELDS] = { { NULL, 0 } };
    int64_t generation;
    size_t count = split(field, line, size);
    c->end.lines++;
    c->meets |= c->mark && c->mark->lines == c->end.lines
                && strcmp(c->mark->link, c->end.link) == 0;
    if (count == FIELDS
        && !lc_integer_parse(field[GENERATION], 1, INT64_MAX / 2, &generation))
        c->generation = (uint64_t)generation;
    const struct lc_log_told told = { c->end.lines, field[TIME], field[USER],
                                      field[VERB], field[DETAIL] };
    if (c->hear && count + 1 >= FIELDS)
        c->hear(c->context, &told);
}

/* The link of the line text[0, size), whose own link is not part of it. */
static int next_link(struct chain *c, const char *text, size_t size,
                     struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    size_t before = strlen(c->end.link);
    char *bytes = lc_alloc(before + size, 1);
    if (!bytes)
        return LC_FAIL_NOMEM(err);
    memcpy(bytes, c->end.link, before);
    memcpy(bytes + before, text, size);
    lc_digest(bytes, before + size, &c->secrets.of[LC_FOR_LOG], digest);
    lc_digest_text(digest, c->end.link);
    free(bytes);
    return LC_OK;
}

/* One line without its end; it begins with its own number. */
static int follow_line(struct chain *c, const char *line, size_t size,
                       struct lc_error *err)
{
    char number[32];
    int digits = snprintf(number, sizeof number, "%" PRIu64 "\t", c->end.lines + 1);
    bool shaped = size > LINK + (size_t)digits && line[size - LINK - 1] == '\t'
                  && memcmp(line, number, (size_t)digits) == 0;
    int code = shaped ? next_link(c, line, size - LINK, err) : LC_OK;
    if (code)
        return code;
    if (!shaped || memcmp(c->end.link, line + size - LINK, LINK))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s:%" PRIu64 ": this line is not what was written, or one "
                       "before it is gone",
                       c->name, c->end.lines + 1);
    take_line(c, line, size);
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

static int add_line(struct chain *c, struct lc_text *text,
                    const struct lc_log_line *line, struct lc_error *err)
{
    char stamp[LC_SYS_STAMP];
    lc_sys_clock_stamp(stamp);
    lc_text_addf(text, "%" PRIu64 "\t%s\t%lu\t%s\t%s\t", c->end.lines + 1, stamp,
                 lc_sys_process_user(), line->verb, line->detail);
    if (line->generation)
        lc_text_addf(text, "%" PRIu64 "\t", line->generation);
    else
        lc_text_add(text, "-\t");
    int code = lc_text_check(text, err);
    if (!code)
        code = next_link(c, text->data, text->size, err);
    c->end.lines++;
    lc_text_addf(text, "%s\n", c->end.link);
    return code ? code : lc_text_check(text, err);
}

/* fd is open and ours alone. */
static int append(struct chain *c, int fd, const struct lc_log_line *line,
                  struct lc_error *err)
{
    struct lc_text text = { 0 };
    size_t size;
    int number = 0, code = read_chain(c, &size, err);
    if (!code && size > c->good && (number = lc_sys_file_cut(fd, c->good)))
        code = fail_log(c, "mend", number, err);
    if (!code)
        code = add_line(c, &text, line, err);
    if (!code && (number = lc_sys_file_write(fd, text.data, text.size))) {
        code = fail_log(c, "write", number, err);
        (void)lc_sys_file_cut(fd, c->good); /* or the next one will */
    }
    if (!code && (number = lc_sys_file_sync(fd)))
        code = fail_log(c, "sync", number, err);
    lc_text_free(&text);
    return code;
}

static int open_chain(struct chain *c, char **name, const char *store_path,
                      struct lc_error *err)
{
    *name = lc_beside(store_path, ".log");
    *c = (struct chain){ .name = *name };
    return *name ? lc_secrets_read(&c->secrets, store_path, false, err)
                 : LC_FAIL_NOMEM(err);
}

static int lock(int *fd, const struct chain *c, struct lc_error *err)
{
    int number = lc_sys_file_own(c->name, true, fd);
    if (!number)
        number = lc_sys_lock_take(*fd, true);
    return number ? fail_log(c, "open", number, err) : LC_OK;
}

int lc_log_lock(int *fd, const char *store_path, struct lc_error *err)
{
    struct chain c = { .name = NULL };
    char *name = lc_beside(store_path, ".log");
    c.name = name;
    *fd = -1;
    int code = name ? lock(fd, &c, err) : LC_FAIL_NOMEM(err);
    if (code && *fd >= 0)
        lc_sys_file_close(*fd);
    free(name);
    return code;
}

int lc_log_add(struct lc_log_mark *end, int fd, const struct lc_log_line *line,
               const char *store_path, struct lc_error *err)
{
    struct chain c;
    char *name;
    int code = open_chain(&c, &name, store_path, err);
    if (!code)
        code = append(&c, fd, line, err);
    *end = c.end;
    free(name);
    sodium_memzero(&c.secrets, sizeof c.secrets);
    return code;
}

/* *there: is there one at all? Only then is the key asked for. */
static int follow_all(struct chain *c, bool *there, const char *store_path,
                      const struct chain *how, struct lc_error *err)
{
    char *name = lc_beside(store_path, ".log");
    size_t size;
    struct lc_sys_about about;
    *c = *how;
    c->name = name;
    *there = name && lc_sys_file_about(name, &about) == 0;
    int code = name ? LC_OK : LC_FAIL_NOMEM(err);
    if (*there && about.kind == LC_SYS_FOLDER)
        code = fail_log(c, "read", EISDIR, err);
    else if (*there && (code = lc_secrets_read(&c->secrets, store_path, false, err)))
        lc_error_within(err, code, "%s", name);
    else if (*there)
        code = read_chain(c, &size, err);
    free(name);
    c->name = NULL;
    sodium_memzero(&c->secrets, sizeof c->secrets);
    return code;
}

int lc_log_check(struct lc_log_state *state, const struct lc_log_mark *mark,
                 const char *store_path, struct lc_error *err)
{
    struct chain c;
    bool there;
    int code = follow_all(&c, &there, store_path, &(struct chain){ .mark = mark }, err);
    if (!state)
        return code;
    *state = (struct lc_log_state){ .there = there };
    if (code)
        return code;
    state->end = c.end;
    state->meets = c.meets || (mark && !mark->lines);
    state->generation = c.generation;
    return LC_OK;
}

int lc_log_each(const char *store_path, lc_log_hearer *hear, void *context,
                struct lc_error *err)
{
    struct chain c;
    bool there;
    return follow_all(&c, &there, store_path,
                      &(struct chain){ .hear = hear, .context = context }, err);
}

/* What is looked for: lc_log_tells(). */
struct sought {
    const char *const *verbs;
    const char *what;
    bool found;
};

static void seek(void *context, const struct lc_log_told *told)
{
    struct sought *sought = context;
    const struct lc_slice *detail = &told->detail;
    size_t what = strlen(sought->what);
    if (detail->size < what || memcmp(detail->data, sought->what, what)
        || (detail->size > what && detail->data[what] != ' '))
        return;
    for (const char *const *verb = sought->verbs; *verb; verb++)
        sought->found |= lc_slice_is(told->verb, *verb);
}

int lc_log_tells(bool *tells, const char *store_path, const char *const *verbs,
                 const char *what, struct lc_error *err)
{
    struct sought sought = { verbs, what, false };
    int code = lc_log_each(store_path, seek, &sought, err);
    *tells = !code && sought.found;
    return code;
}
