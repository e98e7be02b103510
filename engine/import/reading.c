#include <stdio.h>

#include "base/day.h"
#include "import/notes_inside.h"
#include "import/reading_inside.h"
#include "import/schema_inside.h"

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

int lc_import_reading_year(const struct lc_import_reading *r)
{
    int64_t said = lc_import_reading_cell(r, r->schema->year_said_at)->count;
    return said >= 1990 && said <= 2199 ? (int)said : r->batch->of_year;
}

int32_t lc_import_reading_dated(const struct lc_import_reading *r, int dated)
{
    int year = lc_import_reading_year(r);
    if (dated == LC_FEED_OF_RECEIPT)
        return r->run->ask->options->received;
    return dated == LC_FEED_OF_YEAR && year ? lc_day_of(year, 3, 31) : LC_NO_DAY;
}

/* Of what is dated by no column, the same row another time is another thing. */
uint64_t lc_import_reading_key(const struct lc_import_reading *r)
{
    struct lc_slice value[LC_MAX_SCHEMA_COLUMNS + 1];
    unsigned count = r->schema->key_count;
    int dated = lc_schema_dated(r->schema);
    char day[16];
    for (unsigned k = 0; k < count; k++) {
        const struct lc_cell *cell = &r->cell[r->schema->key_at[k]];
        value[k] = cell->text.size && !cell->other ? cell->text : cell->raw;
    }
    if (dated) {
        int size = snprintf(day, sizeof day, "%d", lc_import_reading_dated(r, dated));
        value[count++] = (struct lc_slice){ day, (size_t)size };
    }
    return lc_row_key(r->run->ledger.key,
                      r->schema->same_as ? r->schema->same_as : r->schema->name, count,
                      value);
}
