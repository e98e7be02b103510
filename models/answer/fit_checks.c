#include "models/answer/fit_checks.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/families/families.h"

/* One more than lc_residual_names and lc_zph_names, in their order. */
const char *const lc_check_residuals[] = { "none",    "martingale", "deviance",
                                           "score",   "dfbeta",     "schoenfeld",
                                           "dfbetas", "scaledsch",  NULL };
const char *const lc_check_transforms[] = { "none", "km",  "identity",
                                            "rank", "log", NULL };

int lc_checks_agree(const struct lc_check_settings *s,
                    const struct lc_fit_options *options, bool force,
                    struct lc_error *err)
{
    if ((s->residuals || s->zph) && options->ties == LC_EXACT)
        return LC_FAIL(err, LC_USAGE, "--%s does not go with exact ties",
                       s->zph ? "zph" : "residuals");
    if (s->output_residuals && !force && lc_file_exists(s->output_residuals))
        return LC_FAIL(err, LC_REFUSED, "%s is there already; --force replaces it",
                       s->output_residuals);
    return LC_OK;
}

/* --- the test --------------------------------------------------------------------- */

static int name_terms(struct lc_checks *c, const lc_terms *terms, size_t *term,
                      size_t *count, struct lc_error *err)
{
    size_t p = lc_terms_count(terms);
    *count = 0;
    c->name = lc_alloc(p, sizeof *c->name);
    if (!c->name)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < p; k++) {
        struct lc_text name = { 0 };
        if (k && lc_terms_same_product(terms, k - 1, k)) {
            term[k] = *count - 1;
            continue;
        }
        lc_terms_product_name(terms, k, &name);
        c->name[*count] = lc_strdup(name.data ? name.data : "");
        lc_text_free(&name);
        if (!c->name[*count])
            return LC_FAIL_NOMEM(err);
        term[k] = (*count)++;
        c->names = *count;
    }
    return LC_OK;
}

static int test(struct lc_checks *c, int transform, const struct lc_model *model,
                const struct lc_sample *sample, const struct lc_fit_options *options,
                struct lc_error *err)
{
    size_t count = 0, *term = lc_alloc(sample->x.p, sizeof *term);
    int code =
        term ? name_terms(c, model->terms, term, &count, err) : LC_FAIL_NOMEM(err);
    struct lc_zph_ask ask = { transform, count, term };
    if (!code)
        code =
            model->family->checks.zph(&c->zph, &ask, sample, model->fit, options, err);
    c->transform = lc_zph_names[transform];
    free(term);
    return code;
}

/* --- the file --------------------------------------------------------------------- */

static void add_header(const struct lc_residuals *r, const struct lc_sample *sample,
                       struct lc_text *out)
{
    lc_text_add(out, lc_residual_of_events(r->kind) ? "row,time" : "row");
    for (size_t k = 0; k < r->columns; k++) {
        const char *name = r->columns == 1 && r->kind < LC_SCORE_RESIDUAL
                               ? lc_residual_names[r->kind]
                               : sample->name[k];
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(name));
    }
    lc_text_add(out, "\n");
}

/* row[n]: the sample's rows in the table. */
static int write_residuals(const struct lc_residuals *r, const struct lc_sample *sample,
                           const size_t *row, const char *path, bool force,
                           struct lc_error *err)
{
    struct lc_text out = { 0 };
    add_header(r, sample, &out);
    for (size_t i = 0; i < r->rows; i++) {
        lc_text_addf(&out, "%zu", row[r->row[i]] + 1);
        if (lc_residual_of_events(r->kind))
            lc_add_cells(&out, 1, sample->stop + r->row[i]);
        lc_add_cells(&out, r->columns, r->value + i * r->columns);
        lc_text_add(&out, "\n");
    }
    return lc_file_write_text(path, force, &out, err);
}

/* --- both ------------------------------------------------------------------------- */

static int check(struct lc_checks *c, const struct lc_check_settings *s,
                 const struct lc_model *model, struct lc_applied *applied,
                 const struct lc_table_fit *ask, bool force, struct lc_error *err)
{
    const char **names = lc_alloc(applied->x.p, sizeof *names);
    struct lc_residuals *residuals = NULL;
    struct lc_sample sample;
    struct lc_fit_options options = ask->options;
    int code =
        names ? lc_sample_of(&sample, applied, ask->family, options.cause, names, err)
              : LC_FAIL_NOMEM(err);
    options.cause = 1; /* as lc_sample_of() has written it */
    if (!code && s->zph)
        code = test(c, s->zph - 1, model, &sample, &options, err);
    if (!code && s->residuals)
        code = model->family->checks.residuals(&residuals, s->residuals - 1, &sample,
                                               model->fit, &options, err);
    if (!code && s->residuals)
        code = write_residuals(residuals, &sample, applied->row, s->output_residuals,
                               force, err);
    lc_residuals_free(residuals);
    free(names);
    return code;
}

int lc_checks_make(struct lc_checks *checks, const struct lc_check_settings *settings,
                   const struct lc_model *model, const struct lc_frame *frame,
                   const struct lc_table_fit *ask, bool force, struct lc_error *err)
{
    struct lc_applied applied;
    *checks = (struct lc_checks){ 0 };
    if ((!settings->zph && !settings->residuals) || lc_fit_code(model->fit))
        return LC_OK;
    if (ask->family->checks.without)
        return lc_family_refuse(ask->family, settings->zph ? "--zph" : "--residuals",
                                ask->family->checks.without, lc_family_has_checks, err);
    int code =
        lc_terms_apply(&applied, model->terms, frame, ask->keep, LC_APPLY_FIT, err);
    if (code)
        return code;
    code = check(checks, settings, model, &applied, ask, force, err);
    lc_applied_free(&applied);
    return code;
}

void lc_checks_release(struct lc_checks *checks)
{
    for (size_t k = 0; checks->name && k < checks->names; k++)
        free(checks->name[k]);
    free(checks->name);
    lc_zph_free(checks->zph);
    *checks = (struct lc_checks){ 0 };
}

/* --- shown ------------------------------------------------------------------------ */

static const char *name_of(const struct lc_checks *c, size_t k)
{
    return k < c->zph->terms ? c->name[k] : "global";
}

bool lc_checks_put(const struct lc_checks *c, json_t *document)
{
    if (!c->zph)
        return true;
    json_t *tests = json_array();
    bool ok = lc_json_put(document, "proportional_hazards", tests);
    for (size_t k = 0; k <= c->zph->terms && ok; k++) {
        ok =
            lc_json_push(tests, LC_OBJECT({ "term", lc_json_text(name_of(c, k)) },
                                          { "transform", lc_json_text(c->transform) },
                                          { "chisq", lc_json_number(c->zph->chisq[k]) },
                                          { "df", json_integer(c->zph->df[k]) },
                                          { "p", lc_json_number(c->zph->p[k]) }));
    }
    return ok;
}

void lc_checks_add(const struct lc_checks *c, struct lc_text *out)
{
    if (!c->zph)
        return;
    lc_text_addf(out, "\nproportional hazards, against %s of time\n", c->transform);
    for (size_t k = 0; k <= c->zph->terms; k++)
        lc_text_addf(out, "%-24s chi-squared %10.4f on %d df, p %.4g\n", name_of(c, k),
                     c->zph->chisq[k], c->zph->df[k], c->zph->p[k]);
}
