/* latecare retain STORE */
#include <stdlib.h>

#include "base/listing.h"
#include "base/memory.h"
#include "command/retain_inside.h"
#include "disclosure/small.h"
#include "store/log.h"
#include "store/reveal.h"

struct retain_settings {
    struct lc_common common;
    const char *rules, *asof;
    int due, list;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_KNOB(struct retain_settings, rules, LC_SOURCE, 0, 0, 0, "put the rules of this YAML file in place of the store's"),
    LC_KNOB(struct retain_settings, due,   LC_FLAG,   0, 0, 1, "count the children that are due"),
    LC_KNOB(struct retain_settings, asof,  LC_WORD,   0, 0, 0, "due on this day, such as 2026-03-31 (default: today)", "due"),
    LC_KNOB(struct retain_settings, list,  LC_FLAG,   0, 0, 1, "which they are, each with its records", "due"),
    LC_REASON("list"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct retain_settings, knobs);

struct shown {
    const struct lc_retain *retain;
    const struct lc_retain_tally *tally; /* NULL: nobody asked what is due */
    int32_t day;
    json_t *list; /* whom; NULL: nobody asked */
};

/* One pass: a child has the number of its first record. NULL when out of memory. */
static json_t *list_due(const struct lc_retain *retain,
                        const struct lc_retain_tally *tally)
{
    const struct lc_store *store = retain->store;
    json_t *list = json_array(), **records = lc_alloc(store->records, sizeof *records);
    bool good = list && records;
    for (uint32_t r = 0; r < store->records && good; r++) {
        uint32_t child = store->record[r].child;
        if (!tally->due[child])
            continue;
        if (r == child) {
            records[child] = json_array();
            good = lc_json_push(
                list,
                LC_OBJECT({ "child", json_integer(child) },
                          { "due", lc_json_day(lc_retain_child(retain, child).day) },
                          { "records", records[child] }));
        }
        good = good && lc_json_push(records[child], lc_record_json(store, r));
    }
    free(records);
    return lc_json_whole(list, good);
}

/* --- text ------------------------------------------------------------------------- */

static void add_count(struct lc_listing *to, size_t told)
{
    char text[LC_TOLD_ROOM];
    lc_listing_cell(to, "%s", lc_told_text(told, text));
}

static void add_history(struct lc_listing *to, const struct shown *s, size_t which)
{
    struct lc_text rule = { 0 };
    size_t due[2], all;
    lc_retain_rule_words(s->retain->rule[which], &rule);
    lc_listing_cell(to, "%s", s->retain->store->history[which].name);
    lc_listing_cell(to, "%s", rule.data ? rule.data : "");
    to->text.failed |= rule.failed;
    lc_text_free(&rule);
    if (!s->tally)
        return;
    lc_tell_parts(2, s->tally->of[which], due, &all);
    add_count(to, all);
    add_count(to, due[0]);
}

static void add_histories(struct lc_text *out, const struct shown *s)
{
    static const struct lc_listed columns[] = { { "history", LC_LISTED_LEFT },
                                                { "kept", LC_LISTED_FLOWS },
                                                { "children", LC_LISTED_RIGHT },
                                                { "due", LC_LISTED_RIGHT } };
    struct lc_listing to;
    lc_listing_begin(&to, s->tally ? 4 : 2, columns);
    for (size_t i = 0; i < s->retain->store->histories; i++)
        add_history(&to, s, i);
    lc_listing_end(&to, 0, out);
}

static void add_children(struct lc_text *out, const struct shown *s)
{
    static const struct lc_listed columns[] = { { "children", LC_LISTED_FLOWS },
                                                { "how many", LC_LISTED_RIGHT } };
    char day[LC_DAY_ROOM];
    size_t told[LC_RETAIN_ROWS];
    struct lc_listing to;
    lc_tell_parts(LC_RETAIN_ROWS, s->tally->children, told, NULL);
    lc_text_addf(out,
                 "\nOn %s (c: 1 to 5; other counts are the nearest multiple of six)\n",
                 lc_day_print(s->day, day));
    lc_listing_begin(&to, 2, columns);
    for (enum lc_retain_row i = 0; i < LC_RETAIN_ROWS; i++) {
        lc_listing_cell(&to, "%s", lc_retain_row_words(i));
        add_count(&to, told[i]);
    }
    lc_listing_end(&to, 0, out);
}

static void add_list(struct lc_text *out, const json_t *list)
{
    const json_t *child, *record;
    for (size_t i = 0; (child = json_array_get(list, i)); i++) {
        const json_t *records = json_object_get(child, "records");
        lc_text_addf(out, "child %" JSON_INTEGER_FORMAT ", due since %s: records",
                     json_integer_value(json_object_get(child, "child")),
                     json_string_value(json_object_get(child, "due")));
        for (size_t r = 0; (record = json_array_get(records, r)); r++) {
            const char *system = json_string_value(json_object_get(record, "system"));
            lc_text_addf(out, " %" JSON_INTEGER_FORMAT " (%s)",
                         json_integer_value(json_object_get(record, "record")),
                         system ? system : "");
        }
        lc_text_add(out, "\n");
    }
}

static int print_text(const struct shown *s, struct lc_error *err)
{
    struct lc_text out = { 0 };
    add_histories(&out, s);
    if (s->tally)
        add_children(&out, s);
    if (s->list) {
        lc_text_add(&out, "\n");
        add_list(&out, s->list);
    }
    return lc_print_text(&out, err);
}

/* --- JSON ------------------------------------------------------------------------- */

static json_t *history_json(const struct shown *s, size_t which)
{
    static const size_t none[2];
    const struct lc_retention *rule = s->retain->rule[which];
    size_t due[2], all;
    lc_tell_parts(2, s->tally ? s->tally->of[which] : none, due, &all);
    return LC_OBJECT(
        { "history", lc_json_text(s->retain->store->history[which].name) },
        { "months", rule ? json_integer(rule->months) : json_null() },
        { "after", lc_json_text(!rule ? NULL : lc_retain_after_words(rule->after)) },
        { s->tally ? "children" : NULL, s->tally ? lc_told_json(all) : NULL },
        { s->tally ? "due" : NULL, s->tally ? lc_told_json(due[0]) : NULL });
}

static json_t *histories_json(const struct shown *s)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < s->retain->store->histories && good; i++)
        good = lc_json_push(list, history_json(s, i));
    return lc_json_whole(list, good);
}

static json_t *children_json(const struct shown *s)
{
    static const char *const name[LC_RETAIN_ROWS] = { "due", "later", "open", "unknown",
                                                      "no_rule" };
    size_t told[LC_RETAIN_ROWS];
    json_t *o = json_object();
    bool good = o;
    lc_tell_parts(LC_RETAIN_ROWS, s->tally->children, told, NULL);
    for (size_t i = 0; i < LC_RETAIN_ROWS && good; i++)
        good = lc_json_put(o, name[i], lc_told_json(told[i]));
    return lc_json_whole(o, good);
}

static json_t *document(const struct shown *s)
{
    json_t *o = LC_OBJECT({ "histories", histories_json(s) });
    bool good = o;
    if (s->tally)
        good = good && lc_json_put(o, "as_of", lc_json_day(s->day))
               && lc_json_put(o, "children", children_json(s));
    if (s->list)
        good = good && lc_json_put(o, "list", json_incref(s->list));
    return lc_json_whole(o, good);
}

/* --- the verb --------------------------------------------------------------------- */

/* Does anything wait for who keeps the store? */
static bool has_findings(const struct shown *s)
{
    bool some = false;
    for (size_t i = 0; i < s->retain->store->histories; i++)
        some |= !s->retain->rule[i];
    for (int i = 0; s->tally && i < LC_RETAIN_ROWS; i++)
        some |= i != LC_ROW_LATER && i != LC_ROW_OPEN && s->tally->children[i] > 0;
    return some;
}

/* The list, and the log's line before anything of it is shown. */
static int reveal(struct shown *s, const struct retain_settings *set, const char *path,
                  struct lc_error *err)
{
    const struct lc_reveal look = { path, "retain", set->common.reason };
    s->list = list_due(s->retain, s->tally);
    return s->list ? lc_reveal_document(&look, s->list, err) : LC_FAIL_NOMEM(err);
}

static int show(const struct lc_store *store, const struct retain_settings *set,
                const char *path, int32_t day, struct lc_error *err)
{
    struct lc_retain retain;
    struct lc_retain_tally tally = { .due = NULL };
    struct shown s = { &retain, set->due ? &tally : NULL, day, NULL };
    int code = lc_retain_begin(&retain, store, err);
    if (code)
        return code;
    if (set->due)
        code = lc_retain_tally(&tally, &retain, day, err);
    if (!code && set->list)
        code = reveal(&s, set, path, err);
    if (!code)
        code =
            set->common.json ? lc_print_json(document(&s), err) : print_text(&s, err);
    if (!code && has_findings(&s))
        code = LC_FINDINGS;
    json_decref(s.list);
    lc_retain_tally_free(&tally);
    lc_retain_end(&retain);
    return code;
}

struct ready {
    const struct lc_store *store;
    const char *path;
};

static int log_rules(void *context, uint64_t generation, struct lc_error *err)
{
    const struct ready *ready = context;
    struct lc_text detail = { 0 };
    lc_text_addf(&detail, "rules %zu", ready->store->retentions);
    return lc_log_append(ready->path, "retain", generation, &detail, err);
}

/* A generation whose rules are those of the file. */
static int set_rules(const char *rules, const char *path, struct lc_error *err)
{
    lc_store_lock *lock = NULL;
    struct lc_store store = { 0 };
    struct ready ready = { &store, path };
    const struct lc_writing how = { path, NULL, log_rules, &ready, NULL };
    int code = lc_store_lock_take(&lock, path, err);
    if (!code)
        code = lc_store_load(&store, path, err);
    if (!code)
        code = lc_retain_read_rules(&store, rules, err);
    if (!code)
        code = lc_store_replace(&store, &how, err);
    lc_store_free(&store);
    lc_store_lock_release(lock);
    return code;
}

static int run_retain(int argc LC_UNUSED, char **argv, void *settings,
                      struct lc_error *err)
{
    const struct retain_settings *set = settings;
    const struct lc_reveal look = { argv[0], "retain", set->common.reason };
    struct lc_store store = { 0 };
    int32_t day = lc_day_today();
    int code = set->list ? lc_reveal_reason(&look, err) : LC_OK;
    if (!code && set->asof)
        code = lc_retain_read_day(set->asof, &day, err);
    if (!code && set->rules)
        code = set_rules(set->rules, argv[0], err);
    if (!code)
        code = lc_store_load_part(&store, argv[0], &lc_retain_part, err);
    if (!code && set->due) /* else a child is as many as it has new records */
        code = lc_store_need_linked(&store, argv[0], err);
    if (!code)
        code = show(&store, set, argv[0], day, err);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_retain = {
    .name = "retain",
    .args = "STORE",
    .help = "how long a store keeps what it holds, and what is due to go",
    .detail = "A store keeps rules of its own, one a history, that --rules puts in from a YAML file:\n"
              "\n"
              "    rules:\n"
              "      - { history: missing, after: last_event, months: 72 }\n"
              "      - { history: person, after: birthday_18, months: 84 }\n"
              "\n"
              "A child is due, as a whole, when the months of every history that it has events in have\n"
              "passed; 'erase STORE --due' takes those away. Counted is from the end of the month of birth,\n"
              "of which the store does not know the day. Nothing is due for want of knowing: a history\n"
              "without a rule, a child without a birth and an event that goes on are said, and kept.\n"
              "Counts of 1 to 5 are shown as c. --list says which children, after the log has the reason.\n"
              "The exit status is 1 where something is due, has no rule, or cannot be counted from.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_retain,
};
/* clang-format on */
