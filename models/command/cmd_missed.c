/* latecare missed MODEL STORE --from D --to D: why those who entered were on no list */
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/command/looking_back_inside.h"
#include "models/command/sheet_out_inside.h"
#include "store/reveal.h"

struct missed_settings {
    struct lc_common common;
    const char *from, *to, *csv, *page;
    int capacity, within;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_UNSUPPRESSED,
    LC_REASON(NULL),
    LC_KNOB(struct missed_settings, from,     LC_WORD,  0, 0, 0,       "entries from this day on, as 2024-04-01"),
    LC_KNOB(struct missed_settings, to,       LC_WORD,  0, 0, 0,       "and before this one"),
    LC_KNOB(struct missed_settings, capacity, LC_COUNT, 0, 0, 1000000, "how many a list holds; 0: as the study says, which must then say it"),
    LC_KNOB(struct missed_settings, within,   LC_COUNT, 7, 0, 3650,    "days within which a system's events would have been known"),
    LC_OUTPUT(struct missed_settings, csv,  LC_ENDS(".csv"),  "counts alone, as a table of one row a count; then no child is shown"),
    LC_OUTPUT(struct missed_settings, page, LC_ENDS(".html"), "counts alone, as a page; then no child is shown"),
    LC_FORCE("csv|page"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct missed_settings, knobs);

/* What is found, and what it is made from. */
struct work {
    const struct missed_settings *set;
    struct lc_looking from;
    struct lc_missed missed;
};

static int print(struct work *w, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (w->set->common.json) {
        json_t *d = lc_missed_document(&w->missed);
        if (d && w->from.caution.size
            && !lc_json_put(d, "warning", lc_json_text(w->from.caution.data)))
            d = lc_json_whole(d, false);
        return d ? lc_print_json(d, err) : LC_FAIL_NOMEM(err);
    }
    if (w->from.caution.size)
        lc_text_addf(&out, "Warning: %s", w->from.caution.data);
    lc_missed_text(&w->missed, &out);
    return lc_print_text(&out, err);
}

/* The log first: a line for each child that is shown. */
static int look(struct work *w, const struct lc_reveal *reveal, struct lc_error *err)
{
    uint32_t *child = lc_alloc(w->missed.entries, sizeof *child);
    if (!child)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < w->missed.entries; i++)
        child[i] = w->missed.entry[i].child;
    const struct lc_looks looks = { .children = w->missed.entries, .child = child };
    int code = lc_reveal_looks(reveal, &w->from.store, &looks, err);
    free(child);
    return code;
}

static int children(struct work *w, char **argv, struct lc_error *err)
{
    const struct lc_reveal reveal = { argv[1], "missed", w->set->common.reason };
    int code = lc_reveal_reason(&reveal, err);
    if (!code && w->set->common.unsuppressed)
        code = LC_FAIL(err, LC_USAGE,
                       "--unsuppressed is of the counts that --csv and --page write: "
                       "without them each child is shown, and every count is true");
    if (!code)
        code = lc_looking_back(&w->missed, &w->from, argv, &w->set->common, err);
    if (!code)
        code = look(w, &reveal, err);
    return code ? code : print(w, err);
}

/* For those who are not shown children: told as the other sheets are. */
static int counts(struct work *w, char **argv, struct lc_error *err)
{
    const struct missed_settings *set = w->set;
    const struct lc_reveal reveal = { argv[1], "missed", set->common.reason };
    const struct lc_sheet_out out = { set->csv, set->page, set->common.json,
                                      set->common.force };
    const int32_t span[2] = { w->from.ask.from, w->from.ask.to };
    bool all = set->common.unsuppressed;
    json_t *sheet = NULL;
    int code = all ? lc_reveal_reason(&reveal, err) : LC_OK;
    if (!code)
        code = lc_sheet_ready(&out, span, err);
    if (!code)
        code = lc_looking_back(&w->missed, &w->from, argv, &set->common, err);
    if (!code)
        code = lc_missed_sheet(&sheet, &w->missed, !all, err);
    if (!code)
        code = lc_looking_note(sheet, &w->from, err);
    if (!code && all)
        code = lc_reveal_counts(&reveal, err);
    if (!code)
        code = lc_sheet_write(sheet, &out, err);
    json_decref(sheet);
    return code;
}

static int missed(struct work *w, char **argv, struct lc_error *err)
{
    int32_t span[2] = { 0 };
    int code = lc_looking_days(span, "entries", w->set->from, w->set->to, err);
    w->from.ask.from = span[0];
    w->from.ask.to = span[1];
    if (!code)
        code =
            w->set->csv || w->set->page ? counts(w, argv, err) : children(w, argv, err);
    return !code && w->from.caution.size ? LC_FINDINGS : code;
}

static int run_missed(int argc LC_UNUSED, char **argv, void *given,
                      struct lc_error *err)
{
    const struct missed_settings *set = given;
    struct work w = { .set = set,
                      .from.ask = { .capacity = (size_t)set->capacity,
                                    .within = set->within } };
    int code = missed(&w, argv, err);
    lc_missed_free(&w.missed);
    lc_looking_close(&w.from);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_missed = {
    .name = "missed",
    .args = "MODEL STORE --from D --to D",
    .help = "why those who entered care were on no list, and what knowing sooner would give",
    .detail = "Makes the lists of the past again, each by what was known on its day, a list every month (as the\n"
              "study says), and looks for everyone who entered care. Who was on none is told apart: known too\n"
              "late, known and too low, never known, or none whom the study looks at. Then the lists are made once\n"
              "more as if one system's events had been known within 7 days (--within), system by system, and as\n"
              "if everything had been known on its day. A correction is still known when it was; what a source\n"
              "does not cover is still not observed. Every child shown is written to the store's log before\n"
              "anything is, with the reason, which must be given. With --csv or --page counts are told alone, of\n"
              "whole months, and no child: those of 1 to 5 are c, others the nearest multiple of six;\n"
              "--unsuppressed gives true ones, and the log keeps why. Terminal, --json, --csv and --page then\n"
              "say the same numbers. Exit status 1: a warning, among the notes.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_missed,
};
/* clang-format on */
