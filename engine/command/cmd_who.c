/* latecare who STORE CHILD... */
#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "base/wrap.h"
#include "command/command.h"
#include "command/verb.h"
#include "people/people.h"
#include "store/reveal.h"

struct who_settings {
    struct lc_common common;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct who_settings, knobs);

enum { MOST = 40 }; /* letters of what is said, before its system in the same line */

static size_t widest(const struct lc_person *person)
{
    size_t most = 0;
    for (int k = 0; k < LC_PERSON_KINDS; k++)
        for (size_t i = 0; i < person->count[k]; i++) {
            size_t width = lc_letters(lc_slice_of(person->said[k][i].text));
            most = width > most && width <= MOST ? width : most;
        }
    return most;
}

static void add_said(struct lc_text *out, const struct lc_person_said *said,
                     size_t wide)
{
    char day[32];
    size_t width = lc_letters(lc_slice_of(said->text));
    lc_text_addf(out, "  %s%*s  %s, ", said->text,
                 (int)(width < wide ? wide - width : 0), "", said->system);
    if (said->since != LC_NO_DAY)
        lc_text_addf(out, "since %s; ", lc_day_print_long(said->since, day));
    lc_text_addf(out, "said %s\n", lc_day_print_long(said->first_said, day));
}

static size_t records_of(const struct lc_store *store, uint32_t child)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++)
        count += store->record[r].child == child;
    return count;
}

static void add_person(struct lc_text *out, const struct lc_store *store,
                       const struct lc_person *person)
{
    size_t said = 0, records = records_of(store, person->child), wide = widest(person);
    lc_text_addf(out, "Child %u, of %zu record%s\n", (unsigned)person->child, records,
                 records == 1 ? "" : "s");
    for (int k = 0; k < LC_PERSON_KINDS; k++) {
        if (person->count[k])
            lc_text_addf(out, "\n%s\n", lc_person_title((enum lc_person_fact)k));
        for (size_t i = 0; i < person->count[k]; i++)
            add_said(out, person->said[k] + i, wide);
        said += person->count[k];
    }
    if (!said)
        lc_text_add(out, "\nnobody says who: no extract that was imported names the "
                         "child, or it was erased\n");
}

static int print_text(const struct lc_store *store, const struct lc_persons *people,
                      struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (!store->linked)
        lc_text_add(&out, "Not linked since records were added: the child may have "
                          "other records too; run latecare link\n\n");
    for (size_t i = 0; i < people->count; i++) {
        lc_text_add(&out, i ? "\n\n" : "");
        add_person(&out, store, people->person + i);
    }
    lc_text_add(&out, "\nWho works with the child now is not held: ask the agency by "
                      "its own number\n");
    return lc_print_text(&out, err);
}

static json_t *said_json(const struct lc_person_said *said)
{
    bool since = said->since != LC_NO_DAY;
    return LC_OBJECT(
        { "text", lc_json_text(said->text) }, { "system", lc_json_text(said->system) },
        { "first_said", lc_json_day(said->first_said) },
        { since ? "since" : NULL, since ? lc_json_day(said->since) : NULL });
}

static json_t *person_json(const struct lc_person *person)
{
    json_t *object = LC_OBJECT({ "child", json_integer(person->child) });
    bool good = object;
    for (int k = 0; k < LC_PERSON_KINDS && good; k++) {
        json_t *list = json_array();
        good = list;
        for (size_t i = 0; i < person->count[k] && good; i++)
            good = lc_json_push(list, said_json(person->said[k] + i));
        good = json_object_set_new(object, lc_person_key((enum lc_person_fact)k), list)
                   == 0
               && good;
    }
    return lc_json_whole(object, good);
}

static json_t *document(const struct lc_store *store, const struct lc_persons *people)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < people->count && good; i++)
        good = lc_json_push(list, person_json(people->person + i));
    return LC_OBJECT({ "linked", json_boolean(store->linked) },
                     { "children", lc_json_whole(list, good) });
}

/* Every child's look is logged before any is shown. */
static int show(const struct lc_store *store, const struct lc_identities *ids,
                const struct lc_reveal *reveal, const uint32_t *child, size_t count,
                bool json, struct lc_error *err)
{
    struct lc_persons people;
    int code = lc_persons_find(&people, store, ids, child, count, err);
    for (size_t i = 0; i < count && !code; i++)
        code = lc_reveal_child(reveal, store, child[i], err);
    if (!code)
        code = json ? lc_print_json(document(store, &people), err)
                    : print_text(store, &people, err);
    lc_persons_free(&people);
    return code;
}

/* The children's numbers, each once, in the order in which they were asked for. */
static int parse_children(char **argv, int count, const struct lc_store *store,
                          uint32_t *child, size_t *children, struct lc_error *err)
{
    *children = 0;
    for (int i = 0; i < count; i++) {
        uint32_t record;
        size_t k = 0;
        int code = lc_parse_child(argv[i], store->records, &record, err);
        if (code)
            return code;
        while (k < *children && child[k] != store->record[record].child)
            k++;
        child[k] = store->record[record].child;
        *children += k == *children;
    }
    return LC_OK;
}

static int run_who(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct who_settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "who", set->common.reason };
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    uint32_t *child = NULL;
    size_t count = 0;
    int code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    child = lc_alloc((size_t)argc, sizeof *child);
    code = child ? parse_children(argv + 1, argc - 1, &store, child, &count, err)
                 : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_identities_load(&ids, &store, argv[0], err);
    if (!code)
        code = show(&store, &ids, &reveal, child, count, set->common.json, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    free(child);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_who = {
    .name = "who",
    .args = "STORE CHILD...",
    .help = "who a child is: names, addresses, the agencies' own numbers",
    .detail = "CHILD is a child's number, as a list or a timeline has it, or that of one of its records. What is\n"
              "said of the child is shown with the system that says it, the latest first. It needs the\n"
              "identity file and its key (--keys). Every look is written to the store's log before anything\n"
              "is shown, with the reason, which must be given.",
    .min_args = 2,
    .max_args = -1,
    .knobs = &verb_knobs,
    .run = run_who,
};
/* clang-format on */
