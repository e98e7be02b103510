/* latecare explain MODEL STORE CHILD --asof D */
#include "base/json.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/command/believed_inside.h"
#include "models/panel/explain.h"
#include "models/panel/list.h"
#include "models/panel/meanings.h"
#include "store/reveal.h"

struct explain_settings {
    struct lc_common common;
    const char *asof;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_REASON(NULL),
    LC_LINKAGE,
    LC_KNOB(struct explain_settings, asof, LC_WORD, 0, 0, 0, "the day to score at, as 2024-03-31: only what was known before it counts"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct explain_settings, knobs);

/* What the store says of the model comes first of the warnings. */
static int make_document(json_t **document, const struct lc_scoring *scoring,
                         const struct lc_believed *by, uint32_t child,
                         struct lc_error *err)
{
    lc_meanings *meanings = NULL;
    int code =
        lc_explain_document(document, scoring, by->model, &by->store, child, err);
    if (!code)
        code = lc_meanings_load(&meanings, err);
    if (!code)
        code = lc_meanings_put(meanings, *document, err);
    lc_meanings_free(meanings);
    return code ? code : lc_believed_warn(*document, by, scoring, err);
}

static int print(json_t *document, bool json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(json_incref(document), err);
    lc_explain_text(document, &out);
    return lc_print_text(&out, err);
}

/* Everybody is ranked, so that the child's place is known. */
static int explain(const struct lc_believed *by, const struct lc_reveal *reveal,
                   uint32_t child, int32_t day, const struct lc_common *common,
                   struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day, .capacity = by->store.records };
    struct lc_scoring scoring;
    lc_team *team = NULL;
    json_t *document = NULL;
    int code = lc_team_new(&team, common->threads, err);
    if (!code)
        code = lc_score_run(&scoring, by->model, &by->store, &ask, team, err);
    lc_team_free(team);
    if (code)
        return code;
    code = make_document(&document, &scoring, by, child, err);
    if (!code)
        code = lc_reveal_child(reveal, &by->store, child, err);
    if (!code)
        code = print(document, common->json, err);
    if (!code
        && (scoring.standing != LC_GOOD_ENOUGH
            || json_array_size(json_object_get(document, "warnings"))
            || !json_object_get(document, "rank")))
        code = LC_FINDINGS;
    json_decref(document);
    lc_scoring_free(&scoring);
    return code;
}

static int run_explain(int argc LC_UNUSED, char **argv, void *given,
                       struct lc_error *err)
{
    const struct explain_settings *settings = given;
    const struct lc_reveal reveal = { argv[1], "explain", settings->common.reason };
    struct lc_believed by = { .model = NULL };
    uint32_t record;
    int32_t day, linkage;
    int code = lc_parse_asof(settings->asof, &day, err);
    if (!code)
        code = lc_parse_linkage(settings->common.linkage, &linkage, err);
    if (!code)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_believed_open(&by, argv[0], argv[1], true, linkage, err);
    if (!code)
        code = lc_parse_child(argv[2], by.store.records, &record, err);
    if (!code)
        code = explain(&by, &reveal, by.store.record[record].child, day,
                       &settings->common, err);
    lc_believed_close(&by);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_explain = {
    .name = "explain",
    .args = "MODEL STORE CHILD --asof D",
    .help = "one child under a model: rank, risk, what adds up to it, the events behind",
    .detail = "CHILD is a child's number, or that of one of its records. Whoever is in the cohort of the day has\n"
              "a rank, listed or not. What each history adds is shown with its reason; the parts add up to the\n"
              "linear predictor. The events behind the reasons have both clocks and the line that they came\n"
              "from; one that was known more than a week after it happened is said to be late. A child that\n"
              "is not scored has the rule that leaves it out. A score that was made when records were joined\n"
              "otherwise is explained by the --linkage of that day. Every look is written to the store's log before\n"
              "anything is shown, with the reason, which must be given. Exit status 1: not scored, a warning,\n"
              "or a verdict other than good enough.",
    .min_args = 3,
    .max_args = 3,
    .knobs = &verb_knobs,
    .run = run_explain,
};
/* clang-format on */
