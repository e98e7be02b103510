#include "base/day.h"
#include "import/merged_inside.h"
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

/* The collection year that the row is of, 0: nothing says it. */
static int year_of(const struct lc_import_reading *r)
{
    int64_t said = lc_import_reading_cell(r, r->schema->year_said_at)->count;
    return said >= 1990 && said <= 2199 ? (int)said : r->batch->of_year;
}

int32_t lc_import_reading_dated(const struct lc_import_reading *r, int dated)
{
    int year = year_of(r);
    if (dated == LC_FEED_OF_RECEIPT)
        return r->run->ask->options->received;
    return dated == LC_FEED_OF_YEAR && year ? lc_day_of(year, 3, 31) : LC_NO_DAY;
}

/* --- who and when ----------------------------------------------------------------- */

int lc_import_reading_push_who(struct lc_import_reading *r,
                               const struct lc_identity *id)
{
    struct lc_batch *b = r->batch;
    struct lc_batch_row *row = &r->draft;
    int code = LC_GROW(b->who, b->who_room, b->whos + 1, r->err);
    if (code)
        return code;
    b->who[b->whos++] = *id;
    if (!row->whos++)
        row->who = (uint32_t)b->whos;
    return LC_OK;
}

/* By the row's own number others hang on its person. */
int lc_import_reading_push_row(struct lc_import_reading *r, const char *local)
{
    int code = LC_OK;
    for (unsigned c = 0; c < r->schema->columns_count && !code; c++) {
        struct lc_identity id = { .record = r->draft.record,
                                  .born = LC_NO_DAY,
                                  .since = LC_NO_DAY,
                                  .local = local };
        if (r->schema->columns[c].who != LC_WHO_ROW || !r->cell[c].text.size)
            continue;
        id.other_type = lc_row_people_type(
            r->batch->arena, r->schema->name,
            r->schema->columns[c].anew ? r->run->people.received : LC_NO_DAY);
        id.other_value =
            lc_arena_text(r->batch->arena, r->cell[c].text.data, r->cell[c].text.size);
        code = !id.other_type || !id.other_value ? LC_FAIL_NOMEM(r->err)
                                                 : lc_import_reading_push_who(r, &id);
    }
    return code;
}

/* What is told when the year is over, or with the extract, nobody knew before. Of no
 * known year it is not told: without a start. */
struct lc_batch_past lc_import_reading_told(struct lc_import_reading *r,
                                            const struct lc_feed *feed,
                                            struct lc_batch_past state)
{
    int delay = feed->delay ? feed->delay : r->schema->delay;
    int32_t day = lc_import_reading_dated(r, feed->told);
    bool yearly = feed->told == LC_FEED_OF_YEAR;
    if (!feed->told || state.start == LC_NO_DAY)
        return state;
    if (day == LC_NO_DAY) {
        r->yearless = true;
        state.start = LC_NO_DAY;
        return state;
    }
    day += yearly ? delay : 0;
    if (day > state.from) {
        state.from = day;
        state.assumed = yearly;
    }
    return state;
}

int lc_import_reading_file(struct lc_import_reading *r, uint32_t record)
{
    return lc_filing_row(r->run->filing, r->schema, r->batch->file, r->row->line,
                         record, r->cell, r->err);
}

int lc_import_reading_file_rejected(struct lc_import_reading *r)
{
    struct lc_slice number = r->cell[r->schema->person_at].raw;
    uint32_t record = lc_roster_find(&r->run->roster, lc_import_reading_system(r),
                                     r->cell[r->schema->person_at].text);
    if (record != LC_NO_RECORD)
        record = lc_merged_record(r->run, r->schema, record);
    return number.size ? lc_import_reading_file(r, record) : LC_OK;
}
