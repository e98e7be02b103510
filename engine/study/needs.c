/* See needs.h. */
#include "study/needs.h"

#include <string.h>

#include "kind/kind.h"

/* What every study's facts are made from (facts.c), whatever it says. */
static const char *const always[] = { "person", "uasc",       "death",
                                      "moved",  "permanence", "referral" };

/* What nothing reads but who writes a store, or shows its rows one by one. */
static const char *const never[] = { "line", "content" };

static bool is_one_of(const char *name, size_t count, const char *const *names)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool wants_history(const struct lc_study *s, const char *history)
{
    return is_one_of(history, sizeof always / sizeof *always, always)
           || lc_study_reads_history(s, history);
}

/* Is the history read by a kind that looks at all versions of an event? */
static bool wants_keys(const struct lc_study *s, const char *history)
{
    for (unsigned p = 0; p < s->predictors_count; p++)
        if (s->predictors[p].what->by_key
            && lc_study_reads(s, s->predictors + p, history))
            return true;
    return false;
}

static bool is_filtered(const struct lc_study_predictor *p, const char *attribute)
{
    for (unsigned f = 0; f < p->where_count; f++)
        if (strcmp(p->where[f].attribute, attribute) == 0)
            return true;
    return false;
}

/* How an episode of care ended joins it to the next (facts.h). */
static bool wants_attribute(const struct lc_study *s, const char *history,
                            const char *attribute)
{
    if (strcmp(history, s->outcome.history) == 0 && strcmp(attribute, "ceased") == 0)
        return true;
    for (unsigned p = 0; p < s->predictors_count; p++)
        if (s->predictors[p].history && strcmp(s->predictors[p].history, history) == 0
            && is_filtered(s->predictors + p, attribute))
            return true;
    return false;
}

static bool wants(const void *context, const char *history, const char *column)
{
    const struct lc_study *study = context;
    if (!column)
        return wants_history(study, history);
    if (strcmp(column, "key") == 0)
        return wants_keys(study, history);
    for (size_t f = 0; f < LC_FIELDS; f++)
        if (strcmp(lc_fields[f].name, column) == 0)
            return !is_one_of(column, sizeof never / sizeof *never, never)
                   && (strcmp(column, "record") || strcmp(history, "person") == 0);
    return wants_attribute(study, history, column);
}

struct lc_store_part lc_study_needs(const struct lc_study *study)
{
    return (struct lc_store_part){ wants, study };
}
