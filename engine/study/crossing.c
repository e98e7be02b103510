/* See crossing.h. */
#include "study/crossing.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "kind/kind.h"
#include "store/rhythm.h"
#include "study/landmarks.h"

/* What is read of one history, and by whom. */
struct reading {
    const struct lc_study *study;
    const struct lc_store *store;
    const struct lc_declarations *declared;
    const char *history;
    int32_t first, last, horizon; /* landmarks, and the end of the last one's horizon */
    int32_t covered; /* the first day of which the history's sources tell */
    int32_t behind;  /* breaks before it are of no interest */
    bool shown;      /* is what the store shows, too? */
    struct lc_crossings *out;
};

/* A break of a day, of all of the history or of a code of it. */
struct day_of {
    int32_t day;
    const char *attribute, *code;
};

/* --- who reads across a day --------------------------------------------------------- */

static void name(struct lc_text *who, const char *reader)
{
    lc_text_addf(who, "%s%s", who->size ? ", " : "", reader);
}

/* Events from low to high are read: does the day part them? */
static bool parts(const struct reading *r, int32_t day, int32_t low, int32_t high)
{
    return day > low && day > r->covered && day < high && day >= r->behind;
}

/* Does the predictor look at what broke? */
static bool looks_at(const struct lc_study_predictor *p, const struct day_of *b)
{
    if (!b->code)
        return true;
    if (!b->attribute)
        return lc_study_lists(p->codes_count, p->codes, b->code);
    for (unsigned f = 0; f < p->where_count; f++)
        if (strcmp(p->where[f].attribute, b->attribute) == 0
            && lc_study_lists(p->where[f].values_count, p->where[f].values, b->code))
            return true;
    return false;
}

static bool is_stated(struct lc_period period)
{
    return period.days || period.months;
}

/* The first day that the predictor reads. */
static int32_t low_of(const struct reading *r, const struct lc_study_predictor *p)
{
    int32_t low = INT32_MIN;
    if (is_stated(p->back))
        low = lc_period_before(r->first, p->back) - p->what->before;
    return p->since > low ? p->since : low;
}

static void add_predictors(const struct reading *r, const struct day_of *b,
                           struct lc_text *who)
{
    for (unsigned k = 0; k < r->study->predictors_count; k++) {
        const struct lc_study_predictor *p = r->study->predictors + k;
        if (lc_study_reads(r->study, p, r->history) && looks_at(p, b)
            && parts(r, b->day, low_of(r, p), r->last))
            name(who, p->name);
    }
}

/* Who reads across it, or nothing. */
static void add_readers(const struct reading *r, const struct day_of *b,
                        struct lc_text *who)
{
    const struct lc_study *s = r->study;
    int32_t low = INT32_MIN;
    add_predictors(r, b, who);
    if (b->code)
        return;
    if (is_stated(s->cohort.within))
        low = lc_period_before(r->first, s->cohort.within);
    if (lc_study_lists(s->cohort.known_to_count, s->cohort.known_to, r->history)
        && parts(r, b->day, low, r->last))
        name(who, "cohort.known_to");
    if (!parts(r, b->day, r->first, r->horizon))
        return;
    if (strcmp(s->outcome.history, r->history) == 0)
        name(who, "outcome");
    if (lc_study_lists(s->competing_count, s->competing, r->history))
        name(who, "competing");
}

/* --- lines ------------------------------------------------------------------------ */

/* The study's own words on what is declared, or NULL. */
static const struct lc_declared *said_of(const struct lc_study *s,
                                         const struct lc_declared *declared)
{
    for (unsigned i = 0; i < s->breaks_count; i++)
        if (lc_declared_speaks_of(s->breaks + i, declared))
            return s->breaks + i;
    return NULL;
}

static void add_row(struct lc_text *row, const char *history, const struct day_of *b)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(row, "{ history: %s, ", history);
    if (b->attribute)
        lc_text_addf(row, "attribute: %s, ", b->attribute);
    if (b->code)
        lc_text_addf(row, "code: %s, ", b->code);
    lc_text_addf(row, "from: %s, accept: \"your reason\" }", lc_day_print(b->day, day));
}

/* line is taken over. */
static int add(const struct reading *r, int is, struct lc_text *line,
               const struct day_of *b, struct lc_error *err)
{
    struct lc_crossings *out = r->out;
    struct lc_text row = { 0 };
    add_row(&row, r->history, b);
    int code = lc_text_check(line, err);
    if (!code)
        code = lc_text_check(&row, err);
    if (!code)
        code = LC_GROW(out->row, out->room, out->count + 1, err);
    if (code) {
        lc_text_free(line);
        lc_text_free(&row);
        return code;
    }
    out->row[out->count++] = (struct lc_crossing){ is, line->data, row.data };
    out->refused += is == LC_CROSSING_DECLARED;
    return LC_OK;
}

/* One that is declared: by `by`, of which the study may say more in `said`. */
static int add_declared(const struct reading *r, const struct lc_declared *by,
                        const struct lc_declared *said, const struct day_of *b,
                        struct lc_error *err)
{
    struct lc_text who = { 0 }, line = { 0 };
    const char *accept = said ? said->accept : by->accept;
    int is = accept ? LC_CROSSING_ACCEPTED : LC_CROSSING_DECLARED, code = LC_OK;
    add_readers(r, b, &who);
    if (who.size) {
        lc_text_addf(&line,
                     "%s break: ", accept ? "declared and accepted" : "declared");
        lc_declared_say(&line, by);
        lc_text_addf(&line, "; read on both sides of it: %s", who.data);
        if (accept)
            lc_text_addf(&line, "; accepted: %s", accept);
        code = add(r, is, &line, b, err);
    }
    lc_text_free(&who);
    return code;
}

/* Those that are of a day: what schemas declare, and what the study alone does. */
static int add_days(const struct reading *r, struct lc_error *err)
{
    const struct lc_study *s = r->study;
    int code = LC_OK;
    for (size_t i = 0; i < r->declared->count && !code; i++) {
        const struct lc_declared *d = r->declared->row[i], *said = said_of(s, d);
        const struct day_of b = { said ? said->first : d->first, d->attribute,
                                  d->code };
        if (strcmp(d->history, r->history) == 0 && (said || d->first == d->last))
            code = add_declared(r, d, said, &b, err);
    }
    for (unsigned i = 0; i < s->breaks_count && !code; i++) {
        const struct lc_declared *own = s->breaks + i;
        const struct day_of b = { own->first, own->attribute, own->code };
        bool other = false;
        for (size_t k = 0; k < r->declared->count && !other; k++)
            other = said_of(s, r->declared->row[k]) == own;
        if (!other && strcmp(own->history, r->history) == 0)
            code = add_declared(r, own, NULL, &b, err);
    }
    return code;
}

static bool says_study(const struct lc_study *s, const struct lc_break *found)
{
    for (unsigned i = 0; i < s->breaks_count; i++)
        if (lc_declared_is(s->breaks + i, found))
            return true;
    return false;
}

static int add_found(const struct reading *r, const struct lc_break *found,
                     struct lc_error *err)
{
    const struct day_of b = { found->from, found->attribute, found->code };
    const struct lc_declared *by = lc_declarations_find(r->declared, found);
    struct lc_text who = { 0 }, line = { 0 };
    int is = by ? LC_CROSSING_DECLARED : LC_CROSSING_LIKELY, code = LC_OK;
    if (says_study(r->study, found) || (by && by->first == by->last))
        return LC_OK; /* as declared: add_days() */
    add_readers(r, &b, &who);
    if (who.size) {
        lc_text_addf(&line, "%s break: ", by ? "declared" : "likely");
        lc_declared_say_found(&line, found, r->declared, false);
        lc_text_addf(&line, "; read on both sides of it: %s", who.data);
        code = add(r, is, &line, &b, err);
    }
    lc_text_free(&who);
    return code;
}

/* --- all -------------------------------------------------------------------------- */

static bool is_declared(const struct reading *r)
{
    for (size_t i = 0; i < r->declared->count; i++)
        if (strcmp(r->declared->row[i]->history, r->history) == 0)
            return true;
    for (unsigned i = 0; i < r->study->breaks_count; i++)
        if (strcmp(r->study->breaks[i].history, r->history) == 0)
            return true;
    return false;
}

static int read_history(struct reading *r, struct lc_error *err)
{
    struct lc_break *found = NULL;
    size_t count = 0, spans;
    int32_t(*span)[2] = NULL;
    int code = lc_covered(r->store, r->history, LC_OPEN, &spans, &span, err);
    if (!code && spans) {
        r->covered = span[0][0];
        code = add_days(r, err);
        if (!code && r->shown)
            code = lc_breaks_find(r->store, r->history, &count, &found, err);
    }
    for (size_t i = 0; i < count && !code; i++)
        code = add_found(r, found + i, err);
    free(found);
    free(span);
    return code;
}

/* The landmarks that a model is made of: those whose horizon is covered. */
static int set_days(struct reading *r, struct lc_error *err)
{
    struct lc_landmarks l;
    int code = lc_landmarks_of(&l, r->study, r->store, err);
    if (code)
        return code;
    size_t last = l.count;
    while (last > 1 && l.limit[last - 1] > l.cover[last - 1])
        last--;
    if (last) {
        r->first = l.day[0];
        r->last = l.day[last - 1];
        r->horizon = l.limit[last - 1];
    }
    lc_landmarks_free(&l);
    return LC_OK;
}

static int read_all(struct reading *r, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t h = 0; h < r->store->histories && !code; h++) {
        r->history = r->store->history[h].name;
        if (lc_study_reads_history(r->study, r->history)
            && (r->shown || is_declared(r)))
            code = read_history(r, err);
    }
    return code;
}

int lc_crossings_find(struct lc_crossings *out, const struct lc_study *study,
                      const struct lc_store *store,
                      const struct lc_declarations *declared, struct lc_error *err)
{
    struct reading r = { .study = study,
                         .store = store,
                         .declared = declared,
                         .behind = INT32_MIN,
                         .shown = true,
                         .out = out };
    *out = (struct lc_crossings){ 0 };
    int code = set_days(&r, err);
    return code ? code : read_all(&r, err);
}

int lc_crossings_since(struct lc_crossings *out, const struct lc_study *study,
                       const struct lc_store *store,
                       const struct lc_declarations *declared,
                       const struct lc_crossings_span *span, struct lc_error *err)
{
    struct reading r = { .study = study,
                         .store = store,
                         .declared = declared,
                         .first = span->last,
                         .last = span->day,
                         .horizon = span->day,
                         .behind = span->last,
                         .out = out };
    *out = (struct lc_crossings){ 0 };
    return read_all(&r, err);
}

void lc_crossings_free(struct lc_crossings *crossings)
{
    for (size_t i = 0; i < crossings->count; i++) {
        free(crossings->row[i].text);
        free(crossings->row[i].row);
    }
    free(crossings->row);
    *crossings = (struct lc_crossings){ 0 };
}
