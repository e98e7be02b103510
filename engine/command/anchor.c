/* See anchor_inside.h. */
#include "command/anchor_inside.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"

static const char word[] = "anchor", apart[] = "\": \t\r\n,", none[] = "-";

void lc_anchor_print(struct lc_text *out, const struct lc_generation *generation,
                     const struct lc_log_state *log, const char *gap)
{
    lc_text_addf(out, "%" PRIu64 " %" PRIu64 "%s%s", generation->number, log->end.lines,
                 gap, log->end.lines ? log->end.link : none);
}

/* The next word at *at, which moves behind it. */
static struct lc_slice next(const char **at)
{
    *at += strspn(*at, apart);
    struct lc_slice piece = { *at, strcspn(*at, apart) };
    *at += piece.size;
    return piece;
}

static bool take_number(const char **at, uint64_t *value)
{
    int64_t number;
    if (lc_integer_parse(next(at), 0, INT64_MAX / 2, &number))
        return false;
    *value = (uint64_t)number;
    return true;
}

static bool take(struct lc_anchor *anchor, const char *at)
{
    return take_number(&at, &anchor->generation)
           && take_number(&at, &anchor->mark.lines)
           && lc_log_mark_take(&anchor->mark, next(&at));
}

int lc_anchor_read(struct lc_anchor *anchor, const char *path, struct lc_error *err)
{
    enum { LIMIT = 1 << 20 };
    char *text = NULL;
    size_t size;
    bool found = false;
    int code = lc_file_read(path, LIMIT, &text, &size, err);
    if (code)
        return code;
    for (const char *at = text; !found && (at = strstr(at, word)) != NULL;) {
        *anchor = (struct lc_anchor){ 0 };
        found = take(anchor, at += strlen(word));
    }
    free(text);
    return found ? LC_OK
                 : LC_FAIL(err, LC_FORMAT,
                           "%s holds no anchor: keep what 'latecare verify STORE' "
                           "prints, or its line 'anchor GENERATION LINES LINK'",
                           path);
}

int lc_anchor_check(const struct lc_anchor *anchor, const char *anchor_path,
                    const struct lc_generation *generation,
                    const struct lc_log_state *log, const char *store_path,
                    struct lc_error *err)
{
    bool older =
        generation->number < anchor->generation || log->end.lines < anchor->mark.lines;
    if (log->meets && !older)
        return LC_OK;
    if (older)
        return LC_FAIL(err, LC_DAMAGED,
                       "%s is an older copy: %s knows it with generation %" PRIu64
                       " and %" PRIu64 " lines in its log, and it has %" PRIu64
                       " and %" PRIu64
                       "; what was done since, an erasure too, is not in it",
                       store_path, anchor_path, anchor->generation, anchor->mark.lines,
                       generation->number, log->end.lines);
    return LC_FAIL(err, LC_DAMAGED,
                   "line %" PRIu64 " of %s.log is not the one that %s knows: the log "
                   "was begun again from an older copy, or it is another store's",
                   anchor->mark.lines, store_path, anchor_path);
}
