/* See grammar.h. Every row is a field of study.h; what is missing is zero. */
#include "study/grammar.h"

#include "study/study.h"

/* clang-format off */
enum { NEED = CYAML_FLAG_DEFAULT, MAY = CYAML_FLAG_OPTIONAL, TEXT_LIMIT = 4000, MANY = 1000 };

#define TEXT(key, need, type, field) CYAML_FIELD_STRING_PTR(key, need, struct type, field, 1, TEXT_LIMIT)
#define WHOLE(key, need, type, field) CYAML_FIELD_INT(key, need, struct type, field)
#define REAL(key, need, type, field) CYAML_FIELD_FLOAT(key, need, struct type, field)
#define FLAG(key, need, type, field) CYAML_FIELD_BOOL(key, need, struct type, field)
#define PART(key, need, type, field, rows) CYAML_FIELD_MAPPING(key, need, struct type, field, rows)
#define LIST(key, need, type, field, item, least, most) \
    CYAML_FIELD_SEQUENCE(key, (need) | CYAML_FLAG_POINTER, struct type, field, item, least, most)

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TEXT_LIMIT),
};

static const cyaml_schema_field_t about[] = {
    TEXT("name", NEED, lc_study_about, name),
    TEXT("title", NEED, lc_study_about, title),
    TEXT("purpose", MAY, lc_study_about, purpose),
    WHOLE("seed", MAY, lc_study_about, seed),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t cohort[] = {
    WHOLE("age_from", NEED, lc_study_cohort, age_from),
    WHOLE("age_to", NEED, lc_study_cohort, age_to),
    LIST("known_to", NEED, lc_study_cohort, known_to, &word, 1, MANY),
    TEXT("known_within", MAY, lc_study_cohort, known_within),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t landmarks[] = {
    TEXT("every", NEED, lc_study_landmarks, every),
    TEXT("from", MAY, lc_study_landmarks, from),
    TEXT("to", MAY, lc_study_landmarks, to),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t outcome[] = {
    TEXT("history", NEED, lc_study_outcome, history),
    FLAG("first_entry", NEED, lc_study_outcome, first_entry),
    WHOLE("age_floor", NEED, lc_study_outcome, age_floor),
    FLAG("uasc", NEED, lc_study_outcome, uasc),
    FLAG("remand", NEED, lc_study_outcome, remand),
    FLAG("short_breaks", MAY, lc_study_outcome, short_breaks),
    WHOLE("shortest_stay", MAY, lc_study_outcome, shortest_stay),
    TEXT("horizon", NEED, lc_study_outcome, horizon),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t sources[] = {
    TEXT("lag", MAY, lc_study_sources, lag),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t filter[] = {
    TEXT("attribute", NEED, lc_study_filter, attribute),
    LIST("values", NEED, lc_study_filter, values, &word, 1, MANY),
    CYAML_FIELD_END
};

static const cyaml_schema_value_t filter_item = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_study_filter, filter),
};

static const cyaml_schema_field_t predictor[] = {
    TEXT("name", NEED, lc_study_predictor, name),
    TEXT("kind", NEED, lc_study_predictor, kind),
    TEXT("history", MAY, lc_study_predictor, history),
    TEXT("window", MAY, lc_study_predictor, window),
    LIST("codes", MAY, lc_study_predictor, codes, &word, 1, MANY),
    LIST("where", MAY, lc_study_predictor, where, &filter_item, 1, MANY),
    WHOLE("level_from", MAY, lc_study_predictor, level_from),
    TEXT("observed_from", MAY, lc_study_predictor, observed_from),
    TEXT("label", NEED, lc_study_predictor, label),
    CYAML_FIELD_END
};

static const cyaml_schema_value_t predictor_item = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_study_predictor, predictor),
};

static const cyaml_schema_field_t net[] = {
    REAL("alpha", NEED, lc_study_net, alpha),
    REAL("lambda", MAY, lc_study_net, lambda),
    WHOLE("path", MAY, lc_study_net, path),
    WHOLE("folds", MAY, lc_study_net, folds),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t model[] = {
    TEXT("name", NEED, lc_study_model, name),
    TEXT("family", NEED, lc_study_model, family),
    TEXT("formula", NEED, lc_study_model, formula),
    TEXT("ties", MAY, lc_study_model, ties),
    TEXT("dist", MAY, lc_study_model, dist),
    REAL("ridge", MAY, lc_study_model, ridge),
    REAL("grid", MAY, lc_study_model, grid),
    TEXT("baseline", MAY, lc_study_model, baseline),
    WHOLE("degree", MAY, lc_study_model, degree),
    FLAG("firth", MAY, lc_study_model, firth),
    CYAML_FIELD_MAPPING_PTR("net", MAY, struct lc_study_model, net, net),
    CYAML_FIELD_END
};

static const cyaml_schema_value_t model_item = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct lc_study_model, model),
};

static const cyaml_schema_field_t validation[] = {
    TEXT("test_from", MAY, lc_study_validation, test_from),
    TEXT("test_last", MAY, lc_study_validation, test_last),
    TEXT("label_delay", MAY, lc_study_validation, label_delay),
    WHOLE("rolling", MAY, lc_study_validation, rolling),
    WHOLE("bootstrap", MAY, lc_study_validation, bootstrap),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t panel[] = {
    WHOLE("capacity", NEED, lc_study_panel, capacity),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t acceptance[] = {
    WHOLE("events_at_least", MAY, lc_study_acceptance, events_at_least),
    REAL("precision_at_least", MAY, lc_study_acceptance, precision_at_least),
    REAL("auc_at_least", MAY, lc_study_acceptance, auc_at_least),
    REAL("slope_from", MAY, lc_study_acceptance, slope_from),
    REAL("slope_to", MAY, lc_study_acceptance, slope_to),
    REAL("ratio_from", MAY, lc_study_acceptance, ratio_from),
    REAL("ratio_to", MAY, lc_study_acceptance, ratio_to),
    FLAG("beats_baselines", MAY, lc_study_acceptance, beats_baselines),
    CYAML_FIELD_END
};

static const cyaml_schema_field_t fields[] = {
    WHOLE("format", NEED, lc_study, format),
    PART("study", NEED, lc_study, about, about),
    PART("cohort", NEED, lc_study, cohort, cohort),
    PART("landmarks", NEED, lc_study, landmarks, landmarks),
    PART("outcome", NEED, lc_study, outcome, outcome),
    LIST("competing", MAY, lc_study, competing, &word, 1, LC_STUDY_CAUSES),
    PART("sources", MAY, lc_study, sources, sources),
    LIST("predictors", NEED, lc_study, predictors, &predictor_item, 1, LC_STUDY_PREDICTORS),
    LIST("models", MAY, lc_study, models, &model_item, 1, MANY),
    PART("validation", MAY, lc_study, validation, validation),
    PART("panel", MAY, lc_study, panel, panel),
    PART("acceptance", MAY, lc_study, acceptance, acceptance),
    CYAML_FIELD_END
};

const cyaml_schema_value_t lc_study_grammar = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct lc_study, fields),
};
/* clang-format on */
