/* The grammar of truth.yaml. */
#include "datasets/borough/coefficient_inside.h"

/* clang-format off */
#define OPT CYAML_FLAG_OPTIONAL
#define TEXT(type, member)     CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER, type, member, 1, 2000)
#define TEXT_OPT(type, member) CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER | OPT, type, member, 1, 2000)
#define REAL(type, member)     CYAML_FIELD_FLOAT(#member, CYAML_FLAG_DEFAULT, type, member)
#define INT(type, member)      CYAML_FIELD_INT(#member, CYAML_FLAG_DEFAULT, type, member)
#define LIST(type, member, entry, least, most) \
    CYAML_FIELD_SEQUENCE(#member, CYAML_FLAG_POINTER | OPT, type, member, entry, least, most)

static const cyaml_schema_value_t real = { CYAML_VALUE_FLOAT(CYAML_FLAG_DEFAULT, double) };

static const cyaml_schema_field_t process_fields[] = {
    TEXT(struct said_process, name),
    TEXT_OPT(struct said_process, means),
    CYAML_FIELD_FLOAT_PTR("rate", CYAML_FLAG_POINTER | OPT, struct said_process, rate),
    LIST(struct said_process, by_age, &real, 18, 18),
    LIST(struct said_process, by_year, &real, LC_TREND_YEARS, LC_TREND_YEARS),
    LIST(struct said_process, by_month, &real, 12, 12),
    TEXT_OPT(struct said_process, effects),
    TEXT_OPT(struct said_process, more_effects),
    TEXT_OPT(struct said_process, source),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t figure_fields[] = {
    TEXT(struct said_figure, name),
    REAL(struct said_figure, value),
    TEXT_OPT(struct said_figure, means),
    TEXT_OPT(struct said_figure, source),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t choice_fields[] = {
    TEXT(struct said_choice, name),
    TEXT(struct said_choice, of),
    TEXT_OPT(struct said_choice, source),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t factor_fields[] = {
    TEXT(struct said_factor, code),
    REAL(struct said_factor, share),
    REAL(struct said_factor, slope),
    INT(struct said_factor, age_from),
    INT(struct said_factor, age_to),
    INT(struct said_factor, year_from),
    INT(struct said_factor, year_to),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t people_fields[] = {
    TEXT(struct said_people, code),
    TEXT(struct said_people, group),
    REAL(struct said_people, share),
    TEXT(struct said_people, origin),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t feed_fields[] = {
    TEXT(struct said_feed, name),
    TEXT_OPT(struct said_feed, stops),
    TEXT_OPT(struct said_feed, late_from),
    TEXT_OPT(struct said_feed, late_until),
    CYAML_FIELD_BOOL("twice", OPT, struct said_feed, twice),
    TEXT_OPT(struct said_feed, headings),
    TEXT_OPT(struct said_feed, codes),
    TEXT_OPT(struct said_feed, codes_from),
    TEXT_OPT(struct said_feed, merged_from),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t reform_fields[] = {
    TEXT_OPT(struct said_reform, family_help_from),
    CYAML_FIELD_END,
};
#define ROW(name) \
    static const cyaml_schema_value_t name##_value = { \
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct said_##name, name##_fields) \
    }
ROW(process);
ROW(figure);
ROW(choice);
ROW(factor);
ROW(people);
ROW(feed);
static const cyaml_schema_field_t said_fields[] = {
    INT(struct said, format),
    LIST(struct said, processes, &process_value, 0, CYAML_UNLIMITED),
    LIST(struct said, figures, &figure_value, 0, CYAML_UNLIMITED),
    LIST(struct said, choices, &choice_value, 0, CYAML_UNLIMITED),
    LIST(struct said, factors, &factor_value, 0, LC_FACTORS_MOST),
    LIST(struct said, unaccompanied, &real, LC_TREND_YEARS, LC_TREND_YEARS),
    LIST(struct said, peoples, &people_value, 0, LC_PEOPLES_MOST),
    LIST(struct said, unaccompanied_peoples, &people_value, 0, LC_PEOPLES_MOST),
    LIST(struct said, feeds, &feed_value, 0, LC_SHEETS),
    CYAML_FIELD_MAPPING_PTR("reform", CYAML_FLAG_POINTER | OPT, struct said, reform, reform_fields),
    CYAML_FIELD_END,
};
const cyaml_schema_value_t lc_said_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct said, said_fields),
};
/* clang-format on */
