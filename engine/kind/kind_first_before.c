/* first_before: which of two histories came first, by the first event of each that is
 * known. The whole number of a child is the two days. A child's events ascend by
 * start. */
#include <math.h>
#include <string.h>

#include "kind/kind_inside.h"

static const char *const levels[] = { "neither",    "this_alone",  "other_alone",
                                      "this_first", "other_first", "same_day",
                                      NULL };

enum { NEITHER = 1, THIS_ALONE, OTHER_ALONE, THIS_FIRST, OTHER_FIRST, SAME_DAY };

/* The first starts; NEVER where there is none. */
struct firsts {
    int32_t this, other;
};

#define NEVER INT32_MAX

static int64_t pack(struct firsts firsts)
{
    int64_t value;
    memcpy(&value, &firsts, sizeof value);
    return value;
}

static struct firsts unpack(int64_t value)
{
    struct firsts firsts;
    memcpy(&firsts, &value, sizeof firsts);
    return firsts;
}

static double real(int64_t value, int32_t t LC_UNUSED, int32_t low LC_UNUSED)
{
    struct firsts f = unpack(value);
    if (f.this == NEVER || f.other == NEVER)
        return f.this != NEVER ? THIS_ALONE : f.other != NEVER ? OTHER_ALONE : NEITHER;
    if (f.this == f.other)
        return SAME_DAY;
    return f.this < f.other ? THIS_FIRST : OTHER_FIRST;
}

static int64_t none(int32_t t LC_UNUSED, int32_t low LC_UNUSED)
{
    return pack((struct firsts){ NEVER, NEVER });
}

/* s->out[m] = the first start known, INT64_MIN where there is none. */
static int paint_first(struct lc_scratch *s, const struct lc_look *look,
                       const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, lc_rows_known, err);
    if (!code)
        lc_rows_paint(s, c->m);
    return code;
}

static int32_t start_of(int64_t painted)
{
    return painted == INT64_MIN ? NEVER : (int32_t)painted;
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    const struct lc_look theirs = { .history = look->other[0] };
    int64_t *other = s->slope; /* its room is three times that of rows */
    int code = paint_first(s, &theirs, c, err);
    if (code)
        return code;
    for (size_t i = 0; i < c->m; i++)
        other[i] = s->out[i];
    code = paint_first(s, look, c, err);
    if (code)
        return code;
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = pack((struct firsts){ start_of(s->out[i]), start_of(other[i]) });
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = d->seen; k-- > 0;) {
        uint64_t i = d->event[k];
        struct firsts f = unpack(d->value[d->at[k]]);
        if (!d->of && !lc_day_wants(d, i))
            continue;
        *(d->of ? &f.other : &f.this) = d->history->start[i];
        d->value[d->at[k]] = pack(f);
    }
}

static size_t choose(size_t n, struct lc_evidence *event)
{
    size_t theirs = 0;
    while (theirs < n && !event[theirs].of)
        theirs++;
    if (theirs == 0 || theirs == n) /* one history alone, or none */
        return n > 0;
    event[1] = event[theirs];
    return 2;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t LC_UNUSED,
                   int32_t low LC_UNUSED)
{
    double first[2] = { INFINITY, INFINITY };
    for (size_t i = 0; i < n; i++)
        first[event[i].of] = fmin(first[event[i].of], event[i].start);
    if (isinf(first[0]))
        return isinf(first[1]) ? 1 : 3;
    if (isinf(first[1]))
        return 2;
    return first[0] < first[1] ? 4 : first[0] > first[1] ? 5 : 6;
}

const struct lc_kind lc_kind_first_before = {
    .name = "first_before",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_LEVEL,
    .others = LC_OTHER_NAMED,
    .unit = "",
    .meaning = "which came first, the first of this history or of `other`: this_first, "
               "other_first, same_day; this_alone or other_alone where one has none, "
               "neither where both have none",
    .always = " known",
    .levels = levels,
    .real = real,
    .none = none,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window, /* it takes none: all count */
    .choose = choose,
    .slow = slow,
};
