/* Whose a row is: see reading_inside.h. */
#include "base/memory.h"
#include "import/merged_inside.h"
#include "import/reading_inside.h"

/* The number by which an agency knows a new record is kept beside it, though the row
 * say no more: records are put in order by it (store/settle.h). */
static int find_number(struct lc_import_reading *r, struct lc_slice local,
                       const unsigned char *pseudonym, uint32_t *record,
                       const char **reason)
{
    struct lc_people *people = &r->run->people;
    size_t before = r->run->ledger.store->records;
    if (!lc_roster_holds(lc_import_reading_system(r), local)) {
        *reason = "longer than any number is";
        return LC_OK;
    }
    int code = lc_roster_record(&r->run->roster, lc_import_reading_system(r), local,
                                pseudonym, record, r->err);
    if (code || *record < before)
        return code;
    bool alike;
    code = lc_zeros_note(&r->run->zeros, *record, local, &alike, r->err);
    if (!code && alike)
        code = lc_import_reading_find(r, "zeros");
    if (code)
        return code;
    struct lc_identity id = { .record = *record,
                              .known_from = people->received,
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY,
                              .local = lc_arena_text(r->batch->arena, local.data,
                                                     local.size) };
    return !id.local ? LC_FAIL_NOMEM(r->err)
                     : lc_identities_add(people->identities, &id, r->err);
}

int lc_import_row_record(struct lc_import_reading *r, const char **reason)
{
    struct lc_batch_row *row = &r->draft;
    const struct lc_schema *schema = r->schema;
    struct lc_slice number = lc_import_reading_cell(r, schema->into_at)->text;
    uint32_t into;
    row->record = r->met;
    int code = r->met != LC_NO_RECORD ? LC_OK
                                      : find_number(r, r->cell[schema->person_at].text,
                                                    r->pseudonym, &row->record, reason);
    if (code || *reason)
        return code;
    row->record = lc_merged_record(r->run, schema, row->record);
    if (schema->into_at == LC_NO_COLUMN)
        return LC_OK;
    code = find_number(r, number, NULL, &into, reason);
    if (code || *reason)
        return code;
    const struct lc_merged_said said = { lc_import_reading_system(r),
                                         r->cell[schema->person_at].text, number,
                                         (uint32_t)row->line };
    return lc_merged_row(r->batch, r->run, &said, row->record, into, reason, r->err);
}
