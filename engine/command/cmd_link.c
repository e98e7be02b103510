/* latecare link STORE */
#include <stdlib.h>

#include "base/file.h"
#include "command/command.h"
#include "command/link_inside.h"
#include "command/match_inside.h"
#include "link/dated.h"
#include "link/link.h"
#include "store/log.h"

struct link_settings {
    struct lc_common common;
    const char *review, *accept, *merges, *moves, *parameters;
    int undo;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE("review|merges|moves|parameters"),
    LC_OUTPUT(struct link_settings, review, LC_ENDS(".csv"), "write the pairs that a person should look at to this CSV"),
    LC_OUTPUT(struct link_settings, merges, LC_ENDS(".csv"), "write every merge and decision to this CSV"),
    LC_OUTPUT(struct link_settings, moves,  LC_ENDS(".csv"), "write on what day which record went from which child to which to this CSV"),
    LC_OUTPUT(struct link_settings, parameters, LC_ENDS(".json"), "link nothing: write what each linkage kept rested on to this JSON"),
    LC_KNOB(struct link_settings, accept, LC_SOURCE, 0, 0, 0, "take decisions from this CSV first (record_a, record_b, same)"),
    LC_KNOB(struct link_settings, undo,   LC_FLAG, 0, 0, 1, "take every merge back, but for accepted ones"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct link_settings, knobs);

static void add_totals(struct lc_text *out, const struct lc_link_report *report)
{
    char a[32], b[32], c[32];
    lc_text_addf(out, "%s records are %s children (before: %s)\n",
                 lc_print_count(report->records, a),
                 lc_print_count(report->children, b),
                 lc_print_count(report->before, c));
    if (report->kin.families)
        lc_text_addf(out, "%s of them are of %s families of two and more\n",
                     lc_print_count(report->kin.children, a),
                     lc_print_count(report->kin.families, b));
    lc_text_add(out, "\n");
    lc_text_addf(out, "%-57s %8s %12s\n", "pairs that have in common", "pairs",
                 "one child's");
    for (size_t i = 0; i < report->rules; i++)
        if (!report->rule[i].left_out)
            lc_text_addf(out, "%-57s %8.0f %12.0f\n", report->rule[i].name,
                         report->rule[i].pairs, report->rule[i].matches);
    lc_text_addf(
        out,
        "\nmerges: %zu with a number in common, %zu by weight; %zu likely pairs "
        "refused, %zu kept apart by a reviewer\n",
        report->by_number, report->by_weight, report->refused, report->kept_apart);
    lc_text_addf(out,
                 "expected: of %.0f pairs of records joined %.1f are two children's; "
                 "%.1f pairs of one child are missed\n",
                 report->joined, report->joined - report->right, report->missed);
}

static int print_text(const struct lc_link_report *report, size_t decisions,
                      const char *review, struct lc_error *err)
{
    struct lc_text out = { 0 };
    struct lc_link_doubt doubt = lc_link_doubt_of(report);
    add_totals(&out, report);
    lc_link_say_groups(report, &out);
    lc_link_say_nhs(report, &out);
    lc_text_add(&out, "\n");
    if (decisions)
        lc_text_addf(&out, "%zu decision%s taken in\n", decisions,
                     decisions == 1 ? "" : "s");
    if (report->accepted || report->apart)
        lc_text_addf(&out, "decisions held: %zu accepted, %zu kept apart\n",
                     report->accepted, report->apart);
    if (doubt.error > 0)
        lc_text_addf(
            &out,
            "of the missed pairs %.1f are in the list, give or take %.1f; deciding "
            "the first %zu pairs of it would halve that\n",
            doubt.missed, doubt.error, doubt.halves);
    if (report->reviews && review)
        lc_text_addf(&out, "%zu pairs to look at, in %s\n", report->reviews, review);
    else if (report->reviews)
        lc_text_addf(&out, "%zu pairs to look at; --review FILE writes them\n",
                     report->reviews);
    return lc_print_text(&out, err);
}

static json_t *pass_json(const char *pass, size_t merges)
{
    return json_pack("{s:s, s:I}", "pass", pass, "merges", (json_int_t)merges);
}

static json_t *document(const struct lc_link_report *report, size_t decisions)
{
    struct lc_link_doubt doubt = lc_link_doubt_of(report);
    json_t *passes = json_array(), *reviews = json_array();
    json_t *fields =
        lc_match_fields_json(report->fields, report->field, report->estimate);
    json_t *rules = lc_match_rules_json(report->rules, report->rule);
    json_t *groups = lc_link_groups_json(report), *nhs = lc_link_nhs_json(report);
    bool good = passes && reviews && fields && rules && groups && nhs;
    good = good && lc_json_push(passes, pass_json("number", report->by_number))
           && lc_json_push(passes, pass_json("weight", report->by_weight));
    for (size_t i = 0; i < report->reviews && good; i++)
        good = lc_json_push(reviews, lc_link_review_json(report, report->review + i));
    if (good)
        return json_pack(
            "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:f, s:f, s:f, s:f, s:f, "
            "s:I, s:o, s:o, s:o, s:o, s:o, s:o}",
            "records", (json_int_t)report->records, "children_before",
            (json_int_t)report->before, "children", (json_int_t)report->children,
            "families", (json_int_t)report->kin.families, "children_of_families",
            (json_int_t)report->kin.children, "decisions_taken", (json_int_t)decisions,
            "accepted", (json_int_t)report->accepted, "kept_apart",
            (json_int_t)report->apart, "refused", (json_int_t)report->refused,
            "pairs_joined", report->joined, "false_expected",
            report->joined - report->right, "missed_expected", report->missed,
            "missed_in_list", doubt.missed, "missed_in_list_error", doubt.error,
            "decisions_to_halve_it", (json_int_t)doubt.halves, "fields", fields,
            "groups", groups, "nhs_number", nhs, "rules", rules, "passes", passes,
            "reviews", reviews);
    json_decref(passes);
    json_decref(reviews);
    json_decref(fields);
    json_decref(rules);
    json_decref(groups);
    json_decref(nhs);
    return NULL;
}

/* What must be done before the store is replaced. */
struct ready {
    const char *path;
    struct lc_text detail;                 /* of the log's line */
    struct lc_draft review, merges, moves; /* or ones without a path */
};

static int draft_reviews(struct lc_draft *draft, const struct lc_link_report *report,
                         const char *path, bool force, struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_link_print_reviews(report, &out);
    return lc_draft_text(draft, path, force, &out, err);
}

static int draft_merges(struct lc_draft *draft, const struct lc_store *store,
                        const char *path, bool force, struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_link_print_merges(store, &out);
    return lc_draft_text(draft, path, force, &out, err);
}

static int draft_moves(struct lc_draft *draft, const struct lc_store *store,
                       const char *path, bool force, struct lc_error *err)
{
    struct lc_link_moves moves;
    struct lc_text out = { 0 };
    int code = lc_link_moves_of(&moves, store, err);
    lc_link_print_moves(&moves, &out);
    free(moves.move);
    if (!code)
        return lc_draft_text(draft, path, force, &out, err);
    lc_text_free(&out);
    return code;
}

static int draft_all(struct ready *ready, const struct lc_link_report *report,
                     const struct lc_store *store, const struct link_settings *set,
                     struct lc_error *err)
{
    bool force = set->common.force;
    int code = LC_OK;
    if (set->review)
        code = draft_reviews(&ready->review, report, set->review, force, err);
    if (!code && set->merges)
        code = draft_merges(&ready->merges, store, set->merges, force, err);
    if (!code && set->moves)
        code = draft_moves(&ready->moves, store, set->moves, force, err);
    return code;
}

static int log_link(void *context, uint64_t generation, struct lc_error *err)
{
    struct ready *ready = context;
    int code = lc_log_append(ready->path, "link", generation, &ready->detail, err);
    if (!code && ready->review.path)
        code = lc_draft_commit(&ready->review, err);
    if (!code && ready->merges.path)
        code = lc_draft_commit(&ready->merges, err);
    return !code && ready->moves.path ? lc_draft_commit(&ready->moves, err) : code;
}

static int link_anew(struct lc_store *store, const struct lc_identities *ids,
                     const char *path, const struct link_settings *set,
                     struct lc_error *err)
{
    struct lc_link_report report = { 0 };
    struct ready ready = { .path = path,
                           .review = { .fd = -1 },
                           .merges = { .fd = -1 },
                           .moves = { .fd = -1 } };
    const struct lc_writing how = { path, NULL, log_link, &ready, NULL };
    size_t decisions = 0;
    int32_t today = lc_day_today();
    int code = set->accept ? lc_link_accept(store, set->accept, today, &decisions, err)
                           : LC_OK;
    if (!code)
        code = lc_link_run(&report, store, ids, today, err);
    if (!code)
        code = draft_all(&ready, &report, store, set, err);
    lc_text_addf(&ready.detail, "links %zu decisions taken %zu", store->links,
                 decisions);
    if (!code)
        code = lc_store_replace(store, &how, err);
    lc_draft_drop(&ready.review);
    lc_draft_drop(&ready.merges);
    lc_draft_drop(&ready.moves);
    lc_text_free(&ready.detail);
    if (!code)
        code = set->common.json ? lc_print_json(document(&report, decisions), err)
                                : print_text(&report, decisions, set->review, err);
    if (!code && report.reviews)
        code = LC_FINDINGS;
    lc_link_report_free(&report);
    return code;
}

static int run_undo(struct lc_store *store, const char *path, bool json,
                    struct lc_error *err)
{
    struct lc_text out = { 0 };
    struct ready ready = { .path = path,
                           .review = { .fd = -1 },
                           .merges = { .fd = -1 },
                           .moves = { .fd = -1 } };
    const struct lc_writing how = { path, NULL, log_link, &ready, NULL };
    size_t before = store->links;
    int code = lc_link_undo(store, lc_day_today(), err);
    lc_text_addf(&ready.detail, "undone %zu", before - store->links);
    if (!code)
        code = lc_store_replace(store, &how, err);
    lc_text_free(&ready.detail);
    if (code)
        return code;
    if (json)
        return lc_print_json(json_pack("{s:I, s:I}", "merges_taken_back",
                                       (json_int_t)(before - store->links), "decisions",
                                       (json_int_t)store->links),
                             err);
    lc_text_addf(&out, "%zu merges taken back; %zu decisions stay\n",
                 before - store->links, store->links);
    return lc_print_text(&out, err);
}

/* Nothing is linked, and no identity is looked at. */
static int write_parameters(const char *path, const struct link_settings *set,
                            struct lc_error *err)
{
    struct lc_store store = { 0 };
    struct lc_text text = { 0 };
    json_t *document = NULL;
    int code = lc_store_load(&store, path, err);
    if (!code && !store.linkages)
        code = LC_FAIL(
            err, LC_ABSENT,
            "%s keeps no parameters of a linkage; 'latecare link' makes them", path);
    if (!code)
        code = lc_link_kept_json(&store, &document, err);
    if (!code)
        code = lc_add_json(&text, document, err);
    if (!code)
        code = lc_file_write_text(set->parameters, set->common.force, &text, err);
    lc_text_free(&text);
    json_decref(document);
    lc_store_free(&store);
    return code;
}

static int run_link(int argc LC_UNUSED, char **argv, void *settings,
                    struct lc_error *err)
{
    const struct link_settings *set = settings;
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    if (set->undo && (set->accept || set->review || set->merges || set->moves))
        return LC_FAIL(err, LC_USAGE, "--undo goes alone");
    if (set->parameters
        && (set->undo || set->accept || set->review || set->merges || set->moves))
        return LC_FAIL(err, LC_USAGE, "--parameters goes alone");
    if (set->parameters)
        return write_parameters(argv[0], set, err);
    int code = lc_store_lock_take(&lock, argv[0], err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code && !set->undo)
        code = lc_identities_take(&ids, &store, argv[0], err);
    if (!code)
        code = set->undo ? run_undo(&store, argv[0], set->common.json, err)
                         : link_anew(&store, &ids, argv[0], set, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_link = {
    .name = "link",
    .args = "STORE",
    .help = "join the agencies' records into children",
    .detail = "Each pair of records that has enough in common is weighed: names, birth date, sex, postcodes and\n"
              "numbers (pupil, NHS, youth justice ...), each by how often it agrees for one child and for two, as\n"
              "the records themselves say (Fellegi and Sunter, as in 'match'); a rare name counts for more. Likely\n"
              "pairs are joined unless a careful clerk would look first: another first name (twins), two numbers\n"
              "of one system, a placeholder (unknown, n/a, baby, UASC, 1900-01-01, 9999999999 ...) without a number\n"
              "in common, a number and little else. Those, and pairs in doubt, are for a person: --review FILE\n"
              "writes the list (record numbers, no names; 'pairs' makes a page of it with names, 'who --records'\n"
              "tells them), its column 'same' takes 1 or 0, --accept FILE takes it back, and an answer holds\n"
              "for good. Every merge is kept with its day (--merges FILE writes them),\n"
              "and with the day on which it held no more (--moves FILE writes who was whose since when, and\n"
              "--linkage D of other verbs goes back to it); a child's number is that of its first record. What\n"
              "the weights rested on is kept too (--parameters FILE writes it): m, u and priors of each two\n"
              "systems, small numbers left out, levels, rules and thresholds.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_link,
};
/* clang-format on */
