/* Does the log go with the manifest? See manifest_inside.h. */
#include <inttypes.h>

#include "store/chain_inside.h"
#include "store/manifest_inside.h"

uint64_t lc_manifest_latest(const struct lc_manifest *m)
{
    uint64_t last = 0;
    for (size_t i = 0; i < m->count; i++)
        last = m->seal[i].of.number > last ? m->seal[i].of.number : last;
    return last;
}

int lc_manifest_check_log(const struct lc_manifest *m, const char *store_path,
                          const struct lc_secrets *secrets, struct lc_log_state *log,
                          struct lc_error *err)
{
    const struct lc_log_walk walk = { .mark = &m->head };
    int code = lc_log_follow(log, &walk, store_path, secrets, err);
    if (code)
        return code;
    if (m->head.lines && !log->there)
        return LC_FAIL(err, LC_ABSENT,
                       "%s.log is not there, and had %" PRIu64 " lines: put it back, "
                       "or the store and all that stood beside it from one backup",
                       store_path, m->head.lines);
    if (log->end.lines < m->head.lines)
        return LC_FAIL(err, LC_DAMAGED,
                       "%s.log has %" PRIu64 " lines and had %" PRIu64
                       ": its end was cut off, or it is an older copy; put back the "
                       "newest",
                       store_path, log->end.lines, m->head.lines);
    if (!log->meets)
        return LC_FAIL(
            err, LC_DAMAGED,
            "%s.log is not the one that was written with this store: put it "
            "back, or the store and all that stood beside it from one backup",
            store_path);
    if (log->generation > lc_manifest_latest(m))
        return LC_FAIL(err, LC_DAMAGED,
                       "%s is an older copy, of generation %" PRIu64
                       ", and its log tells of %" PRIu64
                       ": what was done since, an erasure too, is not in it; put back "
                       "the newest, or the log of that day and do it again",
                       store_path, lc_manifest_latest(m), log->generation);
    return LC_OK;
}
