/* See reader.h. */
#include "design/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "numeric/column.h"

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

static int find_filter(struct lc_reader_filter *f, const struct lc_history *h,
                       const struct lc_study_filter *said, struct lc_error *err)
{
    for (size_t a = 0; a < h->attributes; a++)
        if (strcmp(h->attribute[a].name, said->attribute) == 0) {
            f->value = h->attribute[a].value;
            return mark_codes(&h->attribute[a].codes, said->values_count, said->values,
                              &f->wanted, err);
        }
    return LC_OK;
}

static int find_filters(struct lc_reader *r, struct lc_error *err)
{
    int code = LC_OK;
    if (!r->history)
        return LC_OK;
    if (r->p->codes_count)
        code = mark_codes(&r->history->codes, r->p->codes_count, r->p->codes,
                          &r->wanted, err);
    r->filters = r->p->where_count;
    r->filter = lc_alloc(r->filters, sizeof *r->filter);
    if (!code && !r->filter)
        code = LC_FAIL_NOMEM(err);
    for (size_t f = 0; f < r->filters && !code; f++)
        code = find_filter(r->filter + f, r->history, r->p->where + f, err);
    return code;
}

static int find_windows(struct lc_reader *r, const struct lc_landmarks *l,
                        struct lc_error *err)
{
    r->windowed = r->p->window != NULL;
    if (!r->windowed)
        return LC_OK;
    r->low = lc_alloc(l->count, sizeof *r->low);
    if (!r->low)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < l->count; k++)
        r->low[k] = lc_period_before(l->day[k], r->p->back);
    return lc_calendar_init(&r->by_low, l->count, r->low, err);
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
    size_t spans;
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
    int code = lc_covered(store, history, &c->spans, &c->span, err);
    if (code)
        return code;
    c->history = history;
    c->spans = stretch(c->spans, c->span, study->sources.slack);
    ++*count;
    *found = c;
    return LC_OK;
}

static int find_observed(struct lc_reader *r, const struct coverage *c,
                         const struct lc_landmarks *l, struct lc_error *err)
{
    r->observed = lc_alloc(l->count, sizeof *r->observed);
    if (!r->observed)
        return LC_FAIL_NOMEM(err);
    memset(r->observed, 1, l->count);
    for (size_t k = 0; c && k < l->count; k++) {
        int32_t t = l->day[k], low = r->low ? r->low[k] : t - 1;
        r->observed[k] =
            r->history && is_covered(r, c->spans, (const int32_t(*)[2])c->span, t, low);
    }
    return LC_OK;
}

/* Bounds on what a column can say; each looks at one array of the history. */
static int64_t most_events(const struct lc_history *h)
{
    int64_t most = 0;
    for (size_t c = 0; h && c < h->children; c++) {
        int64_t n = (int64_t)(h->offset[c + 1] - h->offset[c]);
        most = n > most ? n : most;
    }
    return most;
}

static int64_t highest(const struct lc_history *h)
{
    int64_t most = 0;
    for (size_t i = 0; h && i < h->n; i++)
        most = h->level[i] > most ? h->level[i] : most;
    return most;
}

static int32_t earliest(const struct lc_history *h)
{
    int32_t least = INT32_MAX;
    for (size_t i = 0; h && i < h->n; i++)
        least = h->start[i] < least ? h->start[i] : least;
    return least;
}

static int64_t longest_window(const struct lc_reader *r, const struct lc_landmarks *l)
{
    int64_t most = 0;
    int32_t start = r->low ? 0 : earliest(r->history);
    for (size_t k = 0; k < l->count; k++) {
        int64_t w = (int64_t)l->day[k] - (r->low ? r->low[k] : start);
        most = w > most ? w : most;
    }
    return most;
}

static int type_for(int64_t most)
{
    if (most < UINT8_MAX)
        return LC_U8;
    if (most <= INT16_MAX)
        return LC_I16;
    return most <= INT32_MAX ? LC_I32 : LC_F64;
}

static void find_type(struct lc_reader *r, const struct lc_landmarks *l)
{
    int64_t bound = 1;
    switch (r->p->what) {
    case LC_AGE:
    case LC_CALENDAR:
        r->type = LC_F32;
        return;
    case LC_SEX:
        r->type = LC_CATEGORY;
        return;
    case LC_COUNT_OF:
        bound = most_events(r->history);
        break;
    case LC_HIGHEST_LEVEL:
        bound = highest(r->history);
        break;
    case LC_DAYS_SINCE_LAST:
    case LC_DAYS_SINCE_FIRST:
        bound = longest_window(r, l);
        break;
    case LC_TOTAL_DAYS:
        bound = most_events(r->history) * longest_window(r, l);
        break;
    default: /* a flag */
        break;
    }
    r->type = type_for(bound);
}

static void find_wide_type(struct lc_reader *r)
{
    r->type = r->p->what == LC_SEX                                ? LC_CATEGORY
              : r->p->what == LC_TOTAL_DAYS                       ? LC_F64
              : r->p->what == LC_AGE || r->p->what == LC_CALENDAR ? LC_F32
                                                                  : LC_I32;
}

static void free_reader(struct lc_reader *reader)
{
    for (size_t f = 0; reader->filter && f < reader->filters; f++)
        free(reader->filter[f].wanted);
    free(reader->filter);
    free(reader->wanted);
    free(reader->low);
    free(reader->observed);
    lc_calendar_free(&reader->by_low);
    *reader = (struct lc_reader){ 0 };
}

static int init(struct lc_reader *reader, const struct lc_study_predictor *predictor,
                const struct lc_store *store, const struct coverage *coverage,
                const struct lc_landmarks *landmarks, struct lc_error *err)
{
    *reader = (struct lc_reader){ .p = predictor };
    reader->history =
        lc_store_history(store, predictor->history ? predictor->history : "person");
    int code = find_filters(reader, err);
    if (!code)
        code = find_windows(reader, landmarks, err);
    if (!code)
        code = find_observed(reader, coverage, landmarks, err);
    if (code)
        free_reader(reader);
    return code;
}

int lc_readers_init(struct lc_reader *reader, size_t *made,
                    const struct lc_study *study, const struct lc_store *store,
                    const struct lc_landmarks *landmarks, bool narrow,
                    struct lc_error *err)
{
    struct coverage *list = lc_alloc(study->predictors_count, sizeof *list);
    size_t covered = 0;
    int code = list ? LC_OK : LC_FAIL_NOMEM(err);
    *made = 0;
    for (unsigned k = 0; k < study->predictors_count && !code; k++) {
        const struct lc_study_predictor *p = study->predictors + k;
        const struct coverage *c = NULL;
        if (lc_kinds[p->what].reads_history)
            code = find_coverage(list, &covered, p->history, study, store, &c, err);
        if (!code)
            code = init(reader + k, p, store, c, landmarks, err);
        if (code)
            break;
        ++*made;
        if (narrow)
            find_type(reader + k, landmarks);
        else
            find_wide_type(reader + k);
    }
    for (size_t k = 0; k < covered; k++)
        free(list[k].span);
    free(list);
    return code;
}

void lc_readers_free(struct lc_reader *reader, size_t count)
{
    for (size_t k = 0; k < count; k++)
        free_reader(reader + k);
}

/* --- what is not made from events ------------------------------------------------- */

void lc_sex_codes(const struct lc_store *store, uint16_t sex[3])
{
    const struct lc_history *person = lc_store_history(store, "person");
    memset(sex, 0, 3 * sizeof *sex);
    if (!person)
        return;
    sex[1] = lc_codes_find(&person->codes, lc_slice_of("F"));
    sex[2] = lc_codes_find(&person->codes, lc_slice_of("M"));
}

uint16_t lc_sex_number(const struct lc_history *person, int64_t row,
                       const uint16_t sex[3])
{
    uint16_t said = row < 0 ? 0 : person->code[row];
    return said == 0 ? 0 : said == sex[1] ? 1 : said == sex[2] ? 2 : 0;
}

/* Years of 365.25 days since the middle of the birth month, as it was then known. */
float lc_age_years(const struct lc_history *person, int64_t row, int32_t t)
{
    return row < 0 ? NAN : (float)((t - person->start[row]) / 365.25);
}

float lc_calendar_years(int32_t t)
{
    return (float)((t - lc_day_of(2020, 1, 1)) / 365.25);
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
    uint16_t number;
    int code = lc_frame_add(frame, r->p->name, r->type, &column, err);
    if (!code)
        code = copy_text(&column->label, r->p->label, err);
    if (!code)
        code = copy_text(&column->unit, lc_kinds[r->p->what].unit, err);
    if (!code)
        code = copy_text(&column->group, r->p->history ? r->p->history : "person", err);
    if (!code && r->type == LC_CATEGORY)
        code = lc_codes_add(&column->levels, lc_slice_of("F"), &number, err);
    if (!code && r->type == LC_CATEGORY)
        code = lc_codes_add(&column->levels, lc_slice_of("M"), &number, err);
    return code;
}
