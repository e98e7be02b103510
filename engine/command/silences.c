/* See silences_inside.h. */
#include "command/silences_inside.h"

#include "base/json.h"
#include "disclosure/small.h"
#include "store/rhythm.h"

int lc_silences_add(struct lc_text *out, const struct lc_store *store,
                    const char *before, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < store->histories && !code; i++) {
        struct lc_text line = { 0 };
        code = lc_silence_say(&line, store, store->history[i].name, LC_OPEN, err);
        if (!code && line.size)
            lc_text_addf(out, "%s%s\n", before, line.data);
        out->failed |= line.failed;
        lc_text_free(&line);
    }
    return code;
}

json_t *lc_silences_json(const struct lc_store *store)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < store->histories && good; i++) {
        struct lc_text line = { 0 };
        int code = lc_silence_say(&line, store, store->history[i].name, LC_OPEN, NULL);
        good = !code && !line.failed
               && (!line.size || lc_json_push(list, lc_json_text(line.data)));
        lc_text_free(&line);
    }
    return lc_json_whole(list, good);
}

bool lc_silences_put(json_t *history, const struct lc_store *store, const char *name)
{
    struct lc_rhythm r;
    if (lc_rhythm_make(&r, store, name, NULL))
        return false;
    struct lc_silence s = lc_rhythm_judge(&r, LC_OPEN);
    lc_rhythm_free(&r);
    return lc_json_put(history, "silent_since", lc_json_day(s.since))
           && lc_json_put(history, "pauses", lc_told_json(lc_tell(s.pauses)))
           && lc_json_put(history, "longest_pause", json_integer(s.longest))
           && lc_json_put(history, "silent_after",
                          s.limit == LC_OPEN ? json_null() : json_integer(s.limit));
}
