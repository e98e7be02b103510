/* latecare missed MODEL STORE --from D --to D: why those who entered were on no list */
#include "base/json.h"
#include "command/command.h"
#include "models/command/looking_back_inside.h"
#include "store/reveal.h"

struct missed_settings {
    struct lc_common common;
    const char *from, *to;
    int capacity, within;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_REASON(NULL),
    LC_KNOB(struct missed_settings, from,     LC_WORD,  0, 0, 0,       "entries from this day on, as 2024-04-01"),
    LC_KNOB(struct missed_settings, to,       LC_WORD,  0, 0, 0,       "and before this one"),
    LC_KNOB(struct missed_settings, capacity, LC_COUNT, 0, 0, 1000000, "how many a list holds; 0: as the study says, which must then say it"),
    LC_KNOB(struct missed_settings, within,   LC_COUNT, 7, 0, 3650,    "days within which a system's events would have been known"),
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
    int code = LC_OK;
    for (size_t i = 0; i < w->missed.entries && !code; i++)
        code = lc_reveal_child(reveal, &w->from.store, w->missed.entry[i].child, err);
    return code;
}

static int missed(struct work *w, char **argv, struct lc_error *err)
{
    const struct lc_reveal reveal = { argv[1], "missed", w->set->common.reason };
    int32_t span[2] = { 0 };
    int code = lc_looking_days(span, "entries", w->set->from, w->set->to, err);
    w->from.ask.from = span[0];
    w->from.ask.to = span[1];
    if (!code)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_looking_back(&w->missed, &w->from, argv, &w->set->common, err);
    if (!code)
        code = look(w, &reveal, err);
    if (!code)
        code = print(w, err);
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
              "late, known and too low, never known, or not in the study's cohort. Then the lists are made once\n"
              "more as if one system's events had been known within 7 days (--within), system by system, and as\n"
              "if everything had been known on its day. A correction is still known when it was; what a source\n"
              "does not cover is still not observed. Every child shown is written to the store's log before\n"
              "anything is, with the reason, which must be given. Exit status 1: a warning.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_missed,
};
/* clang-format on */
