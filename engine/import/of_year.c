#include "import/of_year_inside.h"

#include <string.h>

#include "base/day.h"

static bool asks(const struct lc_schema *schema)
{
    for (unsigned f = 0; f < schema->feeds_count; f++)
        if (schema->feeds[f].dated == LC_FEED_OF_YEAR
            || schema->feeds[f].told == LC_FEED_OF_YEAR)
            return true;
    return false;
}

int lc_of_year(const struct lc_import_run *run, const struct lc_schema *schema)
{
    const struct lc_import_options *options = run->ask->options;
    const struct lc_store *store = run->ledger.store;
    int year = 0;
    if (!asks(schema) || options->year)
        return asks(schema) ? options->year : 0;
    for (size_t i = 0; i < store->sources && schema->after; i++) {
        const struct lc_source *s = &store->source[i];
        if (s->imported != options->received || s->covers_from == LC_NO_DAY
            || strcmp(s->schema, schema->after) != 0)
            continue;
        int one = lc_day_collection_year(s->covers_from);
        if (year && year != one)
            return 0;
        year = one;
    }
    return year;
}
