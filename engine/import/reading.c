#include "import/notes_inside.h"
#include "import/reading_inside.h"

const struct lc_cell *lc_import_reading_cell(const struct lc_import_reading *r, int at)
{
    static const struct lc_cell none = { .text = { "", 0 }, .day = LC_NO_DAY };
    return at == LC_NO_COLUMN ? &none : &r->cell[at];
}

int lc_import_reading_find(struct lc_import_reading *r, const char *rule)
{
    return lc_notes_find(&r->run->result->notes, r->batch->file, r->row->line, rule,
                         r->err);
}

struct lc_slice lc_import_reading_system(const struct lc_import_reading *r)
{
    const struct lc_cell *cell = lc_import_reading_cell(r, r->schema->system_at);
    return cell->text.size     ? cell->text
           : r->schema->system ? lc_slice_of(r->schema->system)
                               : lc_slice_of("social_care");
}

int lc_import_reading_file(struct lc_import_reading *r, uint32_t record)
{
    return lc_filing_row(r->run->filing, r->schema, r->batch->file, r->row->line,
                         record, r->cell, r->err);
}

int lc_import_reading_file_rejected(struct lc_import_reading *r)
{
    struct lc_slice number = r->cell[r->schema->person_at].raw;
    uint32_t record = LC_NOWHERE;
    lc_roster_find(&r->run->roster, lc_import_reading_system(r),
                   r->cell[r->schema->person_at].text, &record);
    return number.size ? lc_import_reading_file(r, record) : LC_OK;
}
