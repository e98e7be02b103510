/* What a row is about, by its key alone: see reading_inside.h. */
#include <stdio.h>

#include "base/memory.h"
#include "import/check_digit_inside.h"
#include "import/merged_inside.h"
#include "import/reading_inside.h"
#include "import/roster_inside.h"
#include "import/schema_inside.h"

/* What the row's thing is known by. */
struct key_values {
    const char *name; /* of the schema */
    size_t count;
    struct lc_slice value[LC_MAX_SCHEMA_COLUMNS + 1];
    char day[16];
};

/* What a cell says of the key: as it was written, if it cannot be read, but where that
 * says nothing. */
static struct lc_slice said(const struct lc_cell *cell)
{
    bool read = (cell->text.size && !cell->other) || cell->none;
    return read ? cell->text : cell->raw;
}

/* Of what is dated by no column, the same row another time is another thing. */
static void find_values(const struct lc_import_reading *r, struct key_values *of)
{
    size_t count = r->schema->key_count;
    int dated = lc_schema_dated(r->schema);
    for (size_t k = 0; k < count; k++)
        of->value[k] = said(&r->cell[r->schema->key_at[k]]);
    if (dated) {
        int size =
            snprintf(of->day, sizeof of->day, "%d", lc_import_reading_dated(r, dated));
        of->value[count++] = (struct lc_slice){ of->day, (size_t)size };
    }
    of->count = count;
    of->name = lc_schema_key_space(r->schema);
}

uint64_t lc_import_row_key(const struct lc_import_reading *r)
{
    struct key_values of;
    find_values(r, &of);
    return lc_row_key(r->run->ledger.key, of.name, of.count, of.value);
}

size_t lc_import_row_key_text(const struct lc_import_reading *r, char *text,
                              size_t room)
{
    struct key_values of;
    find_values(r, &of);
    return lc_row_key_text(of.name, of.count, of.value, text, room);
}

/* Can it be told which thing the row is about? Its cells were read. */
static bool has_key(const struct lc_import_reading *r)
{
    for (unsigned k = 0; k < r->schema->key_count; k++) {
        const struct lc_cell *cell = &r->cell[r->schema->key_at[k]];
        bool needed = r->schema->columns[r->schema->key_at[k]].needed;
        if (cell->bad || (needed && !cell->text.size))
            return false;
    }
    return true;
}

int lc_import_row_refused(struct lc_import_reading *r)
{
    struct lc_batch *b = r->batch;
    if (r->row->trouble || !has_key(r)) {
        b->nameless++;
        return LC_OK;
    }
    int code = LC_GROW(b->refused, b->refused_room, b->refuseds + 1, r->err);
    if (!code)
        b->refused[b->refuseds++] = r->key;
    return code;
}

/* The key of what the row hangs on, in its history. */
uint64_t lc_import_row_parent(const struct lc_import_reading *r)
{
    const struct lc_join *join = r->schema->join;
    const struct lc_ledger *ledger = &r->run->ledger;
    struct lc_slice value = lc_import_reading_cell(r, join->at)->text;
    if (r->waiting)
        return r->waiting->parent;
    return lc_ledger_key(ledger, lc_row_key(ledger->key, join->schema, 1, &value),
                         lc_ledger_history(ledger, join->history));
}

uint64_t lc_import_row_within(const struct lc_import_reading *r)
{
    const struct lc_within *within = r->schema->within;
    const struct lc_ledger *ledger = &r->run->ledger;
    struct lc_slice value[2];
    if (!within || !lc_import_reading_cell(r, within->at)->text.size)
        return 0;
    const struct lc_schema *parent =
        lc_schemas_named(r->run->ask->schemas, within->schema);
    for (unsigned k = 0; k < parent->key_count; k++)
        value[k] = said(lc_import_reading_cell(r, parent->key_at[k] == parent->person_at
                                                      ? r->schema->person_at
                                                      : within->at));
    return lc_eras_row(
        ledger->eras,
        lc_row_key(ledger->key, lc_schema_key_space(parent), parent->key_count, value));
}

bool lc_import_row_purges(const struct lc_import_reading *r)
{
    return lc_slice_is(lc_import_reading_cell(r, r->schema->purge_at)->text, "Y");
}

/* Of the key something is blank that is no number of its own, such as a day. */
static bool is_part(const struct lc_import_reading *r)
{
    for (unsigned k = 0; k < r->schema->key_count; k++)
        if (!r->cell[r->schema->key_at[k]].text.size)
            return true;
    return false;
}

bool lc_import_row_names(const struct lc_import_reading *r)
{
    for (unsigned k = 0; k < r->schema->key_count; k++) {
        int at = r->schema->key_at[k];
        if (r->schema->columns[at].type == LC_CELL_ID && !r->cell[at].text.size)
            return false;
    }
    return has_key(r);
}

int lc_import_row_purge(struct lc_import_reading *r)
{
    struct lc_batch *b = r->batch;
    struct lc_batch_purge purge = { .within = lc_import_row_within(r),
                                    .part = is_part(r) };
    struct lc_purged one = { .line = (uint32_t)r->row->line, .record = LC_NO_RECORD };
    struct lc_slice person = lc_import_reading_cell(r, r->schema->person_at)->text;
    one.key = r->key;
    if (person.size)
        one.record =
            lc_roster_find(&r->run->roster, lc_import_reading_system(r), person);
    if (one.record != LC_NO_RECORD)
        one.record = lc_merged_record(r->run, r->schema, one.record);
    purge.said = one;
    int code = LC_GROW(b->purge, b->purge_room, b->purges + 1, r->err);
    if (!code)
        b->purge[b->purges++] = purge;
    return code;
}

/* A number that fails its check is nobody's, or another's: nothing is said by it. */
int lc_import_row_numbers(struct lc_import_reading *r)
{
    struct lc_slice type = { "", 0 };
    bool bad = false;
    for (unsigned c = 0; c < r->schema->columns_count; c++)
        if (r->schema->columns[c].who == LC_WHO_NUMBER_TYPE)
            type = r->cell[c].text;
    for (unsigned c = 0; c < r->schema->columns_count; c++) {
        const struct lc_schema_column *column = &r->schema->columns[c];
        struct lc_slice of = column->number ? lc_slice_of(column->number) : type;
        if ((column->who != LC_WHO_NUMBER && !column->number)
            || lc_number_may_be(of, r->cell[c].text))
            continue;
        bad = true;
        if (column->who == LC_WHO_NUMBER)
            r->cell[c].text.size = 0;
    }
    if (!bad)
        return LC_OK;
    r->key = lc_import_row_key(r);
    return lc_import_reading_find(r, "check digit");
}
