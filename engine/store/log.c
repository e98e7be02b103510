/* See log.h. */
#include "store/log.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"
#include "store/chain_inside.h"
#include "store/keys.h"
#include "store/manifest_inside.h"
#include "store/store.h"
#include "system/file.h"

/* The line first: a kill between the two leaves a log that is longer than its head. The
 * keys are asked for under the lock, which a rotation holds until they are others. */
static int add(const char *store_path, const struct lc_log_lines *lines,
               struct lc_error *err)
{
    struct lc_log_mark end;
    struct lc_secrets secrets;
    int fd, code = lc_key_check(store_path, lc_key_endings[0], "the store", err);
    if (!code)
        code = lc_log_lock(&fd, store_path, err);
    if (code)
        return code;
    code = lc_store_secrets(&secrets, store_path, false, err);
    if (!code)
        code = lc_log_add(&end, fd, lines, store_path, &secrets, err);
    if (!code)
        code = lc_manifest_move_head(&end, store_path, &secrets, err);
    lc_sys_file_close(fd);
    sodium_memzero(&secrets, sizeof secrets);
    return code;
}

static int append(const char *store_path, const struct lc_log_line *about, size_t count,
                  struct lc_text *detail, struct lc_error *err)
{
    struct lc_log_line *line = lc_alloc(count, sizeof *line);
    int code = line ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count && !code; i++) {
        line[i] = *about;
        line[i].detail = detail[i].data ? detail[i].data : "";
        code = lc_text_check(detail + i, err);
    }
    const struct lc_log_lines lines = { count, line };
    if (!code && count)
        code = add(store_path, &lines, err);
    for (size_t i = 0; i < count; i++)
        lc_text_free(detail + i);
    free(line);
    return code;
}

int lc_log_append(const char *store_path, const char *verb, uint64_t generation,
                  struct lc_text *detail, struct lc_error *err)
{
    const struct lc_log_line about = { .verb = verb, .generation = generation };
    return append(store_path, &about, 1, detail, err);
}

int lc_log_append_all(const char *store_path, const char *verb, size_t count,
                      struct lc_text *detail, struct lc_error *err)
{
    const struct lc_log_line about = { .verb = verb };
    return append(store_path, &about, count, detail, err);
}

static int follow(struct lc_log_state *state, const struct lc_log_walk *walk,
                  const char *store_path, struct lc_error *err)
{
    struct lc_secrets secrets = { 0 };
    bool there = false;
    int code = lc_log_find(&there, store_path, err);
    *state = (struct lc_log_state){ .there = there };
    if (!code && there && (code = lc_store_secrets(&secrets, store_path, false, err)))
        lc_error_within(err, code, "%s.log", store_path);
    if (!code)
        code = lc_log_follow(state, walk, store_path, &secrets, err);
    sodium_memzero(&secrets, sizeof secrets);
    return code;
}

int lc_log_check(struct lc_log_state *state, const struct lc_log_mark *mark,
                 const char *store_path, struct lc_error *err)
{
    const struct lc_log_walk walk = { .mark = mark };
    struct lc_log_state unasked;
    return follow(state ? state : &unasked, &walk, store_path, err);
}

int lc_log_each(const char *store_path, lc_log_hearer *hear, void *context,
                struct lc_error *err)
{
    const struct lc_log_walk walk = { .hear = hear, .context = context };
    struct lc_log_state state;
    return follow(&state, &walk, store_path, err);
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
