/* latecare trends STORE --from D --to D: concerns of exploitation and gangs */
#include "command/command.h"
#include "models/command/looking_back_inside.h"
#include "models/command/sheet_out_inside.h"
#include "models/panel/trends.h"
#include "store/reveal.h"

struct trends_settings {
    struct lc_common common;
    const char *from, *to, *csv, *page;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_UNSUPPRESSED,
    LC_REASON("unsuppressed"),
    LC_KNOB(struct trends_settings, from, LC_WORD, 0, 0, 0, "the first month's first day, as 2024-04-01"),
    LC_KNOB(struct trends_settings, to,   LC_WORD, 0, 0, 0, "the day after the last month"),
    LC_OUTPUT(struct trends_settings, csv,  LC_ENDS(".csv"),  "the same numbers as a table of one row a count"),
    LC_OUTPUT(struct trends_settings, page, LC_ENDS(".html"), "the same numbers as a page"),
    LC_FORCE("csv|page"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct trends_settings, knobs);

static int show(const struct lc_store *store, const struct lc_reveal *reveal,
                const struct lc_sheet_out *out, const int32_t span[2], bool suppress,
                struct lc_error *err)
{
    json_t *sheet = NULL;
    int code = lc_store_need_linked(store, reveal->store_path, err);
    if (!code)
        code = lc_trends_sheet(&sheet, store, span, suppress, err);
    if (!code && !suppress)
        code = lc_reveal_counts(reveal, err);
    if (!code)
        code = lc_sheet_write(sheet, out, err);
    json_decref(sheet);
    return code;
}

static int run_trends(int argc LC_UNUSED, char **argv, void *given,
                      struct lc_error *err)
{
    const struct trends_settings *set = given;
    const struct lc_reveal reveal = { argv[0], "trends", set->common.reason };
    const struct lc_sheet_out out = { set->csv, set->page, set->common.json,
                                      set->common.force };
    struct lc_store store = { 0 };
    int32_t span[2];
    int code = lc_looking_days(span, "months", set->from, set->to, err);
    if (!code && set->common.unsuppressed)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_sheet_ready(&out, span, err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code)
        code = show(&store, &reveal, &out, span, !set->common.unsuppressed, err);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_trends = {
    .name = "trends",
    .args = "STORE --from D --to D",
    .help = "concerns of exploitation and gangs by month and age: new, closed, open",
    .detail = "For exploitation and gang panels: of each kind of concern how many are new, how many closed, and of\n"
              "how many children one is open at the month's end; new ones and open ones by age. Counted by what\n"
              "is said today. Months are whole. A store keeps no area, so there is none. Counts of 1 to 5 are c,\n"
              "others the nearest multiple of six; --unsuppressed gives true ones, and the log keeps why. What\n"
              "no source tells is a dash, and never 0. Terminal, --json, --csv and --page say the same numbers.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_trends,
};
/* clang-format on */
