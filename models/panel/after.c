/* See after_inside.h. */
#include "models/panel/after_inside.h"

#include <stdlib.h>
#include <string.h>

#include "models/panel/dashboard.h"
#include "store/rhythm.h"
#include "store/seen.h"

/* clang-format off */
/* So many events or more of a history after the day of entry and within half a year;
 * `says`: of those whose attribute says one of these letters. left: no event of it
 * lasts at the half year's end. */
static const struct after {
    const char *text, *history, *attribute, *says;
    size_t least;
    bool left;
} rows[] = {
    { "moved to another placement",                "care",         "reason_new", "PTBU", 1, false },
    { "moved to another placement twice or more",  "care",         "reason_new", "PTBU", 2, false },
    { "missing from care",                         "missing_care", NULL, NULL, 1, false },
    { "an offence",                                "offence",      NULL, NULL, 1, false },
    { "excluded from school",                      "exclusion",    NULL, NULL, 1, false },
    { "no longer looked after at its end",         "care",         NULL, NULL, 0, true },
};
/* clang-format on */

enum { ROWS = sizeof rows / sizeof *rows };

static bool is_meant(const struct lc_history *h, uint64_t i, const struct after *a)
{
    const char *says = a->attribute ? lc_history_says(h, i, a->attribute) : "";
    return lc_seen(h, i, LC_OPEN)
           && (!a->attribute || (*says && !says[1] && strchr(a->says, *says)));
}

static bool holds(const struct lc_history *h, const struct lc_missed_entry *e,
                  const struct after *a)
{
    struct lc_history_rows all = lc_history_rows_of(h, e->child);
    int32_t end = e->day + LC_AFTER_DAYS;
    size_t n = 0;
    for (uint64_t i = all.first; i < all.end; i++)
        if (!is_meant(h, i, a))
            continue;
        else if (a->left)
            n += h->start[i] <= end && end < h->end[i];
        else
            n += h->start[i] > e->day && h->start[i] <= end;
    return a->left ? n == 0 : n >= a->least;
}

static bool is_covered(size_t spans, int32_t (*span)[2], int32_t from, int32_t to)
{
    for (size_t s = 0; s < spans; s++)
        if (span[s][0] <= from && to <= span[s][1])
            return true;
    return false;
}

static int count(size_t *of, size_t *those, const struct after *a,
                 const struct lc_missed *missed, const struct lc_store *store,
                 struct lc_error *err)
{
    const struct lc_history *h = lc_store_history(store, a->history);
    size_t spans = 0;
    int32_t(*span)[2] = NULL;
    int code = lc_covered(store, a->history, LC_OPEN, &spans, &span, err);
    *of = *those = 0;
    for (size_t i = 0; h && i < missed->entries && !code; i++) {
        const struct lc_missed_entry *e = missed->entry + i;
        if (!is_covered(spans, span, e->day, e->day + LC_AFTER_DAYS + 1))
            continue;
        ++*of;
        *those += holds(h, e, a);
    }
    if ((!*of && missed->entries)
        || (a->attribute && !lc_history_find(h, a->attribute)))
        *of = *those = LC_NOT_TOLD;
    free(span);
    return code;
}

int lc_after_put(json_t *sheet, const struct lc_missed *missed,
                 const struct lc_store *store, struct lc_error *err)
{
    const char *row[ROWS];
    size_t of[ROWS], those[ROWS];
    int code = LC_OK;
    for (size_t k = 0; k < ROWS && !code; k++) {
        row[k] = rows[k].text;
        code = count(of + k, those + k, rows + k, missed, store, err);
    }
    const struct lc_sheet_column column[] = {
        { "children", "Children", those, false },
        { "of", "Of those whose half year is told", of, false },
    };
    const struct lc_sheet_section s = { "after", "In the half year after they entered",
                                        NULL,    "What",
                                        ROWS,    row,
                                        2,       column };
    return code ? code : lc_sheet_put(sheet, &s, err);
}
