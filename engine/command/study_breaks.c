/* Breaks that a study learns across, as its verbs find them and say them
 * (study_open.h). */
#include "command/study_open.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "command/breaks_inside.h"
#include "command/command.h"

int lc_study_breaks(struct lc_crossings *found, const struct lc_opened *opened,
                    struct lc_error *err)
{
    struct lc_known_breaks known;
    *found = (struct lc_crossings){ 0 };
    int code = lc_known_breaks_load(&known, &opened->store, err);
    if (!code)
        code = lc_crossings_find(found, opened->study, &opened->store, &known.declared,
                                 err);
    lc_known_breaks_free(&known);
    return code;
}

int lc_study_breaks_since(struct lc_crossings *found, const struct lc_study *study,
                          const struct lc_store *store,
                          const struct lc_crossings_span *span, struct lc_error *err)
{
    struct lc_known_breaks known = { 0 };
    *found = (struct lc_crossings){ 0 };
    int code = lc_schemas_load_declared(&known.schemas, store, err);
    if (!code)
        code = lc_schemas_declared(known.schemas, store, &known.declared, err);
    if (!code)
        code = lc_crossings_since(found, study, store, &known.declared, span, err);
    lc_known_breaks_free(&known);
    return code;
}

int lc_study_refuse_breaks(const struct lc_crossings *found, const char *verb,
                           struct lc_error *err)
{
    struct lc_text lines = { 0 };
    if (!found->refused)
        return LC_OK;
    for (size_t i = 0; i < found->count; i++)
        if (found->row[i].is == LC_CROSSING_DECLARED)
            lc_text_addf(&lines, "latecare %s: %s\n", verb, found->row[i].text);
    lc_text_addf(&lines,
                 "latecare %s: a model would take both sides of it for one thing. "
                 "Begin later, so that no window reaches behind it (landmarks.from, or "
                 "observed_from of the predictors); or say in the study why it may:\n"
                 "breaks:\n",
                 verb);
    for (size_t i = 0; i < found->count; i++)
        if (found->row[i].is == LC_CROSSING_DECLARED)
            lc_text_addf(&lines, "  - %s\n", found->row[i].row);
    (void)lc_say(&lines, NULL);
    return LC_FAIL(err, LC_REFUSED,
                   "the study learns across %zu declared break%s that it does not "
                   "accept",
                   found->refused, found->refused == 1 ? "" : "s");
}

int lc_study_say_breaks(const struct lc_opened *opened, const char *verb,
                        struct lc_error *err)
{
    struct lc_crossings found;
    struct lc_text lines = { 0 };
    int code = lc_study_breaks(&found, opened, err);
    if (!code)
        code = lc_study_refuse_breaks(&found, verb, err);
    for (size_t i = 0; i < found.count && !code; i++)
        lc_text_addf(&lines, "latecare %s: %s\n", verb, found.row[i].text);
    (void)lc_say(&lines, NULL);
    lc_crossings_free(&found);
    return code;
}
