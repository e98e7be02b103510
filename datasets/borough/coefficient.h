/* What truth.yaml states: rates, effects, chances, delays, mistakes, choices, peoples.
 * Every name here stands there, with what it means and where its number comes from. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "datasets/borough/delivery_inside.h"

/* What is known of a child at the first of a month. The first LC_STATED are those that
 * a first entry depends on; a study can compute them. */
/* clang-format off */
#define LC_PREDICTOR_LIST(X) \
    X(LC_X_AGE_13_15,  "age_13_15",           "1 at ages 13 to 15 (counted from the 15th of the birth month), else 0") \
    X(LC_X_AGE_16_17,  "age_16_17",           "1 at ages 16 and 17, else 0") \
    X(LC_X_MALE,       "male",                "1 for M, else 0") \
    X(LC_X_MISSING,    "log1p_missing_365",   "log(1 + missing episodes of the police that started in the last 365 days)") \
    X(LC_X_MISSING_90, "log1p_missing_90",    "log(1 + missing episodes of the police that started in the last 90 days)") \
    X(LC_X_CSE,        "cse_open_level_2",    "1 if a CSE concern of level 2 or 3 is open") \
    X(LC_X_CCE,        "cce_ever",            "1 if there was ever a CCE concern") \
    X(LC_X_GANG,       "gang_ever",           "1 if there was ever a gang link, in any role") \
    X(LC_X_OFFENCE,    "log1p_offence_365",   "log(1 + offences committed in the last 365 days)") \
    X(LC_X_SUSPENSION, "log1p_suspension_365","log(1 + suspensions (SUSP) in the last 365 days)") \
    X(LC_X_CIN,        "cin_open",            "1 if an episode of child in need is open") \
    X(LC_X_CPP,        "cpp_open",            "1 if a child protection plan is open") \
    X(LC_X_S47,        "s47_90",              "1 if a section 47 enquiry began in the last 90 days") \
    X(LC_X_ABUSE,      "domestic_abuse_ever", "1 if an assessment ever found 3A, 3B or 3C (domestic abuse)") \
    X(LC_X_SIBLING,    "sibling_entered_90",  "1 if a child of the same family entered care in the last 90 days") \
    X(LC_X_CARE,       "looked_after",        "1 while looked after") \
    X(LC_X_DISABLED,   "disabled",            "1 for a disabled child") \
    X(LC_X_PROPENSITY, "propensity",          "the child's own tendency, standard normal, half of it the family's; nobody sees it") \
    X(LC_X_CRISIS,     "crisis",              "1 in a crisis, which nobody records") \
    X(LC_X_CLOSED,     "cin_closed_365",      "1 if an episode of child in need was closed in the last 365 days") \
    X(LC_X_ADOPTED,    "adopted",             "1 once adopted or under a special guardianship, before this borough's records") \
    X(LC_X_BLACK,      "group_black",         "1 for a child of a Black ethnic group") \
    X(LC_X_ASIAN,      "group_asian",         "1 for a child of an Asian ethnic group") \
    X(LC_X_MIXED,      "group_mixed",         "1 for a child of a Mixed ethnic group") \
    X(LC_X_OTHER,      "group_other",         "1 for a child of another ethnic group") \
    X(LC_X_HELPED,     "panel_helped",        "1 for half a year after a panel has discussed the child")

/* What happens at a rate, a year; the last, from LC_P_ROUTES on, are the ways in which
 * a first entry at 10 or over comes about, and their rates are weights among them. */
#define LC_PROCESS_LIST(X) \
    X(LC_P_DEATH,        "death") \
    X(LC_P_CONTACT,      "contact_only") \
    X(LC_P_EARLY_HELP,   "early_help") \
    X(LC_P_REFERRAL,     "referral") \
    X(LC_P_S47,          "section_47") \
    X(LC_P_CRISIS,       "crisis") \
    X(LC_P_MISSING,      "missing") \
    X(LC_P_CSE,          "cse_concern") \
    X(LC_P_CCE,          "cce_concern") \
    X(LC_P_TRAFFICKING,  "trafficking_concern") \
    X(LC_P_GANG,         "gang_link") \
    X(LC_P_OFFENCE,      "offence") \
    X(LC_P_SUSPENSION,   "suspension") \
    X(LC_P_EXPULSION,    "permanent_exclusion") \
    X(LC_P_PANEL,        "panel") \
    X(LC_P_FIRST_ENTRY,  "first_entry") \
    X(LC_P_YOUNG_ENTRY,  "entry_under_10") \
    X(LC_P_RETURN,       "return_to_care") \
    X(LC_P_SHORT_BREAK,  "short_break") \
    X(LC_P_FAMILY,       "route_family") \
    X(LC_P_EXPLOITATION, "route_exploitation") \
    X(LC_P_REMAND,       "route_remand") \
    X(LC_P_HOMELESS,     "route_homeless") \
    X(LC_P_BREAKDOWN,    "route_breakdown")

/* Single numbers: chances, means in days, rates a year, factors on a chance. */
#define LC_FIGURE_LIST(X) \
    X(LC_F_MOVES_AWAY,        "moves_away_a_year", A_YEAR) \
    X(LC_F_MOVES_WITHIN,      "moves_within_a_year", A_YEAR) \
    X(LC_F_HOSTEL,            "stay_in_hostel", CHANCE) \
    X(LC_F_SHARED_ADDRESS,    "shares_address", CHANCE) \
    X(LC_F_COUSINS_NAMED,     "cousins_share_surname", CHANCE) \
    X(LC_F_TWINS,             "twin_births", CHANCE) \
    X(LC_F_TRIPLETS,          "triplets_of_twins", CHANCE) \
    X(LC_F_OTHER_FATHER,      "other_father", CHANCE) \
    X(LC_F_ADOPTED,           "adopted_before", CHANCE) \
    X(LC_F_DISABLED,          "disabled", CHANCE) \
    X(LC_F_MALE,              "male", CHANCE) \
    X(LC_F_MALE_ALONE,        "male_unaccompanied", CHANCE) \
    X(LC_F_CRISIS_DAYS,       "crisis_days", DAYS) \
    X(LC_F_CRISIS_SIBLING,    "crisis_of_sibling", CHANCE) \
    X(LC_F_REFERRED_SIBLING,  "sibling_referred_too", CHANCE) \
    X(LC_F_S47_SIBLING,       "sibling_section_47_too", CHANCE) \
    X(LC_F_ENTRY_SHARED,      "entry_shared", CHANCE) \
    X(LC_F_NO_ASSESSMENT,     "referral_no_assessment", CHANCE) \
    X(LC_F_CLOSED_AFTER,      "closed_after_assessment", CHANCE) \
    X(LC_F_TO_EARLY_HELP,     "closed_to_early_help", CHANCE) \
    X(LC_F_CIN_DAYS,          "cin_plan_days", DAYS) \
    X(LC_F_CONFERENCE,        "section_47_to_conference", CHANCE) \
    X(LC_F_PLAN,              "conference_to_plan", CHANCE) \
    X(LC_F_CPP_DAYS,          "protection_plan_days", DAYS) \
    X(LC_F_OTHER_CATEGORY,    "plan_changes_category", CHANCE) \
    X(LC_F_EARLY_HELP_DAYS,   "early_help_days", DAYS) \
    X(LC_F_ASSESSED_IN_TIME,  "assessment_within_45_working_days", DAYS) \
    X(LC_F_TOLD_MISSING,      "missing_told_to_social_care", CHANCE) \
    X(LC_F_TOLD_CSE,          "cse_told_to_social_care", CHANCE) \
    X(LC_F_TOLD_CCE,          "cce_told_to_social_care", CHANCE) \
    X(LC_F_TOLD_GANG,         "gang_told_to_social_care", CHANCE) \
    X(LC_F_TOLD_OFFENCE,      "offence_told_to_social_care", CHANCE) \
    X(LC_F_CONCERN_RAISED,    "concern_raised_a_level", CHANCE) \
    X(LC_F_OFFENCE_DAYS,      "offence_to_outcome_days", DAYS) \
    X(LC_F_PLACEMENT_DAYS,    "placement_days", DAYS) \
    X(LC_F_PLACEMENT_CRISIS,  "placement_crisis", CHANCE) \
    X(LC_F_PLACEMENT_CRISIS_DAYS, "placement_crisis_days", DAYS) \
    X(LC_F_HELPED_DAYS,       "panel_helped_days", DAYS) \
    X(LC_F_LATE,              "row_late_by_days", DAYS) \
    X(LC_F_VERY_LATE,         "row_late_by_months", CHANCE) \
    X(LC_F_TWICE,             "row_twice", CHANCE) \
    X(LC_F_MISCODED,          "row_miscoded", CHANCE) \
    X(LC_F_MENDED,            "row_miscoded_mended", CHANCE) \
    X(LC_F_EARLY,             "start_too_early", CHANCE) \
    X(LC_F_UPN_UNLINKED,      "upn_unlinked", CHANCE) \
    X(LC_F_YOT_UNLINKED,      "youth_justice_unlinked", CHANCE) \
    X(LC_F_POLICE_UNLINKED,   "police_unlinked", CHANCE) \
    X(LC_F_DOUBLED,           "person_doubled", CHANCE) \
    X(LC_F_MISSPELT_FORENAME, "forename_misspelt", CHANCE) \
    X(LC_F_MISSPELT_SURNAME,  "surname_misspelt", CHANCE) \
    X(LC_F_CAPITALS,          "surname_in_capitals", CHANCE) \
    X(LC_F_DAY_MONTH,         "birth_day_and_month_swapped", CHANCE) \
    X(LC_F_NO_POSTCODE,       "postcode_lost", CHANCE) \
    X(LC_F_NO_SEX,            "sex_not_stated", CHANCE) \
    X(LC_F_TWINS_ALIKE,             "twins_alike", CHANCE) \
    X(LC_F_SURNAME_CHANGED,         "surname_changed", CHANCE) \
    X(LC_F_ADOPTED_FORENAME,        "adopted_new_forename", CHANCE) \
    X(LC_F_WRITTEN_SOCIAL_CARE,     "wrong_in_social_care", FACTOR) \
    X(LC_F_WRITTEN_POLICE,          "wrong_in_police", FACTOR) \
    X(LC_F_WRITTEN_YOUTH_JUSTICE,   "wrong_in_youth_justice", FACTOR) \
    X(LC_F_WRITTEN_EDUCATION,       "wrong_in_education", FACTOR) \
    X(LC_F_WRITTEN_BRITISH,         "wrong_of_british", FACTOR) \
    X(LC_F_WRITTEN_IRISH,           "wrong_of_irish", FACTOR) \
    X(LC_F_WRITTEN_EASTERN_EUROPEAN, "wrong_of_eastern_european", FACTOR) \
    X(LC_F_WRITTEN_SOUTH_ASIAN_HINDU, "wrong_of_south_asian_hindu", FACTOR) \
    X(LC_F_WRITTEN_TAMIL,           "wrong_of_tamil", FACTOR) \
    X(LC_F_WRITTEN_SOUTH_ASIAN_MUSLIM, "wrong_of_south_asian_muslim", FACTOR) \
    X(LC_F_WRITTEN_SIKH,            "wrong_of_sikh", FACTOR) \
    X(LC_F_WRITTEN_AFGHAN,          "wrong_of_afghan", FACTOR) \
    X(LC_F_WRITTEN_ARABIC,          "wrong_of_arabic", FACTOR) \
    X(LC_F_WRITTEN_SOMALI,          "wrong_of_somali", FACTOR) \
    X(LC_F_WRITTEN_ERITREAN,        "wrong_of_eritrean", FACTOR) \
    X(LC_F_WRITTEN_WEST_AFRICAN,    "wrong_of_west_african", FACTOR) \
    X(LC_F_WRITTEN_CARIBBEAN,       "wrong_of_caribbean", FACTOR) \
    X(LC_F_WRITTEN_PORTUGUESE,      "wrong_of_portuguese", FACTOR) \
    X(LC_F_WRITTEN_CHINESE,         "wrong_of_chinese", FACTOR) \
    X(LC_F_WRITTEN_OTHER,           "wrong_of_other", FACTOR) \
    X(LC_F_SURNAME_BEFORE,          "surname_before_change", CHANCE) \
    X(LC_F_FORENAME_SHORT,          "forename_shortened", CHANCE) \
    X(LC_F_NAME_PART,               "name_part_dropped", CHANCE) \
    X(LC_F_NAME_JOINED,             "name_joined_otherwise", CHANCE) \
    X(LC_F_FORENAME_SPELLING,       "forename_other_spelling", CHANCE) \
    X(LC_F_SURNAME_SPELLING,        "surname_other_spelling", CHANCE) \
    X(LC_F_APOSTROPHE_LOST,         "apostrophe_lost", CHANCE) \
    X(LC_F_ACCENTS_LOST,            "accents_lost", CHANCE) \
    X(LC_F_NAMES_TURNED,            "names_turned", CHANCE) \
    X(LC_F_FORENAME_UNKNOWN,        "forename_unknown", CHANCE) \
    X(LC_F_SURNAME_UNKNOWN,         "surname_unknown", CHANCE) \
    X(LC_F_BABY,                    "baby_unnamed", CHANCE) \
    X(LC_F_BIRTH_YEAR,              "birth_year_off_by_one", CHANCE) \
    X(LC_F_BIRTH_DAY,               "birth_day_wrong", CHANCE) \
    X(LC_F_BIRTH_FIRST,             "birth_first_of_month", CHANCE) \
    X(LC_F_BIRTH_UNKNOWN,           "birth_date_unknown", CHANCE) \
    X(LC_F_JANUARY_ALONE,           "january_unaccompanied", CHANCE) \
    X(LC_F_POSTCODE_BEFORE,         "postcode_before_move", CHANCE) \
    X(LC_F_NHS_UNKNOWN,             "nhs_number_unknown", CHANCE) \
    X(LC_F_NHS_UNKNOWN_ALONE,       "nhs_number_unknown_unaccompanied", CHANCE) \
    X(LC_F_NHS_MISTYPED,            "nhs_number_mistyped", CHANCE) \
    X(LC_F_UPN_MISTYPED,            "upn_mistyped", CHANCE) \
    X(LC_F_NUMBER_OTHER,            "number_other_valid", CHANCE) \
    X(LC_F_NUMBER_OF_SIBLING,       "number_of_sibling", CHANCE) \
    X(LC_F_NUMBERS_EXCHANGED,       "numbers_of_twins_exchanged", CHANCE) \
    X(LC_F_UPN_TEMPORARY,           "upn_temporary", CHANCE) \
    X(LC_F_UPN_TEMPORARY_NEW,       "upn_temporary_new_here", CHANCE) \
    X(LC_F_UPN_TEMPORARY_KEPT,      "upn_temporary_kept", CHANCE) \
    X(LC_F_NUMBER_USED_AGAIN,       "number_used_again", CHANCE) \
    X(LC_F_FAMILY_MISSING,          "family_number_missing", CHANCE) \
    X(LC_F_FAMILY_MISSING_HALF,     "family_number_missing_half", CHANCE) \
    X(LC_F_LEAK,              "leak", CHANCE)

/* Codes by weight. */
#define LC_CHOICE_LIST(X) \
    X(LC_C_SOURCE,          "referral_source") \
    X(LC_C_NEED,            "primary_need") \
    X(LC_C_CATEGORY,        "abuse_category") \
    X(LC_C_CONTACT,         "contact_outcome") \
    X(LC_C_CLOSE,           "close_reason") \
    X(LC_C_LEGAL_YOUNG,     "legal_status_under_10") \
    X(LC_C_LEGAL_FAMILY,    "legal_status_family") \
    X(LC_C_LEGAL_EXPLOITATION, "legal_status_exploitation") \
    X(LC_C_LEGAL_HOMELESS,  "legal_status_homeless") \
    X(LC_C_LEGAL_BREAKDOWN, "legal_status_breakdown") \
    X(LC_C_NEED_YOUNG,      "need_on_entry_under_10") \
    X(LC_C_NEED_FAMILY,     "need_on_entry_family") \
    X(LC_C_NEED_EXPLOITATION, "need_on_entry_exploitation") \
    X(LC_C_NEED_HOMELESS,   "need_on_entry_homeless") \
    X(LC_C_NEED_BREAKDOWN,  "need_on_entry_breakdown") \
    X(LC_C_PLACE_YOUNG,     "placement_under_12") \
    X(LC_C_PLACE_TEEN,      "placement_12_to_15") \
    X(LC_C_PLACE_OLD,       "placement_16_and_over") \
    X(LC_C_PROVIDER,        "placement_provider") \
    X(LC_C_MOVED,           "placement_change_reason") \
    X(LC_C_LAST_ADULT,      "last_reason_at_18") \
    X(LC_C_LAST_YOUNG,      "last_reason_under_5") \
    X(LC_C_LAST_OLD,        "last_reason_5_and_over") \
    X(LC_C_LAST_REMAND,     "last_reason_remand") \
    X(LC_C_CONCERN_SOURCE,  "concern_source") \
    X(LC_C_CONCERN_LEVEL,   "concern_level") \
    X(LC_C_GANG_ROLE,       "gang_role") \
    X(LC_C_OFFENCE,         "offence_category") \
    X(LC_C_OUTCOME,         "offence_outcome") \
    X(LC_C_EXCLUSION,       "exclusion_reason")
/* clang-format on */

#define LC_ENUMERATOR(constant, ...) constant,
enum lc_predictor {
    LC_PREDICTOR_LIST(LC_ENUMERATOR) LC_PREDICTORS,
    LC_STATED = LC_X_SIBLING + 1
};
enum lc_process {
    LC_PROCESS_LIST(LC_ENUMERATOR) LC_PROCESSES,
    LC_P_ROUTES = LC_P_FAMILY
};
enum lc_figure { LC_FIGURE_LIST(LC_ENUMERATOR) LC_TRUTH_FIGURES };
/* What its number may be: 0 to 1; 0 to 3650 days; 0 to 100 a year; 0 to 1000. */
enum lc_figure_kind {
    LC_FIGURE_CHANCE,
    LC_FIGURE_DAYS,
    LC_FIGURE_A_YEAR,
    LC_FIGURE_FACTOR
};
enum lc_choice_of { LC_CHOICE_LIST(LC_ENUMERATOR) LC_CHOICES };
#undef LC_ENUMERATOR

enum { LC_FIRST_YEAR = 2012, LC_LAST_YEAR = 2025, LC_TREND_YEARS = 14 };
enum { LC_FACTORS_MOST = 64, LC_PEOPLES_MOST = 32 };

struct lc_named {
    const char *name, *meaning;
};
extern const struct lc_named lc_predictors[LC_PREDICTORS];
extern const char *const lc_processes[LC_PROCESSES];
extern const char *const lc_figures[LC_TRUTH_FIGURES];
extern const enum lc_figure_kind lc_figure_kinds[LC_TRUTH_FIGURES];
extern const char *const lc_choices[LC_CHOICES];

struct lc_process_rates { /* a year: by_age times by_year times by_month */
    double by_age[18];
    double by_year[LC_TREND_YEARS]; /* ending 31 March */
    double by_month[12];            /* January first */
    double log_ratio[LC_PREDICTORS];
};

/* A choice by weights: rows of { text, weight } ended by a NULL text. */
struct lc_choice {
    const char *text;
    double weight;
};

/* An assessment factor: share of assessments that find it at propensity 0, log odds a
 * unit of propensity, ages, and the years ending 31 March in which the code is used. */
struct lc_factor {
    const char *code;
    double share, slope;
    int age_from, age_to, year_from, year_to;
};

/* An ethnic group as the census codes it: its share, the predictor of the group that it
 * is told under (0: white, which has none), and where its names come from
 * (name_inside.h). */
struct lc_ethnicity {
    const char *code, *origin;
    int group;
    double share;
};

struct lc_coefficients {
    struct lc_process_rates process[LC_PROCESSES];
    double figure[LC_TRUTH_FIGURES];
    const struct lc_choice *choice[LC_CHOICES];
    size_t factors, peoples, peoples_alone;
    struct lc_factor factor[LC_FACTORS_MOST];
    uint64_t abuse; /* a bit a factor: domestic abuse, codes that begin with 3 */
    struct lc_ethnicity people[LC_PEOPLES_MOST];
    struct lc_ethnicity people_alone[LC_PEOPLES_MOST]; /* of unaccompanied children */
    double alone[LC_TREND_YEARS]; /* unaccompanied children a year, of 75,000 */
    struct lc_delivery feed[LC_SHEETS];
    int32_t family_help_from; /* the reform's day (told_inside.h), or LC_OPEN */
    struct lc_coefficients_kept *kept; /* what the words above lie in */
};

/* The built-in truth.yaml, and of the file at `path`, unless that is NULL, what it says
 * in its place: rows by name, lists whole. A path without a slash or .yaml names a hard
 * mode (hard/NAME.yaml). LC_FORMAT with file and line: a word that is not known (with
 * the nearest that is), is there twice, or a number out of its range. LC_USAGE: no such
 * hard mode, with those that there are. Free it with lc_coefficients_free(). */
int lc_coefficients_read(struct lc_coefficients **out, const char *path,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_coefficients_free(struct lc_coefficients *truth);

/* The text of the built-in truth.yaml; not ended (builtin.S). */
extern const char lc_builtin_truth[];
extern const size_t lc_builtin_truth_size;
