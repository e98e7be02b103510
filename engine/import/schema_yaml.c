/* One row a key of a schema file. */
#include "import/schema_yaml_inside.h"

#include "base/day.h"
#include "import/mapping_inside.h"
#include "import/schema_inside.h"

/* clang-format off */
#define OPT CYAML_FLAG_OPTIONAL
#define TEXT(type, member)     CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER, type, member, 1, 200)
#define TEXT_OPT(type, member) CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER | OPT, type, member, 1, 200)
#define BOOL_OPT(type, member) CYAML_FIELD_BOOL(#member, OPT, type, member)
#define INT_OPT(type, member)  CYAML_FIELD_INT(#member, OPT, type, member)
#define LIST_OPT(type, member, entry) \
    CYAML_FIELD_SEQUENCE(#member, CYAML_FLAG_POINTER | OPT, type, member, entry, 0, CYAML_UNLIMITED)
#define ENUM_OPT(type, member, names) \
    CYAML_FIELD_ENUM(#member, OPT, type, member, names, sizeof names / sizeof *names)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, 200),
};

static const cyaml_schema_field_t code_fields[] = {
    TEXT(struct lc_list_code, code),
    TEXT_OPT(struct lc_list_code, means),
    LIST_OPT(struct lc_list_code, also, &word),
    INT_OPT(struct lc_list_code, from),
    INT_OPT(struct lc_list_code, to),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t code_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_list_code, code_fields),
};

static const cyaml_schema_field_t list_fields[] = {
    TEXT(struct lc_code_list, name),
    LIST_OPT(struct lc_code_list, plain, &word),
    LIST_OPT(struct lc_code_list, codes, &code_value),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t list_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_code_list, list_fields),
};

static const cyaml_schema_field_t break_fields[] = {
    TEXT(struct lc_declared, history),
    TEXT_OPT(struct lc_declared, attribute),
    TEXT_OPT(struct lc_declared, code),
    TEXT(struct lc_declared, from),
    TEXT_OPT(struct lc_declared, to),
    TEXT(struct lc_declared, what),
    TEXT(struct lc_declared, source),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t break_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_declared, break_fields),
};

static const cyaml_strval_t cell_types[] = {
    { "id", LC_CELL_ID },     { "day", LC_CELL_DAY },   { "code", LC_CELL_CODE },
    { "count", LC_CELL_COUNT }, { "flag", LC_CELL_FLAG }, { "text", LC_CELL_TEXT },
    { "codes", LC_CELL_CODES }, { "skip", LC_CELL_SKIP },
};
static const cyaml_strval_t whos[] = {
    { "person", LC_WHO_PERSON },     { "forename", LC_WHO_FORENAME },
    { "surname", LC_WHO_SURNAME },   { "born", LC_WHO_BORN },
    { "sex", LC_WHO_SEX },           { "postcode", LC_WHO_POSTCODE },
    { "family", LC_WHO_FAMILY },     { "home", LC_WHO_HOME },
    { "since", LC_WHO_SINCE },       { "number", LC_WHO_NUMBER },
    { "number_type", LC_WHO_NUMBER_TYPE }, { "system", LC_WHO_SYSTEM },
    { "row", LC_WHO_ROW },           { "into", LC_WHO_INTO },
};
static const cyaml_schema_field_t column_fields[] = {
    TEXT(struct lc_schema_column, name),
    LIST_OPT(struct lc_schema_column, also, &word),
    CYAML_FIELD_ENUM("type", CYAML_FLAG_DEFAULT, struct lc_schema_column, type, cell_types, sizeof cell_types / sizeof *cell_types),
    ENUM_OPT(struct lc_schema_column, who, whos),
    BOOL_OPT(struct lc_schema_column, optional),
    BOOL_OPT(struct lc_schema_column, needed),
    BOOL_OPT(struct lc_schema_column, strict),
    BOOL_OPT(struct lc_schema_column, other),
    BOOL_OPT(struct lc_schema_column, spreads),
    BOOL_OPT(struct lc_schema_column, anew),
    CYAML_FIELD_INT("low", CYAML_FLAG_OPTIONAL, struct lc_schema_column, low),
    CYAML_FIELD_INT("high", CYAML_FLAG_OPTIONAL, struct lc_schema_column, high),
    TEXT_OPT(struct lc_schema_column, known),
    INT_OPT(struct lc_schema_column, delay),
    TEXT_OPT(struct lc_schema_column, codes),
    TEXT_OPT(struct lc_schema_column, number),
    TEXT_OPT(struct lc_schema_column, rule),
    LIST_OPT(struct lc_schema_column, blank, &word),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t column_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_schema_column, column_fields),
};

static const cyaml_schema_field_t attribute_fields[] = {
    TEXT(struct lc_feed_attribute, name),
    TEXT(struct lc_feed_attribute, column),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t attribute_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_feed_attribute, attribute_fields),
};

static const cyaml_strval_t feed_days[] = {
    { "row", LC_FEED_OF_ROW }, { "year_end", LC_FEED_OF_YEAR }, { "received", LC_FEED_OF_RECEIPT },
};
static const cyaml_schema_field_t feed_fields[] = {
    TEXT(struct lc_feed, history),
    TEXT_OPT(struct lc_feed, start),
    TEXT_OPT(struct lc_feed, first_in),
    TEXT_OPT(struct lc_feed, code_from),
    TEXT_OPT(struct lc_feed, end),
    TEXT_OPT(struct lc_feed, code),
    TEXT_OPT(struct lc_feed, by),
    TEXT_OPT(struct lc_feed, fixed),
    TEXT_OPT(struct lc_feed, level),
    TEXT_OPT(struct lc_feed, recorded),
    TEXT_OPT(struct lc_feed, when),
    TEXT_OPT(struct lc_feed, number),
    LIST_OPT(struct lc_feed, is, &word),
    BOOL_OPT(struct lc_feed, month),
    BOOL_OPT(struct lc_feed, each),
    INT_OPT(struct lc_feed, delay),
    ENUM_OPT(struct lc_feed, dated, feed_days),
    ENUM_OPT(struct lc_feed, told, feed_days),
    LIST_OPT(struct lc_feed, attributes, &attribute_value),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t feed_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_feed, feed_fields),
};

static const cyaml_schema_field_t join_fields[] = {
    TEXT(struct lc_join, column),
    TEXT(struct lc_join, schema),
    TEXT_OPT(struct lc_join, history),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t within_fields[] = {
    TEXT(struct lc_within, column),
    TEXT(struct lc_within, schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t tree_fields[] = {
    TEXT_OPT(struct lc_schema_tree, root),
    TEXT_OPT(struct lc_schema_tree, record),
    TEXT_OPT(struct lc_schema_tree, row),
    LIST_OPT(struct lc_schema_tree, has, &word),
    LIST_OPT(struct lc_schema_tree, without, &word),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t tree_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_schema_tree, tree_fields),
};

static const cyaml_strval_t date_formats[] = {
    { "iso", LC_DAY_ISO }, { "dmy", LC_DAY_DMY }, { "named", LC_DAY_NAMED }, { "any", LC_DAY_ANY },
};
static const cyaml_strval_t coverage_rules[] = {
    { "span", LC_COVERS_SPAN }, { "year", LC_COVERS_YEAR }, { "nothing", LC_COVERS_NOTHING },
};
static const cyaml_strval_t extents[] = {
    { "incremental", LC_EXTENT_INCREMENTAL }, { "full", LC_EXTENT_FULL },
};
static const cyaml_schema_field_t schema_fields[] = {
    TEXT(struct lc_schema, name),
    TEXT(struct lc_schema, title),
    TEXT_OPT(struct lc_schema, system),
    TEXT_OPT(struct lc_schema, year_by),
    LIST_OPT(struct lc_schema, follows, &word),
    TEXT_OPT(struct lc_schema, after),
    TEXT_OPT(struct lc_schema, rules),
    TEXT_OPT(struct lc_schema, purge),
    TEXT_OPT(struct lc_schema, dataset),
    LIST_OPT(struct lc_schema, takes, &word),
    CYAML_FIELD_ENUM("dates", CYAML_FLAG_DEFAULT, struct lc_schema, dates, date_formats, sizeof date_formats / sizeof *date_formats),
    INT_OPT(struct lc_schema, delay),
    INT_OPT(struct lc_schema, rhythm),
    INT_OPT(struct lc_schema, window),
    TEXT_OPT(struct lc_schema, year),
    TEXT_OPT(struct lc_schema, same_as),
    LIST_OPT(struct lc_schema, unread, &word),
    ENUM_OPT(struct lc_schema, coverage, coverage_rules),
    ENUM_OPT(struct lc_schema, extract, extents),
    LIST_OPT(struct lc_schema, columns, &column_value),
    LIST_OPT(struct lc_schema, key, &word),
    LIST_OPT(struct lc_schema, feeds, &feed_value),
    CYAML_FIELD_MAPPING_PTR("join", CYAML_FLAG_POINTER | OPT, struct lc_schema, join, join_fields),
    CYAML_FIELD_MAPPING_PTR("within", CYAML_FLAG_POINTER | OPT, struct lc_schema, within, within_fields),
    LIST_OPT(struct lc_schema, tree, &tree_value),
    LIST_OPT(struct lc_schema, lists, &list_value),
    LIST_OPT(struct lc_schema, breaks, &break_value),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t shared_fields[] = {
    LIST_OPT(struct lc_shared_lists, lists, &list_value),
    LIST_OPT(struct lc_shared_lists, breaks, &break_value),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t map_column_fields[] = {
    TEXT(struct lc_mapping_column, heading),
    TEXT(struct lc_mapping_column, field),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t map_column_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_mapping_column, map_column_fields),
};
static const cyaml_schema_field_t map_constant_fields[] = {
    TEXT(struct lc_mapping_constant, field),
    TEXT(struct lc_mapping_constant, value),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t map_constant_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_mapping_constant, map_constant_fields),
};
static const cyaml_schema_field_t map_word_fields[] = {
    TEXT(struct lc_mapping_word, field),
    TEXT(struct lc_mapping_word, word),
    TEXT(struct lc_mapping_word, code),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t map_word_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_mapping_word, map_word_fields),
};
static const cyaml_schema_field_t mapping_fields[] = {
    TEXT(struct lc_mapping, mapping),
    TEXT(struct lc_mapping, schema),
    TEXT_OPT(struct lc_mapping, dates),
    LIST_OPT(struct lc_mapping, columns, &map_column_value),
    LIST_OPT(struct lc_mapping, constants, &map_constant_value),
    LIST_OPT(struct lc_mapping, words, &map_word_value),
    LIST_OPT(struct lc_mapping, lacking, &word),
    LIST_OPT(struct lc_mapping, unread, &word),
    CYAML_FIELD_END,
};
/* clang-format on */

const cyaml_schema_value_t lc_mapping_yaml = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct lc_mapping, mapping_fields),
};
const cyaml_schema_value_t lc_schema_yaml = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct lc_schema, schema_fields),
};
const cyaml_schema_value_t lc_shared_yaml = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct lc_shared_lists, shared_fields),
};
