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

enum { ASSESSMENTS, ENQUIRIES, LISTS = 6, SCHOOLED = 2 };

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
    { "care_leavers", "leaver", NULL,
        { { "contact_date", LC_CSC_START, NULL }, { "activity", LC_CSC_ATTRIBUTE, "activity" },
          { "accommodation", LC_CSC_ATTRIBUTE, "accommodation" } } },
};
/* One list, a row each: the store does not say which plan came of which request. */
static const struct lc_csc_list schooled[SCHOOLED] = {
    { "education_health_care_plans", "ehc_request", "education_health_care_plan_id",
        { { "request_received_date", LC_CSC_START, NULL }, { "request_outcome_date", LC_CSC_END, NULL } } },
    { "education_health_care_plans", "ehc_plan", "education_health_care_plan_id",
        { { "plan_start_date", LC_CSC_START, NULL } } },
};
static const struct lc_csc_list questionnaires = { "sdq_assessments", "sdq", NULL,
    { { "date", LC_CSC_START, NULL }, { "score", LC_CSC_LEVEL, NULL } } };
/* clang-format on */

/* --- what happened in an episode -------------------------------------------------- */

static void add_list(struct lc_csc_writing *w, size_t which)
{
    const struct lc_csc_list *list = lists + which;
    const struct lc_history *h = lc_store_history(w->from->store, list->history);
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++) {
        if (!lc_outward_sees(w->from, h, i))
            continue;
        json_t *array =
            lc_csc_list_of(w, lc_csc_episode_of(w, h->start[i]), list->name);
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
            json_t *array = lc_csc_list_of(w, lc_csc_episode_of(w, h->start[i]),
                                           lists[ENQUIRIES].name);
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

/* The payload has one adoption an episode: a way that finds one there is counted. */
static void add_adoptions(struct lc_csc_writing *w)
{
    static const struct {
        const char *name, *step;
    } days[] = { { "initial_decision_date", "decided" },
                 { "matched_date", "matched" },
                 { "placed_date", "placed" } };
    const struct lc_history *h = lc_store_history(w->from->store, "adoption_plan");
    struct lc_adoption_way *way = NULL;
    size_t count;
    w->failed |= lc_adoption_ways(&count, &way, w->from, w->child, NULL) != LC_OK;
    for (size_t k = 0; k < count && !w->failed; k++) {
        json_t *row = json_object();
        int64_t first = -1;
        size_t steps = 0;
        for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
            int64_t i = way[k].step[lc_adoption_step(days[d].step)];
            lc_csc_put(w, row, days[d].name,
                       i < 0 ? json_null() : lc_json_day(h->start[i]));
            first = first < 0 ? i : first;
            steps += i >= 0;
        }
        json_t *episode = first < 0 ? NULL : lc_csc_episode_of(w, way[k].first);
        if (!episode || json_object_get(episode, "adoption")) {
            w->tally->unplaced += steps;
            json_decref(row);
            continue;
        }
        lc_csc_put(w, row, "purge", json_false());
        lc_csc_put_source(w, row, h, (uint64_t)first);
        lc_csc_put(w, episode, "adoption", row);
        w->tally->events += steps;
    }
    free(way);
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

/* Adds the child's rows of the list's history to the array. */
static void add_all(struct lc_csc_writing *w, const struct lc_csc_list *list,
                    json_t *array)
{
    const struct lc_history *h = lc_store_history(w->from->store, list->history);
    struct lc_history_rows rows = lc_history_rows_of(h, w->child);
    for (uint64_t i = rows.first; i < rows.end && !w->failed; i++)
        if (lc_outward_sees(w->from, h, i))
            lc_csc_add_row(w, array, list, h, i);
}

static json_t *schooled_json(struct lc_csc_writing *w)
{
    json_t *array = json_array();
    for (size_t k = 0; k < SCHOOLED; k++)
        add_all(w, schooled + k, array);
    return array;
}

static json_t *health_json(struct lc_csc_writing *w)
{
    json_t *array = json_array();
    add_all(w, &questionnaires, array);
    return LC_OBJECT({ "sdq_assessments", array }, { "purge", json_false() });
}

static void add_happened(struct lc_csc_writing *w)
{
    w->episodes = json_array();
    w->episode.n = w->assessment.n = w->enquiry.n = 0;
    lc_csc_add_episodes(w);
    for (size_t k = 0; k < LISTS && !w->failed; k++)
        add_list(w, k);
    add_factors(w);
    add_conferences(w);
    add_adoptions(w);
}

/* A child of whom nothing is known as of the day is not in the payload. */
static int write_child(struct lc_csc_writing *w, const struct lc_outward_who *who,
                       struct lc_text *out, struct lc_error *err)
{
    char *text = NULL;
    bool there = false;
    add_happened(w);
    json_t *details = details_json(w, who, &there), *health = health_json(w);
    json_t *plans = schooled_json(w);
    there = there || json_array_size(w->episodes) || json_array_size(plans)
            || json_array_size(json_object_get(health, "sdq_assessments"));
    json_t *child =
        LC_OBJECT({ "la_child_id", lc_json_text(who->local) },
                  { "mis_child_id", json_null() }, /* the store knows one number */
                  { "child_details", details }, { "health_and_wellbeing", health },
                  { "education_health_care_plans", plans },
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
