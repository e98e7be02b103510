/* See check.h: the predictors. A study of first entries must not read what exists only
 * once a child is looked after: that would be the outcome itself, seen early. That
 * another child of its family is looked after may be read. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "kind/kind.h"
#include "study/check_inside.h"

/* Histories kept only while a child is looked after, and the codes that are not (a
 * short break is care by the return's rules, but not by the study's unless it says so).
 */
static const struct {
    const char *history;
    const char *const *spared;
} looked_after[] = {
    { "missing_care", NULL },
    { "adoption_plan", NULL },
    { "care_plan", NULL },
    { "cla_review", NULL },
    { "cla_visit", NULL },
    { "conviction_care", NULL },
    { "convicted_year", NULL },
    { "deprivation", NULL },
    { "health_check", NULL },
    { "health_year", NULL },
    { "immunised", NULL },
    { "leaver", NULL },
    { "leaver_year", NULL },
    { "placement", NULL },
    { "previous_permanence", NULL },
    { "sdq", NULL },
    { "sdq_year", NULL },
    { "substance_care", NULL },
    { "substance_year", NULL },
    { "worker_care", NULL },
    { "care", (const char *const[]){ "V3", "V4", NULL } },
    { "legal_status", (const char *const[]){ "V3", "V4", NULL } },
};

enum { LOOKED_AFTER = sizeof looked_after / sizeof *looked_after };

static bool is_spared(const struct lc_study_predictor *p, const char *const *spared)
{
    if (!spared || !p->codes_count)
        return false;
    for (unsigned c = 0; c < p->codes_count; c++) {
        const char *const *s = spared;
        while (*s && strcmp(*s, p->codes[c]) != 0)
            s++;
        if (!*s)
            return false;
    }
    return true;
}

static int check_leak(const struct lc_study *study, const struct lc_study_predictor *p,
                      const struct lc_study_text *text, const char *path,
                      struct lc_error *err)
{
    const char *read;
    bool own = p->what->source == LC_OF_HISTORY && study->outcome.first_entry;
    for (unsigned k = 0; own && (read = lc_study_read(study, p, k)); k++)
        for (size_t i = 0; i < LOOKED_AFTER; i++)
            if (strcmp(read, looked_after[i].history) == 0
                && !(read == p->history && is_spared(p, looked_after[i].spared)
                     && !study->outcome.short_breaks))
                return lc_study_fault(
                    text, LC_REFUSED, path, err,
                    "%s is kept only while a child is looked after, so it "
                    "cannot predict a first entry; take the predictor out, or "
                    "study any entry (first_entry: false)",
                    read);
    return LC_OK;
}

/* The kind whose name is nearest to a word, or NULL. */
static const struct lc_kind *nearest(const char *word)
{
    const struct lc_kind *near = NULL;
    size_t limit = strlen(word) / 2 + 1;
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++) {
        size_t distance = lc_word_distance(word, (*kind)->name);
        near = distance < limit ? *kind : near;
        limit = distance < limit ? distance : limit;
    }
    return near;
}

static int check_kind(struct lc_study_predictor *p, const struct lc_study_text *text,
                      const char *path, struct lc_error *err)
{
    struct lc_text names = { 0 };
    p->what = lc_kind_find(p->kind);
    const char *hole = p->what ? lc_kind_hole(p->what) : NULL;
    if (hole)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "this program's kind %s is not whole: its %s is missing "
                              "or may not be there (engine/kind)",
                              p->kind, hole);
    if (p->what)
        return LC_OK;
    lc_kind_names(&names);
    const struct lc_kind *near = nearest(p->kind);
    int code = names.failed
                   ? LC_FAIL_NOMEM(err)
                   : lc_study_fault(
                       text, LC_FORMAT, path, err,
                       "'%.40s' is not a kind of predictor%s%s%s; it is one of %s",
                       p->kind, near ? "; did you mean '" : "", near ? near->name : "",
                       near ? "'?" : "", names.data);
    lc_text_free(&names);
    return code;
}

static int check_history(const struct lc_study *study,
                         const struct lc_study_predictor *p,
                         const struct lc_study_text *text, const char *path,
                         struct lc_error *err)
{
    const struct lc_kind *kind = p->what;
    bool known_to = kind->others == LC_OTHERS_KNOWN_TO && !p->history;
    if (known_to && (p->codes_count || p->where_count || p->level_from))
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "without a history %s reads all of cohort.known_to, and "
                              "takes no codes, where or level_from; take them out, or "
                              "add history: NAME",
                              kind->name);
    if (known_to && study->cohort.known_to_count > LC_STUDY_KNOWN_TO)
        return lc_study_fault(text, LC_RANGE, path, err,
                              "%s reads at most %d histories of cohort.known_to; add "
                              "history: NAME",
                              kind->name, LC_STUDY_KNOWN_TO);
    if (lc_kind_reads(kind) && !p->history && !known_to)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "%s needs the history that it reads; add history: NAME",
                              kind->name);
    if (kind->others == LC_OTHER_NAMED && !p->other)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "%s compares two histories; add other: NAME", kind->name);
    if (kind->others == LC_OTHER_NAMED && strcmp(p->other, p->history) == 0)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "%s compares two histories, and both are %.60s; name "
                              "another one",
                              kind->name, p->other);
    if (kind->others != LC_OTHER_NAMED && p->other)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "%s reads no other history; take other out", kind->name);
    if (lc_kind_reads(kind))
        return LC_OK;
    if (p->history || p->window || p->codes_count || p->where_count || p->level_from)
        return lc_study_fault(
            text, LC_FORMAT, path, err,
            "%s takes no history, window, codes, where or level_from; "
            "take them out",
            kind->name);
    return LC_OK;
}

static int check_window(const struct lc_study_predictor *p,
                        const struct lc_study_text *text, const char *path,
                        struct lc_error *err)
{
    const struct lc_kind *kind = p->what;
    if (kind->window == LC_WINDOW_MUST && !p->window)
        return lc_study_fault(
            text, LC_FORMAT, path, err,
            "%s needs a window, the value of a child with none in it; add "
            "window: \"24 months\"",
            kind->name);
    if (kind->window == LC_WINDOW_NEVER && p->window)
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "%s looks at the landmark itself; take the window out",
                              kind->name);
    if (p->level_from < 0 || p->level_from > INT16_MAX)
        return lc_study_fault(text, LC_RANGE, path, err,
                              "level_from %d is not within 0 to %d", p->level_from,
                              INT16_MAX);
    return LC_OK;
}

/* Columns that a design has of itself (engine/design/export.h), the last by the linkage
 * of a day. */
static const char *const taken[] = { "child", "landmark", "days",
                                     "cause", "complete", "linkage" };

static int check_unique(const struct lc_study *study, unsigned at,
                        const struct lc_study_text *text, const char *path,
                        struct lc_error *err)
{
    for (unsigned i = 0; i < at; i++)
        if (strcmp(study->predictors[i].name, study->predictors[at].name) == 0)
            return lc_study_fault(text, LC_FORMAT, path, err,
                                  "two predictors are called %.63s; rename one",
                                  study->predictors[at].name);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(taken[i], study->predictors[at].name) == 0)
            return lc_study_fault(text, LC_FORMAT, path, err,
                                  "every design has a column %s of its own; rename the "
                                  "predictor",
                                  taken[i]);
    if (strchr(study->predictors[at].name, '-'))
        return lc_study_fault(text, LC_FORMAT, path, err,
                              "a formula would read the - in '%.63s' as minus; use _",
                              study->predictors[at].name);
    return LC_OK;
}

static int name_group(struct lc_study_predictor *p, struct lc_error *err)
{
    struct lc_text name = { 0 };
    lc_text_add(&name, p->history               ? p->history
                       : lc_kind_reads(p->what) ? LC_KNOWN_TO
                                                : "person");
    if (p->what->source == LC_OF_FAMILY)
        lc_text_add(&name, "_of_siblings");
    int code = lc_text_check(&name, err);
    p->group = name.data;
    return code;
}

static int check_one(struct lc_study *study, unsigned at,
                     const struct lc_study_text *text, struct lc_error *err)
{
    struct lc_study_predictor *p = study->predictors + at;
    char all[40], name[64], kind[64], window[64], since[64], history[64];
    snprintf(all, sizeof all, "predictors[%u]", at);
    snprintf(name, sizeof name, "%s.name", all);
    snprintf(kind, sizeof kind, "%s.kind", all);
    snprintf(window, sizeof window, "%s.window", all);
    snprintf(since, sizeof since, "%s.observed_from", all);
    snprintf(history, sizeof history, "%s.history", all);
    int code = lc_study_check_word(text, name, p->name, err);
    if (!code)
        code = check_unique(study, at, text, name, err);
    if (!code)
        code = check_kind(p, text, kind, err);
    if (!code)
        code = check_history(study, p, text, all, err);
    if (!code)
        code = check_window(p, text, all, err);
    if (!code)
        code = lc_study_read_period(text, window, p->window, &p->back, err);
    if (!code)
        code = lc_study_read_day(text, since, p->observed_from, &p->since, err);
    if (!code)
        code = check_leak(study, p, text, p->history ? history : all, err);
    if (!code)
        code = name_group(p, err);
    return code;
}

int lc_study_check_predictors(struct lc_study *study, const struct lc_study_text *text,
                              struct lc_error *err)
{
    for (unsigned i = 0; i < study->predictors_count; i++) {
        int code = check_one(study, i, text, err);
        if (code)
            return code;
    }
    return LC_OK;
}
