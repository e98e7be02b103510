#include "people/people.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/day.h"
#include "base/memory.h"

/* Add to an empty text what a row says; nothing: it does not say it. */
static void add_name(struct lc_text *out, const struct lc_identity *row)
{
    const char *between = row->forename && row->surname ? " " : "";
    lc_text_add(out, row->forename ? row->forename : "");
    lc_text_add(out, between);
    lc_text_add(out, row->surname ? row->surname : "");
}

static void add_born(struct lc_text *out, const struct lc_identity *row)
{
    char day[LC_DAY_ROOM];
    lc_text_add(out, lc_day_print(row->born, day));
}

static void add_sex(struct lc_text *out, const struct lc_identity *row)
{
    lc_text_add(out, row->sex ? row->sex : "");
}

/* Of {"STREET": "1 High Road", "POSTCODE": "NW2 5DD"}, as the standard safeguarding
 * dataset writes addresses, the values but the postcode; *parts of them. Of anything
 * else nothing. */
static void add_members(struct lc_text *out, const struct lc_identity *row,
                        size_t *parts)
{
    json_t *home = json_loads(row->home, 0, NULL), *value;
    const char *key;
    json_object_foreach(home, key, value)
    {
        const char *text = json_string_value(value);
        if (!text || !*text || (row->postcode && !strcmp(text, row->postcode)))
            continue;
        lc_text_add(out, (*parts)++ ? ", " : "");
        lc_text_add(out, text);
    }
    json_decref(home);
}

static void add_address(struct lc_text *out, const struct lc_identity *row)
{
    size_t parts = 0;
    if (row->home)
        add_members(out, row, &parts);
    if (row->home && !parts++)
        lc_text_add(out, row->home);
    if (row->postcode) {
        lc_text_add(out, parts ? ", " : "");
        lc_text_add(out, row->postcode);
    }
}

static void add_own(struct lc_text *out, const struct lc_identity *row)
{
    lc_text_add(out, row->local ? row->local : "");
}

/* Of what a panel wrote, what follows the type's beginning; or NULL. */
static const char *panel_type(const struct lc_identity *row)
{
    const size_t size = sizeof LC_PERSON_PANEL_TYPE - 1;
    return row->other_type && !strncmp(row->other_type, LC_PERSON_PANEL_TYPE, size)
               ? row->other_type + size
               : NULL;
}

static void add_number(struct lc_text *out, const struct lc_identity *row)
{
    if (row->other_value && !panel_type(row))
        lc_text_addf(out, "%s %s", row->other_type ? row->other_type : "number",
                     row->other_value);
}

static void add_family(struct lc_text *out, const struct lc_identity *row)
{
    lc_text_add(out, row->family ? row->family : "");
}

static void add_panel(struct lc_text *out, const struct lc_identity *row)
{
    const char *type = panel_type(row);
    if (type && row->other_value)
        lc_text_addf(out, "%s: %s", type, row->other_value);
}

/* clang-format off */
static const struct {
    const char *key, *title;
    void (*add)(struct lc_text *out, const struct lc_identity *row);
} kinds[LC_PERSON_KINDS] = {
    [LC_PERSON_NAME]    = { "names",         "Names",                          add_name },
    [LC_PERSON_BORN]    = { "born",          "Born",                           add_born },
    [LC_PERSON_SEX]     = { "sex",           "Sex",                            add_sex },
    [LC_PERSON_ADDRESS] = { "addresses",     "Addresses",                      add_address },
    [LC_PERSON_OWN]     = { "numbers",       "The agencies' own numbers",      add_own },
    [LC_PERSON_NUMBER]  = { "other_numbers", "Numbers of other systems",       add_number },
    [LC_PERSON_FAMILY]  = { "families",      "The agencies' family numbers",   add_family },
    [LC_PERSON_PANEL]   = { "panel_decisions", "Panel decisions",              add_panel },
};
/* clang-format on */

const char *lc_person_key(enum lc_person_fact kind)
{
    return kinds[kind].key;
}

const char *lc_person_title(enum lc_person_fact kind)
{
    return kinds[kind].title;
}

void lc_person_add(struct lc_text *out, enum lc_person_fact kind,
                   const struct lc_identity *row)
{
    kinds[kind].add(out, row);
}

/* One child's way of saying of one system, found again or new: a row's texts are said
 * again in every row of the record. */
static int note(struct lc_persons *people, struct lc_person *p,
                enum lc_person_fact kind, const struct lc_person_said *said,
                struct lc_error *err)
{
    for (size_t i = 0; i < p->count[kind]; i++) {
        struct lc_person_said *old = p->said[kind] + i;
        if (old->since != said->since || strcmp(old->system, said->system) != 0
            || strcmp(old->text, said->text) != 0)
            continue;
        if (said->first_said < old->first_said)
            old->first_said = said->first_said;
        return LC_OK;
    }
    int code = LC_GROW(p->said[kind], p->room[kind], p->count[kind] + 1, err);
    if (code)
        return code;
    struct lc_person_said *mine = p->said[kind] + p->count[kind];
    *mine = *said;
    mine->text = lc_arena_text(people->arena, said->text, strlen(said->text));
    mine->system = lc_arena_text(people->arena, said->system, strlen(said->system));
    if (!mine->text || !mine->system)
        return LC_FAIL_NOMEM(err);
    p->count[kind]++;
    return LC_OK;
}

static int note_row(struct lc_persons *people, struct lc_person *p,
                    const struct lc_identity *row, const char *system,
                    struct lc_text *text, struct lc_error *err)
{
    int code = LC_OK;
    for (int kind = 0; kind < LC_PERSON_KINDS && !code; kind++) {
        lc_text_clear(text);
        kinds[kind].add(text, row);
        code = lc_text_check(text, err);
        if (code || !text->size)
            continue;
        struct lc_person_said said = {
            .text = text->data,
            .system = kind == LC_PERSON_PANEL ? LC_PERSON_PANEL_SAYS : system,
            .first_said = row->known_from,
            .since = kind == LC_PERSON_ADDRESS ? row->since : LC_NO_DAY
        };
        code = note(people, p, (enum lc_person_fact)kind, &said, err);
    }
    return code;
}

/* --- order ------------------------------------------------------------------------ */

static int32_t day_of(const struct lc_person_said *said)
{
    return said->since == LC_NO_DAY ? said->first_said : said->since;
}

static int latest_first(const void *a, const void *b)
{
    const struct lc_person_said *x = a, *y = b;
    if (day_of(x) != day_of(y))
        return day_of(x) > day_of(y) ? -1 : 1;
    int order = strcmp(x->text, y->text);
    return order ? order : strcmp(x->system, y->system);
}

/* --- those that are asked for ------------------------------------------------------ */

/* Which person a row of a record is noted under: place[], + 1, by child or by record.
 */
enum whose { BY_CHILD, BY_RECORD };

static int note_all(struct lc_persons *people, const struct lc_store *store,
                    const struct lc_identities *ids, enum whose whose,
                    const uint32_t *place, struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < ids->count && !code; i++) {
        const struct lc_identity *row = ids->row + i;
        if (row->record >= store->records) {
            code = LC_FAIL(err, LC_DAMAGED,
                           "the identity file knows record %u and the store has only "
                           "%zu; they are not of one import",
                           (unsigned)row->record, store->records);
            continue;
        }
        const struct lc_record *record = store->record + row->record;
        uint32_t at = place[whose == BY_RECORD ? row->record : record->child];
        if (at)
            code = note_row(people, people->person + at - 1, row,
                            lc_codes_name(&store->systems, record->system), &text, err);
    }
    lc_text_free(&text);
    return code;
}

static int find(struct lc_persons *people, const struct lc_store *store,
                const struct lc_identities *ids, enum whose whose,
                const uint32_t *number, size_t count, struct lc_error *err)
{
    uint32_t *place = lc_alloc(store->records, sizeof *place); /* + 1 */
    *people = (struct lc_persons){ .count = count,
                                   .person = lc_alloc(count, sizeof *people->person),
                                   .arena = lc_arena_new_secret() };
    int code = place && people->person && people->arena ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count && !code; i++) {
        people->person[i].record = number[i];
        people->person[i].child = store->record[number[i]].child;
        place[number[i]] = (uint32_t)i + 1;
    }
    if (!code)
        code = note_all(people, store, ids, whose, place, err);
    free(place);
    for (size_t i = 0; i < count && !code; i++)
        for (int k = 0; k < LC_PERSON_KINDS; k++)
            if (people->person[i].count[k])
                qsort(people->person[i].said[k], people->person[i].count[k],
                      sizeof(struct lc_person_said), latest_first);
    if (code)
        lc_persons_free(people);
    return code;
}

int lc_persons_find(struct lc_persons *people, const struct lc_store *store,
                    const struct lc_identities *ids, const uint32_t *child,
                    size_t count, struct lc_error *err)
{
    return find(people, store, ids, BY_CHILD, child, count, err);
}

int lc_persons_of_records(struct lc_persons *people, const struct lc_store *store,
                          const struct lc_identities *ids, const uint32_t *record,
                          size_t count, struct lc_error *err)
{
    return find(people, store, ids, BY_RECORD, record, count, err);
}

void lc_persons_free(struct lc_persons *people)
{
    for (size_t i = 0; people->person && i < people->count; i++)
        for (int k = 0; k < LC_PERSON_KINDS; k++)
            free(people->person[i].said[k]);
    free(people->person);
    lc_arena_free(people->arena);
    *people = (struct lc_persons){ 0 };
}
