/* latecare train: fit a study's model, test it on later months, judge it, keep it. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/study_open.h"
#include "disclosure/small.h"
#include "link/drawn.h"
#include "models/assess/training.h"
#include "models/assess/verdict.h"
#include "models/command/train_text_inside.h"
#include "models/fit/left_out.h"
#include "models/report/report.h"
#include "store/log.h"

struct train_settings {
    struct lc_common common;
    const char *model;
    int capacity;
    int bootstrap;
    int deals;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_SEED(NULL),
    LC_FORCE("!deals"),
    LC_KNOB(struct train_settings, model,     LC_WORD,  0, 0, 0,       "which of the study's models; the first if not given"),
    LC_KNOB(struct train_settings, capacity,  LC_COUNT, 0, 0, 1000000, "how many children a list holds, where the study does not say", "!deals"),
    LC_KNOB(struct train_settings, bootstrap, LC_COUNT, -1, -1, 100000, "bootstrap replicates; -1: as the study says"),
    LC_KNOB(struct train_settings, deals,     LC_COUNT, 0, 0, 100000,   "negative control: deal the outcomes out anew so often, and train nothing"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct train_settings, knobs);

struct inputs {
    struct lc_opened opened;
    struct lc_crossings crossings;
    lc_team *team;
};

static int open_inputs(struct inputs *in, char **argv, const struct lc_common *common,
                       struct lc_error *err)
{
    int code = lc_study_open(&in->opened, argv[0], argv[1], common, err);
    if (!code)
        code = lc_study_breaks(&in->crossings, &in->opened, err);
    if (!code)
        code = lc_study_refuse_breaks(&in->crossings, "train", err);
    if (!code)
        code = lc_team_new(&in->team, common->threads, err);
    return code;
}

static void close_inputs(struct inputs *in)
{
    lc_team_free(in->team);
    lc_crossings_free(&in->crossings);
    lc_study_close(&in->opened);
}

/* [{name, digest, rows}] of what was read of the store. */
static int digest_inputs(json_t **inputs, const struct lc_opened *opened,
                         struct lc_error *err)
{
    const struct lc_store *store = &opened->store;
    unsigned char digest[LC_DIGEST];
    char text[LC_DIGEST_TEXT];
    size_t rows = 0;
    bool sure = opened->study->uncertain != LC_LINKS_KEEP;
    int code = lc_link_contents(store, sure, digest, err);
    if (code)
        return code;
    for (size_t k = 0; k < store->histories; k++)
        rows += store->history[k].n;
    *inputs = json_array();
    if (lc_json_push(*inputs,
                     LC_OBJECT({ "name", lc_json_text("store") },
                               { "digest", lc_json_text(lc_digest_text(digest, text)) },
                               { "rows", lc_told_json(lc_tell(rows)) })))
        return LC_OK;
    json_decref(*inputs);
    return LC_FAIL_NOMEM(err);
}

static int print_text(const struct lc_training *training, const char *out,
                      const char *page, struct lc_error *err)
{
    struct lc_text text = { 0 };
    lc_train_text(training, out, &text);
    lc_text_addf(&text, "Page: %s\n", page);
    return lc_print_text(&text, err);
}

/* The page beside the model: "model.json" has "model.html". free() the result. */
static char *page_path(const char *model)
{
    size_t size = strlen(model);
    if (size > 5 && strcmp(model + size - 5, ".json") == 0)
        size -= 5;
    char *path = lc_alloc(size + 6, 1);
    if (path) {
        memcpy(path, model, size);
        memcpy(path + size, ".html", 6);
    }
    return path;
}

/* What training leaves behind, ready to be written. */
struct leavings {
    char *model;
    struct lc_text page;
};

/* The model, then its page, which names the model by the hash that printing gave it. */
static int print_files(struct leavings *made, struct lc_training *training,
                       struct lc_error *err)
{
    int code = lc_model_print(training->model, &made->model, err);
    json_t *named = json_object_get(training->results, "model");
    if (!code
        && json_object_set_new(named, "hash", json_string(training->model->digest)))
        code = LC_FAIL_NOMEM(err);
    return code ? code : lc_report_print(training->results, NULL, &made->page, err);
}

static int write_files(const struct leavings *made, char **argv, const char *page,
                       bool force, struct lc_error *err)
{
    int code = lc_signed_write(LC_SIGNED_MODEL, argv[2], force,
                               lc_slice_of(made->model), argv[1], err);
    if (!code)
        code = lc_file_write(page, force, made->page.data, made->page.size, err);
    return code;
}

static json_t *dealt_json(const struct lc_dealt *d, double share)
{
    json_t *o = json_object();
    bool ok = lc_json_put(o, "deals", json_integer((json_int_t)d->deals))
              && lc_json_put(o, "held", json_integer((json_int_t)d->held))
              && lc_json_put(o, "share", lc_json_number(share))
              && lc_json_put(o, "mean_auc", lc_json_number(d->mean_auc))
              && lc_json_put(o, "lowest", lc_json_number(d->lowest))
              && lc_json_put(o, "highest", lc_json_number(d->highest));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

/* Of 200 deals and more, 93 to 97% is what a sound method gives. */
static int print_dealt(const struct lc_dealt *d, int json, struct lc_error *err)
{
    double share = (double)d->held / (double)d->deals;
    struct lc_text text = { 0 };
    if (!json)
        lc_text_addf(&text,
                     "Outcomes dealt out anew %zu times: the AUC's 95%% interval holds "
                     "one half in %zu (%.3f)\nmean AUC %.3f, from %.3f to %.3f\n",
                     d->deals, d->held, share, d->mean_auc, d->lowest, d->highest);
    int code =
        json ? lc_print_json(dealt_json(d, share), err) : lc_print_text(&text, err);
    if (!code && d->deals >= 200 && (share < 0.93 || share > 0.97))
        code = LC_FINDINGS;
    return code;
}

static int log_training(const struct lc_training *training, const char *store_path,
                        struct lc_error *err)
{
    struct lc_text detail = { 0 };
    lc_text_addf(&detail, "model %s", training->model->digest);
    return lc_log_append(store_path, "train", 0, &detail, err);
}

/* Writes the model and its page once they are in the log, and says what was found. */
static int keep(struct lc_training *training, char **argv, const char *page,
                const struct train_settings *settings, struct lc_error *err)
{
    struct leavings made = { .model = NULL };
    const char *out = argv[2];
    int code = print_files(&made, training, err);
    if (!code)
        code = log_training(training, argv[1], err);
    if (!code)
        code = write_files(&made, argv, page, settings->common.force, err);
    if (!code)
        code = settings->common.json
                   ? lc_print_json(json_incref(training->results), err)
                   : print_text(training, out, page, err);
    if (!code
        && (training->standing != LC_GOOD_ENOUGH || lc_left_out_of(training->model)))
        code = LC_FINDINGS;
    free(made.model);
    lc_text_free(&made.page);
    return code;
}

static int check_room(const char *out, const char *page,
                      const struct train_settings *settings, struct lc_error *err)
{
    bool force = settings->common.force;
    if (settings->deals)
        return LC_OK;
    if (!page)
        return LC_FAIL_NOMEM(err);
    int code = lc_draft_try(out, force, err);
    return code ? code : lc_draft_try(page, force, err);
}

static int train(struct inputs *in, char **argv, const struct train_settings *settings,
                 struct lc_error *err)
{
    struct lc_training training;
    json_t *inputs = NULL;
    int seed = lc_knobs_given(&verb_knobs, settings->common.given, "seed")
                   ? settings->common.seed
                   : in->opened.study->about.seed;
    struct lc_training_ask ask = { .study = in->opened.study,
                                   .text = { in->opened.text, in->opened.size },
                                   .store = &in->opened.store,
                                   .linkage = settings->common.linkage,
                                   .crossings = &in->crossings,
                                   .model = settings->model,
                                   .capacity = (size_t)settings->capacity,
                                   .replicates = settings->bootstrap,
                                   .deals = settings->deals,
                                   .seed = (uint64_t)seed,
                                   .team = in->team };
    char *page = settings->deals ? NULL : page_path(argv[2]);
    int code = check_room(argv[2], page, settings, err);
    if (!code)
        code = digest_inputs(&inputs, &in->opened, err);
    if (!code)
        code = lc_training_run(&training, &ask, inputs, err);
    if (!code) {
        code = settings->deals
                   ? print_dealt(&training.dealt, settings->common.json, err)
                   : keep(&training, argv, page, settings, err);
        lc_training_free(&training);
    }
    free(page);
    return code;
}

static int run_train(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct train_settings *given = settings;
    struct inputs in = { .team = NULL };
    if (argc < 3 && !given->deals)
        return LC_FAIL(err, LC_USAGE,
                       "it is: latecare train [options] STUDY STORE OUT");
    int code = open_inputs(&in, argv, &given->common, err);
    int said = code ? code : lc_study_say_absent(&in.opened, "train", err);
    if (!code && said != LC_FINDINGS)
        code = said;
    if (!code)
        code = train(&in, argv, given, err);
    code = code ? code : said;
    close_inputs(&in);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_train = {
    .name = "train",
    .args = "STUDY STORE OUT | STUDY STORE --deals N",
    .help = "fit a study's model, test it on later months, judge it",
    .detail = "Tested on landmarks whose horizon and label delay the training landmarks precede,\n"
              "by folds of children, so that no child is on both sides of a fit. Judged by what the\n"
              "study asked for beforehand: 'not good enough' is a result, with exit status 1, as is\n"
              "'not judged', of a study that asks for no minimum (events, calibration, a gain over\n"
              "a baseline). Breaks that it learns across are said first; one that a schema or the\n"
              "study declares is refused, unless the study accepts it. OUT is the model, fitted to everybody by the same recipe; it holds no row\n"
              "of any child.",
    .min_args = 2,
    .max_args = 3,
    .ends = LC_ENDS(".json"),
    .knobs = &verb_knobs,
    .run = run_train,
};
/* clang-format on */
