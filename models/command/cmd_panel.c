/* latecare panel: the pack of one panel's meeting. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/command/believed_inside.h"
#include "models/command/pack_inside.h"
#include "models/panel/band.h"
#include "models/panel/change.h"
#include "models/panel/child.h"
#include "models/panel/daily.h"
#include "models/panel/list.h"
#include "models/panel/meanings.h"
#include "models/report/results.h"
#include "store/reveal.h"

struct panel_settings {
    struct lc_common common;
    const char *asof, *since;
    int capacity, names;
    const char *output;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_LINKAGE(NULL),
    LC_REASON(NULL),
    LC_KNOB(struct panel_settings, asof,     LC_WORD,  0, 0, 0,       "the day of the meeting, as 2024-03-31: only what was known before it counts"),
    LC_KNOB(struct panel_settings, since,    LC_WORD,  0, 0, 0,       "the day of the meeting before, or yesterday: says what changed since, whether or not a list was made then"),
    LC_KNOB(struct panel_settings, capacity, LC_COUNT, 0, 0, 1000000, "how many children to list; 0: as the study says, which must then say it"),
    LC_KNOB(struct panel_settings, names,    LC_FLAG,  0, 0, 1,       "names, birth dates, addresses and numbers too, from the identity file: each child's look is logged"),
    LC_OUTPUT(struct panel_settings, output, NULL, "the folder to write, which must not be there yet"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct panel_settings, knobs);

/* What a pack is made of, and owns. */
struct meeting {
    const struct panel_settings *set;
    const char *store_path;
    int32_t day, since; /* since LC_NO_DAY: none */
    struct lc_believed by;
    struct lc_scoring scoring;
    json_t *list, *changes, *daily, *results, *pages; /* pages: child.h */
    struct lc_persons who;
};

static int read_asked(struct meeting *m, struct lc_error *err)
{
    m->since = LC_NO_DAY;
    if (!m->set->output)
        return LC_FAIL(err, LC_USAGE, "say where the pack goes: --output FOLDER");
    int code = lc_parse_asof(m->set->asof, &m->day, err);
    if (!code && m->set->since && !strcmp(m->set->since, "yesterday"))
        m->since = m->day - 1;
    else if (!code && m->set->since)
        code = lc_parse_day("since", lc_slice_of(m->set->since), &m->since, err);
    return code;
}

/* --- the documents ---------------------------------------------------------------- */

/* How each listed child stands to the list before, and all of it, as the page has them.
 */
static int mark_changes(json_t *list, const json_t *changes, struct lc_error *err)
{
    json_t *listed = json_object_get(list, "listed"),
           *rows = json_object_get(changes, "changes");
    for (size_t i = 0; i < json_array_size(listed); i++) {
        const json_t *change = json_object_get(json_array_get(rows, i), "change");
        if (!lc_json_put(json_array_get(listed, i), "change", json_deep_copy(change)))
            return LC_FAIL_NOMEM(err);
    }
    return lc_json_put(list, "changes", json_deep_copy(changes)) ? LC_OK
                                                                 : LC_FAIL_NOMEM(err);
}

static int make_list(struct meeting *m, lc_team *team, struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = m->day,
                                      .capacity = (size_t)m->set->capacity,
                                      .beyond = LC_BAND_BEYOND };
    int code = lc_score_run(&m->scoring, m->by.model, &m->by.store, &ask, team, err);
    if (!code)
        code = lc_believed_somebody(&m->scoring, err);
    if (!code)
        code = lc_list_document(&m->list, &m->scoring, m->by.model, &m->by.store, err);
    return code ? code : lc_believed_warn(m->list, &m->by, &m->scoring, err);
}

/* Of everybody whom the study looks at, not of the list alone. */
static int make_changes(struct meeting *m, lc_team *team, struct lc_error *err)
{
    const int32_t day[2] = { m->since, m->day };
    struct lc_whole whole = { 0 };
    struct lc_change_ask ask = { .since = m->since, .whole = &whole };
    int code = lc_change_check(m->since, m->day, err);
    if (!code)
        code = lc_whole_of(&whole, m->by.model, &m->by.store, day, team, err);
    ask.others = whole.count;
    ask.other = whole.moved;
    if (!code)
        code = lc_change_document(&m->changes, m->by.model, &m->by.store, &m->scoring,
                                  &ask, team, err);
    const struct lc_daily_of of = { &whole, &m->scoring, m->changes, m->by.model,
                                    &m->by.store };
    if (!code)
        code = lc_daily_document(&m->daily, &of, err);
    json_object_del(m->changes, "others"); /* of no list: they are of the daily alone */
    lc_whole_free(&whole);
    return code;
}

static int say_meanings(struct meeting *m, struct lc_error *err)
{
    lc_meanings *meanings = NULL;
    int code = lc_meanings_load(&meanings, err);
    if (!code && m->changes)
        code = lc_meanings_put(meanings, m->changes, err);
    if (!code && m->daily)
        code = lc_meanings_put(meanings, m->daily, err);
    if (!code)
        code = lc_meanings_put(meanings, m->list, err);
    if (!code)
        code = lc_meanings_put(meanings, m->pages, err);
    lc_meanings_free(meanings);
    return code;
}

static int make_documents(struct meeting *m, struct lc_error *err)
{
    lc_team *team = NULL;
    int code = lc_team_new(&team, m->set->common.threads, err);
    if (!code)
        code = make_list(m, team, err);
    if (!code && m->since != LC_NO_DAY)
        code = make_changes(m, team, err);
    if (!code && m->changes)
        code = mark_changes(m->list, m->changes, err);
    if (!code)
        code = lc_child_documents(&m->pages, &m->scoring, LC_PACK_PAGES, m->by.model,
                                  &m->by.store, team, err);
    if (!code)
        code = say_meanings(m, err);
    if (!code)
        code = lc_pack_mark(m->list, err);
    if (!code)
        code = lc_list_close(m->list, err);
    if (!code)
        code = lc_report_results(&m->results, m->by.model, err);
    lc_team_free(team);
    return code;
}

/* --- who -------------------------------------------------------------------------- */

static int find_who(struct meeting *m, struct lc_error *err)
{
    struct lc_identities ids = { 0 };
    size_t count = m->scoring.listed;
    uint32_t *child = lc_alloc(count, sizeof *child);
    for (size_t i = 0; child && i < count; i++)
        child[i] = m->scoring.scored[i].child;
    int code = child ? lc_identities_load(&ids, &m->by.store, m->store_path, err)
                     : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_persons_find(&m->who, &m->by.store, &ids, child, count, err);
    lc_identities_free(&ids);
    free(child);
    return code;
}

/* The lists' lines, and one for each child who has a page or whose name is shown. */
static int log_looks(const struct meeting *m, const struct lc_reveal *reveal,
                     struct lc_error *err)
{
    size_t paged = json_array_size(m->pages), named = m->who.count,
           count = named > paged ? named : paged;
    uint32_t *child = lc_alloc(count, sizeof *child);
    if (!child)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++)
        child[i] = m->scoring.scored[i].child;
    const struct lc_looks looks = {
        .checksum = json_string_value(json_object_get(m->list, "checksum")),
        .document = m->daily,
        .children = count,
        .child = child,
    };
    int code = lc_reveal_looks(reveal, &m->by.store, &looks, err);
    free(child);
    return code;
}

/* --- the verb --------------------------------------------------------------------- */

static int print(const struct meeting *m, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (m->set->common.json)
        return lc_print_json(
            LC_OBJECT({ "folder", lc_json_text(m->set->output) },
                      { "list", json_incref(m->list) },
                      { m->changes ? "changes" : NULL, json_incref(m->changes) },
                      { m->daily ? "daily" : NULL, json_incref(m->daily) }),
            err);
    if (m->changes) {
        lc_list_caution(m->list, &out);
        lc_list_head(m->list, &out);
        lc_daily_text(m->daily, &out);
        lc_text_add(&out, "\n");
        lc_change_text(m->changes, &out);
    } else {
        lc_list_text(m->list, &out);
    }
    lc_text_addf(&out,
                 "\nthe pack is in %s: open list.html; decisions.csv is for the "
                 "meeting%s\n",
                 m->set->output, m->set->names ? "; it holds names" : "");
    return lc_print_text(&out, err);
}

/* The log first, then the folder, then what is said of it. */
static int write_pack(struct meeting *m, const struct lc_reveal *reveal,
                      struct lc_error *err)
{
    struct lc_folder_draft folder;
    const struct lc_pack pack = { .store_path = m->store_path,
                                  .list = m->list,
                                  .changes = m->changes,
                                  .daily = m->daily,
                                  .results = m->results,
                                  .pages = m->pages,
                                  .linkage = m->set->common.linkage,
                                  .who = m->set->names ? &m->who : NULL };
    int code = lc_folder_draft_open(&folder, m->set->output, err);
    if (code)
        return code;
    if (m->set->names)
        code = find_who(m, err);
    if (!code)
        code = log_looks(m, reveal, err);
    if (!code)
        code = lc_pack_write(&folder, &pack, err);
    if (!code)
        code = lc_folder_draft_commit(&folder, err);
    lc_folder_draft_drop(&folder);
    return code;
}

static int hold(struct meeting *m, char **argv, struct lc_error *err)
{
    const struct lc_reveal reveal = { argv[1], "panel", m->set->common.reason };
    int code = read_asked(m, err);
    if (!code)
        code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_believed_open(&m->by, argv[0], argv[1], LC_SHOWS_ALL, &m->set->common,
                                err);
    if (!code)
        code = make_documents(m, err);
    if (!code)
        code = write_pack(m, &reveal, err);
    if (!code)
        code = print(m, err);
    if (!code
        && (m->scoring.standing != LC_GOOD_ENOUGH
            || json_array_size(json_object_get(m->list, "warnings"))
            || m->scoring.refused))
        code = LC_FINDINGS;
    return code;
}

static int run_panel(int argc LC_UNUSED, char **argv, void *given, struct lc_error *err)
{
    struct meeting m = { .set = given, .store_path = argv[1] };
    int code = hold(&m, argv, err);
    json_decref(m.list);
    json_decref(m.changes);
    json_decref(m.daily);
    json_decref(m.results);
    json_decref(m.pages);
    lc_persons_free(&m.who);
    lc_scoring_free(&m.scoring);
    lc_believed_close(&m.by);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_panel = {
    .name = "panel",
    .args = "MODEL STORE --asof D --output FOLDER --reason WHY",
    .help = "the pack of one meeting: the list, what changed, a sheet for decisions",
    .detail = "Writes a new folder. Open list.html first: how the model was judged, what such lists found, a line a\n"
              "child and a card a child; each child leads to a page of its own (child-N.html: why, a timeline on\n"
              "both clocks, the risk over the last months, what changed, decisions, the family), and the model to\n"
              "model.html. summary.html is the list on one sheet of A4. panel.xlsx has list, reasons, changes and\n"
              "definitions; list.csv and list.json (for report --list) the list. decisions.csv has a row a child to\n"
              "fill in for decide, after which the next pack says what was decided.\n"
              "With --since what changed: who is new, risen, steady, fallen, dropped or left, and how much of each\n"
              "change is of new events, of events that had happened and were not known, and of time passing; the\n"
              "three add up to the difference. daily.html is of one screen, for a daily meeting on risk: who is missing\n"
              "and not returned, whose risk moved and by what, what became known since; of everybody whom the\n"
              "study looks at, all of it in daily.csv. With --names the children's pages, decisions.csv, panel.xlsx and\n"
              "who.csv say who they are. It shows children, so it is written to the store's log before anything\n"
              "is, with the reason, which must be given. The folder is whole or not there.\n"
              "Exit status 1: a verdict other than good enough, a warning, or a child not scored.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_panel,
};
/* clang-format on */
