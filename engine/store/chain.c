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
#include "base/invariant.h"
#include "base/memory.h"
#include "base/number.h"
#include "store/paths.h"
#include "system/clock.h"
#include "system/file.h"
#include "system/lock.h"
#include "system/process.h"

enum { LINK = LC_DIGEST_TEXT - 1, LIMIT = 1 << 28 }; /* hex digits; bytes of a log */

struct chain {
    const char *name;
    const struct lc_secrets *secrets;
    struct lc_log_walk walk;
    struct lc_log_mark end; /* so far */
    size_t vouched;         /* bytes that a rotation's proof vouches for */
    size_t good;            /* bytes of whole lines */
    bool meets;             /* walk.mark */
    uint64_t generation;    /* the latest told of */
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
    int64_t generation = 0;
    size_t count = split(field, line, size);
    c->end.lines++;
    c->meets |= c->walk.mark && c->walk.mark->lines == c->end.lines
                && strcmp(c->walk.mark->link, c->end.link) == 0;
    if (count == FIELDS
        && !lc_integer_parse(field[GENERATION], 1, INT64_MAX / 2, &generation))
        c->generation = (uint64_t)generation;
    else
        generation = 0;
    const struct lc_log_told told = {
        c->end.lines, field[TIME],   field[USER],
        field[VERB],  field[DETAIL], (uint64_t)generation
    };
    if (c->walk.hear && count + 1 >= FIELDS)
        c->walk.hear(c->walk.context, &told);
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
    lc_digest(bytes, before + size, &c->secrets->of[LC_FOR_LOG], digest);
    lc_digest_text(digest, c->end.link);
    free(bytes);
    return LC_OK;
}

/* --- a rotation's proof ----------------------------------------------------------- */

static const char turned[] = " proof ";

/* Of the log up to the proof's digits, and of what stands between them and the link. */
static const char *make_proof(const struct lc_secrets *secrets, struct lc_slice before,
                              struct lc_slice line, struct lc_slice rest, char *hex)
{
    unsigned char digest[LC_DIGEST];
    const struct lc_slice part[] = { before, line, rest };
    crypto_generichash_state state;
    crypto_generichash_init(&state, secrets->of[LC_FOR_PROOFS].bytes, LC_KEY,
                            LC_DIGEST);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        crypto_generichash_update(&state, (const unsigned char *)part[i].data,
                                  part[i].size);
    crypto_generichash_final(&state, digest, LC_DIGEST);
    return lc_digest_text(digest, hex);
}

/* Does the line at data + at, without its end, vouch for all up to it? */
static bool vouches(const struct chain *c, const char *data, size_t at, size_t size)
{
    struct lc_slice field[FIELDS] = { { NULL, 0 } };
    const char *line = data + at;
    char hex[LC_DIGEST_TEXT];
    const size_t word = sizeof turned - 1;
    if (split(field, line, size) != FIELDS || !lc_slice_is(field[VERB], "rotate")
        || field[DETAIL].size < word + LINK)
        return false;
    const char *proof = field[DETAIL].data + field[DETAIL].size - LINK;
    const char *rest = proof + LINK, *link = field[FIELDS - 1].data;
    return link + LINK == line + size && memcmp(proof - word, turned, word) == 0
           && memcmp(proof,
                     make_proof(c->secrets, (struct lc_slice){ data, at },
                                (struct lc_slice){ line, (size_t)(proof - line) },
                                (struct lc_slice){ rest, (size_t)(link - rest) }, hex),
                     LINK)
                  == 0;
}

/* The bytes up to the end of the last line that does. Rotations are few. */
static size_t find_vouched(const struct chain *c, const char *data, size_t size)
{
    size_t vouched = 0;
    const char *end;
    for (size_t at = 0; (end = memchr(data + at, '\n', size - at));
         at = (size_t)(end - data) + 1)
        if (vouches(c, data, at, (size_t)(end - data) - at))
            vouched = (size_t)(end - data) + 1;
    return vouched;
}

/* --- following -------------------------------------------------------------------- */

/* One line without its end; it begins with its own number. What a proof vouches for has
 * links under an older key. */
static int follow_line(struct chain *c, const char *line, size_t size,
                       struct lc_error *err)
{
    char number[32];
    int digits = snprintf(number, sizeof number, "%" PRIu64 "\t", c->end.lines + 1);
    bool shaped = size > LINK + (size_t)digits && line[size - LINK - 1] == '\t'
                  && memcmp(line, number, (size_t)digits) == 0;
    bool old = c->good < c->vouched;
    int code = shaped && !old ? next_link(c, line, size - LINK, err) : LC_OK;
    if (code)
        return code;
    if (!shaped || (!old && memcmp(c->end.link, line + size - LINK, LINK)))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s:%" PRIu64 ": this line is not what was written, or one "
                       "before it is gone",
                       c->name, c->end.lines + 1);
    memcpy(c->end.link, line + size - LINK, LINK);
    c->end.link[LINK] = 0;
    take_line(c, line, size);
    return LC_OK;
}

/* Every whole line; what follows the last end of line was never finished. */
static int follow(struct chain *c, const char *data, size_t size, struct lc_error *err)
{
    const char *end;
    int code = LC_OK;
    c->vouched = find_vouched(c, data, size);
    while (!code && (end = memchr(data + c->good, '\n', size - c->good))) {
        size_t length = (size_t)(end - data) - c->good;
        code = follow_line(c, data + c->good, length, err);
        c->good += length + 1;
    }
    return code;
}

/* The caller frees *data. */
static int read_chain(struct chain *c, char **data, size_t *size, struct lc_error *err)
{
    int code = lc_file_read(c->name, LIMIT, data, size, err);
    return code ? code : follow(c, *data, *size, err);
}

static int fail_log(const struct chain *c, const char *doing, int number,
                    struct lc_error *err)
{
    return LC_FAIL(err, LC_IO, "%s: cannot %s it: %s; what is not logged is not shown",
                   c->name, doing, strerror(number));
}

/* log: all before it. */
static int make_line(struct chain *c, struct lc_text *text, struct lc_slice log,
                     const struct lc_log_line *line, struct lc_error *err)
{
    char stamp[LC_SYS_STAMP], rest[32] = "\t-\t", hex[LC_DIGEST_TEXT];
    lc_sys_clock_stamp(stamp);
    lc_text_addf(text, "%" PRIu64 "\t%s\t%lu\t%s\t%s", c->end.lines + 1, stamp,
                 lc_sys_process_user(), line->verb, line->detail);
    if (line->generation)
        snprintf(rest, sizeof rest, "\t%" PRIu64 "\t", line->generation);
    if (line->next) {
        lc_text_add(text, turned);
        lc_text_add(text, make_proof(line->next, log,
                                     (struct lc_slice){ text->data, text->size },
                                     lc_slice_of(rest), hex));
    }
    lc_text_add(text, rest);
    int code = lc_text_check(text, err);
    if (!code)
        code = next_link(c, text->data, text->size, err);
    c->end.lines++;
    lc_text_addf(text, "%s\n", c->end.link);
    return code ? code : lc_text_check(text, err);
}

static int add_lines(struct chain *c, struct lc_text *text, struct lc_slice log,
                     const struct lc_log_lines *lines, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < lines->count && !code; i++) {
        struct lc_text line = { 0 };
        LC_INVARIANT(!lines->line[i].next || lines->count == 1);
        code = make_line(c, &line, log, lines->line + i, err);
        if (!code)
            lc_text_add(text, line.data);
        lc_text_free(&line);
    }
    return code ? code : lc_text_check(text, err);
}

/* fd is open and ours alone. */
static int append(struct chain *c, int fd, const struct lc_log_lines *lines,
                  struct lc_error *err)
{
    struct lc_text text = { 0 };
    char *data = NULL;
    size_t size;
    int number = 0, code = read_chain(c, &data, &size, err);
    if (!code && size > c->good && (number = lc_sys_file_cut(fd, c->good)))
        code = fail_log(c, "mend", number, err);
    if (!code)
        code = add_lines(c, &text, (struct lc_slice){ data, c->good }, lines, err);
    if (!code && (number = lc_sys_file_write(fd, text.data, text.size))) {
        code = fail_log(c, "write", number, err);
        (void)lc_sys_file_cut(fd, c->good); /* or the next one will */
    }
    if (!code && (number = lc_sys_file_sync(fd)))
        code = fail_log(c, "sync", number, err);
    lc_text_free(&text);
    free(data);
    return code;
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

int lc_log_add(struct lc_log_mark *end, int fd, const struct lc_log_lines *lines,
               const char *store_path, const struct lc_secrets *secrets,
               struct lc_error *err)
{
    char *name = lc_beside(store_path, ".log");
    struct chain c = { .name = name, .secrets = secrets };
    int code = name ? append(&c, fd, lines, err) : LC_FAIL_NOMEM(err);
    *end = c.end;
    free(name);
    return code;
}

/* --- doors ------------------------------------------------------------------------ */

static int look(bool *there, const struct chain *c, struct lc_error *err)
{
    struct lc_sys_about about;
    *there = lc_sys_file_about(c->name, &about) == 0;
    return *there && about.kind == LC_SYS_FOLDER ? fail_log(c, "read", EISDIR, err)
                                                 : LC_OK;
}

int lc_log_find(bool *there, const char *store_path, struct lc_error *err)
{
    char *name = lc_beside(store_path, ".log");
    const struct chain c = { .name = name };
    int code = name ? look(there, &c, err) : LC_FAIL_NOMEM(err);
    free(name);
    return code;
}

static int follow_all(struct chain *c, bool *there, struct lc_error *err)
{
    char *data = NULL;
    size_t size;
    int code = look(there, c, err);
    if (!code && *there)
        code = read_chain(c, &data, &size, err);
    free(data);
    return code;
}

int lc_log_follow(struct lc_log_state *state, const struct lc_log_walk *walk,
                  const char *store_path, const struct lc_secrets *secrets,
                  struct lc_error *err)
{
    char *name = lc_beside(store_path, ".log");
    struct chain c = { .name = name, .secrets = secrets, .walk = *walk };
    *state = (struct lc_log_state){ .there = false };
    int code = name ? follow_all(&c, &state->there, err) : LC_FAIL_NOMEM(err);
    free(name);
    if (code)
        return code;
    state->end = c.end;
    state->meets = c.meets || (walk->mark && !walk->mark->lines);
    state->generation = c.generation;
    return LC_OK;
}
