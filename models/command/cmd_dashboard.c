/* latecare dashboard MODEL STORE --from D --to D: the months in figures */
#include "command/command.h"
#include "models/command/looking_back_inside.h"
#include "models/command/sheet_out_inside.h"
#include "models/panel/dashboard.h"
#include "store/reveal.h"

struct dashboard_settings {
    struct lc_common common;
    const char *from, *to, *csv, *page;
    int capacity;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_UNSUPPRESSED,
    LC_REASON("unsuppressed"),
    LC_KNOB(struct dashboard_settings, from,     LC_WORD,  0, 0, 0,       "the first month's first day, as 2024-04-01"),
    LC_KNOB(struct dashboard_settings, to,       LC_WORD,  0, 0, 0,       "the day after the last month"),
    LC_KNOB(struct dashboard_settings, capacity, LC_COUNT, 0, 0, 1000000, "how many a list holds; 0: as the study says, which must then say it"),
    LC_OUTPUT(struct dashboard_settings, csv,  LC_ENDS(".csv"),  "the same numbers as a table of one row a count"),
    LC_OUTPUT(struct dashboard_settings, page, LC_ENDS(".html"), "the same numbers as a page"),
    LC_FORCE("csv|page"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct dashboard_settings, knobs);

static int dashboard(struct lc_looking *w, char **argv,
                     const struct dashboard_settings *set, struct lc_error *err)
{
    const struct lc_reveal reveal = { argv[1], "dashboard", set->common.reason };
    const struct lc_sheet_out out = { set->csv, set->page, set->common.json,
                                      set->common.force };
    struct lc_missed missed = { 0 };
    json_t *sheet = NULL;
    int32_t span[2] = { 0 };
    int code = lc_looking_days(span, "months", set->from, set->to, err);
    w->ask.from = span[0];
    w->ask.to = span[1];
    if (!code && set->common.unsuppressed)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_sheet_ready(&out, span, err);
    if (!code)
        code = lc_looking_back(&missed, w, argv, &set->common, err);
    if (!code)
        code = lc_dashboard_sheet(&sheet, &missed, &w->store, !set->common.unsuppressed,
                                  err);
    if (!code)
        code = lc_looking_note(sheet, w, err);
    if (!code && set->common.unsuppressed)
        code = lc_reveal_counts(&reveal, err);
    if (!code)
        code = lc_sheet_write(sheet, &out, err);
    json_decref(sheet);
    lc_missed_free(&missed);
    return !code && w->caution.size ? LC_FINDINGS : code;
}

static int run_dashboard(int argc LC_UNUSED, char **argv, void *given,
                         struct lc_error *err)
{
    const struct dashboard_settings *set = given;
    struct lc_looking w = { .ask = { .capacity = (size_t)set->capacity,
                                     .no_systems = true } };
    int code = dashboard(&w, argv, set, err);
    lc_looking_close(&w);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_dashboard = {
    .name = "dashboard",
    .args = "MODEL STORE --from D --to D",
    .help = "months in figures: late entries against lists, the front door, care",
    .detail = "For whoever answers for the service. By month: who entered care late, how many of them had been on\n"
              "a list before, or that none was made which could have held them, and how long before; what\n"
              "lists and panels made of them; contacts, referrals, assessments, enquiries and conferences;\n"
              "children in need, plans, and children looked after,\n"
              "and what came in the half year after they entered; by the columns that the SSDA903 return and the\n"
              "CIN census are counted from. Months are whole. Counts of 1 to 5 are c, others the nearest multiple\n"
              "of six; --unsuppressed gives true ones, and whether what was open, began and ended adds up to what\n"
              "is open, and the log keeps why. What no source tells is a dash, never 0, as is a sum of what does\n"
              "not add. Terminal, --json, --csv and --page say the same numbers. Exit status 1: a warning, among\n"
              "the notes.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_dashboard,
};
/* clang-format on */
