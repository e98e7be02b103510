/* latecare fit: one model on any CSV. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/progress.h"
#include "command/command.h"
#include "formula/formula_eval.h"
#include "models/answer/fit_checks.h"
#include "models/answer/times.h"
#include "models/command/fit_print_inside.h"
#include "models/families/families.h"
#include "models/fit/table_fit.h"
#include "table/table.h"

struct fit_settings {
    struct lc_common common;
    const char *family, *formula, *weights, *times, *where, *output;
    int robust;
    struct lc_check_settings checks;
    struct lc_fit_options options;
    const char *lambdas, *penalty_factors, *fold;
    int unscaled;
    size_t shown; /* times at which the baseline is printed */
    double *show; /* [shown] */
};

#define SETTING(field, kind, ...)                                                      \
    LC_KNOB(struct fit_settings, field, kind, 0, 0, 1, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_SEED(NULL),
    LC_FORCE("output|output_residuals"),
    SETTING(family,  LC_WORD, "kind of model: logistic, cox, ... (see above)"),
    SETTING(formula, LC_WORD, "response ~ terms, as in R"),
    SETTING(weights, LC_WORD, "column of case weights"),
    SETTING(where,   LC_WORD, "use the rows where this expression is true"),
    SETTING(times,   LC_WORD, "times at which the baseline is printed: 30,100,365"),
    SETTING(robust,  LC_FLAG, "sandwich variance, by cluster() if there is one", "!firth " LC_NO_NET),
    LC_OUTPUT(struct fit_settings, output, LC_ENDS(".json"), "write the model to this file (JSON)"),
    LC_CHECK_KNOBS(struct fit_settings, checks.),
    LC_FIT_KNOBS(struct fit_settings, options.),
    SETTING(lambdas, LC_WORD, "elastic net at these lambdas: 0.1,0.01"),
    SETTING(penalty_factors, LC_WORD, "elastic net, ridge: each column's share of the penalty, 0 for none: 0,1,1", "ridge|" LC_NET),
    SETTING(unscaled, LC_FLAG, "elastic net: penalise the columns as they are, not standardised", LC_NET),
    SETTING(fold,    LC_WORD, "elastic net: column of folds, for cross-validation", LC_NET),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct fit_settings, knobs);

static void list_fit(struct lc_text *out)
{
    static const char *const left[] = {
        [LC_BINARY] = "y ~, cbind(successes, failures) ~",
        [LC_TIME_TO_EVENT] = "Surv(time, event) ~",
        [LC_TIME_TO_CAUSE] = "Surv(time, cause) ~",
    };
    lc_text_add(out, "Families\n");
    for (size_t i = 0; lc_families[i]; i++)
        lc_text_addf(out, "  %-18s%s: %s\n%20s--formula '%s'\n", lc_families[i]->name,
                     lc_families[i]->title, left[lc_families[i]->response], "",
                     lc_families[i]->example);
    lc_text_add(out,
                "\nEvery type of Surv(), as Surv(t, event, type = \"interval2\"): ");
    lc_families_add(out, lc_family_has_intervals);
    lc_text_add(
        out, "\nA robust variance where weights are no whole numbers, as R has it: ");
    lc_families_add(out, lc_family_has_shares);
    lc_text_add(out, "\n\n");
}

static int find_family(const char *name, const struct lc_family **family,
                       struct lc_error *err)
{
    struct lc_text names = { 0 };
    if (name)
        return lc_family_named(family, name, err);
    lc_families_add(&names, NULL);
    int code = LC_FAIL(err, LC_USAGE, "say which family: --family is one of %s",
                       names.data ? names.data : "");
    lc_text_free(&names);
    return code;
}

static json_t *option_json(const struct lc_knob *knob, const void *options)
{
    const void *field = (const char *)options + knob->offset;
    if (knob->kind == LC_REAL)
        return lc_json_number(*(const double *)field);
    if (knob->kind == LC_CHOICE)
        return lc_json_text(knob->choices[*(const int *)field]);
    return json_integer(*(const int *)field);
}

/* The options as they were, by the table of knobs. */
static int note_settings(struct lc_model *model, const struct fit_settings *settings,
                         struct lc_error *err)
{
    json_t *s = model->settings = json_object();
    bool ok = s && lc_json_put(s, "robust", json_boolean(settings->robust))
              && lc_json_put(s, "weights", lc_json_text(settings->weights))
              && lc_json_put(s, "where", lc_json_text(settings->where));
    for (size_t i = 0; i < lc_fit_knobs.count && ok; i++)
        ok = lc_json_put(s, lc_fit_knobs.rows[i].name,
                         option_json(lc_fit_knobs.rows + i, &settings->options));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int note_counts(struct lc_model *model, const struct lc_unused *unused,
                       struct lc_error *err)
{
    json_t *c = model->counts = json_object();
    bool ok =
        lc_json_put(c, "rows", lc_model_count((double)model->fit->n))
        && lc_json_put(c, "events", lc_model_count(model->fit->events))
        && lc_json_put(c, "rows_missing", lc_model_count((double)unused->missing));
    if (ok && unused->weightless)
        ok = lc_json_put(c, "rows_weightless",
                         lc_model_count((double)unused->weightless));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

/* The table, and what of it the model was fitted to. */
struct source {
    const char *path;
    const struct lc_frame *frame;
    const unsigned char *keep; /* [frame->n] or NULL */
    struct lc_unused unused;
};

static int save(struct lc_model *model, const struct fit_settings *settings,
                const struct source *from, struct lc_error *err)
{
    size_t count = settings->shown;
    bool named = strcmp(from->path, "-") != 0;
    unsigned char digest[LC_DIGEST];
    uint64_t size;
    int code = named ? lc_file_digest(from->path, digest, &size, err) : LC_OK;
    if (!code)
        code = lc_model_note_input(model, from->path, from->frame->n,
                                   named ? digest : NULL, err);
    if (code || (code = note_settings(model, settings, err))
        || (code = note_counts(model, &from->unused, err)))
        return code;
    model->horizon = lc_alloc(count, sizeof *model->horizon);
    if (!model->horizon)
        return LC_FAIL_NOMEM(err);
    model->horizons = count;
    for (size_t i = 0; i < count; i++)
        model->horizon[i] = settings->show[i];
    return lc_model_write(model, settings->output, settings->common.force, err);
}

static bool reads(const lc_terms *terms, const char *name)
{
    bool found = false;
    for (size_t k = 0; k < lc_terms_count(terms) && !found; k++) {
        const struct lc_term *term = lc_terms_at(terms, k);
        for (size_t b = 0; b < term->bases && !found; b++)
            found = strcmp(term->base[b], name) == 0;
    }
    return found;
}

/* A column of numbers but for a cell or two becomes one of levels; that is said. */
static void add_strays(const struct lc_model *model, const struct lc_frame *frame,
                       struct lc_text *out)
{
    for (size_t c = 0; c < frame->count; c++) {
        const struct lc_column *column = frame->column + c;
        if (column->stray && reads(model->terms, column->name))
            lc_text_addf(out,
                         "'%.60s' is read as levels, not as numbers: line %" PRIu64
                         " holds no number\n",
                         column->name, column->stray);
    }
}

static int show(const struct lc_model *model, const struct fit_settings *settings,
                const struct lc_checks *checks, const struct source *from,
                struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (settings->common.json) {
        json_t *document =
            lc_fit_document(model, &from->unused, settings->shown, settings->show);
        bool whole = document && lc_checks_put(checks, document);
        return lc_print_json(lc_json_whole(document, whole), err);
    }
    add_strays(model, from->frame, &out);
    lc_fit_table(model, &from->unused, settings->shown, settings->show, &out);
    lc_checks_add(checks, &out);
    if (settings->output && !lc_fit_code(model->fit))
        lc_text_addf(&out,
                     "%s has a checksum and no seal, for it is of no store: whoever "
                     "changes it can make that good\n",
                     settings->output);
    return lc_print_text(&out, err);
}

/* What gives a finite estimate, of the options that the family reads. */
static const char *remedy(const struct lc_model *model)
{
    bool ridge = lc_family_reads(model->family, "ridge", NULL);
    bool firth = lc_family_reads(model->family, "firth", NULL);
    if (lc_fit_code(model->fit) != LC_SEPARATED)
        return "";
    return ridge && firth ? "; --ridge or --firth gives a finite one"
           : ridge        ? "; --ridge gives a finite one"
                          : "";
}

/* A model of a separated outcome is written all the same: it has risks for the rows
 * that no lost direction moves, and says of the others that it has none. */
static int save_separated(struct lc_model *model, const struct fit_settings *settings,
                          const struct source *from, struct lc_text *said,
                          struct lc_error *err)
{
    size_t rows, unaffected;
    int code =
        lc_model_unaffected(model, from->frame, from->keep, &rows, &unaffected, err);
    if (!code)
        code = save(model, settings, from, err);
    lc_text_addf(said,
                 "; the model was written: it has a risk for %zu of the %zu rows%s, "
                 "and predict says which",
                 unaffected, rows,
                 model->family->response == LC_BINARY ? "" : " at whatever horizon");
    return code;
}

/* The document is printed whatever the status; the status is then the exit's. */
static int finish(struct lc_model *model, const struct fit_settings *settings,
                  const struct lc_checks *checks, const struct source *from,
                  struct lc_error *err)
{
    struct lc_text said = { 0 };
    int code = show(model, settings, checks, from, err);
    int ended = lc_fit_code(model->fit);
    if (!code && settings->output && !ended)
        code = save(model, settings, from, err);
    else if (!code && settings->output && ended == LC_SEPARATED)
        code = save_separated(model, settings, from, &said, err);
    else if (settings->output)
        lc_text_add(&said, "; no model was written");
    if (!code && ended)
        code = LC_FAIL(err, ended, "%s%s%s",
                       model->fit->status_text[0] ? model->fit->status_text
                                                  : lc_code_text(ended),
                       remedy(model), said.data ? said.data : "");
    lc_text_free(&said);
    return code;
}

/* The lists of an elastic net, lambdas descending; room for both is the caller's. */
static int read_net(struct lc_net_ask *net, const struct fit_settings *settings,
                    double *lambda, double *factor, struct lc_error *err)
{
    *net = (struct lc_net_ask){ .lambda = lambda,
                                .factor = factor,
                                .fold = settings->fold,
                                .unscaled = settings->unscaled };
    int code = lc_times_parse("lambdas", settings->lambdas, lambda, &net->lambdas, err);
    for (size_t k = 0; k < net->lambdas / 2; k++) {
        double last = lambda[net->lambdas - 1 - k];
        lambda[net->lambdas - 1 - k] = lambda[k];
        lambda[k] = last;
    }
    if (!code && net->lambdas && !(lambda[net->lambdas - 1] >= 0))
        code = LC_FAIL(err, LC_USAGE, "--lambdas: numbers of at least 0");
    return code ? code
                : lc_numbers_parse("penalty-factors", settings->penalty_factors, factor,
                                   &net->factors, err);
}

static int fit_frame(const struct lc_frame *frame, struct fit_settings *settings,
                     const char *path, const struct lc_family *family,
                     struct lc_error *err)
{
    unsigned char *keep = NULL;
    struct lc_model *model = NULL;
    struct lc_unused unused = { 0 };
    double lambda[LC_TIMES], factor[LC_TIMES];
    struct lc_net_ask net;
    int code = read_net(&net, settings, lambda, factor, err);
    if (code)
        return code;
    code = settings->where ? lc_filter(&keep, settings->where, frame, err) : LC_OK;
    struct lc_table_fit ask = { .formula = settings->formula,
                                .family = family,
                                .weights = settings->weights,
                                .keep = keep,
                                .robust = settings->robust,
                                .net = net,
                                .options = settings->options };
    if (!code)
        code = lc_table_fit(&model, &unused, frame, &ask, err);
    lc_progress_end();
    struct lc_checks checks = { 0 };
    if (!code)
        code = lc_checks_make(&checks, &settings->checks, model, frame, &ask,
                              settings->common.force, err);
    if (!code)
        code = finish(model, settings, &checks,
                      &(struct source){ path, frame, keep, unused }, err);
    lc_checks_release(&checks);
    lc_model_free(model);
    free(keep);
    return code;
}

/* What the family does not read is said before what is read with something else. */
static int agree(const void *given, struct lc_error *err)
{
    const struct fit_settings *settings = given;
    const struct lc_family *family;
    int code = find_family(settings->family, &family, err);
    return code ? code
                : lc_family_check_options(family, &verb_knobs, settings,
                                          settings->common.given, err);
}

static int run_fit(int argc LC_UNUSED, char **argv, void *given, struct lc_error *err)
{
    struct fit_settings *settings = given;
    const struct lc_family *family = lc_family_find(settings->family);
    struct lc_frame frame = { 0 };
    double times[LC_TIMES] = { 0 };
    int code = LC_OK;
    if (!settings->formula)
        code = LC_FAIL(err, LC_USAGE, "say what the model is: --formula 'y ~ a + b'");
    if (!code)
        code = lc_times_parse("times", settings->times, times, &settings->shown, err);
    if (!code && settings->output && !settings->common.force
        && lc_file_exists(settings->output))
        code = LC_FAIL(err, LC_REFUSED, "%s is there already; --force replaces it",
                       settings->output);
    if (!code)
        code = lc_checks_agree(&settings->checks, &settings->options,
                               settings->common.force, err);
    settings->show = times;
    if (!settings->output) { /* a model keeps every step; a print only what it shows */
        settings->options.times = times;
        settings->options.times_count = settings->shown;
    }
    settings->options.seed = settings->common.seed;
    if (!code)
        code = lc_team_new(&settings->options.team, settings->common.threads, err);
    if (!code)
        code = lc_table_read(&frame, argv[0], err);
    if (!code)
        code = fit_frame(&frame, settings, argv[0], family, err);
    lc_frame_free(&frame);
    lc_team_free(settings->options.team);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_fit = {
    .name = "fit",
    .args = "TABLE --family F --formula 'y ~ a + b'",
    .help = "fit one model to a CSV table, with R's formulas",
    .detail = "Formulas are R's: Surv(time, event) ~ age + factor(sex) + rcs(n, 4) + a:b + strata(site)\n"
              "+ cluster(id) + offset(o); cbind(successes, failures) ~; y == \"High\" ~; also log, log1p,\n"
              "sqrt, I(), ns(x, k), bs(x, k), poly(x, d), scale(x), a*b, (a + b)^2, a/b, - 1, '.',\n"
              "`names with spaces`. Columns of one name are name, name.1, name.2. A fit that does not\n"
              "converge is printed all the same and exits 4; of a separated outcome --output writes the\n"
              "model, which has no risk for the rows that it cannot tell of.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .agree = agree,
    .more = lc_families_add_readers,
    .run = run_fit,
    .list = list_fit,
};
/* clang-format on */
