/* latecare plan STUDY STORE: everything about a study but the training. */
#include "command/command.h"

#include "command/plan_print_inside.h"
#include "command/study_open.h"
#include "store/reveal.h"

static int print(struct lc_plan *plan, const struct lc_common *common,
                 struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_plan_tell(plan, !common->unsuppressed);
    if (common->json)
        return lc_print_json(lc_plan_json(plan), err);
    lc_plan_text(plan, &out);
    return lc_print_text(&out, err);
}

/* Of a store that is not linked no cause may be looked for before that one. */
static int make(struct lc_plan *plan, const struct lc_opened *in, lc_team *team,
                struct lc_error *err)
{
    int code = lc_plan_make(plan, in->study, &in->store, team, err);
    return code && lc_store_is_unlinked(&in->store) ? lc_error_within(
               err, code, "the store is not linked, so run latecare link first")
                                                    : code;
}

/* As findings: what train would say first, or refuse. */
static int add_breaks(struct lc_plan *plan, const struct lc_opened *in,
                      struct lc_error *err)
{
    struct lc_crossings found;
    int code = lc_study_breaks(&found, in, err);
    for (size_t i = 0; i < found.count && !code; i++) {
        const struct lc_crossing *one = &found.row[i];
        lc_text_add(&plan->finding, one->text);
        if (one->is == LC_CROSSING_DECLARED)
            lc_text_addf(&plan->finding,
                         "; train refuses it, unless the study says under breaks: - %s",
                         one->row);
        lc_text_add(&plan->finding, "\n");
        plan->findings++;
    }
    lc_crossings_free(&found);
    return code ? code : lc_text_check(&plan->finding, err);
}

static int add_linkage(struct lc_plan *plan, const struct lc_opened *in,
                       struct lc_error *err)
{
    if (in->linkage == LC_NO_DAY)
        return LC_OK;
    lc_add_linkage(&plan->finding, in->linkage);
    lc_text_add(&plan->finding, "\n");
    plan->findings++;
    return lc_text_check(&plan->finding, err);
}

static int run_plan(int argc LC_UNUSED, char **argv, void *settings,
                    struct lc_error *err)
{
    const struct lc_common *common = settings;
    const struct lc_reveal reveal = { argv[1], "plan", common->reason };
    struct lc_opened in = { 0 };
    struct lc_plan plan = { 0 };
    lc_team *team = NULL;
    int code = common->unsuppressed ? lc_reveal_reason(&reveal, err) : LC_OK;
    if (!code)
        code = lc_study_look(&in, argv[0], argv[1], common, err);
    if (!code)
        code = lc_team_new(&team, common->threads, err);
    if (!code)
        code = make(&plan, &in, team, err);
    if (!code)
        code = add_linkage(&plan, &in, err);
    if (!code)
        code = add_breaks(&plan, &in, err);
    if (!code && common->unsuppressed)
        code = lc_reveal_counts(&reveal, err);
    if (!code)
        code = print(&plan, common, err);
    if (!code && plan.findings)
        code = LC_FINDINGS;
    lc_plan_free(&plan);
    lc_team_free(team);
    lc_study_close(&in);
    return code;
}

static const struct lc_knob rows[] = { LC_JSON, LC_THREADS, LC_LINKAGE(NULL),
                                       LC_UNSUPPRESSED, LC_REASON("unsuppressed") };
static const struct lc_knobs verb_knobs = LC_KNOBS(struct lc_common, rows);

/* clang-format off */
const struct lc_verb lc_verb_plan = {
    .name = "plan",
    .args = "STUDY STORE",
    .help = "say what a study makes of a store; trains nothing",
    .detail = "Who is in the cohort and who left at which rule, the landmarks and how they are\n"
              "split into training and testing, what ends follow-up, what each predictor holds,\n"
              "and whether the entries can carry the models' columns. Counts of 1 to 5 are c, others\n"
              "the nearest multiple of six. Exit status 1: there is something to look at before\n"
              "training.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_plan,
};
/* clang-format on */
