/* Which histories a predictor reads (study.h). */
#include <string.h>

#include "kind/kind.h"
#include "study/study.h"

const char *lc_study_read(const struct lc_study *study,
                          const struct lc_study_predictor *p, unsigned k)
{
    if (!p->history && p->what && p->what->others == LC_OTHERS_KNOWN_TO)
        return k < study->cohort.known_to_count ? study->cohort.known_to[k] : NULL;
    return k == 0 ? p->history : k == 1 ? p->other : NULL;
}

bool lc_study_reads(const struct lc_study *study, const struct lc_study_predictor *p,
                    const char *history)
{
    const char *read;
    for (unsigned k = 0; (read = lc_study_read(study, p, k)); k++)
        if (strcmp(read, history) == 0)
            return true;
    return false;
}

bool lc_study_lists(unsigned count, char *const *words, const char *word)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool lc_study_reads_history(const struct lc_study *study, const char *history)
{
    const struct lc_study *s = study;
    if (strcmp(s->outcome.history, history) == 0
        || lc_study_lists(s->cohort.known_to_count, s->cohort.known_to, history)
        || lc_study_lists(s->competing_count, s->competing, history))
        return true;
    for (unsigned k = 0; k < s->predictors_count; k++)
        if (lc_study_reads(s, s->predictors + k, history))
            return true;
    return false;
}
