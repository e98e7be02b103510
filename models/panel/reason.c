/* Dated events as words (reason_inside.h). */
#include "models/panel/reason_inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "kind/kind.h"
#include "models/panel/explain.h"

/* How a history is spoken of; one row each, others by their own names. */
struct phrase {
    const char *history, *one, *many;
    bool spell;        /* something that lasts: "since" while open */
    bool source;       /* the code says who told: "police CSE concern" */
    const char *level; /* what a level is called; NULL: not told */
    const char *none;  /* said when there is none; NULL: "no" and one */
};

/* clang-format off */
static const struct phrase phrases[] = {
    { "missing",      "missing episode",         "missing episodes",           false, false, NULL, NULL },
    { "referral",     "referral",                "referrals",                  false, false, NULL, NULL },
    { "early_help",   "early help",              "spells of early help",       true,  false, NULL, NULL },
    { "cin",          "child in need",           "spells as a child in need",  true,  false, NULL, "not a child in need" },
    { "assessment",   "assessment",              "assessments",                false, false, NULL, NULL },
    { "factor",       "assessment factor",       "assessment factors",         false, false, NULL, NULL },
    { "cin_plan",     "child in need plan",      "child in need plans",        true,  false, NULL, NULL },
    { "s47",          "section 47 enquiry",      "section 47 enquiries",       false, false, NULL, NULL },
    { "icpc",         "initial protection conference", "initial protection conferences", false, false, NULL, NULL },
    { "cpp",          "protection plan",         "protection plans",           true,  false, NULL, NULL },
    { "care",         "episode of care",         "episodes of care",           true,  false, NULL, NULL },
    { "cse",          "CSE concern",             "CSE concerns",               false, true,  "level", NULL },
    { "cce",          "CCE concern",             "CCE concerns",               false, true,  "level", NULL },
    { "trafficking",  "trafficking concern",     "trafficking concerns",       false, true,  "level", NULL },
    { "gang",         "gang link",               "gang links",                 true,  false, NULL, NULL },
    { "offence",      "offence",                 "offences",                   false, false, "seriousness", NULL },
    { "exclusion",    "exclusion",               "exclusions",                 false, false, NULL, NULL },
    { "contact", "contact", "contacts", false, false, NULL, NULL },
    { "cin_visit", "visit in need", "visits in need", false, false, NULL, NULL },
    { "cp_visit", "visit under a plan", "visits under a plan", false, false, NULL, NULL },
    { "cp_review", "review of a plan", "reviews of a plan", false, false, NULL, NULL },
    { "early_help_assessment", "early help assessment", "early help assessments", true, false, NULL, NULL },
    { "pre_proceedings", "pre-proceedings", "spells of pre-proceedings", true, false, NULL, NULL },
    { "care_proceedings", "care proceedings", "care proceedings", false, false, NULL, NULL },
    { "ehc_plan", "EHC plan", "EHC plans", true, false, NULL, NULL },
    { "ehc_request", "request for an EHC plan", "requests for an EHC plan", true, false, NULL, NULL },
    { "missing_education", "missing education", "spells missing education", true, false, NULL, NULL },
    { "home_education", "home education", "spells of home education", true, false, NULL, NULL },
    { "neet", "not in education or work", "spells not in education or work", true, false, NULL, NULL },
    { "not_in_school", "not in school", "spells not in school", true, false, NULL, NULL },
    { "alternative_provision", "alternative provision", "spells in alternative provision", true, false, NULL, NULL },
    { "exploitation_assessment", "assessment of exploitation", "assessments of exploitation", false, false, "score", NULL },
    { "yj_outcome", "youth justice outcome", "youth justice outcomes", true, false, NULL, NULL },
    { "yj_intervention", "youth justice intervention", "youth justice interventions", true, false, NULL, NULL },
    { "yj_assessment", "youth justice assessment", "youth justice assessments", false, false, NULL, NULL },
    { LC_KNOWN_TO,    "contact",                 "all that makes a child known", false, false, NULL, "nothing" },
};
/* clang-format on */

static const struct phrase *phrase_of(const char *history)
{
    for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++)
        if (!strcmp(phrases[k].history, history))
            return &phrases[k];
    return NULL;
}

/* "3 March", or "3 March 2023" for a day six months or more from `from`; into
 * out[32]; returns out. */
static const char *day_spoken(int32_t day, int32_t from, char *out)
{
    lc_day_print_long(day, out);
    if (day > lc_day_add_months(from, -6) && day < lc_day_add_months(from, 6))
        *strrchr(out, ' ') = 0; /* the year */
    return out;
}

struct found {
    struct lc_evidence *event;
    size_t count, room, beside; /* beside: of other histories */
    struct lc_text says;        /* what the kinds add of them */
    struct lc_text others;      /* events of the other histories that they read */
};

/* --- words ------------------------------------------------------------------------ */

/* "social_care" as "social care"; a code that is all capitals stays as it is. */
static void add_words(struct lc_text *text, const char *name)
{
    for (; *name; name++)
        lc_text_add_bytes(text, *name == '_' ? " " : name, 1);
}

void lc_reason_subject(struct lc_text *text, const struct lc_study_predictor *p)
{
    bool family = p->what->source == LC_OF_FAMILY;
    const char *history = family ? p->history : p->group;
    const struct phrase *phrase = phrase_of(history);
    add_words(text, phrase ? phrase->many : history);
    if (family)
        lc_text_add(text, " of children of the same family");
}

/* The widest window of the predictors: " in the last 12 months"; without one, as
 * the kind says it. */
static void add_window(struct lc_text *text, const struct lc_evidence_book *book,
                       const size_t *which, size_t count)
{
    const char *widest = NULL;
    int32_t most = 0;
    for (size_t k = 0; k < count; k++) {
        const struct lc_study_predictor *p = &book->study->predictors[which[k]];
        if (!p->window) {
            lc_text_add(text, p->what->always);
            return;
        }
        if (lc_period_days(p->back) > most) {
            most = lc_period_days(p->back);
            widest = p->window;
        }
    }
    lc_text_addf(text, " in the last %s", widest);
}

/* ", level 2" of one event, or of the highest of several. */
static void add_level(struct lc_text *text, const struct phrase *phrase,
                      const struct found *found)
{
    int highest = LC_NO_LEVEL;
    for (size_t k = 0; k < found->count; k++)
        if (found->event[k].level > highest)
            highest = found->event[k].level;
    if (phrase && phrase->level && highest != LC_NO_LEVEL)
        lc_text_addf(text, ", %s%s %d", found->count > 1 ? "highest " : "",
                     phrase->level, highest);
}

/* When it was known, where that was more than a week after and nothing else tells. A
 * spell that is over was known in this version when its end was. */
static void add_late(struct lc_text *text, const struct phrase *phrase,
                     const struct lc_history *h, const struct lc_evidence *e,
                     int32_t day)
{
    char when[32];
    int32_t known = h->known_from[e->row];
    bool over = phrase && phrase->spell && e->end != LC_OPEN;
    if (!over && known > e->start + LC_LATE_DAYS)
        lc_text_addf(text, ", known %s", day_spoken(known, day, when));
}

static void add_one(struct lc_text *text, const struct phrase *phrase,
                    const char *history, const struct lc_history *h,
                    const struct found *found, int32_t day)
{
    const struct lc_evidence *e = found->event;
    char when[32];
    int32_t known = h->known_from[e->row];
    if (phrase && phrase->source && *e->code) {
        add_words(text, e->code);
        lc_text_add(text, " ");
    }
    add_words(text, phrase ? phrase->one : history);
    add_level(text, phrase, found);
    if (phrase && phrase->source) {
        if (known > e->start + LC_LATE_DAYS)
            lc_text_addf(text, ", of %s", day_spoken(e->start, day, when));
        lc_text_addf(text, ", known %s", day_spoken(known, day, when));
    } else
        lc_text_addf(text, " %s %s",
                     phrase && phrase->spell && e->end == LC_OPEN ? "since" : "on",
                     day_spoken(e->start, day, when));
    if (phrase && phrase->spell && e->end != LC_OPEN)
        lc_text_addf(text, ", ended %s", day_spoken(e->end, day, when));
}

static void add_many(struct lc_text *text, const struct phrase *phrase,
                     const char *history, const struct found *found, int32_t day)
{
    char when[32];
    lc_text_addf(text, "%zu ", found->count);
    add_words(text, phrase ? phrase->many : history);
    add_level(text, phrase, found);
    lc_text_addf(text, " since %s", day_spoken(found->event[0].start, day, when));
    if (phrase && phrase->spell && found->event[found->count - 1].end == LC_OPEN)
        lc_text_add(text, ", the latest still open");
}

/* --- the events of several predictors, each once ---------------------------------- */

static int compare(const void *a, const void *b)
{
    const struct lc_evidence *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* "; first offence on 3 March": an event of another history that the predictor reads.
 */
static void add_other(struct found *found, const struct lc_evidence_book *book,
                      size_t which, struct lc_evidence *event)
{
    const struct lc_look *look = &book->reader[which].look;
    const char *history =
        lc_study_read(book->study, &book->study->predictors[which], event->of);
    const struct found one = { .event = event, .count = 1 };
    struct lc_text text = { 0 };
    lc_text_add(&text, look->kind->others == LC_OTHER_NAMED ? "; first " : "; ");
    add_one(&text, phrase_of(history), history,
            event->of ? look->other[event->of - 1] : look->history, &one, book->day);
    found->others.failed |= text.failed;
    if (!text.failed
        && (!found->others.size || !strstr(found->others.data, text.data))) {
        lc_text_add(&found->others, text.data);
        found->beside++;
    }
    lc_text_free(&text);
}

static int gather(struct found *found, const struct lc_evidence_book *book,
                  const size_t *which, size_t count, uint32_t child,
                  struct lc_error *err)
{
    for (size_t k = 0; k < count; k++) {
        struct lc_evidence *list = NULL;
        size_t n = 0;
        const struct lc_look *look = &book->reader[which[k]].look;
        const struct lc_study_predictor *p = &book->study->predictors[which[k]];
        int code = lc_evidence_list(book, which[k], child, &n, &list, err);
        if (!code && n && look->kind->say)
            look->kind->say(&found->says, n, list, book->day,
                            look->low ? look->low[0] : INT32_MIN);
        if (!code)
            code = lc_grow((void **)&found->event, &found->room, found->count + n + 1,
                           sizeof *found->event, err);
        for (size_t e = 0; e < n && !code; e++)
            if (list[e].of || !p->history)
                add_other(found, book, which[k], list + e);
            else
                found->event[found->count++] = list[e];
        free(list);
        if (code)
            return code;
    }
    size_t kept = 0;
    if (found->count)
        qsort(found->event, found->count, sizeof *found->event, compare);
    for (size_t k = 0; k < found->count; k++)
        if (!kept || found->event[k].row != found->event[kept - 1].row)
            found->event[kept++] = found->event[k];
    found->count = kept;
    return LC_OK;
}

/* --- what happened to others of the family ----------------------------------------- */

/* "2 children of the same family: "; nobody is named. */
static void add_family(struct lc_text *text, const struct found *found)
{
    size_t children = 0;
    for (size_t k = 0; k < found->count; k++) {
        size_t first = 0;
        while (found->event[first].child != found->event[k].child)
            first++;
        children += first == k;
    }
    if (children == 1)
        lc_text_add(text, "a child of the same family: ");
    else
        lc_text_addf(text, "%zu children of the same family: ", children);
}

/* When what happened to another child was known. */
static void add_known(struct lc_text *text, const struct lc_history *h,
                      const struct lc_evidence *e, int32_t day)
{
    char when[32];
    lc_text_addf(text, ", known %s", day_spoken(h->known_from[e->row], day, when));
}

static void add_nothing(struct lc_text *text, const struct phrase *phrase,
                        const char *history, bool family)
{
    bool none = phrase && phrase->none && !family;
    lc_text_add(text, none ? phrase->none : "no ");
    if (!none)
        add_words(text, phrase ? phrase->one : history);
    if (family)
        lc_text_add(text, " of a child of the same family");
}

int lc_reason_add(struct lc_text *text, const struct lc_evidence_book *book,
                  const size_t *which, size_t count, uint32_t child, size_t *events,
                  struct lc_error *err)
{
    struct found found = { 0 };
    const struct lc_study_predictor *p = &book->study->predictors[which[0]];
    bool own = p->history; /* else all are beside it */
    const char *history = own ? p->history : p->group;
    const struct phrase *phrase = phrase_of(history);
    const struct lc_look *look = &book->reader[which[0]].look;
    bool family = look->kind->source == LC_OF_FAMILY;
    int code = gather(&found, book, which, count, child, err);
    *events = found.count + found.beside;
    if (!code && family && found.count)
        add_family(text, &found);
    if (!code && !found.count && (own || !found.beside)) {
        add_nothing(text, phrase, history, family);
        add_window(text, book, which, count);
    } else if (!code && found.count == 1) {
        add_one(text, phrase, history, look->history, &found, book->day);
        if (family && !(phrase && phrase->source))
            add_known(text, look->history, found.event, book->day);
        else if (!(phrase && phrase->source) && !found.says.size)
            add_late(text, phrase, look->history, found.event, book->day);
    } else if (!code && found.count) {
        add_many(text, phrase, history, &found, book->day);
    }
    if (!code)
        code = lc_text_check(&found.says, err);
    if (!code)
        code = lc_text_check(&found.others, err);
    if (!code && found.others.size)
        lc_text_add(text, found.others.data + (own ? 0 : strlen("; ")));
    if (!code && found.says.size)
        lc_text_add(text, found.says.data);
    lc_text_free(&found.says);
    lc_text_free(&found.others);
    free(found.event);
    return code;
}
