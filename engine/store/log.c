/* See log.h. */
#include "store/log.h"

#include <sodium.h>

#include "store/chain_inside.h"
#include "store/manifest_inside.h"
#include "store/store.h"
#include "system/file.h"

/* The line first: a kill between the two leaves a log that is longer than its head. */
static int add(const char *store_path, const struct lc_log_line *line,
               struct lc_error *err)
{
    struct lc_log_mark end;
    struct lc_secrets secrets;
    int fd, code = lc_secrets_read(&secrets, store_path, false, err);
    if (code)
        return code;
    code = lc_log_lock(&fd, store_path, err);
    if (!code) {
        code = lc_log_add(&end, fd, line, store_path, err);
        if (!code)
            code = lc_manifest_move_head(&end, store_path, &secrets, err);
        lc_sys_file_close(fd);
    }
    sodium_memzero(&secrets, sizeof secrets);
    return code;
}

int lc_log_append(const char *store_path, const char *verb, uint64_t generation,
                  struct lc_text *detail, struct lc_error *err)
{
    int code = lc_text_check(detail, err);
    const struct lc_log_line line = { verb, detail->data ? detail->data : "",
                                      generation };
    if (!code)
        code = add(store_path, &line, err);
    lc_text_free(detail);
    return code;
}
