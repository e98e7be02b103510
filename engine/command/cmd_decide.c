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
                const struct lc_decided *decided, struct lc_error *err)
{
    char day[LC_DAY_ROOM];
    struct ready ready = { .path = path };
    const struct lc_writing how = { path, ids, log_decide, &ready, NULL };
    lc_text_addf(&ready.detail, "meeting %s taken %zu unchanged %zu corrected %zu",
                 lc_day_print(sheet->meeting, day), decided->taken, decided->unchanged,
                 decided->corrected);
    int code = lc_store_replace(store, &how, err);
    lc_text_free(&ready.detail);
    return code;
}

static int print(const struct lc_decisions *sheet, const struct lc_decided *decided,
                 bool json, struct lc_error *err)
{
    char day[32];
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(
            LC_OBJECT({ "meeting", lc_json_day(sheet->meeting) },
                      { "taken", lc_json_count(decided->taken) },
                      { "unchanged", lc_json_count(decided->unchanged) },
                      { "corrected", lc_json_count(decided->corrected) },
                      { "undecided", lc_json_count(sheet->undecided) }),
            err);
    lc_text_addf(
        &out, "meeting of %s: %zu decision%s taken, %zu unchanged, %zu corrected\n",
        lc_day_print_long(sheet->meeting, day), decided->taken,
        decided->taken == 1 ? "" : "s", decided->unchanged, decided->corrected);
    if (sheet->undecided)
        lc_text_addf(&out,
                     "%zu %s of the sheet %s no decision yet: fill it in and read it "
                     "again\n",
                     sheet->undecided, sheet->undecided == 1 ? "child" : "children",
                     sheet->undecided == 1 ? "has" : "have");
    return lc_print_text(&out, err);
}

/* Of the children whose numbers the sheet has. */
static int read_sheet(struct lc_decisions *sheet, const char *path,
                      const struct lc_store *store, int32_t meeting,
                      const char *linkage, struct lc_error *err)
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
    free(child);
    return code;
}

/* source: with the day on which the sheet came. */
static int decide(struct lc_store *store, struct lc_identities *ids, char **argv,
                  int32_t meeting, struct lc_source *source,
                  const struct lc_common *common, struct lc_error *err)
{
    struct lc_decisions sheet = { 0 };
    struct lc_decided decided;
    struct lc_secrets secrets = { 0 };
    int code = read_sheet(&sheet, argv[1], store, meeting, common->linkage, err);
    if (!code)
        code = lc_file_digest(argv[1], source->digest, &source->size, err);
    if (!code)
        code = lc_store_secrets(&secrets, argv[0], false, err);
    const struct lc_decisions_ask ask = { &sheet, source, secrets.of + LC_FOR_ROWS };
    if (!code)
        code = lc_decisions_keep(&decided, store, ids, &ask, err);
    if (!code && (decided.taken || decided.corrected))
        code = save(store, ids, argv[0], &sheet, &decided, err);
    if (!code)
        code = print(&sheet, &decided, common->json, err);
    if (!code && sheet.undecided)
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
        code = decide(&store, &ids, argv, meeting, &source, &set->common, err);
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
              "corrects what was said. All or nothing: the first row that is wrong is named by its line. By whom\n"
              "and why go to the identity file alone. The sheet of a pack by another day's linkage (panel --linkage)\n"
              "says so in a column, and is read with the same --linkage. Exit status 1: rows that nobody filled in.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_decide,
    .list = list_actions,
};
/* clang-format on */
