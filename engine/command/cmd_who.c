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
    int records; /* the numbers are records', each shown alone */
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_KNOB(struct who_settings, records, LC_FLAG, 0, 0, 1,
            "each number's record alone, not all that its child is: to tell the two of a pair that 'link' asks about"),
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

static void add_heading(struct lc_text *out, const struct lc_store *store,
                        const struct lc_person *person, bool alone)
{
    size_t records = records_of(store, person->child);
    if (alone)
        lc_text_addf(out, "Record %u, of child %u\n", (unsigned)person->record,
                     (unsigned)person->child);
    else
        lc_text_addf(out, "Child %u, of %zu record%s\n", (unsigned)person->child,
                     records, records == 1 ? "" : "s");
}

static void add_person(struct lc_text *out, const struct lc_store *store,
                       const struct lc_person *person, bool alone)
{
    size_t said = 0, wide = widest(person);
    add_heading(out, store, person, alone);
    for (int k = 0; k < LC_PERSON_KINDS; k++) {
        if (person->count[k])
            lc_text_addf(out, "\n%s\n", lc_person_title((enum lc_person_fact)k));
        for (size_t i = 0; i < person->count[k]; i++)
            add_said(out, person->said[k] + i, wide);
        said += person->count[k];
    }
    if (!said)
        lc_text_addf(out,
                     "\nnobody says who: no extract that was imported names the %s, "
                     "or it was erased\n",
                     alone ? "record" : "child");
}

static int print_text(const struct lc_store *store, const struct lc_persons *people,
                      bool alone, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (!store->linked)
        lc_text_add(&out, "Not linked since records were added: the child may have "
                          "other records too; run latecare link\n\n");
    for (size_t i = 0; i < people->count; i++) {
        lc_text_add(&out, i ? "\n\n" : "");
        add_person(&out, store, people->person + i, alone);
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

static json_t *person_json(const struct lc_person *person, bool alone)
{
    json_t *object = LC_OBJECT(
        { alone ? "record" : NULL, alone ? json_integer(person->record) : NULL },
        { "child", json_integer(person->child) });
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

static json_t *document(const struct lc_store *store, const struct lc_persons *people,
                        bool alone)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < people->count && good; i++)
        good = lc_json_push(list, person_json(people->person + i, alone));
    return LC_OBJECT({ "linked", json_boolean(store->linked) },
                     { alone ? "records" : "children", lc_json_whole(list, good) });
}

/* Every child's look is logged before any is shown; one of two records is one look. */
static int log_looks(const struct lc_store *store, const struct lc_reveal *reveal,
                     const uint32_t *number, size_t count, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < count && !code; i++) {
        uint32_t child = store->record[number[i]].child;
        size_t k = 0;
        while (store->record[number[k]].child != child)
            k++;
        if (k == i)
            code = lc_reveal_child(reveal, store, child, err);
    }
    return code;
}

static int show(const struct lc_store *store, const struct lc_identities *ids,
                const struct lc_reveal *reveal, const uint32_t *number, size_t count,
                const struct who_settings *set, struct lc_error *err)
{
    struct lc_persons people;
    int code = set->records
                   ? lc_persons_of_records(&people, store, ids, number, count, err)
                   : lc_persons_find(&people, store, ids, number, count, err);
    if (!code)
        code = log_looks(store, reveal, number, count, err);
    if (!code)
        code = set->common.json
                   ? lc_print_json(document(store, &people, set->records), err)
                   : print_text(store, &people, set->records, err);
    lc_persons_free(&people);
    return code;
}

/* The numbers of children, or of records, each once, in the order in which they were
 * asked for. */
static int parse_numbers(char **argv, int count, const struct lc_store *store,
                         bool records, uint32_t *number, size_t *numbers,
                         struct lc_error *err)
{
    *numbers = 0;
    for (int i = 0; i < count; i++) {
        uint32_t record;
        size_t k = 0;
        int code = lc_parse_child(argv[i], store->records, &record, err);
        if (code)
            return code;
        uint32_t wanted = records ? record : store->record[record].child;
        while (k < *numbers && number[k] != wanted)
            k++;
        number[k] = wanted;
        *numbers += k == *numbers;
    }
    return LC_OK;
}

static int run_who(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct who_settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "who", set->common.reason };
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    uint32_t *number = NULL;
    size_t count = 0;
    int code = lc_reveal_reason(&reveal, err);
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    number = lc_alloc((size_t)argc, sizeof *number);
    code = number ? parse_numbers(argv + 1, argc - 1, &store, set->records, number,
                                  &count, err)
                  : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_identities_load(&ids, &store, argv[0], err);
    if (!code)
        code = show(&store, &ids, &reveal, number, count, set, err);
    lc_identities_free(&ids);
    lc_store_free(&store);
    free(number);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_who = {
    .name = "who",
    .args = "STORE CHILD... --reason WHY",
    .help = "who a child is: names, addresses, the agencies' own numbers",
    .detail = "CHILD is a child's number, as a list or a timeline has it, or that of one of its records. What is\n"
              "said of the child is shown with the system that says it, the latest first. Of two records that\n"
              "'link --review' asks about, --records shows what each says alone. It needs the identity file and\n"
              "its key (--keys). Every look is written to the store's log before anything\n"
              "is shown, with the reason, which must be given.",
    .min_args = 2,
    .max_args = -1,
    .knobs = &verb_knobs,
    .run = run_who,
};
/* clang-format on */
