/* Dated events as words (reason_inside.h). */
#include "models/panel/reason_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "kind/kind.h"
#include "models/panel/behind_inside.h"
#include "models/panel/explain.h"

/* What a reason is said of, and in which words. */
struct saying {
    const lc_meanings *words;
    const char *history;
    const struct lc_spoken *spoken; /* NULL: the history's own name */
    int32_t day;
    bool told, lasts; /* as spoken says */
};

static struct saying saying_of(const lc_meanings *words, const char *history,
                               int32_t day)
{
    const struct lc_spoken *spoken = lc_spoken_of(words, history);
    return (struct saying){
        words, history, spoken, day, spoken && spoken->told, spoken && spoken->lasts
    };
}

struct found {
    struct lc_evidence *event;
    size_t count, room, beside; /* beside: of other histories */
    struct lc_text says;        /* what the kinds add of them */
    struct lc_text others;      /* events of the other histories that they read */
};

/* --- words ------------------------------------------------------------------------ */

/* Wraps what is there: "X" becomes a saying that has it. */
static void become(struct lc_text *text, struct lc_text *next)
{
    next->failed |= text->failed;
    lc_text_free(text);
    *text = *next;
}

static void add_name(struct lc_text *text, const struct saying *s, bool many)
{
    if (s->spoken)
        lc_text_add(text, many ? s->spoken->many : s->spoken->one);
    else
        lc_text_add_words(text, s->history);
}

void lc_reason_subject(struct lc_text *text, const lc_meanings *words,
                       const struct lc_study_predictor *p)
{
    bool family = p->what->source == LC_OF_FAMILY;
    const struct saying s = saying_of(words, family ? p->history : p->group, 0);
    struct lc_text what = { 0 };
    add_name(&what, &s, true);
    if (family)
        LC_SAY(text, words, of_family, { "what", lc_text_held(&what) });
    else
        lc_text_add(text, lc_text_held(&what));
    text->failed |= what.failed;
    lc_text_free(&what);
}

/* Of the widest window of the predictors: " in the last 12 months"; without one, as
 * the kind says it. */
static void add_window(struct lc_text *text, const struct saying *s,
                       const struct lc_evidence_book *book, const size_t *which,
                       size_t count)
{
    const char *widest = NULL, *always = NULL;
    int32_t most = 0;
    struct lc_text wrapped = { 0 };
    for (size_t k = 0; k < count && !always; k++) {
        const struct lc_study_predictor *p = &book->study->predictors[which[k]];
        if (!p->window)
            always = p->what->always;
        else if (lc_period_days(p->back) > most) {
            most = lc_period_days(p->back);
            widest = p->window;
        }
    }
    if (!always)
        LC_SAY(&wrapped, s->words, in_window, { "said", lc_text_held(text) },
               { "window", widest });
    else if (!strcmp(always, " now"))
        LC_SAY(&wrapped, s->words, now, { "said", lc_text_held(text) });
    else
        LC_SAY(&wrapped, s->words, ever, { "said", lc_text_held(text) });
    become(text, &wrapped);
}

/* What happened: who told of it, and the level of one event or the highest of several.
 */
static void add_what(struct lc_text *what, const struct saying *s,
                     const struct found *found)
{
    struct lc_text who = { 0 }, wrapped = { 0 };
    char number[16];
    int highest = LC_NO_LEVEL;
    add_name(what, s, found->count > 1);
    lc_text_add_words(&who, found->event->code);
    if (found->count == 1 && s->told && who.size) {
        LC_SAY(&wrapped, s->words, told_by, { "who", lc_text_held(&who) },
               { "what", lc_text_held(what) });
        become(what, &wrapped);
    }
    what->failed |= who.failed;
    lc_text_free(&who);
    for (size_t k = 0; k < found->count; k++)
        if (found->event[k].level > highest)
            highest = found->event[k].level;
    if (!s->spoken || !s->spoken->level || highest == LC_NO_LEVEL)
        return;
    snprintf(number, sizeof number, "%d", highest);
    wrapped = (struct lc_text){ 0 };
    lc_spoken_add(&wrapped, s->words,
                  found->count > 1 ? LC_SAY_of_highest_level : LC_SAY_of_level,
                  (const struct lc_filling[]){ { "what", lc_text_held(what) },
                                               { "level", s->spoken->level },
                                               { "number", number } },
                  3);
    become(what, &wrapped);
}

/* Adds when it was known: its first version, not the one that has its end. */
static void add_known(struct lc_text *text, const struct saying *s,
                      const struct lc_history *h, const struct lc_evidence *e)
{
    struct lc_text known = { 0 }, wrapped = { 0 };
    lc_spoken_later(&known, s->words, lc_first_known(h, e->child, e->row), e->start,
                    s->day);
    LC_SAY(&wrapped, s->words, one_late, { "said", lc_text_held(text) },
           { "known", lc_text_held(&known) });
    wrapped.failed |= known.failed;
    lc_text_free(&known);
    become(text, &wrapped);
}

static bool is_late(const struct lc_history *h, const struct lc_evidence *e)
{
    return lc_first_known(h, e->child, e->row) > e->start + LC_LATE_DAYS;
}

static enum lc_saying saying_one(const struct saying *s, const struct lc_history *h,
                                 const struct lc_evidence *e)
{
    if (s->told)
        return is_late(h, e) ? LC_SAY_one_told_late : LC_SAY_one_told;
    if (!s->lasts)
        return LC_SAY_one_on;
    return e->end == LC_OPEN ? LC_SAY_one_since : LC_SAY_one_over;
}

static void add_one(struct lc_text *text, const struct saying *s,
                    const struct lc_history *h, const struct found *found)
{
    const struct lc_evidence *e = found->event;
    struct lc_text what = { 0 }, day = { 0 }, known = { 0 }, end = { 0 };
    add_what(&what, s, found);
    lc_spoken_day(&day, s->words, e->start, s->day);
    lc_spoken_later(&known, s->words, lc_first_known(h, e->child, e->row), e->start,
                    s->day);
    if (e->end != LC_OPEN)
        lc_spoken_later(&end, s->words, e->end, e->start, s->day);
    lc_spoken_add(text, s->words, saying_one(s, h, e),
                  (const struct lc_filling[]){ { "what", lc_text_held(&what) },
                                               { "day", lc_text_held(&day) },
                                               { "known", lc_text_held(&known) },
                                               { "end", lc_text_held(&end) } },
                  4);
    text->failed |= what.failed | day.failed | known.failed | end.failed;
    lc_text_free(&what);
    lc_text_free(&day);
    lc_text_free(&known);
    lc_text_free(&end);
}

static void add_many(struct lc_text *text, const struct saying *s,
                     const struct found *found)
{
    struct lc_text what = { 0 }, day = { 0 };
    char count[24];
    bool open = s->lasts && found->event[found->count - 1].end == LC_OPEN;
    add_what(&what, s, found);
    lc_spoken_day(&day, s->words, found->event[0].start, s->day);
    snprintf(count, sizeof count, "%zu", found->count);
    lc_spoken_add(text, s->words, open ? LC_SAY_many_open : LC_SAY_many,
                  (const struct lc_filling[]){ { "count", count },
                                               { "what", lc_text_held(&what) },
                                               { "day", lc_text_held(&day) } },
                  3);
    text->failed |= what.failed | day.failed;
    lc_text_free(&what);
    lc_text_free(&day);
}

/* --- the events of several predictors, each once ---------------------------------- */

static int compare(const void *a, const void *b)
{
    const struct lc_evidence *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* "first offence on 3 March": an event of another history that the predictor reads. */
static void add_other(struct found *found, const struct saying *s,
                      const struct lc_evidence_book *book, size_t which,
                      struct lc_evidence *event)
{
    const struct lc_look *look = &book->reader[which].look;
    const char *history =
        lc_study_read(book->study, &book->study->predictors[which], event->of);
    const struct saying its = saying_of(s->words, history, book->day);
    const struct found one = { .event = event, .count = 1 };
    struct lc_text text = { 0 }, wrapped = { 0 };
    bool first = look->kind->others == LC_OTHER_NAMED;
    add_one(&text, &its, event->of ? look->other[event->of - 1] : look->history, &one);
    if (text.failed
        || (found->others.size
            && strstr(lc_text_held(&found->others), lc_text_held(&text)))) {
        found->others.failed |= text.failed;
        lc_text_free(&text);
        return;
    }
    if (found->others.size)
        lc_spoken_add(
            &wrapped, s->words, first ? LC_SAY_also_first : LC_SAY_also,
            (const struct lc_filling[]){ { "said", lc_text_held(&found->others) },
                                         { "other", lc_text_held(&text) } },
            2);
    else if (first)
        LC_SAY(&wrapped, s->words, first, { "other", lc_text_held(&text) });
    else
        lc_text_add(&wrapped, lc_text_held(&text));
    become(&found->others, &wrapped);
    found->beside++;
    lc_text_free(&text);
}

static int gather(struct found *found, const struct saying *s,
                  const struct lc_evidence_book *book, const size_t *which,
                  size_t count, uint32_t child, struct lc_error *err)
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
                add_other(found, s, book, which[k], list + e);
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
static void add_family(struct lc_text *text, const struct saying *s,
                       const struct found *found)
{
    size_t children = 0;
    char count[24];
    struct lc_text wrapped = { 0 };
    for (size_t k = 0; k < found->count; k++) {
        size_t first = 0;
        while (found->event[first].child != found->event[k].child)
            first++;
        children += first == k;
    }
    snprintf(count, sizeof count, "%zu", children);
    if (children == 1)
        LC_SAY(&wrapped, s->words, family_one, { "said", lc_text_held(text) });
    else
        LC_SAY(&wrapped, s->words, family_many, { "count", count },
               { "said", lc_text_held(text) });
    become(text, &wrapped);
}

/* --- there is none, or there are some --------------------------------------------- */

static void add_nothing(struct lc_text *text, const struct saying *s, bool family)
{
    struct lc_text what = { 0 }, wrapped = { 0 };
    add_name(&what, s, false);
    if (s->spoken && s->spoken->none && !family)
        lc_text_add(text, s->spoken->none);
    else
        LC_SAY(text, s->words, none, { "what", lc_text_held(&what) });
    text->failed |= what.failed;
    lc_text_free(&what);
    if (!family)
        return;
    LC_SAY(&wrapped, s->words, none_of_family, { "said", lc_text_held(text) });
    become(text, &wrapped);
}

static void add_some(struct lc_text *text, const struct saying *s,
                     const struct lc_history *h, const struct found *found, bool family)
{
    if (found->count > 1)
        add_many(text, s, found);
    else
        add_one(text, s, h, found);
    bool one = found->count == 1 && !s->told;
    if (one && (family || (!found->says.size && is_late(h, found->event))))
        add_known(text, s, h, found->event);
    if (family)
        add_family(text, s, found);
}

/* What is of other histories, and what the kinds say. */
static void add_beside(struct lc_text *text, const struct saying *s,
                       const struct found *found)
{
    struct lc_text wrapped = { 0 };
    if (found->others.size && text->size)
        LC_SAY(&wrapped, s->words, also, { "said", lc_text_held(text) },
               { "other", lc_text_held(&found->others) });
    else if (found->others.size)
        lc_text_add(&wrapped, lc_text_held(&found->others));
    if (found->others.size)
        become(text, &wrapped);
    lc_text_add(text, lc_text_held(&found->says));
    text->failed |= found->others.failed | found->says.failed;
}

int lc_reason_add(struct lc_text *text, const lc_meanings *words,
                  const struct lc_reason_of *of, size_t *events, struct lc_error *err)
{
    struct found found = { 0 };
    const struct lc_study_predictor *p = &of->book->study->predictors[of->which[0]];
    bool own = p->history; /* else all are beside it */
    const struct lc_look *look = &of->book->reader[of->which[0]].look;
    const struct saying s =
        saying_of(words, own ? p->history : p->group, of->book->day);
    bool family = look->kind->source == LC_OF_FAMILY;
    struct lc_text said = { 0 };
    int code = gather(&found, &s, of->book, of->which, of->count, of->child, err);
    *events = found.count + found.beside;
    if (!code && found.count)
        add_some(&said, &s, look->history, &found, family);
    else if (!code && (own || !found.beside)) {
        add_nothing(&said, &s, family);
        add_window(&said, &s, of->book, of->which, of->count);
    }
    if (!code) {
        add_beside(&said, &s, &found);
        code = lc_text_check(&said, err);
    }
    lc_text_add(text, code ? "" : lc_text_held(&said));
    lc_text_free(&said);
    lc_text_free(&found.says);
    lc_text_free(&found.others);
    free(found.event);
    return code;
}
