/* See dashboard.h. */
#include "models/panel/dashboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "models/panel/after_inside.h"
#include "models/panel/monthly_inside.h"

/* clang-format off */
static const struct lc_monthly front_door[] = {
    { "contacts",        "Contacts",                            "contact",    NULL, NULL, LC_MONTHLY_STARTED },
    { "referrals",       "Referrals",                           "referral",   NULL, NULL, LC_MONTHLY_STARTED },
    { "referrals_again", "Referred before, within a year",      "referral",   NULL, NULL, LC_MONTHLY_AGAIN },
    { "assessments",     "Assessments begun",                   "assessment", NULL, NULL, LC_MONTHLY_STARTED },
    { "s47",             "Section 47 enquiries",                "s47",        NULL, NULL, LC_MONTHLY_STARTED },
    { "icpc",            "Initial child protection conferences", "icpc",      NULL, NULL, LC_MONTHLY_STARTED },
};
static const struct lc_monthly plans[] = {
    { "cin_started", "In need: begun",           "cin", NULL, NULL, LC_MONTHLY_STARTED },
    { "cin_ended",   "In need: ended",           "cin", NULL, NULL, LC_MONTHLY_ENDED },
    { "cin_open",    "In need at the end",       "cin", NULL, NULL, LC_MONTHLY_OPEN },
    { "cpp_started", "Protection plans: begun",  "cpp", NULL, NULL, LC_MONTHLY_STARTED },
    { "cpp_ended",   "Protection plans: ended",  "cpp", NULL, NULL, LC_MONTHLY_ENDED },
    { "cpp_open",    "On a plan at the end",     "cpp", NULL, NULL, LC_MONTHLY_OPEN },
};
static const struct lc_monthly care[] = {
    { "care_started", "Began to be looked after (S)",    "care", "reason_new", "S", LC_MONTHLY_STARTED },
    { "care_ended",   "Ceased to be looked after (E...)", "care", "ceased",    "E", LC_MONTHLY_ENDED },
    { "looked_after", "Looked after at the end",         "care", NULL,         NULL, LC_MONTHLY_OPEN },
};
/* Of each: the columns of begun, ended and open. */
static const struct {
    const char *name;
    const struct lc_monthly *begun;
} flows[] = { { "children in need", plans }, { "protection plans", plans + 3 }, { "looked after", care } };

/* How long before the entry the first list was that held the child, days at most. */
static const struct { const char *text; int32_t most; } ahead[] = {
    { "within a month",  31 },
    { "1 to 3 months",   92 },
    { "3 to 6 months",   183 },
    { "longer",          INT32_MAX },
};
/* clang-format on */

enum {
    AHEAD = sizeof ahead / sizeof *ahead,
    FLOWS = sizeof flows / sizeof *flows,
    MOST = 8 /* columns */
};

struct dashboard {
    json_t *sheet;
    const struct lc_store *store;
    struct lc_monthly_span months;
    const struct lc_missed *missed;
    char ahead[96]; /* how far a list looks */
    size_t count[MOST][LC_MONTHS_MOST];
};

static int put_months(struct dashboard *d, const char *name, const char *title,
                      const char *note, size_t n, const struct lc_monthly *figure,
                      struct lc_error *err)
{
    struct lc_sheet_column column[MOST];
    int code = LC_OK;
    for (size_t k = 0; k < n && !code; k++) {
        column[k] =
            (struct lc_sheet_column){ figure[k].key, figure[k].title, d->count[k],
                                      figure[k].how != LC_MONTHLY_OPEN };
        code =
            lc_monthly_count(d->count[k], NULL, figure + k, &d->months, d->store, err);
    }
    const struct lc_sheet_section s = { name,    title,           note,
                                        "Month", d->months.count, d->months.row,
                                        n,       column };
    return code ? code : lc_sheet_put(d->sheet, &s, err);
}

/* --- late entries ----------------------------------------------------------------- */

static size_t ahead_of(const struct lc_missed_entry *e)
{
    size_t k = 0;
    while (e->day - e->first_listed > ahead[k].most)
        k++;
    return k;
}

static int put_late(struct dashboard *d, struct lc_error *err)
{
    const struct lc_sheet_column column[] = {
        { "entries", "Entered care late", d->count[0], true },
        { "listed", "On a list before", d->count[1], true },
        { "no_list", "No list was made", d->count[2], true },
    };
    memset(d->count, 0, sizeof d->count);
    for (size_t i = 0; i < d->missed->entries; i++) {
        const struct lc_missed_entry *e = d->missed->entry + i;
        size_t m = lc_monthly_place(&d->months, e->day);
        d->count[0][m]++;
        d->count[1][m] += e->listed > 0;
        d->count[2][m] += !e->lists;
    }
    for (size_t m = 0; m < d->months.count; m++)
        if (!lc_missed_any_list(d->missed, d->months.day[m], d->months.day[m + 1]))
            d->count[1][m] = LC_NOT_TOLD;
    const struct lc_sheet_section s = { "late",
                                        "Late entries, and the lists before them",
                                        NULL,
                                        "Month",
                                        d->months.count,
                                        d->months.row,
                                        3,
                                        column };
    return lc_sheet_put(d->sheet, &s, err);
}

/* Bands that begin within the time that a list looks ahead, which does not hold its
 * last day. */
static size_t bands_of(const struct lc_missed *missed)
{
    int32_t day = missed->list_day[0], most = lc_period_after(day, missed->ahead) - day;
    size_t k = 1;
    while (k < AHEAD && ahead[k - 1].most < most - 1)
        k++;
    return k;
}

/* Of all months together: beside those of each, few of a month could be worked out. */
static int put_ahead(struct dashboard *d, struct lc_error *err)
{
    const char *row[AHEAD];
    size_t count[AHEAD] = { 0 }, bands = bands_of(d->missed);
    for (size_t k = 0; k < AHEAD; k++)
        row[k] = ahead[k].text;
    for (size_t i = 0; i < d->missed->entries; i++)
        if (d->missed->entry[i].listed)
            count[ahead_of(d->missed->entry + i)]++;
    const struct lc_sheet_column column = { "entries", "Entries", count, true };
    const struct lc_sheet_section s = {
        "ahead",  "How long before the entry was the first list that held them",
        d->ahead, "First listed before the entry",
        bands,    row,
        1,        &column
    };
    return lc_sheet_put(d->sheet, &s, err);
}

/* --- does it add up? -------------------------------------------------------------- */

static size_t sum_of(const size_t *count, size_t n)
{
    size_t sum = 0;
    for (size_t k = 0; k < n; k++)
        if (count[k] == LC_NOT_TOLD)
            return LC_NOT_TOLD;
        else
            sum += count[k];
    return sum;
}

static size_t difference(size_t before, size_t begun, size_t ended, size_t after)
{
    if (before == LC_NOT_TOLD || begun == LC_NOT_TOLD || ended == LC_NOT_TOLD
        || after == LC_NOT_TOLD)
        return LC_NOT_TOLD;
    size_t in = before + begun, out = ended + after;
    return in > out ? in - out : out - in;
}

static int put_adds_up(struct dashboard *d, struct lc_error *err)
{
    const char *row[FLOWS];
    size_t before[FLOWS], begun[FLOWS], ended[FLOWS], after[FLOWS], left[FLOWS],
        n = d->months.count;
    int code = LC_OK;
    for (size_t k = 0; k < FLOWS && !code; k++) {
        const struct lc_monthly *f = flows[k].begun;
        row[k] = flows[k].name;
        for (int c = 0; c < 3 && !code; c++)
            code = lc_monthly_count(d->count[c], before + k, f + c, &d->months,
                                    d->store, err);
        begun[k] = sum_of(d->count[0], n);
        ended[k] = sum_of(d->count[1], n);
        after[k] = d->count[2][n - 1];
        left[k] = difference(before[k], begun[k], ended[k], after[k]);
    }
    const struct lc_sheet_column column[] = {
        { "before", "Open before", before, false },
        { "begun", "Begun", begun, false },
        { "ended", "Ended", ended, false },
        { "after", "Open at the end", after, false },
        { "left", "Not explained", left, false },
    };
    const struct lc_sheet_section s = {
        "adds_up",
        "Does it add up?",
        "Open before and begun, less ended, is open at the end, but for children with "
        "several at once. Of care these are three columns of the SSDA903 return, of "
        "children in need and plans those of the CIN census.",
        "What",
        FLOWS,
        row,
        5,
        column
    };
    return code ? code : lc_sheet_put(d->sheet, &s, err);
}

/* --- all -------------------------------------------------------------------------- */

static int put_all(struct dashboard *d, struct lc_error *err)
{
    int code = put_late(d, err);
    if (!code)
        code = put_ahead(d, err);
    if (!code)
        code = lc_missed_put_classes(d->sheet, d->missed, err);
    if (!code)
        code = put_months(d, "front_door", "The front door", NULL,
                          sizeof front_door / sizeof *front_door, front_door, err);
    if (!code)
        code = put_months(d, "plans", "In need, and protection plans", NULL,
                          sizeof plans / sizeof *plans, plans, err);
    if (!code)
        code = put_months(d, "care", "Looked after", NULL, sizeof care / sizeof *care,
                          care, err);
    /* four counts and what they must add up to give each other away */
    if (!code && !json_is_true(json_object_get(d->sheet, "suppressed")))
        code = put_adds_up(d, err);
    return code ? code : lc_after_put(d->sheet, d->missed, d->store, err);
}

int lc_dashboard_sheet(json_t **sheet, const struct lc_missed *missed,
                       const struct lc_store *store, bool suppress,
                       struct lc_error *err)
{
    const int32_t span[2] = { missed->from, missed->to };
    struct dashboard *d = lc_alloc(1, sizeof *d);
    *sheet = NULL;
    if (!d)
        return LC_FAIL_NOMEM(err);
    d->store = store;
    d->missed = missed;
    snprintf(d->ahead, sizeof d->ahead,
             "A list is of entries in the %s after it: an earlier one is not asked.",
             lc_period_print(missed->ahead, (char[LC_PERIOD_ROOM]){ 0 }));
    int code = lc_monthly_span_of(&d->months, span, err);
    if (!code)
        code = lc_sheet_new(&d->sheet, "Late entries, lists and the front door", span,
                            suppress, err);
    if (!code)
        code = lc_missed_note_lists(d->sheet, missed, suppress, err);
    if (!code)
        code = put_all(d, err);
    *sheet = lc_json_whole(d->sheet, !code);
    free(d);
    return code;
}
