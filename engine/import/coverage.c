/* Of which days an extract can speak, and whether it says all that there is of them. */
#include "import/coverage_inside.h"

#include "import/notes_inside.h"
#include "import/schema_inside.h"

/* The collection year in which most of the ends lie; else that of the last day. */
static int infer_year(const struct lc_batch *b)
{
    uint32_t most = 0;
    int year = 0;
    for (int i = 0; i < 400; i++)
        if (b->ends_in[i] > most)
            most = b->ends_in[i], year = 1900 + i;
    return year || b->last_day == LC_NO_DAY ? year
                                            : lc_day_collection_year(b->last_day);
}

static void set_coverage(struct lc_batch *b, const struct lc_import_options *options)
{
    b->covers_from = options->covers_from;
    b->covers_to = options->covers_to;
    if (b->schema->coverage == LC_COVERS_YEAR)
        b->year = options->year ? options->year
                  : b->of_year  ? b->of_year
                                : infer_year(b);
    if (b->schema->coverage == LC_COVERS_NOTHING) {
        b->year = options->year;
        b->covers_from = b->covers_to = LC_NO_DAY;
    } else if (b->covers_from != LC_NO_DAY) {
        return;
    } else if (b->schema->coverage == LC_COVERS_YEAR && b->year) {
        b->covers_from = lc_day_of(b->year - 1, 4, 1);
        b->covers_to = lc_day_of(b->year, 4, 1);
        if (b->covers_from < options->received && b->covers_to > options->received)
            b->covers_to = options->received; /* what was to come it cannot say */
    } else if (b->schema->coverage == LC_COVERS_SPAN && b->first_day != LC_NO_DAY
               && b->first_day < options->received) {
        int32_t window = lc_day_add_months(options->received, -b->schema->window);
        bool long_ago = b->schema->window && b->first_day < window;
        b->covers_from = long_ago ? window : b->first_day;
        b->covers_to = options->received;
    }
}

/* Not of rows that another extract may say as well, nor of states of the day on which
 * it was received: what they do not say is not taken back. */
static void set_extent(struct lc_batch *b, const struct lc_import_options *options)
{
    bool full = options->extent == LC_BY_SCHEMA ? b->schema->extract == LC_EXTENT_FULL
                                                : options->extent == LC_ALL_FULL;
    b->full = full && b->covers_from != LC_NO_DAY && !b->schema->same_as
              && lc_schema_dated(b->schema) != LC_FEED_OF_RECEIPT;
}

void lc_batch_cover(struct lc_batch *batch, const struct lc_import_options *options)
{
    set_coverage(batch, options);
    set_extent(batch, options);
}

int lc_batch_check_codes(const struct lc_batch *b, struct lc_import_run *run,
                         struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < b->dateds && !code; i++)
        if (!lc_code_list_in_use(b->dated[i].list, b->dated[i].entry, b->year))
            code = lc_notes_find(&run->result->notes, b->file, b->dated[i].line,
                                 "code year", err);
    return code;
}
