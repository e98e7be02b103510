/* What a schema may not say, beside the clocks (schema_clocks.c), and what hangs on the
 * whole of it. */
#include "import/schema_check_inside.h"

#include <string.h>

#include "import/schema_inside.h"

bool lc_schema_feeds(const struct lc_schema *schema, const char *history)
{
    for (unsigned f = 0; f < schema->feeds_count; f++)
        if (strcmp(schema->feeds[f].history, history) == 0)
            return true;
    return false;
}

int lc_schema_column(const struct lc_schema *schema, const char *name)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (strcmp(schema->columns[c].name, name) == 0)
            return (int)c;
    return LC_NO_COLUMN;
}

int lc_schema_find_column(const struct lc_schema *schema, const char *name, int *at,
                          struct lc_error *err)
{
    *at = name ? lc_schema_column(schema, name) : LC_NO_COLUMN;
    if (name && *at == LC_NO_COLUMN)
        return LC_FAIL(err, LC_FORMAT, "there is no column '%s'", name);
    return LC_OK;
}

bool lc_schema_says_birth(const struct lc_schema *schema)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (schema->columns[c].who == LC_WHO_BORN)
            return true;
    return false;
}

bool lc_schema_follows(const struct lc_schema *schema, const char *leader)
{
    for (unsigned i = 0; i < schema->follows_count; i++)
        if (strcmp(schema->follows[i], leader) == 0)
            return true;
    return false;
}

bool lc_schema_reads(const struct lc_schema *schema)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (schema->columns[c].type != LC_CELL_SKIP)
            return true;
    return false;
}

bool lc_schema_spares(const struct lc_schema *schema, unsigned column)
{
    const struct lc_schema_column *c = &schema->columns[column];
    return c->optional || c->constant
           || (c->type == LC_CELL_SKIP && lc_schema_reads(schema));
}

int lc_schema_dated(const struct lc_schema *schema)
{
    for (unsigned f = 0; f < schema->feeds_count; f++)
        if (schema->feeds[f].dated)
            return schema->feeds[f].dated;
    return LC_FEED_OF_ROW;
}

/* What a row says of an event stands in the store for all to read, and a text may be a
 * name: it must be a code, and one of no list is kept as "other". */
int lc_schema_check_word(struct lc_schema *schema, const struct lc_feed *feed, int at,
                         bool listed, struct lc_error *err)
{
    struct lc_schema_column *column = at < 0 ? NULL : &schema->columns[at];
    if (!column || listed)
        return LC_OK;
    if (column->type == LC_CELL_ID || column->type == LC_CELL_TEXT
        || column->type == LC_CELL_DAY || column->type == LC_CELL_SKIP)
        return LC_FAIL(err, LC_FORMAT,
                       "feed '%s': the column '%s' is no code, flag or number, and may "
                       "hold a name",
                       feed->history, column->name);
    column->other = column->other || (column->type == LC_CELL_CODE && !column->list);
    return LC_OK;
}

int lc_schema_check_feed(const struct lc_schema *schema, const struct lc_feed *feed,
                         struct lc_error *err)
{
    if (!schema->key_count || (schema->person_at < 0 && !schema->join))
        return LC_FAIL(err, LC_FORMAT, "a schema with feeds needs a key and a person");
    bool elsewhere =
        feed->first_in || feed->dated || (schema->join && schema->join->history);
    if (feed->start_at < 0 && !elsewhere)
        return LC_FAIL(err, LC_FORMAT, "feed '%s' has no start", feed->history);
    if (feed->start_at >= 0 && schema->columns[feed->start_at].type != LC_CELL_DAY)
        return LC_FAIL(err, LC_FORMAT, "feed '%s': the start is not a day",
                       feed->history);
    if (schema->feeds[0].dated != feed->dated)
        return LC_FAIL(err, LC_FORMAT,
                       "feed '%s': of one schema all feeds are dated, or none",
                       feed->history);
    if (feed->dated && (feed->start || feed->first_in || feed->code_from))
        return LC_FAIL(err, LC_FORMAT,
                       "feed '%s' is dated, and so has no other start, nor a code from "
                       "elsewhere",
                       feed->history);
    if (feed->number_at >= 0 && (feed->code || feed->level || feed->attributes_count))
        return LC_FAIL(err, LC_FORMAT,
                       "feed '%s' says a number, and so no code, level or attribute",
                       feed->history);
    if (feed->attributes_count > LC_MAX_FEED_ATTRIBUTES)
        return LC_FAIL(err, LC_RANGE, "feed '%s' has more than %d attributes",
                       feed->history, LC_MAX_FEED_ATTRIBUTES);
    return LC_OK;
}

/* A row that hangs on a person's row needs that row to have a number of its own. */
int lc_schema_check_whole(const struct lc_schema *schema,
                          const struct lc_schema *joined, struct lc_error *err)
{
    if (schema->window < 0 || schema->window > LC_MAX_WINDOW)
        return LC_FAIL(err, LC_RANGE, "schema '%s': window: 1 to %d months",
                       schema->name, LC_MAX_WINDOW);
    if (!schema->join || schema->join->history)
        return LC_OK;
    for (unsigned c = 0; joined && c < joined->columns_count; c++)
        if (joined->columns[c].who == LC_WHO_ROW)
            return LC_OK;
    return LC_FAIL(
        err, LC_FORMAT,
        "schema '%s' hangs on rows of '%s', which has no column that says "
        "'who: row'; give the join a 'history', or that schema such a column",
        schema->name, schema->join->schema);
}
