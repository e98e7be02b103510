/* latecare curve: Kaplan-Meier, Nelson-Aalen and Aalen-Johansen of any CSV, by group.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "formula/formula_eval.h"
#include "models/answer/curve_make.h"
#include "models/answer/times.h"
#include "models/curve/kaplan_meier.h"
#include "models/report/curve_page.h"
#include "parallel/same_time.h"
#include "table/table.h"

struct curve_settings {
    struct lc_common common;
    const char *formula, *id, *weights, *where, *times, *quantiles, *output,
        *output_pseudo, *page;
    int conf, type, robust, errors, test;
    double rho, rmst, pseudo;
};

#define SETTING(field, kind, def, low, high, ...)                                      \
    LC_KNOB(struct curve_settings, field, kind, def, low, high, __VA_ARGS__)
#define CHOICE(field, def, names, ...)                                                 \
    LC_KNOB_CHOICE(struct curve_settings, field, def, names, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE("output|output_pseudo|page"),
    SETTING(formula,   LC_WORD, 0, 0, 0,     "Surv(time, event) ~ groups + strata(of the test)"),
    SETTING(id,        LC_WORD, 0, 0, 0,     "column that says whose spell a row is: events are then states entered, and left again"),
    SETTING(weights,   LC_WORD, 0, 0, 0,     "column of case weights"),
    SETTING(where,     LC_WORD, 0, 0, 0,     "use the rows where this expression is true"),
    SETTING(times,     LC_WORD, 0, 0, 0,     "times of the curve: 30,100,365; else every time that anybody leaves"),
    CHOICE(conf, LC_LIMITS_LOGLOG, lc_limits_names, "scale of the 95% limits"),
    CHOICE(type, LC_KAPLAN_MEIER, lc_survival_types, "survival: the product, or exp(-H) of the hazard, or that with ties one by one", "!id"),
    SETTING(robust,    LC_FLAG, 0, 0, 1,     "the jackknife's standard errors; with cluster() or broken weights in any case", "!id"),
    CHOICE(errors, 0, lc_curve_errors, "of several causes' incidences: the jackknife's, or the delta method's", "!id"),
    SETTING(quantiles, LC_WORD, 0, 0, 0,     "times by which these shares have had the event: 0.25,0.5,0.75", "!id"),
    SETTING(rmst,      LC_REAL, -1, -1, 1e9, "mean time free of the event up to this time; -1: not asked"),
    CHOICE(test, 0, lc_curve_tests, "compare the groups, within strata() if there are any; gray: the causes' incidences", "!id"),
    SETTING(rho,       LC_REAL, 0, -10, 10,  "of fleming-harrington and gray: events weigh S, or 1 - F, to this power", "test"),
    SETTING(pseudo,    LC_REAL, -1, -1, 1e9, "pseudo-values of each row at this time; -1: not asked", "!id"),
    LC_OUTPUT(struct curve_settings, output, LC_ENDS(".csv"), "write the curve to this file (CSV)"),
    LC_OUTPUT(struct curve_settings, output_pseudo, LC_ENDS(".csv"), "write the pseudo-values to this file (CSV)", "pseudo"),
    LC_OUTPUT(struct curve_settings, page, LC_ENDS(".html"), "the curves drawn, at every time, as a page", "!times"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct curve_settings, knobs);

static int check_settings(const struct curve_settings *s, struct lc_error *err)
{
    const char *const path[] = { s->output, s->output_pseudo, s->page };
    if (!s->formula)
        return LC_FAIL(err, LC_USAGE,
                       "say what is counted: --formula 'Surv(time, event) ~ group'");
    if (s->pseudo >= 0 && !s->output_pseudo && !s->common.json)
        return LC_FAIL(err, LC_USAGE, "--pseudo needs --output-pseudo FILE or --json");
    if (lc_knobs_given(&verb_knobs, s->common.given, "rho") && s->test < 3)
        return LC_FAIL(err, LC_USAGE,
                       "--rho is of --test fleming-harrington and --test gray");
    for (int i = 0; i < 3; i++)
        if (path[i] && !s->common.force && lc_file_exists(path[i]))
            return LC_FAIL(err, LC_REFUSED, "%s is there already; --force replaces it",
                           path[i]);
    return LC_OK;
}

static int write_csv(const json_t *document, const char *path, bool force,
                     void (*add)(const json_t *, struct lc_text *),
                     struct lc_error *err)
{
    struct lc_text out = { 0 };
    add(document, &out);
    return lc_file_write_text(path, force, &out, err);
}

/* The formula is the page's title. */
static int write_page(const json_t *document, const struct curve_settings *s,
                      struct lc_error *err)
{
    struct lc_text page = { 0 };
    json_t *titled = json_copy((json_t *)document);
    int code = lc_json_put(titled, "title", lc_json_text(s->formula))
                   ? lc_curve_page(titled, &page, err)
                   : LC_FAIL_NOMEM(err);
    json_decref(titled);
    if (!code)
        return lc_file_write_text(s->page, s->common.force, &page, err);
    lc_text_free(&page);
    return code;
}

static int show(json_t *document, const struct curve_settings *s, struct lc_error *err)
{
    struct lc_text out = { 0 };
    int code = LC_OK;
    if (s->output)
        code = write_csv(document, s->output, s->common.force, lc_curve_csv, err);
    if (!code && s->output_pseudo)
        code =
            write_csv(document, s->output_pseudo, s->common.force, lc_pseudo_csv, err);
    if (!code && s->page)
        code = write_page(document, s, err);
    if (code)
        return code;
    if (s->common.json)
        return lc_print_json(json_incref(document), err);
    lc_curve_table(document, &out);
    return lc_print_text(&out, err);
}

/* The formula with "+ cluster(id)", which is how the rows' persons are read. */
static int write_formula(struct lc_text *out, const struct curve_settings *s,
                         struct lc_error *err)
{
    lc_text_add(out, s->formula);
    if (s->id)
        lc_text_addf(out, " + cluster(`%s`)", s->id);
    return lc_text_check(out, err);
}

/* *own: what was asked, at the rows' own times where an asked one is the same. at
 * [LC_TIMES] is its room. */
static int settle_times(struct lc_curve_ask *own, double *at,
                        const struct lc_curve_ask *ask, const struct lc_groups *groups,
                        struct lc_error *err)
{
    const struct lc_lives *rows = &groups->lives;
    *own = *ask;
    memcpy(at, ask->time, ask->times * sizeof *at);
    own->time = at;
    own->told = ask->time;
    int code = lc_times_asked(rows->n, rows->start, rows->stop, ask->times, at, err);
    if (!code && ask->pseudo >= 0)
        code = lc_times_asked(rows->n, rows->start, rows->stop, 1, &own->pseudo, err);
    return code;
}

static int draw(const struct lc_frame *frame, const struct curve_settings *s,
                const struct lc_curve_ask *ask, struct lc_error *err)
{
    unsigned char *keep = NULL;
    struct lc_groups groups = { 0 };
    json_t *document = NULL;
    struct lc_text formula = { 0 };
    struct lc_curve_ask own;
    double at[LC_TIMES];
    int code = write_formula(&formula, s, err);
    if (!code && s->where)
        code = lc_filter(&keep, s->where, frame, err);
    if (!code)
        code = lc_groups_read(&groups, formula.data, s->weights, frame, keep, err);
    if (!code)
        code = settle_times(&own, at, ask, &groups, err);
    if (!code)
        code = (s->id ? lc_states_document : lc_curve_document)(&document, &groups,
                                                                &own, err);
    if (!code)
        code = show(document, s, err);
    json_decref(document);
    lc_text_free(&formula);
    lc_groups_release(&groups);
    free(keep);
    return code;
}

static int run_curve(int argc LC_UNUSED, char **argv, void *given, struct lc_error *err)
{
    const struct curve_settings *s = given;
    struct lc_frame frame = { 0 };
    double times[LC_TIMES], quantiles[LC_TIMES];
    struct lc_curve_ask ask = { .time = times,
                                .quantile = quantiles,
                                .limits = s->conf,
                                .rmst = s->rmst,
                                .pseudo = s->pseudo,
                                .type = s->type,
                                .robust = s->robust,
                                .rho = s->rho,
                                .test = s->test,
                                .errors = s->errors };
    int code = check_settings(s, err);
    if (!code)
        code = lc_times_parse("times", s->times, times, &ask.times, err);
    if (!code)
        code =
            lc_times_parse("quantiles", s->quantiles, quantiles, &ask.quantiles, err);
    for (size_t k = 0; k < ask.quantiles && !code; k++)
        if (!(quantiles[k] > 0 && quantiles[k] < 1))
            code =
                LC_FAIL(err, LC_USAGE, "--quantiles: expected shares between 0 and 1");
    if (!code)
        code = lc_table_read(&frame, argv[0], err);
    if (!code)
        code = draw(&frame, s, &ask, err);
    lc_frame_free(&frame);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_curve = {
    .name = "curve",
    .args = "TABLE --formula 'Surv(time, event) ~ group'",
    .help = "survival and incidence by group, without a model",
    .detail = "Kaplan-Meier and Nelson-Aalen for one kind of event; Aalen-Johansen where the event is\n"
              "0, 1, 2 ...: each cause's incidence, cause 0 being free of all. Surv(start, stop, event)\n"
              "for late entry. a + b are groups of every combination; strata(c) is for --test only;\n"
              "cluster(d) says whose row it is, for the jackknife's errors.\n"
              "--id COLUMN: rows are spells of persons, an event is the state entered (1, 2, ..; all\n"
              "begin in 0): the probability of each state, and with --rmst the mean time in it.\n"
              "--quantiles and --rmst are of time free of any event. Pseudo-values are by the first\n"
              "order of the jackknife, within groups. Where 2 is the event and 1 censored, as R has it,\n"
              "write Surv(time, status == 2). --test gray compares each cause's incidence by group.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_curve,
};
/* clang-format on */
