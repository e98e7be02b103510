/* See cards.h. */
#include "link/cards.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "link/evidence_inside.h"
#include "link/number_inside.h"
#include "link/table_inside.h"

/* More than so many of one thing tell a reader no more. */
enum { MOST = 12 };

struct said {
    size_t count;
    char day[MOST][LC_DAY_ROOM];
    const char *text[MOST];
};

static void add(struct said *said, const char *text)
{
    if (!text || !*text || said->count == MOST)
        return;
    for (size_t i = 0; i < said->count; i++)
        if (strcmp(said->text[i], text) == 0)
            return;
    said->text[said->count++] = text;
}

static void add_born(struct said *said, int32_t born)
{
    if (born == LC_NO_DAY || said->count == MOST)
        return;
    add(said, lc_day_print(born, said->day[said->count]));
}

/* What the row says of the field number f of a linkage (table_inside.h); of a number,
 * of that kind. */
static void add_row(struct said *said, const struct lc_link_evidence *e,
                    const struct lc_identity *id, size_t f, uint16_t kind)
{
    const char *const named[LC_LINK_NAMED] = { [LC_FORENAME] = id->forename,
                                               [LC_SURNAME] = id->surname,
                                               [LC_SEX] = id->sex,
                                               [LC_POSTCODE] = id->postcode };
    const char *system =
        lc_codes_name(&e->store->systems, e->store->record[id->record].system);
    if (f == LC_BORN)
        add_born(said, id->born);
    else if (f < LC_LINK_NAMED)
        add(said, named[f]);
    else if (id->local && lc_number_kind_of_system(system) == kind)
        add(said, id->local);
    if (f >= LC_LINK_NAMED && id->other_type && lc_number_kind(id->other_type) == kind)
        add(said, id->other_value);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static uint16_t kind_of(const struct lc_match_field *field)
{
    uint16_t kind = LC_NUMBER_KINDS;
    while (kind-- > 1)
        if (strcmp(lc_number_name(kind), field->name) == 0)
            return kind;
    return 0;
}

static void find(struct said *said, const struct lc_link_evidence *e,
                 const struct lc_match_field *field, size_t f, uint32_t record)
{
    uint16_t kind = kind_of(field);
    said->count = 0;
    for (uint32_t i = e->first[record]; i < e->first[record + 1]; i++)
        add_row(said, e, e->ids->row + e->row[i], f, kind);
    if (said->count)
        qsort(said->text, said->count, sizeof *said->text, by_text);
}

static json_t *said_json(const struct said *said)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < said->count && good; i++)
        good = lc_json_push(list, lc_json_text(said->text[i]));
    return lc_json_whole(list, good);
}

static json_t *fields_json(const struct lc_link_report *report,
                           const struct lc_review *row,
                           const struct lc_link_evidence *e)
{
    json_t *fields = json_array();
    bool good = fields;
    struct said a, b;
    for (size_t f = 0; f < report->fields && good; f++) {
        const struct lc_match_field *field = report->field + f;
        unsigned level = lc_match_level(row->levels, f);
        find(&a, e, field, f, row->record);
        find(&b, e, field, f, row->other);
        if (a.count || b.count)
            good = lc_json_push(
                fields,
                LC_OBJECT({ "field", lc_json_text(field->name) },
                          { "a", said_json(&a) }, { "b", said_json(&b) },
                          { "level", level ? lc_json_text(field->role->level[level - 1])
                                           : json_null() },
                          { "bits", lc_json_number(level ? row->bits[f] : 0) }));
    }
    return lc_json_whole(fields, good);
}

static json_t *pair_json(const struct lc_link_report *report,
                         const struct lc_review *row, const struct lc_link_evidence *e)
{
    const struct lc_store *store = e->store;
    const struct lc_record *a = store->record + row->record,
                           *b = store->record + row->other;
    bool compared = lc_review_is_compared(row);
    return LC_OBJECT(
        { "record_a", json_integer(row->record) },
        { "record_b", json_integer(row->other) }, { "child_a", json_integer(a->child) },
        { "child_b", json_integer(b->child) },
        { "system_a", lc_json_text(lc_codes_name(&store->systems, a->system)) },
        { "system_b", lc_json_text(lc_codes_name(&store->systems, b->system)) },
        { "why", lc_json_text(row->why) },
        { "weight", compared ? lc_json_number(row->weight) : json_null() },
        { "probability", compared ? lc_json_number(row->chance) : json_null() },
        { "fields", fields_json(report, row, e) });
}

size_t lc_cards_end(const struct lc_link_report *report, struct lc_cards_told told)
{
    size_t left = report->reviews > told.after ? report->reviews - told.after : 0;
    return told.after + (left < told.most ? left : told.most);
}

static double most_bits(const struct lc_link_report *report, struct lc_cards_told told)
{
    double most = 1;
    for (size_t i = told.after; i < lc_cards_end(report, told); i++)
        for (size_t f = 0; f < report->fields; f++)
            if (lc_match_level(report->review[i].levels, f))
                most = fmax(most, fabs(report->review[i].bits[f]));
    return most;
}

int lc_link_cards(const struct lc_link_report *report, const struct lc_store *store,
                  const struct lc_identities *ids, struct lc_cards_told told,
                  json_t **document, struct lc_error *err)
{
    struct lc_link_evidence evidence;
    json_t *pairs = json_array();
    bool good = pairs;
    *document = NULL;
    int code = lc_link_evidence_find(&evidence, store, ids, err);
    if (code) {
        json_decref(pairs);
        return code;
    }
    for (size_t i = told.after; i < lc_cards_end(report, told) && good; i++)
        good = lc_json_push(pairs, pair_json(report, report->review + i, &evidence));
    lc_link_evidence_free(&evidence);
    *document = LC_OBJECT({ "reviews", lc_json_count(report->reviews) },
                          { "after", lc_json_count(told.after) },
                          { "most_bits", lc_json_number(most_bits(report, told)) },
                          { "pairs", lc_json_whole(pairs, good) });
    return *document ? LC_OK : LC_FAIL_NOMEM(err);
}
