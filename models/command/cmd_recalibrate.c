/* latecare recalibrate: a frozen model's level, spread or baseline from other rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "design/asof.h"
#include "disclosure/small.h"
#include "formula/formula_eval.h"
#include "link/drawn.h"
#include "models/families/families.h"
#include "models/fit/coarse.h"
#include "models/fit/table_fit.h"
#include "models/fit/train.h"
#include "models/fit/vouch.h"
#include "models/fit/whose.h"
#include "models/recalibrate/recalibrate.h"
#include "store/log.h"
#include "study/cohort.h"
#include "table/table.h"

struct recalibrate_settings {
    struct lc_common common;
    int method;
    const char *where, *from;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_FORCE(NULL),
    LC_KNOB_CHOICE(struct recalibrate_settings, method, LC_BY_INTERCEPT, lc_recalibration_names, "what is learnt anew; all else stays frozen"),
    LC_KNOB(struct recalibrate_settings, where, LC_WORD, 0, 0, 0, "of a table: use the rows where this expression is true", "TABLE"),
    LC_KNOB(struct recalibrate_settings, from,  LC_WORD, 0, 0, 0, "of a store: landmarks from this day on, as 2024-03-31", "STORE"),
};
/* clang-format on */

const struct lc_knobs verb_knobs = LC_KNOBS(struct recalibrate_settings, knobs);

/* What the work needs and gives. */
struct job {
    struct lc_model *model;
    const struct recalibrate_settings *settings;
    lc_team *team;
    struct lc_recalibrated done;
    unsigned char
        input[LC_DIGEST];   /* of the table's bytes, or of what the store says */
    const char *path;       /* of the model */
    struct lc_text caution; /* of the store, about the model */
};

/* --- a table ---------------------------------------------------------------------- */

static int by_frame(struct job *job, const struct lc_frame *frame,
                    const unsigned char *keep, struct lc_error *err)
{
    struct lc_model *m = job->model;
    struct lc_applied applied;
    struct lc_sample sample;
    int code = lc_terms_apply(&applied, m->terms, frame, keep, LC_APPLY_FIT, err);
    if (code)
        return code;
    const char **names = lc_alloc(applied.x.p, sizeof *names);
    code = names ? lc_sample_of(&sample, &applied, m->family, m->cause, names, err)
                 : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_recalibrate(&job->done, m, &sample, job->settings->method, job->team,
                              err);
    free(names);
    lc_applied_free(&applied);
    return code;
}

static int by_table(struct job *job, const char *path, struct lc_error *err)
{
    struct lc_frame frame = { 0 };
    unsigned char *keep = NULL;
    uint64_t size;
    int code = lc_model_need_seal(job->model, job->path, err);
    if (!code)
        code = lc_file_digest(path, job->input, &size, err);
    if (!code)
        code = lc_table_read(&frame, path, err);
    if (!code)
        code = lc_terms_suit(job->model->terms, &frame, err);
    if (!code && job->settings->where)
        code = lc_filter(&keep, job->settings->where, &frame, err);
    if (!code)
        code = by_frame(job, &frame, keep, err);
    free(keep);
    lc_frame_free(&frame);
    return code;
}

/* --- a store ---------------------------------------------------------------------- */

static int choose_rows(unsigned char *keep, const struct job *job,
                       const struct lc_design *design, struct lc_error *err)
{
    const char *from = job->settings->from;
    int32_t first = INT32_MIN;
    int code = from ? lc_parse_day("from", lc_slice_of(from), &first, err) : LC_OK;
    if (code)
        return code;
    size_t n = design->frame.n;
    lc_train_usable(design, job->model->family->response, keep);
    for (size_t i = 0; i < n; i++)
        keep[i] = keep[i] && design->landmark[i] >= first;
    if (n && memchr(keep, 1, n))
        return LC_OK;
    return LC_FAIL(
        err, LC_RANGE,
        "no row of a landmark%s%.20s is one to learn from: a yes or no asks "
        "that the whole horizon be over by the last day of the care extracts; "
        "take an earlier --from, or import later extracts",
        from ? " from " : "", from ? from : "");
}

static int by_design(struct job *job, const struct lc_design *design,
                     struct lc_error *err)
{
    struct lc_train_rows rows;
    unsigned char *keep = lc_alloc(design->frame.n, 1);
    int code = keep ? choose_rows(keep, job, design, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_train_rows_of(&rows, design, job->model->terms,
                                job->model->family->response, keep, err);
    if (!code) {
        double grid =
            json_number_value(json_object_get(job->model->fit->extra, "grid"));
        lc_train_whole_intervals(&rows, job->model->family, design->horizon, grid);
        code = lc_recalibrate(&job->done, job->model, &rows.sample,
                              job->settings->method, job->team, err);
        if (!code && job->settings->method != LC_BY_INTERCEPT)
            code = lc_coarse_curves(job->model->fit, &rows.sample, LC_TRAIN_STEP_DAYS,
                                    err);
        lc_train_rows_free(&rows);
    }
    free(keep);
    return code;
}

/* What is learnt anew is of the store's own children. */
static int hold_linkage(struct job *job, struct lc_error *err)
{
    struct lc_text learnt = { 0 };
    lc_whose_hold(&learnt, job->model, LC_NO_DAY);
    if (learnt.size)
        lc_text_addf(&job->caution, "%s%s", job->caution.size ? "; " : "", learnt.data);
    int code = lc_text_check(&learnt, err);
    lc_text_free(&learnt);
    return code ? code : lc_text_check(&job->caution, err);
}

/* By the study that the model carries, but for its last landmark: what is learnt anew
 * is learnt from what came after it. */
static int by_store(struct job *job, const char *path, struct lc_error *err)
{
    const char *text = json_string_value(json_object_get(job->model->study, "text"));
    struct lc_study *study = NULL;
    struct lc_store store = { 0 };
    struct lc_cohort cohort = { .n = 0 };
    struct lc_design design = { .child = NULL };
    struct lc_cohort_ask all = { .day = LC_NO_DAY };
    int code = lc_study_parse(&study, "the model's study", text ? text : "",
                              text ? strlen(text) : 0, err);
    if (!code) {
        study->landmarks.last = LC_NO_DAY;
        code = lc_store_load(&store, path, err);
    }
    if (!code)
        code = lc_store_need_linked(&store, path, err);
    if (!code)
        code = lc_model_vouch(&job->caution, job->model, job->path, path, err);
    if (!code)
        code = hold_linkage(job, err);
    if (!code)
        code = lc_link_contents(&store, study->uncertain != LC_LINKS_KEEP, job->input,
                                err);
    if (!code)
        code = lc_cohort_build(&cohort, study, &store, &all, job->team, err);
    if (!code)
        code = lc_design_build(&design, study, &store, &cohort, job->team, err);
    if (!code)
        code = by_design(job, &design, err);
    lc_design_free(&design);
    lc_cohort_free(&cohort);
    lc_store_free(&store);
    lc_study_free(study);
    return code;
}

/* --- the result ------------------------------------------------------------------- */

/* Counts of children as they may be told; of a table's rows as they are. */
static size_t told_of(const struct job *job, double count)
{
    return job->model->study ? lc_tell((size_t)count) : (size_t)count;
}

/* Few are left to the file to hide. */
static size_t rows_noted(const struct job *job)
{
    size_t told = told_of(job, (double)job->done.rows);
    return told == LC_FEW ? job->done.rows : told;
}

static json_t *events_json(const struct job *job)
{
    return job->model->study ? lc_told_json(told_of(job, job->done.events))
                             : lc_json_number(job->done.events);
}

static double expected_of(const struct job *job)
{
    return job->model->study ? lc_round_figure(job->done.expected, 2)
                             : job->done.expected;
}

static int show_json(const struct job *job, struct lc_error *err)
{
    const struct lc_recalibrated *d = &job->done;
    const char *method = lc_recalibration_names[job->settings->method];
    return lc_print_json(
        LC_OBJECT(
            { "method", lc_json_text(method) },
            { "rows", lc_told_json(told_of(job, (double)d->rows)) },
            { "events", events_json(job) },
            { "expected", lc_json_number(expected_of(job)) },
            { "intercept", lc_json_number(d->intercept) },
            { "slope", lc_json_number(d->slope) },
            { "parent", lc_json_text(job->model->parent) },
            { "digest", lc_json_text(job->model->digest) },
            { job->caution.size ? "warning" : NULL, lc_json_text(job->caution.data) }),
        err);
}

static int show(const struct job *job, const char *path, struct lc_error *err)
{
    const struct lc_recalibrated *d = &job->done;
    struct lc_text out = { 0 };
    if (job->settings->common.json)
        return show_json(job, err);
    if (job->caution.size)
        lc_text_addf(&out, "Warning: %s\n", job->caution.data);
    char rows[LC_TOLD_ROOM], events[LC_TOLD_ROOM];
    lc_told_text(told_of(job, (double)d->rows), rows);
    if (job->model->study)
        lc_told_text(told_of(job, d->events), events);
    else
        snprintf(events, sizeof events, "%.15g", d->events);
    lc_text_addf(&out, "Recalibrated by %s on %s rows: %s events, ",
                 lc_recalibration_names[job->settings->method], rows, events);
    if (d->expected >= 0)
        lc_text_addf(&out, "%.6g foretold by the frozen model", expected_of(job));
    else
        lc_text_add(&out, "some known only to lie between two times");
    lc_text_addf(&out, "\nintercept %+.5f, slope %.5f\n%s: parent %s\n", d->intercept,
                 d->slope, path, job->model->parent);
    return lc_print_text(&out, err);
}

static int log_recalibration(const struct job *job, const char *store_path,
                             struct lc_error *err)
{
    struct lc_text detail = { 0 };
    if (!job->model->study)
        return LC_OK; /* by a table: there is no store to keep a log */
    lc_text_addf(&detail, "model %s parent %s", job->model->digest, job->model->parent);
    return lc_log_append(store_path, "recalibrate", 0, &detail, err);
}

/* In the log before it is a file. */
static int keep(struct job *job, char **argv, struct lc_error *err)
{
    char *text = NULL;
    int code = lc_model_print(job->model, &text, err);
    if (!code)
        code = log_recalibration(job, argv[1], err);
    bool force = job->settings->common.force;
    if (!code)
        code = job->model->study
                   ? lc_signed_write(LC_SIGNED_MODEL, argv[2], force, lc_slice_of(text),
                                     argv[1], err)
                   : lc_file_write(argv[2], force, text, strlen(text), err);
    free(text);
    if (!code)
        code = show(job, argv[2], err);
    return code || !job->caution.size ? code : LC_FINDINGS;
}

static int run_recalibrate(int argc LC_UNUSED, char **argv, void *given,
                           struct lc_error *err)
{
    const struct recalibrate_settings *settings = given;
    struct job job = { .settings = settings, .path = argv[0] };
    int code = lc_draft_try(argv[2], settings->common.force, err);
    if (!code)
        code = lc_model_read(&job.model, argv[0], err);
    uint64_t these = settings->common.given;
    if (!code)
        code = lc_knobs_suit(&verb_knobs, these, "STORE", job.model->study, err);
    if (!code)
        code = lc_knobs_suit(&verb_knobs, these, "TABLE", !job.model->study, err);
    if (!code)
        code = lc_verb_suit_store(&settings->common, job.model->study, err);
    if (!code)
        code = lc_team_new(&job.team, settings->common.threads, err);
    if (!code)
        code = job.model->study ? by_store(&job, argv[1], err)
                                : by_table(&job, argv[1], err);
    if (!code)
        code =
            lc_model_note_input(job.model, argv[1], rows_noted(&job), job.input, err);
    if (!code)
        code = keep(&job, argv, err);
    lc_text_free(&job.caution);
    lc_team_free(job.team);
    lc_model_free(job.model);
    return code;
}

static void list_recalibrate(struct lc_text *out)
{
    lc_text_add(out, "Trained anew instead: ");
    lc_families_add(out, lc_family_keeps_level);
    lc_text_add(out, "\n\n");
}

/* clang-format off */
const struct lc_verb lc_verb_recalibrate = {
    .name = "recalibrate",
    .args = "MODEL TABLE|STORE OUT",
    .help = "set a frozen model's level, spread or baseline by other rows",
    .detail = "intercept: events seen become events foretold; slope: the spread of the risks too, with\n"
              "the baseline learnt anew where there is one; baseline: that alone (level and\n"
              "scale, where the family has these; not of a yes or no). Coefficients keep their ratios and\n"
              "the rows their order, where there are several causes cause by cause. A study's model takes\n"
              "a STORE, by the study it carries but to the store's last landmark (of a yes or no: the\n"
              "last whose horizon is over); others a TABLE. OUT names its parent by digest. Its old\n"
              "measures and verdict are gone: judge it anew.",
    .min_args = 3,
    .max_args = 3,
    .ends = LC_ENDS(".json"),
    .knobs = &verb_knobs,
    .run = run_recalibrate,
    .list = list_recalibrate,
};
/* clang-format on */
