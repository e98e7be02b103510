/* Fitting a study's model to rows of its design (train.h). */
#include "models/fit/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "kind/kind.h"
#include "models/families/families.h"
#include "models/family/centre.h"
#include "models/fit/coarse.h"
#include "models/fit/left_out.h"
#include "models/penalty/net_fit.h"

static void count(struct lc_train_counts *counts, const struct lc_train_rows *o,
                  const struct lc_design *d)
{
    size_t n = o->applied.n;
    *counts = (struct lc_train_counts){ .rows = n, .children = o->children };
    int64_t last = -1;
    for (size_t k = 0; k < n; k++) {
        uint32_t child = d->child[o->applied.row[k]];
        if (!(o->y[k] > 0))
            continue;
        counts->entries++;
        counts->entrants += child != last;
        last = child;
    }
}

/* --- the options ------------------------------------------------------------------ */

/* About a month, a whole number of times in the horizon. */
static double month_of(double horizon)
{
    double months = round(horizon * 12 / 365);
    return months > 1 ? horizon / months : horizon;
}

static int options_of(struct lc_fit_options *options, const struct lc_train *t,
                      struct lc_error *err)
{
    const struct lc_family *family = lc_family_find(t->spec->family);
    const char *key;
    uint64_t given;
    int code = lc_train_options(options, &given, t->spec, &key, err);
    if (code)
        return lc_error_within(err, code, "%s", key);
    options->variance = LC_CLUSTERED;
    if (!lc_knobs_given(&lc_fit_knobs, given, "grid"))
        options->grid = month_of(t->design->horizon);
    if (family && lc_family_reads(family, "ridge", NULL) && !options->firth)
        options->ridge = fmax(options->ridge, t->least_ridge);
    options->concordance = 0; /* on training rows it would flatter */
    if (options->firth || options->ties == LC_EXACT)
        options->variance = LC_MODEL_BASED; /* these two know no other */
    options->cause = LC_ENTRY;
    options->seed = t->study->about.seed;
    options->team = t->team;
    return LC_OK;
}

/* left_out is taken over. */
static json_t *settings_of(const struct lc_study_model *spec,
                           const struct lc_fit_options *options, json_t *left_out)
{
    return LC_OBJECT({ left_out ? "left_out" : NULL, left_out },
                     { "model", lc_json_text(spec->name) },
                     { "ties", lc_json_text(lc_ties_names[options->ties]) },
                     { "variance", lc_json_text(lc_variance_names[options->variance]) },
                     { "ridge", lc_json_number(options->ridge) },
                     { "firth", json_boolean(options->firth) },
                     { "tolerance", lc_json_number(options->tolerance) });
}

/* --- the study inside the model --------------------------------------------------- */

static json_t *predictor_json(const struct lc_study_predictor *p)
{
    return LC_OBJECT(
        { "name", lc_json_text(p->name) },
        { "label", lc_json_text(p->label ? p->label : p->name) },
        { "kind", lc_json_text(p->kind) }, { "history", lc_json_text(p->history) },
        { p->other ? "other" : NULL, lc_json_text(p->other) },
        { "window", lc_json_text(p->window) }, { "unit", lc_json_text(p->what->unit) });
}

/* The file's own text, so that scoring reads the very same study. */
static json_t *study_json(const struct lc_train *t)
{
    char digest[LC_DIGEST_TEXT];
    json_t *list = json_array();
    bool ok = list != NULL;
    for (unsigned k = 0; ok && k < t->study->predictors_count; k++)
        ok = lc_json_push(list, predictor_json(&t->study->predictors[k]));
    return LC_OBJECT(
        { "name", lc_json_text(t->study->about.name) },
        { "digest", lc_json_text(lc_digest_text(t->study->digest, digest)) },
        { "text", json_stringn(t->text.data, t->text.size) },
        { "predictors", lc_json_whole(list, ok) });
}

static json_t *counts_json(const struct lc_train_counts *c, bool families)
{
    bool few = lc_is_small((double)c->entrants); /* their rows would tell how many */
    return LC_OBJECT(
        { "rows", lc_told_json(lc_tell(c->rows)) },
        { "children", lc_told_json(lc_tell(c->children)) },
        { "entries", lc_told_json(few ? LC_FEW : lc_tell(c->entries)) },
        { "entrants", lc_told_json(lc_tell(c->entrants)) },
        { families ? "unit" : NULL, families ? json_string("family") : NULL });
}

/* What a fit says of its rows as it may be told: a likelihood in full would give back
 * how many there were and how many had the event. Few stay as they are, which the file
 * hides (lc_model_count). */
static void tell_fit(struct lc_fit *fit, size_t entrants)
{
    double *const figure[] = { &fit->lr, &fit->wald, &fit->score };
    if (fit->n >= LC_SMALLEST_SHOWN)
        fit->n = lc_tell(fit->n);
    if (lc_is_small((double)entrants))
        fit->events = (double)entrants;
    else if (fit->events >= LC_SMALLEST_SHOWN)
        fit->events = (double)lc_tell((size_t)fit->events);
    fit->loglik = lc_round_figure(fit->loglik, 2);
    fit->loglik_null = lc_round_figure(fit->loglik_null, 2);
    for (size_t k = 0; k < sizeof figure / sizeof *figure; k++)
        *figure[k] = lc_round_figure(*figure[k], 3);
}

/* --- the fit ---------------------------------------------------------------------- */

/* A status that is no estimate is an error here: nobody may be scored with it. */
static int check_status(const struct lc_fit *fit, struct lc_error *err)
{
    if (fit->status == LC_NOT_CONVERGED)
        return LC_FAIL(err, LC_DIVERGED, "%s", fit->status_text);
    if (fit->status == LC_INFINITE)
        return LC_FAIL(err, LC_SEPARATED,
                       "%s. Take the column out, begin the landmarks where its source "
                       "does, or give the model firth: true or a ridge",
                       fit->status_text);
    return LC_OK;
}

/* A penalty gives every column a finite estimate. */
static bool is_penalised(const struct lc_fit_options *options)
{
    return options->ridge > 0 || options->firth || lc_net_wanted(options);
}

/* Once more without the flags that say nothing beside others, if that is why. */
static int fit_again(struct lc_model *m, struct lc_train_rows *rows, json_t *left_out,
                     size_t entrants, const struct lc_fit_options *options,
                     struct lc_error *err)
{
    bool more = false;
    int code = LC_OK;
    if (left_out && entrants >= LC_LEFT_OUT_ENTRANTS && m->fit->status == LC_INFINITE)
        code =
            lc_left_out_beside(left_out, &rows->applied, rows->y, m->terms, &more, err);
    if (code || !more)
        return code;
    lc_fit_free(m->fit);
    m->fit = NULL;
    return lc_family_fit(&m->fit, m->family, &rows->sample, options, err);
}

/* A column of zeros is aliased, and so the family names it among the combinations. */
static void say_left_out(struct lc_fit *fit, const json_t *left_out)
{
    char named[sizeof fit->status_text];
    const char *colon = strchr(fit->status_text, ':');
    if (fit->status != LC_ALIASED || !json_array_size(left_out) || !colon)
        return;
    snprintf(named, sizeof named, "%s", colon);
    snprintf(fit->status_text, sizeof fit->status_text,
             "left out, as settings.left_out says or as combinations of others%.160s",
             named);
}

static int fit_rows(struct lc_model *m, const struct lc_train *t,
                    struct lc_train_rows *rows, const double *centre,
                    struct lc_train_counts *counts, struct lc_error *err)
{
    struct lc_fit_options options;
    json_t *left_out = NULL;
    int code = options_of(&options, t, err);
    if (code)
        return code;
    rows->sample.centre = centre;
    count(counts, rows, t->design);
    lc_train_whole_intervals(rows, m->family, t->design->horizon, options.grid);
    if (!is_penalised(&options))
        code = lc_left_out(&left_out, &rows->applied, rows->y, counts->entrants,
                           m->terms, err);
    if (!code)
        code = lc_family_fit(&m->fit, m->family, &rows->sample, &options, err);
    if (!code)
        code = fit_again(m, rows, left_out, counts->entrants, &options, err);
    if (!code)
        code = lc_fit_keep_centre(m->fit, &rows->sample, err);
    if (!code)
        code = check_status(m->fit, err);
    if (!code)
        say_left_out(m->fit, left_out);
    if (!code)
        code = lc_coarse_curves(m->fit, &rows->sample, LC_TRAIN_STEP_DAYS, err);
    if (code)
        json_decref(left_out);
    else if (!(m->settings = settings_of(t->spec, &options, left_out)))
        code = LC_FAIL_NOMEM(err);
    return code;
}

static int describe_model(struct lc_model *m, const struct lc_train *t,
                          const struct lc_train_counts *counts, struct lc_error *err)
{
    tell_fit(m->fit, counts->entrants);
    lc_terms_tell(m->terms, counts->rows);
    m->cause = LC_ENTRY;
    m->horizons = 1;
    m->horizon = lc_alloc(1, sizeof *m->horizon);
    m->time_unit = lc_strdup("days");
    m->counts = counts_json(counts, t->design->families);
    m->study = study_json(t);
    m->seed = (uint64_t)t->study->about.seed;
    if (!m->horizon || !m->time_unit || !m->counts || !m->study)
        return LC_FAIL_NOMEM(err);
    m->horizon[0] = t->design->horizon;
    return LC_OK;
}

static int fit_kept(struct lc_model *m, const struct lc_train *t,
                    const unsigned char *keep, struct lc_train_counts *counts,
                    struct lc_error *err)
{
    struct lc_terms_options learn = { .missing = LC_FLAG_MISSING, .keep = keep };
    struct lc_train_rows rows;
    double *centre = NULL;
    int code =
        lc_terms_learn(&m->terms, t->spec->formula, &t->design->frame, &learn, err);
    if (!code)
        code = lc_model_centre(m, &centre, err);
    if (!code)
        code = lc_train_rows_of(&rows, t->design, m->terms, m->family->response, keep,
                                err);
    if (!code) {
        code = fit_rows(m, t, &rows, centre, counts, err);
        lc_train_rows_free(&rows);
    }
    free(centre);
    return code ? code : describe_model(m, t, counts, err);
}

/* Usable rows of train->keep; NULL when out of memory. */
static unsigned char *rows_kept(const struct lc_train *train, int response)
{
    size_t n = train->design->frame.n;
    unsigned char *keep = lc_alloc(n ? n : 1, 1);
    if (!keep)
        return NULL;
    lc_train_usable(train->design, response, keep);
    for (size_t i = 0; train->keep && i < n; i++)
        keep[i] = keep[i] && train->keep[i];
    return keep;
}

static int refit_kept(struct lc_fit **fit, struct lc_model *like,
                      const struct lc_train *train, const unsigned char *keep,
                      size_t *units, struct lc_error *err)
{
    struct lc_train_counts counts;
    struct lc_train_rows rows = { .clusters = 0 };
    double *centre = NULL;
    int code = lc_model_centre(like, &centre, err);
    if (!code)
        code = lc_train_rows_of(&rows, train->design, like->terms,
                                like->family->response, keep, err);
    if (!code) {
        *units = rows.clusters;
        code = fit_rows(like, train, &rows, centre, &counts, err);
        lc_train_rows_free(&rows);
    }
    free(centre);
    json_decref(like->settings);
    if (code)
        lc_fit_free(like->fit);
    else
        *fit = like->fit;
    return code;
}

int lc_train_refit(struct lc_fit **fit, const struct lc_model *model,
                   const struct lc_train *train, size_t *units, struct lc_error *err)
{
    struct lc_model like = { .family = model->family, .terms = model->terms };
    unsigned char *keep = rows_kept(train, model->family->response);
    *fit = NULL;
    int code =
        keep ? refit_kept(fit, &like, train, keep, units, err) : LC_FAIL_NOMEM(err);
    free(keep);
    return code;
}

int lc_train_fit(struct lc_model **model, const struct lc_train *train,
                 struct lc_train_counts *counts, struct lc_error *err)
{
    struct lc_model *m = lc_model_new();
    unsigned char *keep = NULL;
    int code = m ? LC_OK : LC_FAIL_NOMEM(err);
    *model = NULL;
    if (!code && !(m->family = lc_family_find(train->spec->family)))
        code = LC_FAIL(err, LC_USAGE, "model %s: there is no family %s",
                       train->spec->name, train->spec->family);
    if (!code) {
        keep = rows_kept(train, m->family->response);
        code = keep ? fit_kept(m, train, keep, counts, err) : LC_FAIL_NOMEM(err);
        if (code)
            lc_error_within(err, code, "model %s", train->spec->name);
    }
    free(keep);
    if (code)
        lc_model_free(m);
    else
        *model = m;
    return code;
}

bool lc_train_cannot(int code)
{
    return code == LC_DIVERGED || code == LC_SEPARATED || code == LC_SINGULAR
           || code == LC_UNFIT;
}
