/* What a history's sources cover, less their silences (rhythm.h). */
#include <stdlib.h>

#include "base/memory.h"
#include "store/rhythm_inside.h"

static int add_span(int32_t (**span)[2], size_t *count, size_t *room, int32_t from,
                    int32_t to, struct lc_error *err)
{
    if (from >= to)
        return LC_OK;
    int code = LC_GROW(*span, *room, *count + 1, err);
    if (code)
        return code;
    (*span)[*count][0] = from;
    (*span)[(*count)++][1] = to;
    return LC_OK;
}

/* What is left of [from, to), from its end back, silence by silence. */
static int cut_span(const struct lc_rhythm *r, const int32_t cover[2], int32_t t,
                    int32_t (**span)[2], size_t *count, size_t *room,
                    struct lc_error *err)
{
    int32_t from = cover[0], to = cover[1], since, end;
    int code = LC_OK;
    while (!code && from < to
           && (since = lc_rhythm_silent(r, from, to, t, &end)) != LC_NO_DAY) {
        code = add_span(span, count, room, end, to, err);
        to = since < to ? since : to;
    }
    return code ? code : add_span(span, count, room, from, to, err);
}

/* As of day t; no further than had been told by it, where `told` asks for that. */
static int covered(const struct lc_store *store, const char *history, int32_t t,
                   bool told, size_t *count, int32_t (**spans)[2], struct lc_error *err)
{
    struct lc_rhythm made = { 0 };
    const struct lc_rhythm *r = NULL;
    int32_t(*span)[2] = lc_alloc(1, sizeof *span);
    size_t room = 1;
    *count = 0;
    *spans = NULL;
    int code =
        span ? lc_rhythm_find(&r, &made, store, history, err) : LC_FAIL_NOMEM(err);
    if (code) {
        free(span);
        return code;
    }
    int32_t most = !told ? LC_OPEN : lc_rhythm_end_at(r, t);
    for (size_t s = 0; s < r->spans && !code; s++) {
        int32_t cover[2] = { r->span[s][0],
                             r->span[s][1] < most ? r->span[s][1] : most };
        code = cut_span(r, cover, t, &span, count, &room, err);
    }
    lc_rhythm_free(&made);
    if (code) {
        free(span);
        *count = 0;
        return code;
    }
    *count = lc_rhythm_join(*count, span);
    *spans = span;
    return LC_OK;
}

int lc_covered(const struct lc_store *store, const char *history, int32_t t,
               size_t *count, int32_t (**spans)[2], struct lc_error *err)
{
    return covered(store, history, t, false, count, spans, err);
}

int lc_covered_by(const struct lc_store *store, const char *history, int32_t t,
                  size_t *count, int32_t (**spans)[2], struct lc_error *err)
{
    return covered(store, history, t, true, count, spans, err);
}

int32_t lc_span_end(size_t count, const int32_t (*spans)[2], int32_t t)
{
    for (size_t s = 0; s < count; s++)
        if (spans[s][0] <= t && t < spans[s][1])
            return spans[s][1];
    return LC_NO_DAY;
}
