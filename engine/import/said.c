/* Bytes that were imported before: see said_inside.h. */
#include "import/said_inside.h"

#include <string.h>

#include "base/day.h"

static bool is_same(const struct lc_batch *b, const struct lc_source *s)
{
    return memcmp(s->digest, b->digest, LC_DIGEST) == 0
           && strcmp(s->schema, b->schema->name) == 0;
}

bool lc_said_again(struct lc_batch *b, const struct lc_import_run *run)
{
    const struct lc_store *store = run->ledger.store;
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        if (s->imported < run->ask->options->received || !is_same(b, s))
            continue;
        b->again = true;
        b->source = (uint32_t)i;
        b->covers_from = s->covers_from;
        b->covers_to = s->covers_to;
        return true;
    }
    return false;
}

int lc_said_undated(const struct lc_batch *b, const struct lc_import_run *run,
                    struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    const char *schema = b->schema->name;
    int32_t same = LC_NO_DAY, latest = LC_NO_DAY;
    char of[LC_DAY_ROOM], today[LC_DAY_ROOM];
    for (size_t i = 0; run->ask->options->undated && i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        if (strcmp(s->schema, schema) != 0)
            continue;
        if (s->imported > latest)
            latest = s->imported;
        if (s->imported > same && is_same(b, s))
            same = s->imported;
    }
    if (same == LC_NO_DAY || same == latest)
        return LC_OK;
    return LC_FAIL(err, LC_REFUSED,
                   "%s: the same bytes came on %s, and others of %s since. Is it that "
                   "extract once more, or today's, which takes back what came since? "
                   "Say --received %s, or --received %s",
                   b->path, lc_day_print(same, of), schema, of,
                   lc_day_print(run->ask->options->received, today));
}
