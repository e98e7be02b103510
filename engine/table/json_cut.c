#include "table/json_cut_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/tree_inside.h"

enum { BLOCK = 64 << 10, NONE = -1 };

void lc_json_cut_begin(struct lc_json_cut *cut)
{
    cut->at = cut->have = 0;
    cut->read = 0;
    cut->line = 1;
    cut->listed = cut->ended = cut->more = false;
    cut->objects = 0;
}

void lc_json_cut_end(struct lc_json_cut *cut)
{
    free(cut->block);
    free(cut->text);
    free(cut->line_of);
    *cut = (struct lc_json_cut){ 0 };
}

static int fail(const struct lc_json_cut *cut, const struct lc_container_file *file,
                const char *why, struct lc_error *err)
{
    return LC_FAIL(err, LC_FORMAT,
                   "%s:%" PRIu64 ": this is JSON, and %s: nothing of it was taken",
                   file->name, cut->line, why);
}

/* More bytes, if there are any. */
static int refill(struct lc_json_cut *cut, const struct lc_container_file *file,
                  struct lc_error *err)
{
    if (!cut->block && !(cut->block = lc_alloc(BLOCK, 1)))
        return LC_FAIL_NOMEM(err);
    int code = lc_container_read(file, cut->read, BLOCK, cut->block, &cut->have, err);
    cut->at = !code && !cut->read && cut->have >= 3
                      && memcmp(cut->block, "\xef\xbb\xbf", 3) == 0
                  ? 3
                  : 0;
    cut->read += cut->have;
    return code;
}

/* The next letter that is no space, not taken, or NONE at the end. */
static int peek(struct lc_json_cut *cut, const struct lc_container_file *file, int *c,
                struct lc_error *err)
{
    for (;; cut->at++) {
        int code = cut->at < cut->have ? LC_OK : refill(cut, file, err);
        *c = NONE;
        if (code || cut->at >= cut->have)
            return code;
        *c = (unsigned char)cut->block[cut->at];
        if (*c != ' ' && *c != '\t' && *c != '\r' && *c != '\n')
            return LC_OK;
        cut->line += *c == '\n';
    }
}

/* --- one object ------------------------------------------------------------------- */

/* Where in an object a byte is. */
struct state {
    size_t deep;
    bool quoted, escaped;
};

/* Bytes of the block up to the object's end, or all; *code: memory, or too deep. */
static size_t pass(struct lc_json_cut *cut, struct state *s, int *code,
                   struct lc_error *err)
{
    size_t i = cut->at;
    *code = LC_OK;
    for (bool ended = false; i < cut->have && !ended && !*code; i++) {
        char c = cut->block[i];
        cut->line += c == '\n';
        if (s->quoted) {
            s->quoted = s->escaped || c != '"';
            s->escaped = !s->escaped && c == '\\';
        } else if (c == '"') {
            s->quoted = true;
        } else if (c == '{' || c == '[') {
            if (c == '{')
                *code = LC_GROW(cut->line_of, cut->groups_room, cut->groups + 1, err);
            if (c == '{' && !*code)
                cut->line_of[cut->groups++] = cut->line;
            if (++s->deep > LC_TREE_DEEP)
                return i;
        } else if (c == '}' || c == ']') {
            ended = --s->deep == 0;
        }
    }
    return i;
}

static int keep(struct lc_json_cut *cut, const struct lc_container_file *file,
                size_t to, struct lc_error *err)
{
    size_t more = to - cut->at;
    if (cut->size + more > LC_TREE_BYTES) {
        cut->line = cut->begins;
        return fail(cut, file, "what begins here is larger than a child's record", err);
    }
    int code = LC_GROW(cut->text, cut->room, cut->size + more, err);
    if (code)
        return code;
    memcpy(cut->text + cut->size, cut->block + cut->at, more);
    cut->size += more;
    cut->at = to;
    return LC_OK;
}

static int cut_object(struct lc_json_cut *cut, const struct lc_container_file *file,
                      struct lc_error *err)
{
    struct state s = { 0 };
    int code = LC_OK;
    cut->size = cut->groups = 0;
    cut->begins = cut->line;
    do {
        if (cut->at == cut->have)
            code = refill(cut, file, err);
        if (!code && cut->at == cut->have)
            code = fail(cut, file, "it ends in the middle", err);
        if (code)
            return code;
        size_t to = pass(cut, &s, &code, err);
        if (!code && s.deep > LC_TREE_DEEP)
            code =
                fail(cut, file, "more is in one another than in a child's record", err);
        if (!code)
            code = keep(cut, file, to, err);
    } while (!code && s.deep);
    cut->objects++;
    return code;
}

/* --- the list --------------------------------------------------------------------- */

/* Moves past what stands before an object: the list's bracket, a comma; *c: what is
 * next. */
static int pass_marks(struct lc_json_cut *cut, const struct lc_container_file *file,
                      int *c, struct lc_error *err)
{
    int code = peek(cut, file, c, err);
    if (!code && *c == '[' && !cut->objects && !cut->listed && !cut->ended) {
        cut->listed = true;
        cut->at++;
        code = peek(cut, file, c, err);
    } else if (!code && *c == ',' && cut->listed && cut->objects) {
        cut->more = true;
        cut->at++;
        code = peek(cut, file, c, err);
    } else if (!code && cut->listed && cut->objects && *c != ']' && *c != NONE) {
        code = fail(cut, file, "there is no comma between two objects", err);
    }
    if (!code && cut->listed && *c == ']' && !cut->more) {
        cut->listed = false;
        cut->ended = true;
        cut->at++;
        code = peek(cut, file, c, err);
    }
    return code;
}

int lc_json_cut_next(struct lc_json_cut *cut, const struct lc_container_file *file,
                     bool *found, struct lc_error *err)
{
    int c;
    int code = pass_marks(cut, file, &c, err);
    *found = false;
    if (code)
        return code;
    if (c == ']' && cut->more)
        return fail(cut, file, "a comma with nothing behind it", err);
    cut->more = false;
    if (c == NONE)
        return cut->listed ? fail(cut, file, "it ends in the middle", err) : LC_OK;
    if (c != '{' || cut->ended)
        return fail(cut, file,
                    cut->ended ? "more stands behind its end"
                               : "it is no list of objects, as a payload is; of pages "
                                 "put together, each is a file of its own",
                    err);
    code = cut_object(cut, file, err);
    *found = !code;
    return code;
}
