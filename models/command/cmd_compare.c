/* latecare compare: a league table of models on the same splits. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/progress.h"
#include "command/command.h"
#include "command/study_open.h"
#include "formula/formula_eval.h"
#include "models/answer/variant.h"
#include "models/command/compare_print_inside.h"
#include "store/log.h"
#include "table/table.h"

enum { REPLICATES = 500 };

struct compare_settings {
    struct lc_common common;
    int replicates, folds, capacity, cause;
    double horizon;
    const char *child, *where, *list;
};

#define SETTING(field, kind, def, low, high, ...)                                      \
    LC_KNOB(struct compare_settings, field, kind, def, low, high, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE("!TABLE"),
    LC_SEED(NULL),
    SETTING(replicates, LC_COUNT, -1, -1, 20000, "bootstrap replicates; -1: as the study says, 500 for a table"),
    SETTING(folds,      LC_COUNT, 10, 2, 1000,   "of a table: folds, the same for all models", "TABLE"),
    SETTING(horizon,    LC_REAL,  -1, -1, 1e9,   "of a table with times: judge the risks by this time", "TABLE TIMES"),
    SETTING(child,      LC_WORD,  0, 0, 0,       "of a table: column that says whose row it is; else cluster()", "TABLE"),
    SETTING(where,      LC_WORD,  0, 0, 0,       "of a table: use the rows where this expression is true", "TABLE"),
    SETTING(capacity,   LC_COUNT, 0, 0, 1e9,     "how many the list holds: of a study that does not say, or of a table with a yes or no; 0: no list of a table", "!TIMES"),
    SETTING(list,       LC_WORD,  0, 0, 0,       "of such a table: column that says which list a row is on: each holds so many", "capacity TABLE !TIMES"),
    SETTING(cause,      LC_COUNT, 1, 1, 1000,    "of a table: which cause is the event of interest", "TABLE TIMES"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct compare_settings, knobs);

static int print(const struct lc_comparison *c, int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(lc_compare_json(c), err);
    lc_compare_text(c, &out);
    return lc_print_text(&out, err);
}

/* The origins of a study whose test rolls, each measured by itself. */
static int measure_origins(struct lc_comparison *c, struct lc_compared_origin **origin,
                           size_t replicates, uint64_t seed, lc_team *team,
                           struct lc_error *err)
{
    const struct lc_contest *all = c->contest;
    int code = LC_OK;
    if (all->origins < 2)
        return LC_OK;
    *origin = lc_alloc(all->origins, sizeof **origin);
    if (!*origin)
        return LC_FAIL_NOMEM(err);
    c->origin = *origin;
    c->origins = all->origins;
    for (size_t o = 0; o < all->origins && !code; o++) {
        struct lc_compared_origin *at = *origin + o;
        at->day = all->origin_day[o];
        code = lc_contest_of_origin(&at->contest, all, o, err);
        if (!code && at->contest.n)
            code =
                lc_league_run(&at->league, &at->contest, replicates, seed, team, err);
    }
    return code;
}

static void free_origins(struct lc_compared_origin *origin, size_t count)
{
    for (size_t o = 0; origin && o < count; o++) {
        lc_league_free(&origin[o].league);
        lc_contest_free(&origin[o].contest);
    }
    free(origin);
}

/* Measures the contest asked about and prints it, by folds and children as asked. A
 * model that could not contend is a finding. */
static int conclude(const struct lc_comparison *asked, size_t replicates, uint64_t seed,
                    bool json, lc_team *team, struct lc_error *err)
{
    struct lc_comparison c = *asked;
    const struct lc_contest *contest = c.contest;
    struct lc_compared_origin *origin = NULL;
    struct lc_league league;
    size_t fitted = 0;
    int code = lc_league_run(&league, contest, replicates, seed, team, err);
    if (code)
        return code;
    for (size_t k = contest->contenders; k-- > 0;)
        if (contest->contender[k].risk) {
            fitted += k < contest->models;
            c.reference = k;
        }
    c.league = &league;
    c.scratch = lc_alloc(2 * replicates + 2, sizeof *c.scratch);
    size_t each = json ? replicates : 0; /* the text tells no interval of an origin */
    code = c.scratch ? measure_origins(&c, &origin, each, seed, team, err)
                     : LC_FAIL_NOMEM(err);
    if (!code)
        code = print(&c, json, err);
    free_origins(origin, contest->origins);
    free(c.scratch);
    lc_league_free(&league);
    return code || fitted == contest->models ? code : LC_FINDINGS;
}

/* --- a study ---------------------------------------------------------------------- */

static int compare_study(char **argv, const struct compare_settings *s, lc_team *team,
                         struct lc_error *err)
{
    struct lc_opened in;
    struct lc_contest contest = { .n = 0 };
    struct lc_comparison c = { .contest = &contest,
                               .folds = LC_FOLDS,
                               .children = true };
    int code = lc_study_open(&in, argv[0], argv[1], &s->common, err);
    if (!code)
        code = lc_study_say_breaks(&in, "compare", err);
    int said = code ? code : lc_study_say_absent(&in, "compare", err);
    if (!code && said != LC_FINDINGS)
        code = said;
    int dated = code ? code : lc_study_say_linkage(&in, "compare", err);
    if (!code && dated != LC_FINDINGS)
        code = dated;
    if (!code) {
        const struct lc_study *study = in.study;
        int seed = lc_knobs_given(&verb_knobs, s->common.given, "seed")
                       ? s->common.seed
                       : study->about.seed;
        int replicates =
            s->replicates < 0 ? study->validation.bootstrap : s->replicates;
        struct lc_training_ask ask = { .study = study,
                                       .text = { in.text, in.size },
                                       .store = &in.store,
                                       .capacity = (size_t)s->capacity,
                                       .replicates = replicates,
                                       .seed = (uint64_t)seed,
                                       .team = team };
        code = lc_contest_of_study(&contest, &ask, err);
        lc_progress_end();
        if (!code) {
            struct lc_text detail = { 0 };
            lc_text_addf(&detail, "models %u", study->models_count);
            code = lc_log_append(argv[1], "compare", 0, &detail, err);
        }
        if (!code)
            code = conclude(&c, (size_t)replicates, (uint64_t)seed, s->common.json,
                            team, err);
    }
    code = code ? code : said ? said : dated;
    lc_contest_free(&contest);
    lc_study_close(&in);
    return code;
}

/* --- a table ---------------------------------------------------------------------- */

static int compare_variants(const struct lc_variant *variant, size_t count,
                            const char *table, const struct compare_settings *s,
                            lc_team *team, struct lc_error *err)
{
    struct lc_frame frame = { 0 };
    struct lc_contest contest = { .n = 0 };
    struct lc_comparison c = { .contest = &contest, .folds = s->folds };
    unsigned char *keep = NULL;
    int code = lc_table_read(&frame, table, err);
    if (!code && s->where)
        code = lc_filter(&keep, s->where, &frame, err);
    struct lc_table_contest ask = { .frame = &frame,
                                    .keep = keep,
                                    .count = count,
                                    .variant = variant,
                                    .child = s->child,
                                    .folds = s->folds,
                                    .horizon = s->horizon,
                                    .capacity = s->capacity,
                                    .list = s->list,
                                    .seed = s->common.seed };
    if (!code)
        code = lc_contest_of_table(&contest, &ask, err);
    if (!code)
        code = conclude(&c, s->replicates < 0 ? REPLICATES : (size_t)s->replicates,
                        (uint64_t)s->common.seed, s->common.json, team, err);
    lc_contest_free(&contest);
    free(keep);
    lc_frame_free(&frame);
    return code;
}

static int compare_table(int argc, char **argv, const struct compare_settings *s,
                         lc_team *team, struct lc_error *err)
{
    size_t count = (size_t)argc - 1;
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_variant *variant = lc_alloc(count, sizeof *variant);
    char *names = NULL;
    options.cause = s->cause;
    options.seed = s->common.seed;
    options.team = team;
    int code =
        variant ? lc_variants_parse(variant, &names, argc - 1, argv + 1, &options, err)
                : LC_FAIL_NOMEM(err);
    bool times = false;
    for (size_t k = 0; k < count && !code; k++)
        times = times || variant[k].family->response != LC_BINARY;
    if (!code)
        code = lc_knobs_suit(&verb_knobs, s->common.given, "TIMES", times, err);
    if (!code)
        code = compare_variants(variant, count, argv[0], s, team, err);
    free(names);
    free(variant);
    return code;
}

static int run_compare(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct compare_settings *settings = given;
    bool study = argc == 2 && !strchr(argv[1], '~');
    lc_team *team = NULL;
    uint64_t these = settings->common.given;
    int code = lc_knobs_suit(&verb_knobs, these, "TABLE", !study, err);
    if (!code)
        code = lc_verb_suit_store(&settings->common, study, err);
    if (!code && study
        && lc_knobs_given(&verb_knobs, these, "seed")) /* no folds of it */
        code = lc_knobs_need(&verb_knobs, settings, these,
                             lc_knobs_find(&verb_knobs, "seed"), "!replicates=0", err);
    if (!code)
        code = lc_team_new(&team, settings->common.threads, err);
    if (!code)
        code = study ? compare_study(argv, settings, team, err)
                     : compare_table(argc, argv, settings, team, err);
    lc_team_free(team);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_compare = {
    .name = "compare",
    .args = "STUDY STORE | TABLE 'FAMILY: FORMULA' ...",
    .help = "a league table of models on the same splits",
    .detail = "A study's models on its held-out landmarks by the same folds of children, beside the rank\n"
              "by missing episodes and the base rate; or any models on folds of a CSV table, each as\n"
              "'[name=]family[,option=value...]: formula', with options as of fit:\n"
              "  latecare compare t.csv 'logistic: y ~ a + b' 'lasso=logistic,path=50,folds=5: y ~ .'\n"
              "Differences are to the first model, on the same draws of children: where the interval\n"
              "holds 0, no difference is shown. A model that cannot be fitted says why (exit status 1).",
    .min_args = 2,
    .max_args = -1,
    .knobs = &verb_knobs,
    .run = run_compare,
};
/* clang-format on */
