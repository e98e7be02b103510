#include "import/schema_purge_inside.h"

#include <string.h>

#include "import/schema_inside.h"

static int place(const struct lc_schema *schema, const char *key, const char *name,
                 int type, int *at, struct lc_error *err)
{
    int code = lc_schema_find_column(schema, name, at, err);
    if (!code && name && schema->columns[*at].type != type)
        return LC_FAIL(err, LC_FORMAT, "%s: the column '%s' is no %s", key, name,
                       type == LC_CELL_FLAG ? "flag" : "id");
    return code;
}

int lc_schema_find_purge(struct lc_schema *schema, struct lc_error *err)
{
    int code =
        place(schema, "purge", schema->purge, LC_CELL_FLAG, &schema->purge_at, err);
    if (!code && schema->takes_count && !schema->purge)
        code = LC_FAIL(err, LC_FORMAT, "what takes back needs a column 'purge'");
    if (code || !schema->within)
        return code;
    return place(schema, "within", schema->within->column, LC_CELL_ID,
                 &schema->within->at, err);
}

int lc_schema_check_within(const struct lc_schema *schema,
                           const struct lc_schema *parent, struct lc_error *err)
{
    bool person = false, number = false;
    if (!schema->within)
        return LC_OK;
    for (unsigned k = 0; parent && k < parent->key_count; k++) {
        person |= parent->key_at[k] == parent->person_at;
        number |= parent->columns[parent->key_at[k]].type == LC_CELL_ID
                  && parent->key_at[k] != parent->person_at;
    }
    if (lc_schema_dated(schema) || (parent && lc_schema_dated(parent)))
        return LC_FAIL(err, LC_FORMAT,
                       "schema '%s' lies in rows of '%s', and a feed of the one or the "
                       "other is of a year or of a receipt ('dated'): a row is then "
                       "another each time, and cannot be found by its number. Take "
                       "'within' away, or start the feed with a column",
                       schema->name, schema->within->schema);
    if (parent && parent->purge && parent->key_count == 2 && person && number
        && schema->person_at != LC_NO_COLUMN && !schema->join)
        return LC_OK;
    return LC_FAIL(err, LC_FORMAT,
                   "schema '%s' lies in rows of '%s', which must be there, have a "
                   "'purge', and be known by the person and one number; and it must "
                   "have a person itself, and hang on nothing",
                   schema->name, schema->within->schema);
}
