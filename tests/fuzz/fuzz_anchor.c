/* Any bytes as a file that holds an anchor: none, or one that is printed and read again
 * the same, alone and as `verify` says it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "command/anchor_inside.h"
#include "fuzz/scratch.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *path;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    path = scratch_path("anchor");
    return 0;
}

static void again(const struct lc_anchor *anchor, const char *gap)
{
    struct lc_generation generation = { .number = anchor->generation };
    struct lc_log_state log = { .end = anchor->mark };
    struct lc_anchor back;
    struct lc_text text = { 0 };
    lc_text_add(&text, "anchor ");
    lc_anchor_print(&text, &generation, &log, gap);
    scratch_put(path, text.data, text.size);
    if (lc_anchor_read(&back, path, NULL) || back.generation != anchor->generation
        || back.mark.lines != anchor->mark.lines
        || strcmp(back.mark.link, anchor->mark.link))
        abort();
    lc_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_anchor anchor;
    struct lc_error err = { 0 };
    scratch_put(path, data, size);
    if (lc_anchor_read(&anchor, path, &err)) {
        if (!err.text[0])
            abort();
        return 0;
    }
    if (anchor.mark.lines
        && strspn(anchor.mark.link, "0123456789abcdef") != LC_DIGEST_TEXT - 1)
        abort(); /* no log has such a link */
    again(&anchor, " ");
    again(&anchor, "\n");
    return 0;
}
