/* The series of a history, and their breaks (breaks.h). */
#include "store/breaks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "disclosure/small.h"
#include "store/breaks_inside.h"
#include "store/rhythm.h"
#include "store/seen.h"

/* What the months [first, first + months) of a history hold: event[s * months + m] of
 * series s, the first of which is all events. */
struct table {
    const struct lc_history *h;
    int32_t from, to; /* whole months, [from, to) */
    int months;
    size_t series;
    double *event;   /* [series * months] */
    double *covered; /* [months] 1, or 0 of a month that is not wholly covered */
};

struct found {
    size_t count, room;
    struct lc_break *row;
};

/* --- months ----------------------------------------------------------------------- */

static int month_of(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return year * 12 + month - 1;
}

static int32_t first_of(int month)
{
    return lc_day_of(month / 12, month % 12 + 1, 1);
}

static int by_size(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* A version of a thing: when it was known, and the start of one that is said today. */
struct told {
    uint64_t key;
    int32_t known, start; /* start LC_NO_DAY: it is said no more */
};

static int by_key(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : by_size(&x->known, &y->known);
}

/* Days from the starts that are said today to the first that was known of each thing:
 * of a spell that has ended, to its open version. Into delay[n]; returns how many. */
static size_t delays(size_t n, const struct told *version, int32_t *delay)
{
    size_t count = 0, first = 0;
    for (size_t i = 0; i < n; i++) {
        if (version[i].key != version[first].key)
            first = i;
        int32_t known = version[first].known, start = version[i].start;
        if (start != LC_NO_DAY)
            delay[count++] = known > start ? known - start : 0;
    }
    return count;
}

/* The delay, in days, that nine in ten of the events had; *most 0 if there are none. */
static int delay_of(const struct lc_history *h, int32_t *most, struct lc_error *err)
{
    struct told *version = lc_alloc(h->n, sizeof *version);
    int32_t *delay = lc_alloc(h->n, sizeof *delay);
    *most = 0;
    if (version && delay) {
        for (size_t i = 0; i < h->n; i++)
            version[i] =
                (struct told){ h->key[i], h->known_from[i],
                               lc_seen(h, i, LC_OPEN) ? h->start[i] : LC_NO_DAY };
        qsort(version, h->n, sizeof *version, by_key);
        size_t n = delays(h->n, version, delay);
        qsort(delay, n, sizeof *delay, by_size);
        if (n)
            *most = delay[n * 9 / 10 < n ? n * 9 / 10 : n - 1];
    }
    int code = version && delay ? LC_OK : LC_FAIL_NOMEM(err);
    free(version);
    free(delay);
    return code;
}

/* Is all of the month covered? */
static bool is_covered(size_t spans, const int32_t (*span)[2], int month)
{
    for (size_t s = 0; s < spans; s++)
        if (span[s][0] <= first_of(month) && first_of(month + 1) <= span[s][1])
            return true;
    return false;
}

/* The months that can be told of, into t; none where nothing is covered. */
static int set_months(struct table *t, size_t spans, const int32_t (*span)[2],
                      struct lc_error *err)
{
    int32_t delay;
    int code = delay_of(t->h, &delay, err);
    if (code || !spans || span[spans - 1][1] - span[0][0] <= delay)
        return code;
    int first = month_of(span[0][0] - 1) + 1;
    int end = month_of(span[spans - 1][1] - delay);
    t->months = end > first ? end - first : 0;
    t->from = first_of(first);
    t->to = first_of(end);
    t->covered = lc_alloc((size_t)t->months, sizeof *t->covered);
    if (!t->covered)
        return LC_FAIL_NOMEM(err);
    for (int m = 0; m < t->months; m++)
        t->covered[m] = is_covered(spans, span, first + m);
    return LC_OK;
}

/* --- series ----------------------------------------------------------------------- */

/* Series 0 is all events, then the codes, then each attribute's values. */
static size_t series_count(const struct lc_history *h)
{
    size_t count = 1 + h->codes.count;
    for (size_t a = 0; a < h->attributes; a++)
        count += h->attribute[a].codes.count;
    return count;
}

static void name_series(struct lc_break *b, const struct lc_history *h, size_t series)
{
    b->history = h->name;
    if (!series)
        return;
    series -= 1;
    if (series < h->codes.count) {
        b->code = h->codes.names[series];
        return;
    }
    series -= h->codes.count;
    size_t a = 0;
    for (; series >= h->attribute[a].codes.count; a++)
        series -= h->attribute[a].codes.count;
    b->attribute = h->attribute[a].name;
    b->code = h->attribute[a].codes.names[series];
}

static void count_event(struct table *t, uint64_t i)
{
    const struct lc_history *h = t->h;
    int first = month_of(t->from), m = month_of(h->start[i]) - first;
    size_t months = (size_t)t->months, base = 1;
    if (!(t->covered[m] > 0))
        return;
    t->event[m]++;
    if (h->code && h->code[i])
        t->event[(base + h->code[i] - 1) * months + (size_t)m]++;
    base += h->codes.count;
    for (size_t a = 0; a < h->attributes; a++) {
        uint16_t value = h->attribute[a].value[i];
        if (value)
            t->event[(base + value - 1) * months + (size_t)m]++;
        base += h->attribute[a].codes.count;
    }
}

static int fill(struct table *t, struct lc_error *err)
{
    const struct lc_history *h = t->h;
    t->series = series_count(h);
    t->event = lc_alloc(t->series * (size_t)t->months, sizeof *t->event);
    if (!t->event)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = 0; i < h->n; i++)
        if (lc_seen(h, i, LC_OPEN) && h->start[i] >= t->from && h->start[i] < t->to)
            count_event(t, i);
    return LC_OK;
}

static double total(const struct table *t, size_t series, int from, int to)
{
    double sum = 0;
    for (int m = from; m < to; m++)
        sum += t->event[series * (size_t)t->months + (size_t)m];
    return sum;
}

/* Series that say anything, all events among them. */
static size_t spoken(const struct table *t)
{
    size_t count = 0;
    for (size_t s = 0; s < t->series; s++)
        count += total(t, s, 0, t->months) > 0;
    return count;
}

/* --- breaks ----------------------------------------------------------------------- */

static int note(struct found *f, const struct table *t, size_t series,
                const struct lc_unlike *u, struct lc_error *err)
{
    int code = LC_GROW(f->row, f->room, f->count + 1, err), first = month_of(t->from);
    if (code)
        return code;
    struct lc_break *b = &f->row[f->count++];
    *b = (struct lc_break){
        .from = first_of(first + u->from),
        .seen = first_of(first + u->to),
        .before = { (size_t)total(t, series, u->low, u->from),
                    (size_t)total(t, 0, u->low, u->from) },
        .after = { (size_t)total(t, series, u->from, u->to),
                   (size_t)total(t, 0, u->from, u->to) },
        .months = { u->from - u->low, u->to - u->from },
        .chance = u->chance,
    };
    name_series(b, t->h, series);
    return LC_OK;
}

static int look(struct found *f, const struct table *t, size_t series, double below,
                struct lc_error *err)
{
    const struct lc_months m = { t->months, t->event + series * (size_t)t->months,
                                 series ? t->event : t->covered };
    struct lc_unlike u;
    int code = LC_OK;
    for (int before = 0, since = 0;
         !code && lc_months_unlike(&m, before, since, below, &u);
         before = since, since = u.from)
        code = note(f, t, series, &u, err);
    return code;
}

static int by_day(const void *a, const void *b)
{
    const struct lc_break *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    int order =
        strcmp(x->attribute ? x->attribute : "", y->attribute ? y->attribute : "");
    return order ? order : strcmp(x->code ? x->code : "", y->code ? y->code : "");
}

/* Into f, unsorted; of a history that has nothing in these months, nothing. */
static int find(struct found *f, struct table *t, struct lc_error *err)
{
    enum { FALSE_MONTHS = 60 };
    int code = t->months ? fill(t, err) : LC_OK;
    size_t series = code || !t->months ? 0 : spoken(t);
    for (size_t s = 0; series && s < t->series && !code; s++)
        code = look(f, t, s, 1.0 / (FALSE_MONTHS * (double)series), err);
    return code;
}

int lc_breaks_find(const struct lc_store *store, const char *history, size_t *count,
                   struct lc_break **breaks, struct lc_error *err)
{
    struct table t = { .h = lc_store_history(store, history) };
    struct found f = { 0 };
    size_t spans;
    int32_t(*span)[2];
    *count = 0;
    *breaks = NULL;
    if (!t.h || !t.h->n || !lc_history_is_of_events(history))
        return LC_OK;
    int code = lc_covered(store, history, LC_OPEN, &spans, &span, err);
    if (code)
        return code;
    code = set_months(&t, spans, (const int32_t(*)[2])span, err);
    if (!code)
        code = find(&f, &t, err);
    free(span);
    free(t.event);
    free(t.covered);
    if (code) {
        free(f.row);
        return code;
    }
    if (f.count)
        qsort(f.row, f.count, sizeof *f.row, by_day);
    *count = f.count;
    *breaks = f.row;
    return LC_OK;
}

/* --- words ------------------------------------------------------------------------ */

/* A share of events in a hundred, or events a month, of counts as they may be told. */
static void add_rate(struct lc_text *text, const struct lc_break *b,
                     const size_t counted[2], int months, bool exact)
{
    size_t events = exact ? counted[0] : lc_tell(counted[0]);
    size_t all = exact ? counted[1] : lc_tell(counted[1]);
    if (events == LC_FEW || all == LC_FEW)
        lc_text_add(text, "few");
    else if (b->code && all)
        lc_text_addf(text, "%.0f in 100",
                     100.0 * fmin(1, (double)events / (double)all));
    else if (b->code)
        lc_text_add(text, "none");
    else
        lc_text_addf(text, "%.0f a month", (double)events / months);
}

void lc_break_say(struct lc_text *text, const struct lc_break *b, bool exact)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(text, "%s", b->history);
    if (b->attribute)
        lc_text_addf(text, " %s=%s", b->attribute, b->code);
    else if (b->code)
        lc_text_addf(text, " %s", b->code);
    lc_text_addf(text, ": from %s on ", lc_day_print(b->from, day));
    add_rate(text, b, b->after, b->months[1], exact);
    lc_text_add(text, ", before it ");
    add_rate(text, b, b->before, b->months[0], exact);
}
