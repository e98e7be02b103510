/* See reader.h. */
#include "design/reader_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "numeric/column.h"
#include "store/rhythm.h"

static int mark_codes(const struct lc_codes *codes, unsigned count, char *const *names,
                      uint8_t **wanted, struct lc_error *err)
{
    *wanted = lc_alloc(codes->count + 1, sizeof **wanted);
    if (!*wanted)
        return LC_FAIL_NOMEM(err);
    for (unsigned i = 0; i < count; i++)
        (*wanted)[lc_codes_find(codes, lc_slice_of(names[i]))] = 1;
    (*wanted)[0] = 0;
    return LC_OK;
}

static int find_filter(struct lc_look_filter *f, const struct lc_history *h,
                       const struct lc_study_filter *said, struct lc_error *err)
{
    const struct lc_attribute *a = lc_history_find(h, said->attribute);
    if (!a)
        return LC_OK;
    f->value = a->value;
    return mark_codes(&a->codes, said->values_count, said->values, &f->wanted, err);
}

static int find_filters(struct lc_look *look, const struct lc_study_predictor *p,
                        struct lc_error *err)
{
    int code = LC_OK;
    if (!look->history)
        return LC_OK;
    if (p->codes_count)
        code = mark_codes(&look->history->codes, p->codes_count, p->codes,
                          &look->wanted, err);
    look->filters = p->where_count;
    look->filter = lc_alloc(look->filters, sizeof *look->filter);
    if (!code && !look->filter)
        code = LC_FAIL_NOMEM(err);
    for (size_t f = 0; f < look->filters && !code; f++)
        code = find_filter(look->filter + f, look->history, p->where + f, err);
    return code;
}

static int find_windows(struct lc_look *look, const struct lc_study_predictor *p,
                        const struct lc_landmarks *l, struct lc_error *err)
{
    if (!p->window)
        return LC_OK;
    look->low = lc_alloc(l->count, sizeof *look->low);
    if (!look->low)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < l->count; k++)
        look->low[k] = lc_period_before(l->day[k], p->back);
    return lc_calendar_init(&look->by_low, l->count, look->low, err);
}

static void find_levels(struct lc_look *look)
{
    const char *const *level = look->kind->levels;
    bool person = look->kind->source == LC_OF_PERSON; /* else they are no codes */
    for (size_t k = 0; person && look->history && level && level[k]; k++)
        look->level[k] = lc_codes_find(&look->history->codes, lc_slice_of(level[k]));
}

/* Past any landmark: a span without an end is left as it is. */
enum { FAR_AWAY = 84006 }; /* 2200-01-01 */

/* Each span begins and ends up to the lag further out; those that then meet are one. */
static size_t stretch(size_t count, int32_t (*span)[2], struct lc_period lag)
{
    size_t kept = 0;
    for (size_t s = 0; s < count; s++) {
        int32_t from = lc_period_before(span[s][0], lag), end = span[s][1];
        if (end < FAR_AWAY)
            end = lc_period_after(end, lag);
        if (kept && from <= span[kept - 1][1]) {
            span[kept - 1][1] = end;
            continue;
        }
        span[kept][0] = from;
        span[kept++][1] = end;
    }
    return kept;
}

static bool is_covered(const struct lc_reader *r, size_t spans,
                       const int32_t (*span)[2], int32_t t, int32_t low)
{
    for (size_t s = 0; s < spans; s++) {
        int32_t from = span[s][0] < r->p->since ? r->p->since : span[s][0];
        if (from <= low && low < t && t <= span[s][1])
            return true;
    }
    return false;
}

/* What one history's sources cover, for all of its readers. */
struct coverage {
    const char *history;
    const struct lc_rhythm *rhythm;
    struct lc_rhythm made; /* where the store keeps none */
    size_t spans;          /* the rhythm's, stretched by the lag */
    int32_t (*span)[2];
};

static int find_coverage(struct coverage *list, size_t *count, const char *history,
                         const struct lc_study *study, const struct lc_store *store,
                         const struct coverage **found, struct lc_error *err)
{
    for (size_t k = 0; k < *count; k++)
        if (strcmp(list[k].history, history) == 0) {
            *found = list + k;
            return LC_OK;
        }
    struct coverage *c = list + *count;
    int code = lc_rhythm_find(&c->rhythm, &c->made, store, history, err);
    if (code)
        return code;
    c->history = history;
    ++*count;
    c->span = lc_alloc(c->rhythm->spans, sizeof *c->span);
    if (!c->span)
        return LC_FAIL_NOMEM(err);
    memcpy(c->span, c->rhythm->span, c->rhythm->spans * sizeof *c->span);
    c->spans = stretch(c->rhythm->spans, c->span, study->sources.slack);
    *found = c;
    return LC_OK;
}

/* Seen, until one of its histories says otherwise. */
static int begin_observed(struct lc_reader *r, size_t landmarks, struct lc_error *err)
{
    r->observed = lc_alloc(landmarks, sizeof *r->observed);
    r->lost = lc_alloc(landmarks, sizeof *r->lost);
    r->silent = lc_alloc(landmarks, sizeof *r->silent);
    if (!r->observed || !r->lost || !r->silent)
        return LC_FAIL_NOMEM(err);
    memset(r->observed, 1, landmarks);
    for (size_t k = 0; k < landmarks; k++)
        r->silent[k][0] = LC_NO_DAY;
    return LC_OK;
}

/* By the sources of the history h, its number `which`; and nobody's family is seen in a
 * store that knows none. */
static void judge_observed(struct lc_reader *r, unsigned which,
                           const struct lc_history *h, const struct coverage *c,
                           const struct lc_landmarks *l)
{
    const bool kin = r->look.ties || r->look.kind->source != LC_OF_FAMILY;
    for (size_t k = 0; k < l->count; k++) {
        int32_t t = l->day[k], low = r->look.low ? r->look.low[k] : t - 1, end;
        low -= r->look.kind->before;
        int32_t silent = lc_rhythm_silent(c->rhythm, low, t, t, &end);
        if (h && kin && silent == LC_NO_DAY
            && is_covered(r, c->spans, (const int32_t(*)[2])c->span, t, low))
            continue;
        r->observed[k] = 0;
        r->lost[k] |= (uint64_t)1 << which;
        if (silent > r->silent[k][0]) {
            r->silent[k][0] = silent;
            r->silent[k][1] = end;
        }
    }
}

static int narrowest(int64_t most)
{
    if (most < UINT8_MAX)
        return LC_U8;
    if (most <= INT16_MAX)
        return LC_I16;
    return most <= INT32_MAX ? LC_I32 : LC_F64;
}

static int type_of(const struct lc_look *look, const struct lc_landmarks *l,
                   bool narrow)
{
    static const int widest[] = { [LC_COLUMN_WHOLE] = LC_I32,
                                  [LC_COLUMN_LONG] = LC_F64,
                                  [LC_COLUMN_SIGNED] = LC_I32,
                                  [LC_COLUMN_REAL] = LC_F32,
                                  [LC_COLUMN_LEVEL] = LC_CATEGORY };
    if (!narrow || !look->kind->most)
        return widest[look->kind->column];
    int64_t most = look->kind->most(look, l->count, l->day);
    bool byte = look->kind->column != LC_COLUMN_SIGNED; /* which has no sign */
    return narrowest(byte || most > UINT8_MAX ? most : UINT8_MAX);
}

static void free_reader(struct lc_reader *reader)
{
    struct lc_look *look = &reader->look;
    for (size_t f = 0; look->filter && f < look->filters; f++)
        free(look->filter[f].wanted);
    free(look->filter);
    free(look->wanted);
    free(look->low);
    free(look->other);
    free(reader->observed);
    free(reader->lost);
    free(reader->silent);
    lc_calendar_free(&look->by_low);
    if (reader->ties)
        lc_kin_ties_free(reader->ties);
    free(reader->ties);
    *reader = (struct lc_reader){ 0 };
}

static int find_histories(struct lc_look *look, const struct lc_study *study,
                          const struct lc_study_predictor *p,
                          const struct lc_store *store, struct lc_error *err)
{
    const char *first = lc_study_read(study, p, 0), *more;
    look->history = lc_store_history(store, first ? first : "person");
    while (first && lc_study_read(study, p, (unsigned)look->others + 1))
        look->others++;
    look->other = look->others ? lc_alloc(look->others, sizeof *look->other) : NULL;
    if (look->others && !look->other)
        return LC_FAIL_NOMEM(err);
    for (unsigned k = 0; k < look->others && (more = lc_study_read(study, p, k + 1));
         k++)
        look->other[k] = lc_store_history(store, more);
    return LC_OK;
}

/* Of the first reader before `which` that has the store's ties, else made; none where
 * it knows no families. */
static int find_ties(struct lc_reader *reader, size_t which,
                     const struct lc_store *store, struct lc_error *err)
{
    struct lc_reader *r = reader + which;
    for (size_t k = 0; k < which && !r->look.ties; k++)
        r->look.ties = reader[k].ties;
    if (r->look.ties || !store->families)
        return LC_OK;
    r->ties = lc_alloc(1, sizeof *r->ties);
    int code = r->ties ? lc_kin_ties_make(r->ties, store, err) : LC_FAIL_NOMEM(err);
    r->look.ties = code ? NULL : r->ties;
    return code;
}

static int init(struct lc_reader *readers, size_t which, const struct lc_study *study,
                const struct lc_store *store, const struct lc_landmarks *landmarks,
                struct lc_error *err)
{
    const struct lc_study_predictor *predictor = study->predictors + which;
    struct lc_reader *reader = readers + which;
    struct lc_look *look = &reader->look;
    *reader = (struct lc_reader){ .p = predictor };
    look->kind = predictor->what;
    look->level_from = predictor->level_from;
    int code = find_histories(look, study, predictor, store, err);
    find_levels(look);
    if (!code)
        code = find_filters(look, predictor, err);
    if (!code && look->kind->source == LC_OF_FAMILY)
        code = find_ties(readers, which, store, err);
    if (!code)
        code = find_windows(look, predictor, landmarks, err);
    if (!code)
        code = begin_observed(reader, landmarks->count, err);
    if (code)
        free_reader(reader);
    return code;
}

/* What is said of histories, each looked at once. */
struct covered {
    size_t count;
    struct coverage *list;
};

static int find_observed(struct lc_reader *r, struct covered *covered,
                         const struct lc_study *study, const struct lc_store *store,
                         const struct lc_landmarks *l, struct lc_error *err)
{
    const char *history;
    for (unsigned k = 0; (history = lc_study_read(study, r->p, k)); k++) {
        const struct coverage *c = NULL;
        int code = find_coverage(covered->list, &covered->count, history, study, store,
                                 &c, err);
        if (code)
            return code;
        judge_observed(r, k, k ? r->look.other[k - 1] : r->look.history, c, l);
    }
    return LC_OK;
}

/* Room for every history that a predictor may read, each once. */
static size_t histories_at_most(const struct lc_study *study)
{
    size_t most = 0;
    for (unsigned p = 0; p < study->predictors_count; p++)
        for (unsigned k = 0; lc_study_read(study, study->predictors + p, k); k++)
            most++;
    return most;
}

int lc_readers_init(struct lc_reader *reader, size_t *made,
                    const struct lc_study *study, const struct lc_store *store,
                    const struct lc_landmarks *landmarks, bool narrow,
                    struct lc_error *err)
{
    struct covered covered = { 0 };
    covered.list = lc_alloc(histories_at_most(study), sizeof *covered.list);
    int code = covered.list ? LC_OK : LC_FAIL_NOMEM(err);
    *made = 0;
    for (unsigned k = 0; k < study->predictors_count && !code; k++) {
        code = init(reader, k, study, store, landmarks, err);
        if (code)
            break;
        ++*made;
        code = find_observed(reader + k, &covered, study, store, landmarks, err);
        reader[k].type = type_of(&reader[k].look, landmarks, narrow);
    }
    for (size_t k = 0; k < covered.count; k++) {
        lc_rhythm_free(&covered.list[k].made);
        free(covered.list[k].span);
    }
    free(covered.list);
    return code;
}

void lc_readers_free(struct lc_reader *reader, size_t count)
{
    for (size_t k = 0; k < count; k++)
        free_reader(reader + k);
}

/* --- its column ------------------------------------------------------------------- */

static int copy_text(char **to, const char *from, struct lc_error *err)
{
    if (!from || !*from)
        return LC_OK;
    *to = lc_strdup(from);
    return *to ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_reader_column(const struct lc_reader *r, struct lc_frame *frame,
                     struct lc_error *err)
{
    struct lc_column *column;
    const char *const *level = r->p->what->levels;
    uint16_t number;
    int code = lc_frame_add(frame, r->p->name, r->type, &column, err);
    if (!code)
        code = copy_text(&column->label, r->p->label, err);
    if (!code)
        code = copy_text(&column->unit, r->p->what->unit, err);
    if (!code)
        code = copy_text(&column->group, r->p->group, err);
    for (; level && *level && !code; level++)
        code = lc_codes_add(&column->levels, lc_slice_of(*level), &number, err);
    return code;
}
