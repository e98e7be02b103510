/* See landmarks.h. */
#include "study/landmarks.h"

#include <stdlib.h>

#include "base/memory.h"
#include "store/rhythm.h"

static int32_t month_from(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    int32_t first = lc_day_of(year, month, 1);
    return first == day ? day : lc_day_add_months(first, 1);
}

/* The k-th landmark, from the first and not from its neighbour: so that the 31st comes
 * back after a short month. */
static int32_t nth(int32_t first, struct lc_period step, int k)
{
    return step.months ? lc_day_add_months(first, step.months * k)
                       : first + step.days * k;
}

static int make_room(struct lc_landmarks *out, size_t count, struct lc_error *err)
{
    out->count = 0;
    out->day = lc_alloc(count, sizeof *out->day);
    out->limit = lc_alloc(count, sizeof *out->limit);
    out->cover = lc_alloc(count, sizeof *out->cover);
    if (out->day && out->limit && out->cover)
        return LC_OK;
    lc_landmarks_free(out);
    return LC_FAIL_NOMEM(err);
}

static void add(struct lc_landmarks *out, const struct lc_study *study, int32_t day,
                int32_t cover)
{
    out->day[out->count] = day;
    out->limit[out->count] = lc_period_after(day, study->outcome.ahead);
    out->cover[out->count++] = cover;
}

static int fill(struct lc_landmarks *out, const struct lc_study *study, size_t spans,
                const int32_t (*span)[2], struct lc_error *err)
{
    if (!spans)
        return make_room(out, 0, err);
    const struct lc_study_landmarks *l = &study->landmarks;
    int32_t first = l->first != LC_NO_DAY ? l->first : month_from(span[0][0]);
    int32_t end = span[spans - 1][1];
    if (l->last != LC_NO_DAY && l->last < end)
        end = l->last + 1;
    size_t room = 0;
    while (room <= LC_LANDMARKS && nth(first, l->step, (int)room) < end)
        room++;
    if (room > LC_LANDMARKS)
        return LC_FAIL(err, LC_RANGE,
                       "landmarks: more than %d from the first to the last; make the "
                       "step longer",
                       LC_LANDMARKS);
    int code = make_room(out, room, err);
    for (size_t k = 0; k < room && !code; k++) {
        int32_t day = nth(first, l->step, (int)k);
        int32_t cover = lc_span_end(spans, span, day);
        if (cover != LC_NO_DAY)
            add(out, study, day, cover);
    }
    return code;
}

static int outcome_spans(const struct lc_study *study, const struct lc_store *store,
                         size_t *spans, int32_t (**span)[2], struct lc_error *err)
{
    int code = lc_covered(store, study->outcome.history, LC_OPEN, spans, span, err);
    return code || *spans
               ? code
               : LC_FAIL(err, LC_ABSENT,
                         "the store has no source of %s with a span of time; import "
                         "the care extracts first",
                         study->outcome.history);
}

int lc_landmarks_need_source(const struct lc_study *study, const struct lc_store *store,
                             struct lc_error *err)
{
    size_t spans;
    int32_t(*span)[2] = NULL;
    int code = outcome_spans(study, store, &spans, &span, err);
    free(span);
    return code;
}

int lc_landmarks_of(struct lc_landmarks *out, const struct lc_study *study,
                    const struct lc_store *store, struct lc_error *err)
{
    size_t spans;
    int32_t(*span)[2] = NULL;
    *out = (struct lc_landmarks){ 0 };
    int code = outcome_spans(study, store, &spans, &span, err);
    if (!code)
        code = fill(out, study, spans, (const int32_t(*)[2])span, err);
    if (!code && !out->count) {
        char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
        code = LC_FAIL(err, LC_RANGE,
                       "no landmark of the study lies where %s is covered, %s to %s; "
                       "change landmarks.from and landmarks.to",
                       study->outcome.history, lc_day_print(span[0][0], from),
                       lc_day_print(span[spans - 1][1], to));
    }
    free(span);
    if (code)
        lc_landmarks_free(out);
    return code;
}

/* Could it have been learnt from on day `at`? */
static bool is_over(const struct lc_landmarks *l, size_t k,
                    const struct lc_study *study, int32_t at)
{
    return l->limit[k] <= l->cover[k]
           && lc_period_after(l->limit[k], study->validation.delay) <= at;
}

int lc_landmarks_at(struct lc_landmarks *out, const struct lc_study *study,
                    const struct lc_store *store, int32_t at, struct lc_error *err)
{
    size_t spans;
    int32_t(*span)[2] = NULL;
    *out = (struct lc_landmarks){ 0 };
    int code = lc_covered_by(store, study->outcome.history, at, &spans, &span, err);
    if (!code)
        code = fill(out, study, spans, (const int32_t(*)[2])span, err);
    free(span);
    while (!code && out->count && !is_over(out, out->count - 1, study, at))
        out->count--;
    return code;
}

int lc_landmarks_one(struct lc_landmarks *out, const struct lc_study *study,
                     const struct lc_store *store, int32_t day, struct lc_error *err)
{
    size_t spans;
    int32_t(*span)[2] = NULL;
    *out = (struct lc_landmarks){ 0 };
    int code = lc_covered(store, study->outcome.history, day, &spans, &span, err);
    if (!code)
        code = make_room(out, 1, err);
    if (!code) {
        int32_t cover = lc_span_end(spans, (const int32_t(*)[2])span, day);
        add(out, study, day, cover == LC_NO_DAY ? day : cover);
    }
    free(span);
    return code;
}

void lc_landmarks_free(struct lc_landmarks *landmarks)
{
    free(landmarks->day);
    free(landmarks->limit);
    free(landmarks->cover);
    *landmarks = (struct lc_landmarks){ 0 };
}

/* The end (exclusive) of landmarks with a full horizon. */
static size_t full_end(const struct lc_landmarks *l)
{
    size_t end = l->count;
    while (end && l->limit[end - 1] > l->cover[end - 1])
        end--;
    return end;
}

static int fail_horizon(const struct lc_landmarks *l, const struct lc_study *study,
                        struct lc_error *err)
{
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    return LC_FAIL(err, LC_RANGE,
                   "the horizon (%s) is longer than the data: the first landmark is %s "
                   "and care is covered to %s; shorten outcome.horizon or import more",
                   study->outcome.horizon, lc_day_print(l->day[0], from),
                   lc_day_print(l->cover[l->count - 1], to));
}

/* The first landmark on or after day, before `end`, else `end`. */
static size_t first_from(const struct lc_landmarks *l, int32_t day, size_t end)
{
    size_t first = 0;
    while (first < end && l->day[first] < day)
        first++;
    return first;
}

/* Landmarks before `end` whose horizon and label delay are over by day. */
static size_t train_by(const struct lc_landmarks *l, const struct lc_study *study,
                       int32_t day, size_t end)
{
    size_t train = 0;
    while (train < end
           && lc_period_after(l->limit[train], study->validation.delay) <= day)
        train++;
    return train;
}

int lc_landmarks_split(const struct lc_landmarks *landmarks,
                       const struct lc_study *study, struct lc_split *split,
                       struct lc_error *err)
{
    const struct lc_study_validation *v = &study->validation;
    size_t end = full_end(landmarks);
    *split = (struct lc_split){ LC_NO_DAY, landmarks->count, end, end };
    if (!end)
        return fail_horizon(landmarks, study, err);
    if (!v->test_from && !v->test_last)
        return LC_OK;
    split->test_from = v->test_from
                           ? v->test_day
                           : lc_period_before(landmarks->day[end - 1], v->last) + 1;
    size_t first = first_from(landmarks, split->test_from, end);
    size_t train = train_by(landmarks, study, split->test_from, first);
    split->test_first = first;
    split->train = train;
    char day[LC_DAY_ROOM];
    lc_day_print(split->test_from, day);
    if (first == end)
        return LC_FAIL(err, LC_RANGE,
                       "no landmark from %s on has its whole horizon in the data; move "
                       "validation.test_from back",
                       day);
    if (!train)
        return LC_FAIL(
            err, LC_RANGE,
            "no landmark has its horizon and label delay over by %s, so there "
            "is nothing to train on; test on a shorter or later span",
            day);
    return LC_OK;
}

static struct lc_period times(struct lc_period p, int by)
{
    return (struct lc_period){ p.days * by, p.months * by };
}

/* How long the last test span is: as the study says, or, from a day on, a step for each
 * of its landmarks. */
static struct lc_period length_of(const struct lc_study *study,
                                  const struct lc_split *last)
{
    return study->validation.test_last
               ? study->validation.last
               : times(study->landmarks.step, (int)(last->test_end - last->test_first));
}

static int fail_rolling(const struct lc_study *study, const struct lc_split *s,
                        int back, struct lc_error *err)
{
    char from[LC_DAY_ROOM];
    return LC_FAIL(
        err, LC_RANGE,
        "validation.rolling: %d asks for more earlier test spans than the "
        "data have: that from %s on has %s; say rolling: %d",
        study->validation.rolling, lc_day_print(s->test_from, from),
        s->test_first == s->test_end
            ? "no landmark"
            : "no landmark before it whose horizon and label delay were over",
        back - 1);
}

int lc_landmarks_splits(const struct lc_landmarks *landmarks,
                        const struct lc_study *study, struct lc_splits *splits,
                        struct lc_error *err)
{
    int rolling = study->validation.rolling;
    struct lc_split last;
    splits->count = (size_t)rolling + 1;
    int code = lc_landmarks_split(landmarks, study, &last, err);
    struct lc_period length = length_of(study, &last);
    splits->at[rolling] = last;
    for (int back = 1; back <= rolling && !code; back++) {
        struct lc_split *s = &splits->at[rolling - back];
        s->test_from = lc_period_before(last.test_from, times(length, back));
        s->test_end = s[1].test_first;
        s->test_first = first_from(landmarks, s->test_from, s->test_end);
        s->train = train_by(landmarks, study, s->test_from, s->test_first);
        if (s->test_first == s->test_end || !s->train)
            code = fail_rolling(study, s, back, err);
    }
    return code;
}
