/* See names.h. */
#include "study/names.h"

#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "study/check_inside.h"

/* A place in the study that names a history. */
struct place {
    const char *history; /* NULL: it names none */
    char path[48];       /* as lc_study_fault wants it */
    char who[100];       /* as a finding says it */
};

static size_t places(const struct lc_study *s)
{
    return s->cohort.known_to_count + s->competing_count + s->breaks_count
           + 2 * (size_t)s->predictors_count;
}

static void place_of(const struct lc_study *s, size_t which, struct place *p)
{
    unsigned i = (unsigned)which;
    if (i < s->cohort.known_to_count) {
        p->history = s->cohort.known_to[i];
        snprintf(p->path, sizeof p->path, "cohort.known_to[%u]", i);
        snprintf(p->who, sizeof p->who, "cohort.known_to");
        return;
    }
    i -= s->cohort.known_to_count;
    if (i < s->competing_count) {
        bool other = strcmp(s->competing[i], LC_OTHER_ENTRY) == 0;
        p->history = other ? NULL : s->competing[i];
        snprintf(p->path, sizeof p->path, "competing[%u]", i);
        snprintf(p->who, sizeof p->who, "competing");
        return;
    }
    i -= s->competing_count;
    if (i < s->breaks_count) {
        p->history = s->breaks[i].history;
        snprintf(p->path, sizeof p->path, "breaks[%u].history", i);
        snprintf(p->who, sizeof p->who, "breaks");
        return;
    }
    i -= s->breaks_count;
    const struct lc_study_predictor *predictor = s->predictors + i / 2;
    p->history = i % 2 ? predictor->other : predictor->history;
    snprintf(p->path, sizeof p->path, "predictors[%u].%s", i / 2,
             i % 2 ? "other" : "history");
    snprintf(p->who, sizeof p->who, "predictor %.63s", predictor->name);
}

/* Does an event of the history say the code that the break is of? */
static bool occurs(const struct lc_history *h, const struct lc_declared *b)
{
    const struct lc_attribute *a =
        b->attribute ? lc_history_find(h, b->attribute) : NULL;
    if (b->attribute)
        return a && lc_codes_find(&a->codes, lc_slice_of(b->code));
    return lc_codes_find(&h->codes, lc_slice_of(b->code)) != 0;
}

static size_t add_codes(const struct lc_study *s, const struct lc_store *store,
                        struct lc_text *lines)
{
    size_t count = 0;
    for (unsigned i = 0; i < s->breaks_count; i++) {
        const struct lc_declared *b = s->breaks + i;
        const struct lc_history *h = lc_store_history(store, b->history);
        if (!h || !b->code || occurs(h, b))
            continue;
        lc_text_addf(lines, "breaks: no event of %s says %s%s%s\n", b->history,
                     b->attribute ? b->attribute : "", b->attribute ? "=" : "",
                     b->code);
        count++;
    }
    return count;
}

size_t lc_study_absent(const struct lc_study *study, const struct lc_store *store,
                       struct lc_text *lines)
{
    size_t count = 0;
    for (size_t k = 0; k < places(study); k++) {
        struct place p;
        place_of(study, k, &p);
        if (!p.history || lc_store_history(store, p.history))
            continue;
        lc_text_addf(lines, "%s: the store has no history %s\n", p.who, p.history);
        count++;
    }
    return count + add_codes(study, store, lines);
}

static bool is_known(const char *history, const struct lc_store *store, size_t count,
                     const char *const *names)
{
    if (lc_store_history(store, history))
        return true;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], history) == 0)
            return true;
    return false;
}

int lc_study_check_names(const struct lc_study *study, const struct lc_study_text *text,
                         const struct lc_store *store, size_t count,
                         const char *const *names, struct lc_error *err)
{
    for (size_t k = 0; k < places(study); k++) {
        struct place p;
        place_of(study, k, &p);
        if (!p.history || is_known(p.history, store, count, names))
            continue;
        size_t near =
            lc_word_nearest(p.history, count, names, strlen(p.history) / 2 + 1);
        if (near < count)
            return lc_study_fault(text, LC_FORMAT, p.path, err,
                                  "no history is called '%.40s'; did you mean '%s'?",
                                  p.history, names[near]);
        return lc_study_fault(text, LC_FORMAT, p.path, err,
                              "no history is called '%.40s': neither the store nor any "
                              "schema has it; `latecare describe` lists the store's",
                              p.history);
    }
    return LC_OK;
}
