/* latecare plan STUDY STORE: everything about a study but the training. */
#include "command/command.h"

#include <stdlib.h>

#include "base/json.h"
#include "command/plan_print.h"
#include "command/study_open.h"

static int print(const struct lc_plan *plan, int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(lc_plan_json(plan), err);
    lc_plan_text(plan, &out);
    return lc_print_text(&out, err);
}

int lc_cmd_plan(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct lc_common *common = settings;
    struct lc_opened in;
    struct lc_plan plan = { 0 };
    lc_team *team = NULL;
    (void)argc;
    int code = lc_study_open(&in, argv[0], argv[1], common->judge, err);
    if (!code)
        code = lc_team_new(&team, common->threads, err);
    if (!code)
        code = lc_plan_make(&plan, in.study, &in.store, team, err);
    if (!code)
        code = print(&plan, common->json, err);
    if (!code && plan.findings)
        code = LC_FINDINGS;
    lc_plan_free(&plan);
    lc_team_free(team);
    lc_study_close(&in);
    return code;
}

static const struct lc_knob rows[] = { LC_JSON, LC_THREADS };
const struct lc_knobs lc_plan_knobs = LC_KNOBS(struct lc_common, rows);
