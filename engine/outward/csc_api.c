/* The DfE's daily payload of children's social care, specification 0.8: an array of
 * children, each with its episodes, and in them what happened in their time.
 *
 * The store does not say to which referral an assessment or plan belongs: it goes to
 * the last episode that was open on its first day, else to the last that had begun,
 * else to the child's first, else to one that has nothing but a number. Numbers are the
 * keyed digests of rows' identities, so that a correction keeps them. Every row says
 * the file and line it came from, in members that no schema reads. */
#include "outward/csc_api_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/seen.h"

enum { ASSESSMENTS, ENQUIRIES, LISTS = 5 };

/* clang-format off */
static const struct lc_csc_list lists[LISTS] = {
    [ASSESSMENTS] = { "child_and_family_assessments", "assessment", "child_and_family_assessment_id",
        { { "start_date", LC_CSC_START, NULL }, { "authorisation_date", LC_CSC_END, NULL } } },
    [ENQUIRIES] = { "section_47_assessments", "s47", "section_47_assessment_id",
        { { "start_date", LC_CSC_START, NULL }, { "end_date", LC_CSC_END, NULL } } },
    { "child_looked_after_placements", "care", "child_looked_after_placement_id",
        { { "start_date", LC_CSC_START, NULL }, { "start_reason", LC_CSC_ATTRIBUTE, "reason_new" },
          { "placement_type", LC_CSC_ATTRIBUTE, "placement" }, { "end_date", LC_CSC_END, NULL },
          { "end_reason", LC_CSC_ATTRIBUTE, "ceased" } } },
    { "child_in_need_plans", "cin_plan", "child_in_need_plan_id",
        { { "start_date", LC_CSC_START, NULL }, { "end_date", LC_CSC_END, NULL } } },
    { "child_protection_plans", "cpp", "child_protection_plan_id",
        { { "start_date", LC_CSC_START, NULL }, { "end_date", LC_CSC_END, NULL } } },
};
static const struct lc_csc_list questionnaires = { "sdq_assessments", "sdq", NULL,
    { { "date", LC_CSC_START, NULL }, { "score", LC_CSC_LEVEL, NULL } } };
/* clang-format on */

/* --- episodes --------------------------------------------------------------------- */

static bool says_yes(const struct lc_history *h, uint64_t i, const char *attribute,
                     bool *said)
{
    json_t *flag = lc_csc_attribute(h, i, attribute);
    const char *text = json_string_value(flag);
    bool yes = text && strcmp(text, "Y") == 0;
    *said = text;
    json_decref(flag);
    return yes;
}

static json_t *flag_json(const struct lc_history *referral, int64_t i)
{
    bool said = false;
    bool yes = i >= 0 && says_yes(referral, (uint64_t)i, "nfa", &said);
    return said ? json_boolean(yes) : json_null();
}

/* A referral, a spell in need, or both: what began on one day is one episode. A spell
 * without its referral says its source itself. */
static void add_episode(struct lc_csc_writing *w, const struct lc_history *referral,
                        int64_t r, const struct lc_history *cin, int64_t c)
{
    const struct lc_history *h = r < 0 ? cin : referral;
    uint64_t i = (uint64_t)(r < 0 ? c : r);
    int32_t end = c < 0 ? h->end[i] : cin->end[c];
    json_t *row = json_object();
    lc_csc_put_number(w, row, "social_care_episode_id", h, i);
    lc_csc_put(w, row, "referral_date", lc_json_day(h->start[i]));
    lc_csc_put(w, row, "referral_source",
               r < 0 ? lc_csc_attribute(cin, i, "source")
                     : lc_csc_code(&h->codes, h->code[i]));
    lc_csc_put(w, row, "referral_no_further_action_flag", flag_json(referral, r));
    lc_csc_put(w, row, "closure_date", c < 0 ? json_null() : lc_json_day(end));
    lc_csc_put(w, row, "closure_reason",
               c < 0 ? json_null()
                     : lc_csc_attribute(cin, (uint64_t)c, "close_reason"));
    lc_csc_put(w, row, "purge", json_false());
    lc_csc_put_source(w, row, h, i);
    w->failed |= !lc_json_push(w->episodes, row);
    lc_csc_keep(w, &w->episode, &(struct lc_csc_made){ h->start[i], end, false, row });
    w->tally->events += (size_t)(r >= 0) + (size_t)(c >= 0);
    w->tally->bare += r < 0;
}

/* Of a referral and a spell of one day: 0 where one row said both, 1 where both have
 * one source, 2 else. */
static int apart(const struct lc_history *referral, uint64_t r,
                 const struct lc_history *cin, uint64_t c)
{
    if (referral->file[r] == cin->file[c] && referral->line[r] == cin->line[c])
        return 0;
    json_t *one = lc_csc_code(&referral->codes, referral->code[r]);
    json_t *two = lc_csc_attribute(cin, c, "source");
    bool same = json_equal(one, two);
    json_decref(one);
    json_decref(two);
    return same ? 1 : 2;
}

/* The spell that the referral began: the nearest of its day that no other has; -1:
 * none, as where no further action was taken. */
static int64_t spell_of(const struct lc_csc_writing *w,
                        const struct lc_history *referral, uint64_t r,
                        const struct lc_history *cin, const bool *used, int within)
{
    bool said;
    struct lc_history_rows rows = lc_history_rows_of(cin, w->child);
    for (uint64_t c = rows.first; c < rows.end; c++)
        if (cin->start[c] == referral->start[r] && !used[c - rows.first]
            && lc_outward_sees(w->from, cin, c) && apart(referral, r, cin, c) <= within
            && !says_yes(referral, r, "nfa", &said))
            return (int64_t)c;
    return -1;
}

/* spell[]: the row of each referral's; used[]: the spells that have one. */
static void pair(const struct lc_csc_writing *w, const struct lc_history *referral,
                 const struct lc_history *cin, int64_t *spell, bool *used)
{
    struct lc_history_rows rows = lc_history_rows_of(referral, w->child);
    uint64_t first = lc_history_rows_of(cin, w->child).first;
    for (uint64_t r = rows.first; r < rows.end; r++)
        spell[r - rows.first] = -1;
    for (int within = 0; within < 3; within++)
        for (uint64_t r = rows.first; r < rows.end; r++) {
            int64_t *mine = spell + (r - rows.first);
            if (*mine >= 0 || !lc_outward_sees(w->from, referral, r))
                continue;
            *mine = spell_of(w, referral, r, cin, used, within);
            if (*mine >= 0)
                used[(uint64_t)*mine - first] = true;
        }
}

static void add_episodes(struct lc_csc_writing *w)
{
    const struct lc_history *referral = lc_store_history(w->from->store, "referral");
    const struct lc_history *cin = lc_store_history(w->from->store, "cin");
    struct lc_history_rows of = lc_history_rows_of(referral, w->child);
    struct lc_history_rows in = lc_history_rows_of(cin, w->child);
    int64_t *spell = lc_alloc(of.end - of.first, sizeof *spell);
    bool *used = lc_alloc(in.end - in.first, sizeof *used);
    w->failed |= !spell || !used;
    if (!w->failed)
        pair(w, referral, cin, spell, used);
    for (uint64_t r = of.first; r < of.end && !w->failed; r++)
        if (lc_outward_sees(w->from, referral, r))
            add_episode(w, referral, (int64_t)r, cin, spell[r - of.first]);
    for (uint64_t c = in.first; c < in.end && !w->failed; c++)
        if (!used[c - in.first] && lc_outward_sees(w->from, cin, c))
            add_episode(w, referral, -1, cin, (int64_t)c);
    free(spell);
    free(used);
}

/* The episode that an event of the day belongs to. */
static json_t *episode_of(struct lc_csc_writing *w, int32_t day)
{
    struct lc_csc_made *best = NULL;
    for (size_t k = 0; k < w->episode.n; k++) {
        struct lc_csc_made *e = w->episode.made + k;
        if (e->start <= day
            && (!best || e->end >= day || (best->end < day && e->start >= best->start)))
            best = e;
    }
    if (!best && w->episode.n)
        best = w->episode.made;
    if (best)
        return best->object;
    json_t *bare = LC_OBJECT({ "social_care_episode_id", json_string("none") },
                             { "purge", json_false() });
    w->failed |= !lc_json_push(w->episodes, bare);
    lc_csc_keep(w, &w->episode, &(struct lc_csc_made){ day, LC_OPEN, false, bare });
    w->tally->bare++;
    return bare;
}

/* --- what happened in an episode -------------------------------------------------- */

static void add_list(struct lc_csc_writing *w, size_t which)
{
    const struct lc_csc_list *list = lists + which;
    const struct lc_history *h = lc_store_history(w->from->store, list->history);
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++) {
        if (!lc_outward_sees(w->from, h, i))
            continue;
        json_t *array = lc_csc_list_of(w, episode_of(w, h->start[i]), list->name);
        struct lc_csc_made one = { h->start[i], h->end[i], false,
                                   lc_csc_add_row(w, array, list, h, i) };
        if (which == ASSESSMENTS)
            lc_csc_keep(w, &w->assessment, &one);
        else if (which == ENQUIRIES)
            lc_csc_keep(w, &w->enquiry, &one);
    }
}

/* A factor is of the assessment that was authorised on its day. */
static void add_factors(struct lc_csc_writing *w)
{
    const struct lc_history *h = lc_store_history(w->from->store, "factor");
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++) {
        struct lc_csc_made *of = NULL;
        if (!lc_outward_sees(w->from, h, i))
            continue;
        for (size_t k = 0; k < w->assessment.n && !of; k++)
            if (w->assessment.made[k].end == h->start[i])
                of = w->assessment.made + k;
        if (!of) {
            w->tally->unplaced++;
            continue;
        }
        w->failed |= !lc_json_push(lc_csc_list_of(w, of->object, "factors"),
                                   lc_csc_code(&h->codes, h->code[i]));
        w->tally->events++;
    }
}

/* A conference is of the enquiry that ended on its day, else of the last that had begun
 * and has none, else of one that says nothing else. */
static void add_conferences(struct lc_csc_writing *w)
{
    const struct lc_history *h = lc_store_history(w->from->store, "icpc");
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++) {
        struct lc_csc_made *of = NULL;
        if (!lc_outward_sees(w->from, h, i))
            continue;
        for (size_t k = 0; k < w->enquiry.n; k++) {
            struct lc_csc_made *e = w->enquiry.made + k;
            if (!e->taken && e->start <= h->start[i]
                && (!of || of->end != h->start[i] || e->end == h->start[i]))
                of = e;
        }
        json_t *row = of ? of->object : json_object();
        if (of) {
            of->taken = true;
        } else {
            json_t *array =
                lc_csc_list_of(w, episode_of(w, h->start[i]), lists[ENQUIRIES].name);
            w->failed |= !lc_json_push(array, row);
            lc_csc_put_number(w, row, lists[ENQUIRIES].id, h, i);
            lc_csc_put(w, row, "purge", json_false());
            lc_csc_put_source(w, row, h, i);
            w->tally->bare++;
        }
        lc_csc_put(w, row, "icpc_date", lc_json_day(h->start[i]));
        w->tally->events++;
    }
}

/* --- a child ---------------------------------------------------------------------- */

static json_t *text_or_null(const char *text)
{
    return text ? lc_json_text(text) : json_null();
}

/* *there: is it known that there is such a child? */
static json_t *details_json(struct lc_csc_writing *w, const struct lc_outward_who *who,
                            bool *there)
{
    const struct lc_store *store = w->from->store;
    const struct lc_history *person = lc_store_history(store, "person");
    const struct lc_history *uasc = lc_store_history(store, "uasc");
    int64_t p = person ? lc_person_at(store, person, w->child, w->from->asof) : -1;
    bool said = p >= 0 && lc_outward_sees(w->from, person, (uint64_t)p);
    int64_t alone = -1;
    struct lc_history_rows rows = lc_history_rows_of(uasc, w->child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_outward_sees(w->from, uasc, i))
            alone = (int64_t)i;
    json_t *o = LC_OBJECT(
        { "unique_pupil_number", text_or_null(who->upn) },
        { "first_name", text_or_null(who->forename) },
        { "surname", text_or_null(who->surname) },
        { "date_of_birth", said ? lc_json_day(who->born) : json_null() },
        { "sex", said ? lc_csc_code(&person->codes, person->code[p]) : json_null() },
        { "ethnicity",
          said ? lc_csc_attribute(person, (uint64_t)p, "ethnicity") : json_null() },
        { "postcode", text_or_null(who->postcode) },
        { "uasc_flag", json_boolean(alone >= 0) },
        { "uasc_end_date", alone < 0 ? json_null() : lc_json_day(uasc->end[alone]) },
        { "purge", json_false() });
    if (said)
        lc_csc_put_source(w, o, person, (uint64_t)p);
    w->tally->events += (size_t)said + (size_t)(alone >= 0);
    *there = said || alone >= 0;
    return o;
}

static json_t *health_json(struct lc_csc_writing *w)
{
    const struct lc_history *h = lc_store_history(w->from->store, "sdq");
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    json_t *array = json_array();
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++)
        if (lc_outward_sees(w->from, h, i))
            lc_csc_add_row(w, array, &questionnaires, h, i);
    return LC_OBJECT({ "sdq_assessments", array }, { "purge", json_false() });
}

static void add_happened(struct lc_csc_writing *w)
{
    w->episodes = json_array();
    w->episode.n = w->assessment.n = w->enquiry.n = 0;
    add_episodes(w);
    for (size_t k = 0; k < LISTS && !w->failed; k++)
        add_list(w, k);
    add_factors(w);
    add_conferences(w);
}

/* A child of whom nothing is known as of the day is not in the payload. */
static int write_child(struct lc_csc_writing *w, const struct lc_outward_who *who,
                       struct lc_text *out, struct lc_error *err)
{
    char *text = NULL;
    bool there = false;
    add_happened(w);
    json_t *details = details_json(w, who, &there), *health = health_json(w);
    there = there || json_array_size(w->episodes)
            || json_array_size(json_object_get(health, "sdq_assessments"));
    json_t *child =
        LC_OBJECT({ "la_child_id", lc_json_text(who->local) },
                  { "mis_child_id", json_null() }, /* the store knows one number */
                  { "child_details", details }, { "health_and_wellbeing", health },
                  { "social_care_episodes", w->episodes }, { "purge", json_false() });
    int code = w->failed || !child ? LC_FAIL_NOMEM(err) : LC_OK;
    if (!code && there)
        code = lc_json_print(child, &text, err);
    json_decref(child);
    if (text) {
        lc_text_add(out, w->tally->children++ ? ",\n" : "\n");
        lc_text_add(out, text);
    }
    free(text);
    return code;
}

static int write_payload(struct lc_text *out, struct lc_outward_tally *tally,
                         const struct lc_outward *from, struct lc_error *err)
{
    struct lc_outward_who *who;
    struct lc_csc_writing w = { .from = from, .tally = tally };
    size_t room = lc_children_room(from->store);
    int code = lc_outward_whose(&who, from, err);
    if (code)
        return code;
    lc_text_add(out, "[");
    for (size_t c = 0; c < room && !code; c++) {
        w.child = (uint32_t)c;
        if (who[c].local)
            code = write_child(&w, who + c, out, err);
    }
    lc_text_add(out, "\n]\n");
    free(w.episode.made);
    free(w.assessment.made);
    free(w.enquiry.made);
    free(who);
    return code ? code : lc_text_check(out, err);
}

const struct lc_outward_form lc_outward_csc_api = { "csc-api", ".json", write_payload };
