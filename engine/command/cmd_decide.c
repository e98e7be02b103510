/* latecare decide STORE SHEET */
#include <stdlib.h>

#include <sodium.h>

#include "base/file.h"
#include "base/memory.h"
#include "command/command.h"
#include "decisions/decisions.h"
#include "link/dated.h"
#include "store/log.h"

struct decide_settings {
    struct lc_common common;
    const char *on, *received;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_LINKAGE(NULL),
    LC_KNOB(struct decide_settings, on,       LC_WORD, 0, 0, 0, "the day of the meeting, as 2025-03-03"),
    LC_KNOB(struct decide_settings, received, LC_WORD, 0, 0, 0, "the day on which the sheet came back; today, if it is not said"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct decide_settings, knobs);

/* The meeting is over when its sheet comes, and that is not in the future. */
static int read_days(const struct decide_settings *set, int32_t *meeting,
                     int32_t *received, struct lc_error *err)
{
    if (!set->on)
        return LC_FAIL(err, LC_USAGE, "say the day of the meeting: --on 2025-03-03");
    *received = lc_day_today();
    int code = lc_parse_day("on", lc_slice_of(set->on), meeting, err);
    if (!code && set->received)
        code = lc_parse_day("received", lc_slice_of(set->received), received, err);
    if (!code && *received > lc_day_latest())
        code = LC_FAIL(err, LC_RANGE, "--received %s is in the future", set->received);
    if (!code && *meeting > *received)
        code = LC_FAIL(
            err, LC_RANGE,
            "the meeting of %s is after the day on which its sheet came back", set->on);
    return code;
}

/* What must be done before the store is replaced. */
struct ready {
    const char *path;
    struct lc_text detail; /* of the log's line */
};

static int log_decide(void *context, uint64_t generation, struct lc_error *err)
{
    struct ready *ready = context;
    return lc_log_append(ready->path, "decide", generation, &ready->detail, err);
}

static int save(struct lc_store *store, const struct lc_identities *ids,
                const char *path, const struct lc_decisions *sheet,
                const struct lc_decided *decided, const char *linkage,
                struct lc_error *err)
{
    char day[LC_DAY_ROOM];
    struct ready ready = { .path = path };
    const struct lc_writing how = { path, ids, log_decide, &ready, NULL };
    lc_text_addf(&ready.detail, "meeting %s taken %zu unchanged %zu corrected %zu",
                 lc_day_print(sheet->meeting, day), decided->taken, decided->unchanged,
                 decided->corrected);
    if (linkage)
        lc_text_addf(&ready.detail, " linkage %s", linkage);
    int code = lc_store_replace(store, &how, err);
    lc_text_free(&ready.detail);
    return code;
}

/* What is answered. */
struct answer {
    const struct lc_decisions *sheet;
    struct lc_decided decided;
    int32_t received;
    bool is_said; /* the day on which it was received, or else it is today */
};

static int print_json(const struct answer *a, struct lc_error *err)
{
    const struct lc_decided *decided = &a->decided;
    json_t *before = NULL,
           *held = a->sheet->has_who ? lc_json_count(a->sheet->held) : NULL;
    if (decided->read_before)
        before = LC_OBJECT({ "count", lc_json_count(decided->read_before) },
                           { "first", lc_json_day(decided->before_first) },
                           { "last", lc_json_day(decided->before_last) });
    return lc_print_json(
        LC_OBJECT({ "meeting", lc_json_day(a->sheet->meeting) },
                  { "received", lc_json_day(a->received) },
                  { "taken", lc_json_count(decided->taken) },
                  { "unchanged", lc_json_count(decided->unchanged) },
                  { decided->read_before ? "read_before" : NULL, before },
                  { "corrected", lc_json_count(decided->corrected) },
                  { "undecided", lc_json_count(decided->undecided) },
                  { "blank_decided", lc_json_count(decided->blank_decided) },
                  { "unanswered", lc_json_count(a->sheet->unanswered) },
                  { "unreasoned", lc_json_count(a->sheet->unreasoned) },
                  { a->sheet->has_who ? "held" : NULL, held }),
        err);
}

/* From when they are known, which nobody said or which a second reading does not move.
 */
static void add_known(struct lc_text *out, const struct answer *a)
{
    const struct lc_decided *decided = &a->decided;
    char first[LC_DAY_ROOM], last[LC_DAY_ROOM];
    if (!a->is_said && (decided->taken || decided->corrected))
        lc_text_addf(
            out,
            "taken as known from %s (today): a pack of an earlier day does not "
            "show them; if a sheet came back sooner, say --received DAY when "
            "it is first read\n",
            lc_day_print(a->received, first));
    if (!decided->read_before)
        return;
    lc_text_addf(out, "%zu %s read before, ", decided->read_before,
                 decided->read_before == 1 ? "was" : "were");
    lc_day_print(decided->before_first, first);
    if (decided->before_first == decided->before_last)
        lc_text_addf(out, "on %s, ", first);
    else
        lc_text_addf(out, "from %s to %s, ", first,
                     lc_day_print(decided->before_last, last));
    lc_text_addf(out, "and %s as known from then\n",
                 decided->read_before == 1 ? "stays" : "stay");
}

static void add_blanks(struct lc_text *out, const struct lc_decided *decided)
{
    if (decided->undecided)
        lc_text_addf(out, "%zu %s no decision yet: fill it in and read it again\n",
                     decided->undecided,
                     decided->undecided == 1 ? "child of the sheet has"
                                             : "children of the sheet have");
    if (decided->blank_decided == 1)
        lc_text_add(out, "1 blank row is of a child with a decision of this meeting, "
                         "which stays\n");
    else if (decided->blank_decided)
        lc_text_addf(out,
                     "%zu blank rows are of children with a decision of this meeting, "
                     "which stay\n",
                     decided->blank_decided);
}

/* What a row leaves out, which is taken as it is. */
static void add_unsaid(struct lc_text *out, const struct lc_decisions *sheet)
{
    if (sheet->unanswered)
        lc_text_addf(out,
                     "%zu %s discussed and agree is empty: it is not known whether the "
                     "panel agreed with the list\n",
                     sheet->unanswered,
                     sheet->unanswered == 1 ? "child was" : "children were");
    if (sheet->unreasoned)
        lc_text_addf(out, "%zu %s 'no' to the list without a reason\n",
                     sheet->unreasoned,
                     sheet->unreasoned == 1 ? "row says" : "rows say");
}

/* Rows of which nobody knows whether their number is that of the child they name. */
static void add_held(struct lc_text *out, const struct lc_decisions *sheet)
{
    if (sheet->has_who && sheet->held < sheet->count)
        lc_text_addf(out,
                     "name and birth date of %zu of %zu rows were not held against who "
                     "the child is: %s\n",
                     sheet->count - sheet->held, sheet->count,
                     sheet->who_is_known ? "the rows do not say them"
                                         : "the store does not know who anybody is");
}

static int print(const struct answer *a, bool json, struct lc_error *err)
{
    char day[32];
    struct lc_text out = { 0 };
    const struct lc_decisions *sheet = a->sheet;
    if (json)
        return print_json(a, err);
    lc_text_addf(
        &out, "meeting of %s: %zu decision%s taken, %zu unchanged, %zu corrected\n",
        lc_day_print_long(sheet->meeting, day), a->decided.taken,
        a->decided.taken == 1 ? "" : "s", a->decided.unchanged, a->decided.corrected);
    add_known(&out, a);
    add_blanks(&out, &a->decided);
    add_unsaid(&out, a->sheet);
    add_held(&out, a->sheet);
    return lc_print_text(&out, err);
}

/* Of the children whose numbers the sheet has. */
static int read_sheet(struct lc_decisions *sheet, const char *path,
                      const struct lc_store *store, const struct lc_identities *ids,
                      int32_t meeting, const char *linkage, struct lc_error *err)
{
    int32_t day = LC_NO_DAY;
    uint32_t *child = lc_alloc(store->records + 1, sizeof *child);
    int code = child ? lc_parse_linkage(linkage, &day, err) : LC_FAIL_NOMEM(err);
    if (!code && day != LC_NO_DAY)
        code = lc_link_of_day(child, store, day, err);
    for (size_t r = 0; r < store->records && !code && day == LC_NO_DAY; r++)
        child[r] = store->record[r].child;
    const struct lc_decisions_of of = { child, store->records, linkage, meeting };
    if (!code)
        code = lc_decisions_read(sheet, path, &of, err);
    if (!code)
        code = lc_decisions_hold(sheet, path, &of, ids, err);
    free(child);
    return code;
}

/* source: with the day on which the sheet came. */
static int decide(struct lc_store *store, struct lc_identities *ids, char **argv,
                  int32_t meeting, struct lc_source *source,
                  const struct decide_settings *set, struct lc_error *err)
{
    struct lc_decisions sheet = { 0 };
    struct answer answer = { .sheet = &sheet,
                             .received = source->imported,
                             .is_said = set->received };
    struct lc_decided *decided = &answer.decided;
    struct lc_secrets secrets = { 0 };
    int code =
        read_sheet(&sheet, argv[1], store, ids, meeting, set->common.linkage, err);
    if (!code)
        code = lc_file_digest(argv[1], source->digest, &source->size, err);
    if (!code)
        code = lc_store_secrets(&secrets, argv[0], false, err);
    const struct lc_decisions_ask ask = { &sheet, source, secrets.of + LC_FOR_ROWS };
    if (!code)
        code = lc_decisions_keep(decided, store, ids, &ask, err);
    if (!code && (decided->taken || decided->corrected))
        code = save(store, ids, argv[0], &sheet, decided, set->common.linkage, err);
    if (!code)
        code = print(&answer, set->common.json, err);
    if (!code && (sheet.blanks || sheet.unanswered || sheet.unreasoned))
        code = LC_FINDINGS;
    sodium_memzero(&secrets, sizeof secrets);
    lc_decisions_free(&sheet);
    return code;
}

static int run_decide(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct decide_settings *set = settings;
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    struct lc_source source = { 0 };
    int32_t meeting;
    int code = read_days(set, &meeting, &source.imported, err);
    if (!code)
        code = lc_store_lock_take(&lock, argv[0], err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (!code)
        code = lc_store_need_linked(&store, argv[0], err);
    if (!code)
        code = lc_identities_take(&ids, &store, argv[0], err);
    if (!code)
        code = decide(&store, &ids, argv, meeting, &source, set, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

static void list_actions(struct lc_text *out)
{
    lc_text_add(out, "Actions:\n");
#define ACTION(word, meaning) lc_text_addf(out, "  %-18s %s\n", word, meaning);
    LC_ACTIONS(ACTION)
#undef ACTION
    lc_text_add(out, "\n");
}

/* clang-format off */
const struct lc_verb lc_verb_decide = {
    .name = "decide",
    .args = "STORE SHEET --on D",
    .help = "take in what a panel decided, from its sheet",
    .detail = "SHEET is the decisions.csv of a panel's pack, filled in: discussed (yes or no), agree (yes, no), action (a\n"
              "word of the list below), by whom it is to be done, until when, reason. It is kept as a history of\n"
              "its own on both clocks, the day of the meeting and the day on which the sheet came back; lists\n"
              "and explain say it from then on. A sheet that is read again changes nothing, and a changed row\n"
              "corrects what was said; a row that is emptied takes nothing back. All or nothing: the first row that\n"
              "is wrong is named by its line, as is the action other without a reason, and a row whose name or born,\n"
              "which a pack with names has, is not that of the child whose number it has. By whom\n"
              "and why go to the identity file alone. The sheet of a pack by another day's linkage (panel --linkage)\n"
              "says so in a column, and is read with the same --linkage. Exit status 1: rows that nobody filled in,\n"
              "children who were discussed with agree left empty, a no without a reason.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_decide,
    .list = list_actions,
};
/* clang-format on */
