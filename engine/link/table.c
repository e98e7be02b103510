#include "link/table_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

/* A record's different values, field by field. More addresses than this say nothing
 * that fewer do not. */
enum { MOST = 24 };

struct said {
    struct lc_text number; /* work */
    lc_arena *arena;
    size_t count[LC_MATCH_FIELDS];
    const char *value[LC_MATCH_FIELDS][MOST];
};

static size_t field_of(const struct lc_link_table *table, uint16_t kind)
{
    size_t f = LC_LINK_NAMED;
    while (f < table->fields && table->kind[f] != kind)
        f++;
    return kind ? f : table->fields;
}

static void add_value(struct said *said, size_t field, const char *value)
{
    size_t n = said->count[field];
    if (!value || !*value || n == MOST)
        return;
    for (size_t i = 0; i < n; i++)
        if (strcmp(said->value[field][i], value) == 0)
            return;
    said->value[field][said->count[field]++] = value;
}

static int add_number(const struct lc_link_table *table, struct said *said,
                      uint16_t kind, const char *number, struct lc_error *err)
{
    size_t f = field_of(table, kind);
    if (f == table->fields || !number)
        return LC_OK;
    lc_text_clear(&said->number);
    bool is_said = lc_number_is_said(&said->number, kind, number);
    int code = lc_text_check(&said->number, err);
    const char *copy = !code && is_said ? lc_arena_text(said->arena, said->number.data,
                                                        said->number.size)
                                        : NULL;
    if (!code && is_said && !copy)
        return LC_FAIL_NOMEM(err);
    add_value(said, f, copy);
    return code;
}

static int add_identity(const struct lc_link_table *table,
                        const struct lc_link_evidence *e, const struct lc_identity *id,
                        struct said *said, struct lc_error *err)
{
    char day[32];
    const char *system =
        lc_codes_name(&e->store->systems, e->store->record[id->record].system);
    int code = LC_OK;
    if (id->born != LC_NO_DAY) {
        const char *born = lc_arena_text(said->arena, lc_day_print(id->born, day),
                                         strlen(lc_day_print(id->born, day)));
        if (!born)
            return LC_FAIL_NOMEM(err);
        add_value(said, LC_BORN, born);
    }
    add_value(said, LC_FORENAME, id->forename);
    add_value(said, LC_SURNAME, id->surname);
    add_value(said, LC_SEX, id->sex);
    add_value(said, LC_POSTCODE, id->postcode);
    if (id->local)
        code =
            add_number(table, said, lc_number_kind_of_system(system), id->local, err);
    if (!code && id->other_type)
        code = add_number(table, said, lc_number_kind(id->other_type), id->other_value,
                          err);
    return code;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* As many rows as the richest field has values; a field with fewer says its last again,
 * so that what a rule asks for together stands in a row. */
static int add_rows(const struct lc_link_table *table, size_t source, struct said *said,
                    struct lc_error *err)
{
    size_t rows = 1;
    int code = LC_OK;
    for (size_t f = 0; f < table->fields; f++) {
        if (said->count[f] > 1)
            qsort(said->value[f], said->count[f], sizeof *said->value[f], by_text);
        rows = said->count[f] > rows ? said->count[f] : rows;
    }
    for (size_t i = 0; i < rows && !code; i++) {
        struct lc_slice cell[LC_MATCH_FIELDS] = { { 0 } };
        for (size_t f = 0; f < table->fields; f++)
            if (said->count[f])
                cell[f] = lc_slice_of(
                    said->value[f][i < said->count[f] ? i : said->count[f] - 1]);
        code = lc_match_add(table->match, source, cell, i > 0, err);
    }
    return code;
}

static int add_record(struct lc_link_table *table, const struct lc_link_evidence *e,
                      uint32_t record, struct said *said, struct lc_error *err)
{
    int code = LC_OK;
    memset(said->count, 0, sizeof said->count);
    lc_arena_reset(said->arena);
    for (uint32_t i = e->first[record]; i < e->first[record + 1] && !code; i++)
        code = add_identity(table, e, e->ids->row + e->row[i], said, err);
    if (!code)
        code = lc_given_add(&table->given, said->count[LC_FORENAME],
                            said->value[LC_FORENAME], err);
    return code ? code : add_rows(table, e->store->record[record].system, said, err);
}

/* --- fields ----------------------------------------------------------------------- */

static void add_field(struct lc_link_table *table, const char *name, const char *role,
                      uint16_t kind)
{
    table->kind[table->fields] = kind;
    table->field[table->fields++] =
        (struct lc_match_field){ name, lc_match_role_find(lc_slice_of(role)) };
}

static void find_fields(struct lc_link_table *table, const struct lc_link_evidence *e)
{
    bool is_said[LC_NUMBER_KINDS] = { false };
    add_field(table, "forename", "forename", 0);
    add_field(table, "surname", "surname", 0);
    add_field(table, "birth date", "born", 0);
    add_field(table, "sex", "sex", 0);
    add_field(table, "postcode", "postcode", 0);
    for (size_t i = 0; i < e->ids->count; i++)
        if (e->ids->row[i].other_type)
            is_said[lc_number_kind(e->ids->row[i].other_type)] = true;
    for (size_t s = 1; s <= e->store->systems.count; s++)
        is_said[lc_number_kind_of_system(
            lc_codes_name(&e->store->systems, (uint16_t)s))] = true;
    for (uint16_t k = 1; k < LC_NUMBER_KINDS; k++)
        if (is_said[k])
            add_field(table, lc_number_name(k), lc_number_role(k), k);
}

/* By system, and in a system by number. */
static int number_records(struct lc_link_table *table, const struct lc_store *store,
                          struct lc_error *err)
{
    size_t at = 0;
    table->record = lc_alloc(store->records, sizeof *table->record);
    table->place = lc_alloc(store->records, sizeof *table->place);
    table->system = lc_alloc(store->records, sizeof *table->system);
    if (!table->record || !table->place || !table->system)
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0; s <= store->systems.count; s++)
        for (size_t r = 0; r < store->records; r++)
            if (store->record[r].system == s) {
                table->place[r] = (uint32_t)at;
                table->system[at] = (uint16_t)s;
                table->record[at++] = (uint32_t)r;
            }
    return LC_OK;
}

int lc_link_table_make(struct lc_link_table *table,
                       const struct lc_link_evidence *evidence, struct lc_error *err)
{
    static const bool apart[LC_MATCH_SOURCES];
    const struct lc_store *store = evidence->store;
    struct said said = { .arena = lc_arena_new_secret() };
    *table = (struct lc_link_table){ 0 };
    find_fields(table, evidence);
    int code = said.arena ? number_records(table, store, err) : LC_FAIL_NOMEM(err);
    size_t sources = store->systems.count + 1; /* 0: of no system */
    if (!code && sources > LC_MATCH_SOURCES)
        code =
            LC_FAIL(err, LC_RANGE, "the store has %zu systems; at most %d are linked",
                    sources - 1, LC_MATCH_SOURCES - 1);
    if (!code)
        code = lc_match_new(&table->match, table->fields, table->field, sources, apart,
                            err);
    for (size_t i = 0; i < store->records && !code; i++)
        code = add_record(table, evidence, table->record[i], &said, err);
    lc_text_free(&said.number);
    lc_arena_free(said.arena);
    return code;
}

void lc_link_table_free(struct lc_link_table *table)
{
    lc_match_free(table->match);
    lc_given_free(&table->given);
    free(table->record);
    free(table->place);
    free(table->system);
    *table = (struct lc_link_table){ 0 };
}
