/* A silence in words (rhythm.h). */
#include <inttypes.h>
#include <string.h>

#include "disclosure/small.h"
#include "store/rhythm_inside.h"

/* The schemas that feed the history, each once, in the order of their sources. */
static void add_schemas(struct lc_text *text, const struct lc_store *store,
                        const char *history)
{
    const char *between = "";
    for (size_t s = 0; s < store->sources; s++) {
        size_t before = 0;
        if (!lc_source_feeds(store->source + s, history))
            continue;
        while (strcmp(store->source[before].schema, store->source[s].schema) != 0
               || !lc_source_feeds(store->source + before, history))
            before++;
        if (before < s)
            continue;
        lc_text_addf(text, "%s%s", between, store->source[s].schema);
        between = ", ";
    }
}

static void add_limit(struct lc_text *text, const struct lc_silence *s)
{
    char pauses[LC_TOLD_ROOM];
    lc_text_addf(text, "; the longest of the %s pauses before was %" PRId32 " days",
                 lc_told_text(lc_tell(s->pauses), pauses), s->longest);
    lc_text_addf(text, ", and more than %" PRId32 " are silence", s->limit);
}

int lc_silence_say(struct lc_text *text, const struct lc_store *store,
                   const char *history, int32_t t, struct lc_error *err)
{
    struct lc_rhythm made;
    const struct lc_rhythm *r = NULL;
    char since[LC_DAY_ROOM], to[LC_DAY_ROOM];
    int code = lc_rhythm_find(&r, &made, store, history, err);
    if (code)
        return code;
    struct lc_silence s = lc_rhythm_judge(r, t);
    if (s.since != LC_NO_DAY) {
        lc_text_addf(text, "%s is not observed since %s: ", history,
                     lc_day_print(s.since, since));
        add_schemas(text, store, history);
        lc_text_addf(text, " told nothing later, though the files reach to %s",
                     lc_day_print(lc_rhythm_end_at(r, t), to));
        add_limit(text, &s);
    }
    lc_rhythm_free(&made);
    return LC_OK;
}
