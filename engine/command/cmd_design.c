/* latecare design STUDY STORE OUT: the table that a study makes of a store. */
#include "base/file.h"
#include "command/command.h"
#include "command/study_open.h"
#include "design/asof.h"
#include "design/export.h"
#include "store/log.h"
#include "store/store.h"

struct settings {
    struct lc_common common;
    const char *landmark;
};

static int ask_of(const struct settings *s, struct lc_cohort_ask *ask,
                  struct lc_error *err)
{
    *ask = (struct lc_cohort_ask){ LC_NO_DAY, false };
    if (s->landmark && lc_day_parse(lc_slice_of(s->landmark), LC_DAY_ISO, &ask->day))
        return LC_FAIL(err, LC_USAGE,
                       "--landmark %.40s is not a day; write it as 2024-03-31",
                       s->landmark);
    return LC_OK;
}

static int write_design(const struct lc_design *design, const char *path, bool force,
                        struct lc_error *err)
{
    if (lc_file_ends(path, ".csv"))
        return lc_design_csv(design, path, force, err);
    return lc_design_h5(design, path, force, err);
}

static int print_counts(const struct lc_design *design, const char *path,
                        const struct lc_common *common, struct lc_error *err)
{
    const char *linkage = common->linkage; /* a day: it was read */
    struct lc_text out = { 0 };
    size_t children = 0, entries = 0;
    for (size_t i = 0; i < design->frame.n; i++) {
        children += i == 0 || design->child[i] != design->child[i - 1];
        entries += design->cause[i] == LC_ENTRY;
    }
    if (common->json)
        lc_text_addf(&out,
                     "{\n \"rows\": %zu,\n \"columns\": %zu,\n \"children\": %zu,\n"
                     " \"rows_with_entry\": %zu%s%s%s\n}\n",
                     design->frame.n, design->frame.count, children, entries,
                     linkage ? ",\n \"linkage\": \"" : "", linkage ? linkage : "",
                     linkage ? "\"" : "");
    else {
        lc_text_add_inline(&out, path);
        lc_text_addf(&out,
                     ": %zu rows of %zu children by %zu predictors; %zu rows end in an "
                     "entry%s%s\n",
                     design->frame.n, children, design->frame.count, entries,
                     linkage ? "; by the linkage of " : "", linkage ? linkage : "");
    }
    return lc_print_text(&out, err);
}

static int make(const char *const *argv, const struct settings *settings,
                struct lc_design *design, struct lc_error *err)
{
    struct lc_opened in = { .study = NULL };
    struct lc_cohort_ask ask;
    lc_team *team = NULL;
    int code = ask_of(settings, &ask, err);
    if (!code)
        code = lc_study_open(&in, argv[0], argv[1], &settings->common, err);
    if (!code)
        code = lc_team_new(&team, settings->common.threads, err);
    if (!code)
        code = lc_design_of(design, in.study, &in.store, &ask, NULL, team, err);
    lc_team_free(team);
    lc_study_close(&in);
    return code;
}

static int run_design(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct settings *s = settings;
    struct lc_design design = { 0 };
    struct lc_text detail = { 0 };
    if (!lc_file_ends(argv[2], ".csv") && !lc_file_ends(argv[2], ".h5"))
        return LC_FAIL(err, LC_USAGE, "OUT says its form by its name: .csv or .h5");
    int code = make((const char *const *)argv, s, &design, err);
    if (!code) {
        lc_text_addf(&detail, "rows %zu columns %zu", design.frame.n,
                     design.frame.count);
        code = lc_log_append(argv[1], "design", 0, &detail, err);
    }
    design.linkage = s->common.linkage;
    if (!code)
        code = write_design(&design, argv[2], s->common.force, err);
    if (!code)
        code = print_counts(&design, argv[2], &s->common, err);
    lc_design_free(&design);
    return code;
}

static const struct lc_knob rows[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_FORCE(NULL),
    LC_KNOB(struct settings, landmark, LC_WORD, 0, 0, 0, "only this landmark, a day"),
};
static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, rows);

/* clang-format off */
const struct lc_verb lc_verb_design = {
    .name = "design",
    .args = "STUDY STORE OUT",
    .help = "write the design, a row a child and landmark, as CSV or HDF5",
    .detail = "OUT ends in .csv or .h5. Columns: child, landmark, days (of follow-up), cause (0\n"
              "censored, 1 entry, 2 .. the study's competing list), complete (1: the outcome by\n"
              "the horizon is known), then the study's predictors; not observed is empty. With --linkage\n"
              "the file says of which day: CSV in a column linkage, HDF5 in an attribute of its root.",
    .min_args = 3,
    .max_args = 3,
    .ends = LC_ENDS(".csv", ".h5"),
    .knobs = &verb_knobs,
    .run = run_design,
};
/* clang-format on */
