/* See import_recall_inside.h. */
#include "command/import_recall_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/log.h"
#include "store/paths.h"

struct recalling {
    const char *print;
    bool found, broken;  /* broken: some rule was */
    uint64_t generation; /* that the line made; 0: all was in already */
    char kept[64];       /* what STORE.KEPT is, or "" */
};

/* What stands behind the word in a line's detail; empty: it is not there. */
static struct lc_slice behind(struct lc_slice detail, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= detail.size; i++) {
        struct lc_slice rest = { detail.data + i + size, 0 };
        if (memcmp(detail.data + i, word, size) != 0)
            continue;
        while (i + size + rest.size < detail.size && rest.data[rest.size] != ' ')
            rest.size++;
        return rest;
    }
    return (struct lc_slice){ "", 0 };
}

/* What may have changed what the files' rows say, or taken them away. */
static bool overtakes(const struct lc_log_told *told)
{
    return lc_slice_is(told->verb, "erase") || lc_slice_is(told->verb, "retain")
           || (lc_slice_is(told->verb, "import") && told->generation);
}

static void hear(void *context, const struct lc_log_told *told)
{
    struct recalling *r = context;
    if (overtakes(told))
        r->found = false;
    if (!lc_slice_is(told->verb, "import")
        || !lc_slice_is(behind(told->detail, " reads "), r->print))
        return;
    struct lc_slice kept = behind(told->detail, " kept ");
    r->found = kept.size < sizeof r->kept - 1;
    r->broken = !lc_slice_is(behind(told->detail, " findings "), "0");
    r->generation = told->generation;
    snprintf(r->kept, sizeof r->kept, "%s%.*s", kept.size ? "." : "", (int)kept.size,
             kept.data);
}

/* A line comes before its generation, which may not have come: of an older one than is
 * there nobody knows. */
int lc_import_recall(const char *print, const char *store_path, uint64_t generation,
                     bool *known, char **kept, struct lc_error *err)
{
    struct recalling r = { .print = print };
    int code = lc_log_each(store_path, hear, &r, err);
    *known =
        !code && r.found && !r.broken && (!r.generation || r.generation == generation);
    *kept = NULL;
    if (!*known || !*r.kept)
        return code;
    *kept = lc_beside(store_path, r.kept);
    if (!*kept)
        return LC_FAIL_NOMEM(err);
    *known = lc_file_exists(*kept);
    if (!*known) {
        free(*kept);
        *kept = NULL;
    }
    return LC_OK;
}
