/* What a row says of a person: see reading_inside.h. */
#include "base/memory.h"
#include "import/check_digit_inside.h"
#include "import/reading_inside.h"
#include "import/schema_inside.h"

/* Keeps what the row says of a person beside the row, texts in the batch's arena. */
static const char *keep(struct lc_import_reading *r, struct lc_slice text, bool *failed)
{
    if (!text.size)
        return NULL;
    char *copy = lc_arena_text(r->batch->arena, text.data, text.size);
    *failed |= !copy;
    return copy;
}

static bool put_number(struct lc_import_reading *r, struct lc_identity *id, unsigned c)
{
    bool failed = false;
    id->other_value = keep(r, r->cell[c].text, &failed);
    if (r->schema->columns[c].number)
        id->other_type = keep(r, lc_slice_of(r->schema->columns[c].number), &failed);
    return !failed;
}

static bool put_who(struct lc_import_reading *r, struct lc_identity *id, unsigned c)
{
    const struct lc_schema_column *column = &r->schema->columns[c];
    const struct lc_cell *cell = &r->cell[c];
    bool failed = false;
    if (!cell->text.size)
        return true;
    switch (column->who) {
    case LC_WHO_PERSON:
        id->local = keep(r, cell->text, &failed);
        if (!id->other_value && lc_number_is_one(column->number, cell->text))
            failed |= !put_number(r, id, c);
        break;
    case LC_WHO_FORENAME:
        id->forename = keep(r, cell->text, &failed);
        break;
    case LC_WHO_SURNAME:
        id->surname = keep(r, cell->text, &failed);
        break;
    case LC_WHO_POSTCODE:
        id->postcode = keep(r, cell->text, &failed);
        break;
    case LC_WHO_SEX:
        id->sex = keep(r, cell->text, &failed);
        break;
    case LC_WHO_FAMILY:
        id->family = keep(r, cell->text, &failed);
        break;
    case LC_WHO_HOME:
        id->home = keep(r, cell->text, &failed);
        break;
    case LC_WHO_SINCE:
        id->since = cell->day;
        break;
    case LC_WHO_BORN:
        id->born = cell->day;
        break;
    case LC_WHO_NUMBER:
        if (!id->other_value)
            failed = !put_number(r, id, c);
        break;
    case LC_WHO_NUMBER_TYPE:
        id->other_type = keep(r, cell->text, &failed);
    }
    return !failed;
}

static bool says_who(const struct lc_schema *schema)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (schema->columns[c].who > LC_WHO_PERSON
            && schema->columns[c].who < LC_WHO_SYSTEM)
            return true;
    return false;
}

/* An identity holds one other number: a row that says several makes one of each. */
static int push_other_numbers(struct lc_import_reading *r, const char *local)
{
    bool first = true;
    int code = LC_OK;
    for (unsigned c = 0; c < r->schema->columns_count && !code; c++) {
        struct lc_identity id = { .record = r->draft.record,
                                  .born = LC_NO_DAY,
                                  .since = LC_NO_DAY,
                                  .local = local };
        if (r->schema->columns[c].who != LC_WHO_NUMBER || !r->cell[c].text.size)
            continue;
        if (!first)
            code = put_number(r, &id, c) ? lc_import_reading_push_who(r, &id)
                                         : LC_FAIL_NOMEM(r->err);
        first = false;
    }
    return code;
}

int lc_import_row_who(struct lc_import_reading *r)
{
    if (!says_who(r->schema))
        return LC_OK;
    struct lc_identity id = { .record = r->draft.record,
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY };
    bool kept = true;
    for (unsigned c = 0; c < r->schema->columns_count && kept; c++)
        kept = put_who(r, &id, c);
    int code = kept ? lc_import_reading_push_who(r, &id) : LC_FAIL_NOMEM(r->err);
    if (!code)
        code = push_other_numbers(r, id.local);
    return code ? code : lc_import_reading_push_row(r, id.local);
}
