/* See entrants.h. */
#include "study/entrants.h"

#include <stdlib.h>

#include "base/memory.h"
#include "study/facts.h"

struct finding {
    const struct lc_study *study;
    const int32_t *span;
    struct lc_entrant *found;
    size_t count, room;
};

static int add_child(struct finding *f, const struct lc_facts *facts, uint32_t child,
                     struct lc_error *err)
{
    const struct lc_study_outcome *outcome = &f->study->outcome;
    size_t periods = outcome->first_entry && facts->periods ? 1 : facts->periods;
    int code = LC_OK;
    for (size_t p = 0; p < periods && !code; p++) {
        const struct lc_period_of_care *care = facts->period + p;
        if (care->start < f->span[0] || care->start >= f->span[1] || !care->counts
            || facts->born == LC_NO_DAY
            || lc_day_age(facts->born, care->start) < outcome->age_floor)
            continue;
        code = LC_GROW(f->found, f->room, f->count + 1, err);
        if (!code)
            f->found[f->count++] = (struct lc_entrant){ child, care->start };
    }
    return code;
}

int lc_entrants_find(struct lc_entrant **out, size_t *count,
                     const struct lc_study *study, const struct lc_store *store,
                     const int32_t span[2], struct lc_error *err)
{
    struct finding f = { .study = study, .span = span };
    struct lc_facts facts = { 0 };
    struct lc_sight sight;
    int code = LC_OK;
    lc_sight_init(&sight, study, store, LC_OPEN);
    for (size_t c = 0; c < lc_children_room(store) && !code; c++) {
        if (!lc_is_child(store, (uint32_t)c))
            continue;
        code = lc_facts_read(&facts, &sight, (uint32_t)c, err);
        if (!code)
            code = add_child(&f, &facts, (uint32_t)c, err);
    }
    lc_facts_free(&facts);
    *out = f.found;
    *count = f.count;
    return code;
}
