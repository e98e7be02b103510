/* latecare score: today's cohort under a frozen model: risks, reasons, list. */
#include <stdlib.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/command/series_inside.h"
#include "models/panel/band.h"
#include "models/panel/list.h"
#include "store/log.h"

struct score_settings {
    struct lc_common common;
    const char *asof, *since;
    int every, capacity;
    const char *output;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_REASON("since"),
    LC_FORCE("output"),
    LC_KNOB(struct score_settings, asof,     LC_WORD,  0, 0, 0,       "the day to score at, as 2024-03-31: only what was known before it counts"),
    LC_KNOB(struct score_settings, since,    LC_WORD,  0, 0, 0,       "every list of the period from that day to --asof, and what changed from each to the next; none is held against a day before it"),
    LC_KNOB(struct score_settings, every,    LC_COUNT, 0, 0, 3660,    "days from one list to the next, with --since; 0: a week"),
    LC_KNOB(struct score_settings, capacity, LC_COUNT, 0, 0, 1000000, "how many children to list; 0: as the study says, which must then say it"),
    LC_OUTPUT(struct score_settings, output, LC_ENDS(".csv", ".json"), "write the list there, as .csv or .json (for report --list)"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct score_settings, knobs);

static int check_output(const char *path, struct lc_error *err)
{
    if (!path || lc_file_ends(path, ".csv") || lc_file_ends(path, ".json"))
        return LC_OK;
    return LC_FAIL(err, LC_USAGE,
                   "--output says its form by its name: .csv, or .json as the panel's "
                   "page reads it");
}

/* Readable by its owner alone, whatever the form: a shell's redirection is not. */
static int write_list(const json_t *document, const struct score_settings *settings,
                      const char *store_path, struct lc_error *err)
{
    struct lc_text list = { 0 };
    bool force = settings->common.force;
    if (lc_file_ends(settings->output, ".json"))
        return lc_list_write(document, settings->output, force, store_path, err);
    lc_list_csv(document, &list);
    return lc_file_write_text(settings->output, force, &list, err);
}

/* What the text begins with, for those who read a document instead. */
static int say_caution(const json_t *document, struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_list_caution(document, &out);
    int code = lc_text_check(&out, err);
    (void)lc_say(&out, NULL);
    return code;
}

static int print(json_t *document, const struct score_settings *settings,
                 struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (settings->common.json)
        return lc_print_json(json_incref(document), err);
    lc_list_text(document, &out);
    return lc_print_text(&out, err);
}

static int log_score(const struct lc_scoring *scoring, const struct lc_believed *by,
                     const json_t *document, const char *store_path,
                     struct lc_error *err)
{
    struct lc_text detail = { 0 };
    lc_believed_say_list(&detail, scoring, by, document);
    return lc_log_append(store_path, "score", 0, &detail, err);
}

static int score(const struct lc_believed *by, const char *store_path, int32_t day,
                 const struct score_settings *settings, struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day,
                                      .capacity = (size_t)settings->capacity,
                                      .beyond = LC_BAND_BEYOND };
    struct lc_scoring scoring;
    lc_team *team = NULL;
    json_t *document = NULL;
    int code = lc_team_new(&team, settings->common.threads, err);
    if (!code)
        code = lc_score_run(&scoring, by->model, &by->store, &ask, team, err);
    lc_team_free(team);
    if (code)
        return code;
    code = lc_believed_list(&document, &scoring, by, err);
    if (!code)
        code = log_score(&scoring, by, document, store_path, err);
    if (!code && settings->output)
        code = write_list(document, settings, store_path, err);
    if (!code)
        code = print(document, settings, err);
    bool cautions = scoring.standing != LC_GOOD_ENOUGH
                    || json_array_size(json_object_get(document, "warnings"));
    if (!code && cautions && settings->common.json)
        code = say_caution(document, err);
    if (!code && (cautions || scoring.refused))
        code = LC_FINDINGS;
    json_decref(document);
    lc_scoring_free(&scoring);
    return code;
}

/* --- every list of a period ------------------------------------------------------- */

/* Who changes places is told of by events: looks, and why is asked. */
static struct lc_reveal reveal_of(const char *store_path,
                                  const struct score_settings *settings)
{
    return (struct lc_reveal){ store_path, "score", settings->common.reason };
}

static int read_series(struct lc_series_ask *ask, const struct score_settings *settings,
                       struct lc_error *err)
{
    if (!settings->since && settings->every)
        return LC_FAIL(err, LC_USAGE,
                       "--every is of lists from a day on: say which, --since DAY");
    if (settings->since && settings->output && !lc_file_ends(settings->output, ".csv"))
        return LC_FAIL(err, LC_USAGE,
                       "--since makes many lists: their table is .csv, and --json "
                       "prints them all");
    ask->every = settings->every ? settings->every : 7;
    ask->capacity = (size_t)settings->capacity;
    ask->threads = settings->common.threads;
    ask->documents = settings->common.json;
    if (!settings->since)
        return LC_OK;
    const struct lc_reveal reveal = reveal_of(ask->store_path, settings);
    int code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_parse_day("since", lc_slice_of(settings->since), &ask->since, err);
    if (!code && settings->output)
        code = lc_draft_try(settings->output, settings->common.force, err);
    return code;
}

static int print_series(const struct lc_series *series, const struct lc_series_ask *ask,
                        const struct score_settings *settings, struct lc_error *err)
{
    struct lc_text out = { 0 };
    int code = lc_series_caution_add(&series->caution, &out, err);
    if (!code && settings->common.json) {
        code = lc_print_json(LC_OBJECT({ "since", lc_json_day(ask->since) },
                                       { "as_of", lc_json_day(ask->day) },
                                       { "every", json_integer(ask->every) },
                                       { "lists", json_incref(series->documents) }),
                             err);
        if (!code && series->cautions)
            code = lc_text_check(&out, err);
        if (!code && series->cautions)
            (void)lc_say(&out, NULL);
        lc_text_free(&out);
        return code;
    }
    lc_text_addf(&out, "\n%s", series->text.data);
    if (settings->output)
        lc_text_addf(&out, "\neach list's children, and why each moved: %s\n",
                     settings->output);
    if (!code)
        return lc_print_text(&out, err);
    lc_text_free(&out);
    return code;
}

/* The log first, then the file, then what is said of it. */
static int score_series(struct lc_believed *by, const struct lc_series_ask *ask,
                        const struct score_settings *settings, struct lc_error *err)
{
    struct lc_series series;
    const struct lc_reveal reveal = reveal_of(ask->store_path, settings);
    int code = lc_series_make(&series, by, ask, err);
    bool cautions = series.cautions;
    if (!code)
        code = lc_text_check(&series.text, err);
    if (!code)
        code = lc_series_log(&series, by, &reveal, err);
    if (!code && settings->output)
        code = lc_file_write_text(settings->output, settings->common.force, &series.csv,
                                  err);
    if (!code)
        code = print_series(&series, ask, settings, err);
    lc_series_free(&series);
    return !code && cautions ? LC_FINDINGS : code;
}

static int run_score(int argc LC_UNUSED, char **argv, void *given, struct lc_error *err)
{
    const struct score_settings *settings = given;
    struct lc_believed by = { .model = NULL };
    struct lc_series_ask ask = { .store_path = argv[1] };
    int code = lc_parse_asof(settings->asof, &ask.day, err);
    if (!code)
        code = check_output(settings->output, err);
    if (!code)
        code = read_series(&ask, settings, err);
    if (!code)
        code = lc_believed_open(&by, argv[0], argv[1],
                                settings->since ? LC_SHOWS_BEHIND : LC_SHOWS_LIST,
                                &settings->common, err);
    if (!code)
        code = settings->since ? score_series(&by, &ask, settings, err)
                               : score(&by, argv[1], ask.day, settings, err);
    lc_believed_close(&by);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_score = {
    .name = "score",
    .args = "MODEL STORE --asof D",
    .help = "score the cohort of a day: risks, reasons, the panel's list",
    .detail = "Only what was known before the day counts. Each child has its risk with a 95%\n"
              "interval and what speaks for and against, history by history, with dates; the parts\n"
              "add up exactly to the sum of which the risk is made. Equal risks stand by the higher\n"
              "such sum, then by child number. A child that cannot be scored is listed with the\n"
              "cause. Child numbers only: names stay in the identity file. The first line, the CSV's\n"
              "first column and the JSON's verdict say how the model was judged. Warnings follow: of a\n"
              "day before those that the model learnt from ended, of one past the study's review_by, of\n"
              "predictors outside their range, or not observed, in more children than in training.\n"
              "A list of an earlier day is made again, child by child, by the --linkage of the day it was made.\n"
              "--since makes all lists of a period at once: that of --asof, that of a week before (or --every N days),\n"
              "and so on, none held against a day before --since. A line a list says how many are new, risen, dropped;\n"
              "--output has a row a child: its ranks, its risks, and what the difference is made of, as panel --since\n"
              "tells it; --json has every list as score makes it of its day, and what changed. It shows what happened to\n"
              "children, so each list, its changes and each child are written to the store's log before anything is,\n"
              "with the reason, which must be given.\n"
              "Exit status 1: a verdict other than good enough, a warning, or a child not scored.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_score,
};
/* clang-format on */
