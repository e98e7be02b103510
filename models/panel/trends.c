/* See trends.h. */
#include "models/panel/trends.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "models/panel/monthly_inside.h"
#include "store/seen.h"

/* clang-format off */
static const struct { const char *history, *title; } kinds[] = {
    { "cse",         "Sexual exploitation" },
    { "cce",         "Criminal exploitation" },
    { "trafficking", "Trafficking" },
    { "gang",        "Links to gangs" },
};
static const struct { const char *text; int below; } ages[] = {
    { "under 10", 10 }, { "10 to 12", 13 }, { "13 to 15", 16 }, { "16 and 17", 18 },
    { "18 and over", INT32_MAX }, { "not known", 0 },
};
/* clang-format on */

enum {
    KINDS = sizeof kinds / sizeof *kinds,
    AGES = sizeof ages / sizeof *ages,
    UNKNOWN = AGES - 1
};

struct trends {
    json_t *sheet;
    const struct lc_store *store;
    struct lc_monthly_span months;
    size_t count[3][LC_MONTHS_MOST];
    bool told[KINDS]; /* in every month */
    size_t fresh[KINDS][AGES], open[KINDS][AGES];
};

static int put_months(struct trends *t, size_t kind, struct lc_error *err)
{
    const char *history = kinds[kind].history;
    const struct lc_monthly figure[] = {
        { "new", "New", history, NULL, NULL, LC_MONTHLY_STARTED },
        { "closed", "Closed", history, NULL, NULL, LC_MONTHLY_ENDED },
        { "open", "Children with one open at the end", history, NULL, NULL,
          LC_MONTHLY_OPEN },
    };
    struct lc_sheet_column column[3];
    int code = LC_OK;
    t->told[kind] = true;
    for (size_t k = 0; k < 3 && !code; k++) {
        code =
            lc_monthly_count(t->count[k], NULL, figure + k, &t->months, t->store, err);
        column[k] = (struct lc_sheet_column){ figure[k].key, figure[k].title,
                                              t->count[k], k < 2 };
    }
    for (size_t m = 0; m < t->months.count; m++)
        t->told[kind] &= t->count[0][m] != LC_NOT_TOLD;
    const struct lc_sheet_section s = {
        history,         kinds[kind].title, NULL, "Month",
        t->months.count, t->months.row,     3,    column
    };
    return code ? code : lc_sheet_put(t->sheet, &s, err);
}

/* --- by age ----------------------------------------------------------------------- */

static size_t age_of(const struct trends *t, uint32_t child, int32_t day)
{
    const struct lc_history *person = lc_store_history(t->store, "person");
    int64_t at = person ? lc_person_at(t->store, person, child, LC_OPEN) : -1;
    size_t k = 0;
    if (at < 0)
        return UNKNOWN;
    while (lc_day_age(person->start[at], day) >= ages[k].below)
        k++;
    return k;
}

/* Rows are in the order of children, and a child with two open concerns counts once. */
static void count_ages(struct trends *t, size_t kind)
{
    const struct lc_history *h = lc_store_history(t->store, kinds[kind].history);
    int32_t first = t->months.day[0], end = t->months.day[t->months.count];
    uint32_t last = UINT32_MAX;
    for (uint64_t i = 0; h && i < h->n; i++) {
        if (!lc_seen(h, i, LC_OPEN))
            continue;
        if (first <= h->start[i] && h->start[i] < end)
            t->fresh[kind][age_of(t, h->child[i], h->start[i])]++;
        if (h->start[i] < end && end - 1 < h->end[i] && h->child[i] != last) {
            last = h->child[i];
            t->open[kind][age_of(t, last, end - 1)]++;
        }
    }
    for (size_t k = 0; k < AGES && !t->told[kind]; k++)
        t->fresh[kind][k] = t->open[kind][k] = LC_NOT_TOLD;
}

static int put_ages(struct trends *t, const char *name, const char *title,
                    size_t (*count)[AGES], struct lc_error *err)
{
    const char *row[AGES];
    struct lc_sheet_column column[KINDS];
    for (size_t k = 0; k < AGES; k++)
        row[k] = ages[k].text;
    for (size_t k = 0; k < KINDS; k++)
        column[k] = (struct lc_sheet_column){ kinds[k].history, kinds[k].title,
                                              count[k], true };
    const struct lc_sheet_section s = { name, title, NULL,  "Age",
                                        AGES, row,   KINDS, column };
    return lc_sheet_put(t->sheet, &s, err);
}

static int put_all(struct trends *t, bool suppress, struct lc_error *err)
{
    int code =
        lc_sheet_note(t->sheet,
                      "By month and age, not by area: a store keeps no area, and "
                      "addresses stand in the identity file alone",
                      err);
    if (!code)
        code = lc_sheet_note_counts(t->sheet, suppress, err);
    for (size_t k = 0; k < KINDS && !code; k++) {
        code = put_months(t, k, err);
        count_ages(t, k);
    }
    if (!code)
        code = put_ages(t, "new_by_age", "New, by age on the day", t->fresh, err);
    return code ? code
                : put_ages(t, "open_by_age",
                           "Children with one open on the last day, by age", t->open,
                           err);
}

int lc_trends_sheet(json_t **sheet, const struct lc_store *store, const int32_t span[2],
                    bool suppress, struct lc_error *err)
{
    struct trends *t = lc_alloc(1, sizeof *t);
    *sheet = NULL;
    if (!t)
        return LC_FAIL_NOMEM(err);
    t->store = store;
    int code = lc_monthly_span_of(&t->months, span, err);
    if (!code)
        code = lc_sheet_new(&t->sheet, "Concerns of exploitation and gangs", span,
                            suppress, err);
    if (!code)
        code = put_all(t, suppress, err);
    *sheet = lc_json_whole(t->sheet, !code);
    free(t);
    return code;
}
