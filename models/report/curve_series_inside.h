/* A curve of a page of curves: of one group, and of one thing that happens. */
#pragma once

#include "models/report/page_inside.h"
#include "models/report/plot_inside.h"

/* What the points of the document are of. */
enum lc_curve_of { LC_CURVE_SURVIVAL, LC_CURVE_CAUSE, LC_CURVE_STATE };

struct lc_curve_kind {
    enum lc_curve_of of;
    size_t count; /* charts: 1, or each cause or state but 0 */
};

struct lc_curve_kind lc_curve_kind_of(struct lc_page *page, const json_t *document);

/* What chart number `which` (from 0) shows, "Share free of the event". */
void lc_curve_name(struct lc_text *out, const struct lc_curve_kind *kind, size_t which);

/* A group's, of chart `which`, from time 0 on; a mark is where the curve or a limit
 * changes, and its end. *marks is new; how many there are is returned. */
size_t lc_curve_marks(struct lc_page *page, const json_t *group,
                      const struct lc_curve_kind *kind, size_t which,
                      struct lc_mark **marks);

/* The group's name, or that of all. */
const char *lc_curve_group(struct lc_page *page, const json_t *group);

/* A time as it is read: 0.05 and 0.1, 12, 1,200. */
void lc_curve_time(struct lc_text *out, double time);

/* The times that stand below the charts. */
struct lc_axis lc_curve_times(struct lc_page *page, const json_t *document);
