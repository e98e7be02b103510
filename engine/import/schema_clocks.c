#include "import/schema_clocks_inside.h"

#include "import/schema_inside.h"

static bool is_delay(int days)
{
    return days >= 0 && days <= LC_MAX_DELAY;
}

static int check_column(const struct lc_schema *schema,
                        const struct lc_schema_column *column, struct lc_error *err)
{
    if (!is_delay(column->delay) || (column->delay && !column->known))
        return LC_FAIL(err, LC_RANGE,
                       "column '%s': a delay is 0 to %d days after the day of its "
                       "'known'",
                       column->name, LC_MAX_DELAY);
    if (column->known_at != LC_NO_COLUMN
        && schema->columns[column->known_at].type != LC_CELL_DAY
        && (!schema->join || !schema->join->history
            || schema->join->at != column->known_at))
        return LC_FAIL(err, LC_FORMAT,
                       "column '%s' is known by '%s', which is no column of days",
                       column->name, column->known);
    return LC_OK;
}

static int check_columns(const struct lc_schema *schema, struct lc_error *err)
{
    int code = LC_OK;
    if (!is_delay(schema->delay))
        code = LC_FAIL(err, LC_RANGE, "a delay is 0 to %d days", LC_MAX_DELAY);
    if (!code && !is_delay(schema->rhythm))
        code = LC_FAIL(err, LC_RANGE,
                       "rhythm: 1 to %d days without a row, after which the source is "
                       "silent",
                       LC_MAX_DELAY);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        if (!is_delay(schema->feeds[f].delay))
            code = LC_FAIL(err, LC_RANGE, "feed '%s': a delay is 0 to %d days",
                           schema->feeds[f].history, LC_MAX_DELAY);
    for (unsigned c = 0; c < schema->columns_count && !code; c++)
        code = check_column(schema, &schema->columns[c], err);
    return code;
}

/* Does the feed start on the day by which the column is known? */
static bool starts_with(const struct lc_schema *schema, const struct lc_feed *feed,
                        const struct lc_schema_column *column)
{
    if (!column->known) /* with the event, of which nobody knew sooner */
        return true;
    if (feed->start_at != LC_NO_COLUMN)
        return column->known_at == feed->start_at;
    return schema->join && !feed->first_in && column->known_at == schema->join->at;
}

/* The clock of what column `from` gives the feed; from LC_NO_COLUMN: nothing. */
static int find_clock(const struct lc_schema *schema, const struct lc_feed *feed,
                      int from, struct lc_clock *clock, struct lc_error *err)
{
    *clock = (struct lc_clock){ .at = LC_NO_COLUMN };
    if (from == LC_NO_COLUMN)
        return LC_OK;
    const struct lc_schema_column *column = &schema->columns[from];
    if (!column->known && !feed->dated && !feed->told)
        return LC_FAIL(err, LC_FORMAT,
                       "column '%s' feeds '%s' and does not say by which day it is "
                       "known: give it 'known:' and the column of the start, of the "
                       "end, or of a day of its own",
                       column->name, feed->history);
    bool with_start = starts_with(schema, feed, column);
    if (with_start ? column->delay > 0 && feed->start_at == LC_NO_COLUMN
                   : schema->columns[column->known_at].type != LC_CELL_DAY)
        return LC_FAIL(err, LC_FORMAT, "column '%s' is known by '%s', %s '%s'",
                       column->name, column->known,
                       with_start ? "and can have no delay in" : "which is no day of",
                       feed->history);
    if (!with_start || column->delay)
        *clock = (struct lc_clock){ column->known_at, column->delay };
    return LC_OK;
}

/* Whether there is an event must be known with its start: else that it is there says
 * what comes later. */
static int check_presence(const struct lc_schema *schema, const struct lc_feed *feed,
                          int from, struct lc_error *err)
{
    struct lc_clock clock;
    int code = find_clock(schema, feed, from, &clock, err);
    if (code || clock.at == LC_NO_COLUMN)
        return code;
    return LC_FAIL(err, LC_FORMAT,
                   "feed '%s': whether there is an event hangs on '%s', which is known "
                   "by '%s' and not with the start",
                   feed->history, schema->columns[from].name,
                   schema->columns[from].known);
}

/* A row that is taken only once its end is there, or what comes with the end, is an
 * event that was seen in time only if it was going to end. */
static int check_needed(const struct lc_schema *schema, const struct lc_feed *feed,
                        struct lc_error *err)
{
    for (unsigned c = 0; c < schema->columns_count && feed->end_at != LC_NO_COLUMN;
         c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        if ((column->needed || column->strict)
            && ((int)c == feed->end_at || column->known_at == feed->end_at))
            return LC_FAIL(err, LC_FORMAT,
                           "feed '%s': column '%s' is known with the end, so a row may "
                           "not be rejected for want of it: take 'needed' and 'strict' "
                           "away",
                           feed->history, column->name);
    }
    return LC_OK;
}

static int find_clocks(const struct lc_schema *schema, struct lc_feed *feed,
                       struct lc_error *err)
{
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++)
        feed->clock[i].at = LC_NO_COLUMN;
    int code = check_needed(schema, feed, err);
    if (!code)
        code = find_clock(schema, feed, feed->code_at, &feed->clock[LC_ITEM_CODE], err);
    if (!code)
        code =
            find_clock(schema, feed, feed->level_at, &feed->clock[LC_ITEM_LEVEL], err);
    for (unsigned i = 0; i < feed->attributes_count && !code; i++)
        code = find_clock(schema, feed, feed->attributes[i].at,
                          &feed->clock[LC_ITEM_ATTRIBUTES + i], err);
    if (!code)
        code = check_presence(schema, feed, feed->when_at, err);
    if (!code && (feed->by || feed->each))
        code = check_presence(schema, feed, feed->code_at, err);
    return code;
}

int lc_schema_find_clocks(struct lc_schema *schema, struct lc_error *err)
{
    int code = check_columns(schema, err);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        code = find_clocks(schema, &schema->feeds[f], err);
    return code;
}
