/* See curve_series_inside.h. */
#include "models/report/curve_series_inside.h"

#include <math.h>

#include "base/memory.h"
#include "models/report/people_inside.h"

static const char *const keys[] = { NULL, "cause", "state" };

struct lc_curve_kind lc_curve_kind_of(struct lc_page *page, const json_t *document)
{
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group, *point;
    struct lc_curve_kind kind = { LC_CURVE_SURVIVAL, 1 };
    for (size_t g = 0; (group = json_array_get(groups, g)); g++) {
        const json_t *points = lc_page_need_list(page, group, "points");
        for (size_t i = 0; (point = json_array_get(points, i)); i++)
            for (int of = LC_CURVE_CAUSE; of <= LC_CURVE_STATE; of++) {
                double number = lc_page_number(page, point, keys[of]);
                if (!isnan(number))
                    kind.of = (enum lc_curve_of)of;
                if (number > (double)kind.count)
                    kind.count = (size_t)number;
            }
    }
    return kind;
}

void lc_curve_name(struct lc_text *out, const struct lc_curve_kind *kind, size_t which)
{
    if (kind->of == LC_CURVE_SURVIVAL)
        lc_text_add(out, "Share free of the event");
    else if (kind->of == LC_CURVE_CAUSE)
        lc_text_addf(out, "Share to whom cause %zu has happened", which + 1);
    else
        lc_text_addf(out, "Share in state %zu", which + 1);
}

static bool is_same(const struct lc_mark *a, const struct lc_mark *b)
{
    bool limits = (isnan(a->low) && isnan(b->low)) || a->low == b->low;
    return limits && a->y == b->y
           && ((isnan(a->high) && isnan(b->high)) || a->high == b->high);
}

/* Room for the first at time 0, and for one more. */
size_t lc_curve_marks(struct lc_page *page, const json_t *group,
                      const struct lc_curve_kind *kind, size_t which,
                      struct lc_mark **marks)
{
    bool lives = kind->of == LC_CURVE_SURVIVAL;
    const json_t *points = lc_page_need_list(page, group, "points"), *point;
    struct lc_mark *to = lc_alloc(json_array_size(points) + 2, sizeof *to), mark;
    size_t count = 0, same = 0; /* of the last, which differ in time alone */
    *marks = to;
    page->out->failed |= !to;
    for (size_t i = 0; to && (point = json_array_get(points, i)); i++) {
        if (!lives
            && lc_page_need_number(page, point, keys[kind->of]) != (double)(which + 1))
            continue;
        struct lc_stated e = lc_page_limits(
            page, point, lives ? "survival" : "probability", "low", "high");
        mark = (struct lc_mark){ lc_page_need_number(page, point, "time"), e.estimate,
                                 e.low, e.high };
        if (!count && mark.x > 0)
            to[count++] = (struct lc_mark){ 0, lives, lives, lives };
        same = count && is_same(&to[count - 1], &mark) ? same + 1 : 0;
        if (same < 2)
            count++;
        to[count - 1] = mark;
    }
    return count;
}

const char *lc_curve_group(struct lc_page *page, const json_t *group)
{
    const char *name = lc_page_word(page, group, "group");
    return name && *name ? name : "All rows";
}

/* A step may be of any size, and no two of them read the same. */
void lc_curve_time(struct lc_text *out, double time)
{
    if (fabs(time) < 1000)
        lc_text_addf(out, "%.6g", time);
    else
        lc_people_count(out, time);
}

struct lc_axis lc_curve_times(struct lc_page *page, const json_t *document)
{
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group;
    double low = 0, high = 0;
    for (size_t g = 0; (group = json_array_get(groups, g)); g++) {
        const json_t *points = lc_page_need_list(page, group, "points");
        size_t count = json_array_size(points);
        if (!count)
            continue;
        low = fmin(low, lc_page_need_number(page, json_array_get(points, 0), "time"));
        high = fmax(
            high, lc_page_need_number(page, json_array_get(points, count - 1), "time"));
    }
    return lc_axis_even("Time", low, high, 8, lc_curve_time);
}
