/* STORE.log. The input's first byte says whether each line gets its number and its link
 * of the chain, so that what is behind the keyed links is reached. A log that is taken
 * ends where its lines do, meets each of its own marks and no other, and takes one line
 * more. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "fuzz/scratch.h"
#include "store/chain_inside.h"
#include "store/log.h"
#include "store/store.h"
#include "system/file.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *store, *name;
static struct lc_secrets secrets;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    store = scratch_path("s");
    name = scratch_path("s.log");
    char *secret = scratch_path("s.key");
    scratch_put(secret, "01234567890123456789012345678901", LC_KEY);
    free(secret);
    if (lc_store_secrets(&secrets, store, false, NULL))
        abort();
    return 0;
}

/* The lines with their numbers and links, each link after the line that it is of. */
static void chain(struct lc_text *log, const uint8_t *data, size_t size,
                  struct lc_log_mark *end)
{
    const uint8_t *piece;
    size_t piece_size;
    while (scratch_cut(&data, &size, '\n', &piece, &piece_size)) {
        struct lc_text bytes = { 0 };
        unsigned char digest[LC_DIGEST];
        size_t before = strlen(end->link);
        lc_text_add(&bytes, end->link);
        lc_text_addf(&bytes, "%" PRIu64 "\t", ++end->lines);
        lc_text_add_bytes(&bytes, (const char *)piece, piece_size);
        lc_text_add(&bytes, "\t");
        lc_digest(bytes.data, bytes.size, &secrets.of[LC_FOR_LOG], digest);
        lc_text_add_bytes(log, bytes.data + before, bytes.size - before);
        lc_text_addf(log, "%s\n", lc_digest_text(digest, end->link));
        lc_text_free(&bytes);
    }
}

static void add_line(const struct lc_log_state *before)
{
    const struct lc_log_line line = { "link", "said", 3, NULL };
    const struct lc_log_lines lines = { 1, &line };
    const char *const verbs[] = { "erase", "link", NULL };
    struct lc_log_state after;
    struct lc_log_mark end;
    bool tells = false;
    int fd;
    if (lc_log_lock(&fd, store, NULL)
        || lc_log_add(&end, fd, &lines, store, &secrets, NULL) || lc_sys_file_close(fd)
        || lc_log_check(&after, &before->end, store, NULL) || !after.meets
        || after.end.lines != before->end.lines + 1 || strcmp(after.end.link, end.link)
        || after.generation != 3 || lc_log_tells(&tells, store, verbs, "said", NULL)
        || !tells)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_text log = { 0 };
    struct lc_log_mark end = { 0 }, stray;
    struct lc_log_state state;
    struct lc_error err = { 0 };
    bool good = size && data[0] % 4;
    if (good)
        chain(&log, data + 1, size - 1, &end);
    else
        lc_text_add_bytes(&log, (const char *)data, size);
    scratch_put(name, log.data, log.size);
    int code = lc_log_check(&state, &end, store, &err);
    if (code ? good || !err.text[0]
             : good && (!state.meets || state.end.lines != end.lines))
        abort();
    stray = end;
    stray.link[0] = stray.link[0] == '0' ? '1' : '0';
    if (good && end.lines && (lc_log_check(&state, &stray, store, NULL) || state.meets))
        abort();
    if (!code)
        add_line(&state);
    lc_text_free(&log);
    return 0;
}
