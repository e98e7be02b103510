/* latecare explain MODEL STORE CHILD --asof D */
#include "base/json.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/command/believed_inside.h"
#include "models/panel/explain.h"
#include "models/panel/list.h"
#include "models/panel/what_if.h"
#include "store/reveal.h"

struct explain_settings {
    struct lc_common common;
    const char *asof, *what_if;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_REASON(NULL),
    LC_LINKAGE(NULL),
    LC_KNOB(struct explain_settings, asof, LC_WORD, 0, 0, 0, "the day to score at, as 2024-03-31: only what was known before it counts"),
    LC_KNOB(struct explain_settings, what_if, LC_WORD, 0, 0, 0, "one event taken out or changed and all scored again, as '3 out' or '3 known 2025-03-04'"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct explain_settings, knobs);

/* What is asked of one child; and what comes of it. */
struct explaining {
    const struct explain_settings *set;
    const struct lc_believed *by;
    struct lc_store *store; /* by's, which a contested record alters in memory */
    uint32_t child;
    int32_t day;
    lc_team *team;
    int standing;
    json_t *document;
};

/* Everybody is ranked, so that the child's place is known. What the store says of the
 * model comes first of the warnings. */
static int make_document(json_t **document, struct explaining *e, struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = e->day, .capacity = e->store->records };
    struct lc_scoring scoring;
    int code = lc_score_run(&scoring, e->by->model, e->store, &ask, e->team, err);
    if (code)
        return code;
    e->standing = scoring.standing;
    code =
        lc_explain_document(document, &scoring, e->by->model, e->store, e->child, err);
    if (!code)
        code = lc_believed_warn(*document, e->by, &scoring, err);
    lc_scoring_free(&scoring);
    return code;
}

static int dispute(struct explaining *e, struct lc_error *err)
{
    struct lc_dispute dispute;
    json_t *after = NULL;
    int code = lc_what_if_parse(&dispute, e->set->what_if, e->document, err);
    if (!code)
        code = lc_dispute_make(e->store, &dispute, err);
    if (!code)
        code = make_document(&after, e, err);
    if (!code)
        code = lc_what_if_put(e->document, after, &dispute, err);
    json_decref(after);
    return code;
}

static int print(const struct explaining *e, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (e->set->common.json)
        return lc_print_json(json_incref(e->document), err);
    if (e->set->what_if)
        lc_what_if_text(e->document, &out);
    else
        lc_explain_text(e->document, &out);
    return lc_print_text(&out, err);
}

static int explain(struct explaining *e, const struct lc_reveal *reveal,
                   struct lc_error *err)
{
    int code = lc_team_new(&e->team, e->set->common.threads, err);
    if (!code)
        code = make_document(&e->document, e, err);
    if (!code) /* before a refusal of --what-if, which may say when an event ended */
        code = lc_reveal_child(reveal, e->store, e->child, err);
    if (!code && e->set->what_if)
        code = dispute(e, err);
    if (!code)
        code = print(e, err);
    if (!code
        && (e->standing != LC_GOOD_ENOUGH
            || json_array_size(json_object_get(e->document, "warnings"))
            || !json_object_get(e->document, "rank")))
        code = LC_FINDINGS;
    lc_team_free(e->team);
    json_decref(e->document);
    return code;
}

static int run_explain(int argc LC_UNUSED, char **argv, void *given,
                       struct lc_error *err)
{
    const struct explain_settings *settings = given;
    const struct lc_reveal reveal = { argv[1], "explain", settings->common.reason };
    struct lc_believed by = { .model = NULL };
    struct explaining e = { .set = settings, .by = &by, .store = &by.store };
    uint32_t record;
    int code = lc_parse_asof(settings->asof, &e.day, err);
    if (!code)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_believed_open(&by, argv[0], argv[1],
                                settings->what_if ? LC_SHOWS_ALL : LC_SHOWS_BEHIND,
                                &settings->common, err);
    if (!code)
        code = lc_parse_child(argv[2], by.store.records, &record, err);
    if (!code) {
        e.child = by.store.record[record].child;
        code = explain(&e, &reveal, err);
    }
    lc_believed_close(&by);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_explain = {
    .name = "explain",
    .args = "MODEL STORE CHILD --asof D --reason WHY",
    .help = "one child under a model: rank, risk, what adds up to it, the events behind",
    .detail = "CHILD is a child's number, or that of one of its records. Whoever is looked at on the day has\n"
              "a rank, listed or not. What each history adds is shown with its reason; the parts add up to the\n"
              "sum of which the risk is made. The events behind the reasons have both clocks and the line that they came\n"
              "from; one that was known more than a week after it happened is said to be late. A child that\n"
              "is not scored has the rule that leaves it out. A score that was made when records were joined\n"
              "otherwise is explained by the --linkage of that day.\n"
              "--what-if says what hangs on one record, which somebody holds to be wrong: the risk as it is and\n"
              "with the event taken out ('3 out', 3 being its number), on other days ('3 start 2025-03-02',\n"
              "'3 end 2025-03-09', '3 end open', '3 known 2025-03-04'), or otherwise ('3 level 2', '3 code M');\n"
              "'21:11177 out' is line 11177 of file 21, as timeline shows it. What its line gave other histories\n"
              "goes with it. The parts that change add up to the change. Nothing is written to the store.\n"
              "Every look is written to the store's log before anything is shown, with the reason, which must\n"
              "be given. Exit status 1: not scored, a warning, or a verdict other than good enough.",
    .min_args = 3,
    .max_args = 3,
    .knobs = &verb_knobs,
    .run = run_explain,
};
/* clang-format on */
