/* What is held of one child (subject_inside.h). */
#include "command/subject_inside.h"

#include <string.h>

#include "command/retain_inside.h"
#include "command/taken_back_inside.h"
#include "store/log.h"
#include "store/seen.h"

/* --- when it came in, and from where ---------------------------------------------- */

static bool came_from(const struct lc_subject *s, size_t source)
{
    const struct lc_moments *moments = &s->moments;
    for (size_t i = 0; i < moments->n; i++)
        if (moments->moment[i].h->file[moments->moment[i].row] == source)
            return true;
    return lc_subject_returned_from(s, source);
}

static json_t *source_json(const struct lc_source *source, size_t number)
{
    return LC_OBJECT({ "file", lc_json_count(number) },
                     { "schema", lc_json_text(source->schema) },
                     { "received", lc_json_day(source->imported) },
                     { "covers_from", lc_json_day(source->covers_from) },
                     { "covers_to", lc_json_day(source->covers_to) });
}

/* The files that told of the child; *since: the day of the first, or LC_NO_DAY. */
static json_t *sources_json(const struct lc_subject *s, int32_t *since)
{
    json_t *list = json_array();
    bool good = list;
    *since = LC_NO_DAY;
    for (size_t k = 0; k < s->store->sources && good; k++)
        if (came_from(s, k)) {
            int32_t day = s->store->source[k].imported;
            if (*since == LC_NO_DAY || day < *since)
                *since = day;
            good = lc_json_push(list, source_json(s->store->source + k, k));
        }
    return lc_json_whole(list, good);
}

/* --- links and identities --------------------------------------------------------- */

/* until: the first day on which it held no more; LC_OPEN: it holds. */
static bool push_link(json_t *list, const struct lc_subject *s,
                      const struct lc_record_link *l, int32_t until)
{
    const struct lc_store *store = s->store;
    bool ended = until != LC_OPEN;
    if (store->record[l->record].child != s->child
        && store->record[l->other].child != s->child)
        return true;
    return lc_json_push(
        list, LC_OBJECT({ "record", json_integer(l->record) },
                        { "other", json_integer(l->other) },
                        { "why", lc_json_text(lc_codes_name(&store->passes, l->pass)) },
                        { "day", lc_json_day(l->day) },
                        { ended ? "until" : NULL, ended ? lc_json_day(until) : NULL }));
}

static json_t *links_json(const struct lc_subject *s)
{
    const struct lc_store *store = s->store;
    json_t *list = json_array();
    bool good = list;
    for (size_t k = 0; k < store->links && good; k++)
        good = push_link(list, s, store->link + k, LC_OPEN);
    for (size_t k = 0; k < store->partings && good; k++) {
        const struct lc_parting *p = store->parting + k;
        const struct lc_record_link link = { p->record, p->other, p->pass, p->day };
        good = push_link(list, s, &link, p->until);
    }
    return lc_json_whole(list, good);
}

/* What was not said has no member. */
static json_t *identity_json(const struct lc_identity *row)
{
#define SAID(name, text)                                                               \
    {                                                                                  \
        (text) ? (name) : NULL, (text) ? lc_json_text(text) : NULL                     \
    }
    return LC_OBJECT(
        { "record", json_integer(row->record) },
        { "first_said", lc_json_day(row->known_from) }, SAID("number", row->local),
        SAID("forename", row->forename), SAID("surname", row->surname),
        { row->born == LC_NO_DAY ? NULL : "born",
          row->born == LC_NO_DAY ? NULL : lc_json_day(row->born) },
        SAID("sex", row->sex), SAID("postcode", row->postcode),
        SAID("other_type", row->other_type), SAID("other_value", row->other_value),
        SAID("family", row->family), SAID("home", row->home),
        { row->since == LC_NO_DAY ? NULL : "since",
          row->since == LC_NO_DAY ? NULL : lc_json_day(row->since) });
#undef SAID
}

static json_t *identities_json(const struct lc_subject *s)
{
    json_t *list = s->ids ? json_array() : json_null();
    bool good = list;
    for (size_t i = 0; s->ids && i < s->ids->count && good; i++) {
        uint32_t record = s->ids->row[i].record;
        if (record < s->store->records && s->store->record[record].child == s->child)
            good = lc_json_push(list, identity_json(s->ids->row + i));
    }
    return lc_json_whole(list, good);
}

/* --- the log ---------------------------------------------------------------------- */

struct hearing {
    struct lc_traces traces;
    char since[LC_DAY_ROOM]; /* "": from the first line */
    json_t *looks, *uses;
    bool failed;
};

static json_t *slice_json(struct lc_slice text)
{
    return json_stringn(text.data ? text.data : "", text.size);
}

static json_t *line_json(const struct lc_log_told *told, const char *name,
                         struct lc_slice text)
{
    return LC_OBJECT({ "line", json_integer((json_int_t)told->number) },
                     { "time", slice_json(told->time) },
                     { "user", slice_json(told->user) },
                     { "verb", slice_json(told->verb) }, { name, slice_json(text) });
}

/* Does the verb make something of the store's children? Its lines do not say of which.
 */
static bool is_use(struct lc_slice verb)
{
    static const char *const uses[] = { "design",      "train",  "compare", "score",
                                        "recalibrate", "report", "retain",  "export" };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (lc_slice_is(verb, uses[i]))
            return true;
    return false;
}

static void hear(void *context, const struct lc_log_told *told)
{
    struct hearing *h = context;
    size_t day = strlen(h->since);
    if (lc_traces_meet(&h->traces, told->detail))
        h->failed |= !lc_json_push(
            h->looks, line_json(told, "reason", lc_reveal_reason_of(told->detail)));
    else if (is_use(told->verb) && !lc_reveal_of_child(told->detail)
             && told->time.size >= day && memcmp(told->time.data, h->since, day) >= 0)
        h->failed |= !lc_json_push(h->uses, line_json(told, "detail", told->detail));
}

static int listen(struct hearing *h, const struct lc_subject *s, int32_t since,
                  struct lc_error *err)
{
    *h = (struct hearing){ .looks = json_array(), .uses = json_array() };
    lc_day_print(since, h->since);
    int code = h->looks && h->uses ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_traces_of(&h->traces, s->store, s->store_path, s->child, err);
    if (!code)
        code = lc_log_each(s->store_path, hear, h, err);
    lc_traces_free(&h->traces);
    return code || !h->failed ? code : LC_FAIL_NOMEM(err);
}

/* --- how long it is kept ---------------------------------------------------------- */

static const char *state_words(enum lc_retain_state state)
{
    static const char *const words[LC_RETAIN_STATES] = {
        NULL, "its last event has not ended", "no birth is known to count from",
        "no rule"
    };
    return words[state];
}

/* A history that it has events in: until when it is kept, or why there is no day. */
static json_t *kept_json(const struct lc_retain *retain, size_t which, uint32_t child)
{
    struct lc_retained r = lc_retain_history(retain, which, child);
    struct lc_text rule = { 0 };
    lc_retain_rule_words(retain->rule[which], &rule);
    json_t *o =
        LC_OBJECT({ "history", lc_json_text(retain->store->history[which].name) },
                  { "kept", rule.failed ? NULL : lc_json_text(rule.data) },
                  { "due", lc_json_day(r.day) },
                  { r.state ? "why" : NULL,
                    r.state ? lc_json_text(state_words(r.state)) : NULL });
    lc_text_free(&rule);
    return o;
}

static int retention_json(const struct lc_subject *s, json_t **list, int32_t *due,
                          struct lc_error *err)
{
    struct lc_retain retain;
    *list = json_array();
    bool good = *list;
    int code = lc_retain_begin(&retain, s->store, err);
    if (code)
        return code;
    *due = lc_retain_child(&retain, s->child).day;
    for (size_t i = 0; i < s->store->histories && good; i++) {
        struct lc_history_rows rows =
            lc_history_rows_of(s->store->history + i, s->child);
        if (rows.first != rows.end)
            good = lc_json_push(*list, kept_json(&retain, i, s->child));
    }
    lc_retain_end(&retain);
    return good ? LC_OK : LC_FAIL_NOMEM(err);
}

/* --- the whole -------------------------------------------------------------------- */

static json_t *gaps_json(const struct lc_subject *s)
{
    return s->ids
               ? json_array()
               : json_pack("[s]", "the identity file, or its key, is not here: what it "
                                  "says of the child is not in this report");
}

static json_t *elsewhere_json(void)
{
    return json_pack(
        "[s, s, s, s]",
        "rows that imports did not take (STORE.rejects.csv and so on): nobody knows "
        "whose they are; look there by the agencies' own numbers",
        "lists, pages, designs and reviews that were made from this store, and backups "
        "of it",
        "models: they hold no row of a child, but may have been trained with it",
        "the extracts themselves, and what the agencies hold");
}

int lc_subject_document(json_t **document, const struct lc_subject *s,
                        struct lc_error *err)
{
    int32_t since, due = LC_NO_DAY;
    struct hearing h;
    json_t *sources = sources_json(s, &since), *retention = NULL;
    int code = listen(&h, s, since, err);
    if (!code)
        code = retention_json(s, &retention, &due, err);
    *document =
        code ? NULL
             : LC_OBJECT(
                 { "child", json_integer(s->child) },
                 { "held_since", lc_json_day(since) },
                 { "due_to_go", lc_json_day(due) }, { "gaps", gaps_json(s) },
                 { "records", lc_records_json(s->store, s->child) },
                 { "sources", json_incref(sources) },
                 { "events", lc_moments_json(&s->moments) },
                 { "returns", lc_subject_returns_json(s) }, { "links", links_json(s) },
                 { "taken_back", lc_taken_back_json(s->store, s->child) },
                 { "merged", lc_mergers_json(s->store, s->child) },
                 { "identities", identities_json(s) },
                 { "looks", json_incref(h.looks) }, { "uses", json_incref(h.uses) },
                 { "retention", json_incref(retention) },
                 { "elsewhere", elsewhere_json() });
    json_decref(sources);
    json_decref(retention);
    json_decref(h.looks);
    json_decref(h.uses);
    return code || *document ? code : LC_FAIL_NOMEM(err);
}
