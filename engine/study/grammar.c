/* See grammar.h. A row is a field of study.h and what people are told of it; what is
 * missing is zero. */
#include "study/grammar.h"

#include "study/study.h"

/* clang-format off */
enum { NEED = CYAML_FLAG_DEFAULT, MAY = CYAML_FLAG_OPTIONAL, TEXT_LIMIT = 4000, MANY = 1000 };

#define TEXT(key, need, type, field) CYAML_FIELD_STRING_PTR(key, need, struct type, field, 1, TEXT_LIMIT)
#define WHOLE(key, need, type, field) CYAML_FIELD_INT(key, need, struct type, field)
/* NULL where it is not said, which is not 0. */
#define WHOLE_IF_SAID(key, need, type, field) CYAML_FIELD_INT_PTR(key, need, struct type, field)
#define REAL_IF_SAID(key, need, type, field) CYAML_FIELD_FLOAT_PTR(key, need, struct type, field)
#define FLAG(key, need, type, field) CYAML_FIELD_BOOL(key, need, struct type, field)
#define PART(key, need, type, field, rows) CYAML_FIELD_MAPPING(key, need, struct type, field, rows)
#define LIST(key, need, type, field, item, least, most) \
    CYAML_FIELD_SEQUENCE(key, (need) | CYAML_FLAG_POINTER, struct type, field, item, least, most)

/* X(the field, what its absence means, its range, an example, what it is). An example
 * that begins with "# " stands instead of the one before it. */
#define SCHEMA(field, absent, range, example, meaning) field,
#define WORDS(field, absent, range, example, meaning) { absent, range, example, meaning },
#define KEYS(part) \
    static const cyaml_schema_field_t part[] = { part##_keys(SCHEMA) CYAML_FIELD_END }; \
    static const struct lc_key_words part##_words[] = { part##_keys(WORDS) };
#define ITEM(part, type) \
    static const cyaml_schema_value_t part##_item = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct type, part) };

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TEXT_LIMIT),
};

#define about_keys(X) \
    X(TEXT("name", NEED, lc_study_about, name), "", "a letter, then letters, digits, - and _; at most 63", "late-entry", "names the study in messages and files") \
    X(TEXT("title", NEED, lc_study_about, title), "", "one line", "First entry into care at 13 or over, within 12 months", "the heading of the page") \
    X(TEXT("purpose", MAY, lc_study_about, purpose), "nothing is said", "a sentence or two", "To order the list that the panel discusses.", "what the risks are for, and what they are not for") \
    X(TEXT("review_by", MAY, lc_study_about, review_by), "nobody said", "a day", "2027-04-01", "the day by which somebody judges the model anew; score says when it is past") \
    X(WHOLE("seed", MAY, lc_study_about, seed), "1", "0 to 2147483647", "1", "of everything random: folds, bootstrap; --seed says otherwise")
KEYS(about)

#define cohort_keys(X) \
    X(WHOLE("age_from", NEED, lc_study_cohort, age_from), "", "0 to 17", "13", "youngest on the landmark, in completed years, included") \
    X(WHOLE("age_to", NEED, lc_study_cohort, age_to), "", "age_from to 17", "17", "oldest, included") \
    X(LIST("known_to", NEED, lc_study_cohort, known_to, &word, 1, MANY), "", "histories", "[referral, cin, missing]", "a child is looked at if an event of one of these was known before the landmark") \
    X(TEXT("known_within", MAY, lc_study_cohort, known_within), "any time", "a length of time", "24 months", "only events that started so long before the landmark, or less, make a child known")
KEYS(cohort)

#define landmarks_keys(X) \
    X(TEXT("every", NEED, lc_study_landmarks, every), "", "a length of time", "1 month", "how far the days are apart on which children are looked at") \
    X(TEXT("from", MAY, lc_study_landmarks, from), "all", "a day, or all: as far back as care is covered", "2015-04-01", "the first of these days") \
    X(TEXT("to", MAY, lc_study_landmarks, to), "all", "a day, or all: as far as care is covered", "all", "the last, included")
KEYS(landmarks)

#define outcome_keys(X) \
    X(TEXT("history", NEED, lc_study_outcome, history), "", "care", "care", "the history whose first qualifying event is foretold") \
    X(FLAG("first_entry", NEED, lc_study_outcome, first_entry), "", "true or false", "true", "true: children who were never in care before; false: any entry") \
    X(WHOLE("age_floor", NEED, lc_study_outcome, age_floor), "", "0 to 17", "13", "completed years on the day of entry, at the least") \
    X(FLAG("uasc", NEED, lc_study_outcome, uasc), "", "true or false", "false", "does an entry as an unaccompanied asylum-seeking child count?") \
    X(FLAG("remand", NEED, lc_study_outcome, remand), "", "true or false", "true", "does an entry by remand (legal status J1) count?") \
    X(FLAG("short_breaks", MAY, lc_study_outcome, short_breaks), "false", "true or false", "false", "do short breaks (legal status V3, V4) count?") \
    X(WHOLE("shortest_stay", MAY, lc_study_outcome, shortest_stay), "0", "0 to 365 days", "0", "a period of care of fewer days does not count") \
    X(TEXT("horizon", NEED, lc_study_outcome, horizon), "", "a length of time", "12 months", "how far ahead: [landmark, the same day so much later)")
KEYS(outcome)

#define sources_keys(X) \
    X(TEXT("lag", MAY, lc_study_sources, lag), "0 days", "a length of time", "31 days", "a source whose first or last event falls this far inside a window still covers it") \
    X(LIST("refit_without", MAY, lc_study_sources, refit_without, &word, 1, MANY), "none: refuse", "histories of predictors", "[missing]", "for each, train keeps a second fit without its predictors, for days on which it is not observed; without one, nobody is scored by a model that learnt from it and never saw it missing")
KEYS(sources)

#define declared_keys(X) \
    X(TEXT("history", NEED, lc_declared, history), "", "a history", "cin", "whose events mean something else since") \
    X(TEXT("attribute", MAY, lc_declared, attribute), "`code` is one of the history's codes", "an attribute of the history", "# source", "of which `code` is a value") \
    X(TEXT("code", MAY, lc_declared, code), "all of the history", "a code", "# N1", "only this code's") \
    X(TEXT("from", NEED, lc_declared, from), "", "a day", "2026-02-01", "the first day of the new meaning; of a break that a schema declares, a day three months from it at the most") \
    X(TEXT("what", MAY, lc_declared, what), "as a schema says, or nothing", "a few words", "Family Help began", "what changed") \
    X(TEXT("accept", MAY, lc_declared, accept), "train refuses what is read on both sides", "a few words", "\"open spells mean the same\"", "why a model may learn across it: told on its page and in its file")
KEYS(declared)
ITEM(declared, lc_declared)

#define filter_keys(X) \
    X(TEXT("attribute", NEED, lc_study_filter, attribute), "", "an attribute of the history", "context", "what is asked of an event") \
    X(LIST("values", NEED, lc_study_filter, values, &word, 1, MANY), "", "codes", "[home, school]", "any of these will do")
KEYS(filter)
ITEM(filter, lc_study_filter)

#define predictor_keys(X) \
    X(TEXT("name", NEED, lc_study_predictor, name), "", "a letter, then letters, digits and _; at most 63; none twice", "missing_90", "the column, as formulas say it") \
    X(TEXT("kind", NEED, lc_study_predictor, kind), "", "a kind (below)", "count", "what is made of the events") \
    X(TEXT("history", MAY, lc_study_predictor, history), "none, for kinds that read none", "a history", "missing", "whose events are read") \
    X(TEXT("other", MAY, lc_study_predictor, other), "none, for most kinds", "another history", "# offence", "the history that a kind of two compares it with") \
    X(TEXT("window", MAY, lc_study_predictor, window), "any time before the landmark", "a length of time", "90 days", "only events that started so long before the landmark, or less") \
    X(LIST("codes", MAY, lc_study_predictor, codes, &word, 1, MANY), "all", "codes of the history", "[M]", "only events of these codes") \
    X(LIST("where", MAY, lc_study_predictor, where, &filter_item, 1, MANY), "all", "filters", "", "only events for which all of these hold") \
    X(WHOLE("level_from", MAY, lc_study_predictor, level_from), "0: all", "0 to 32767", "0", "only events of at least this level") \
    X(TEXT("observed_from", MAY, lc_study_predictor, observed_from), "as the sources cover", "a day", "2016-04-01", "the code or source did not exist before: not observed until then") \
    X(TEXT("label", NEED, lc_study_predictor, label), "", "plain words", "missing episodes in the last 90 days", "how the page and the reasons say it")
KEYS(predictor)
ITEM(predictor, lc_study_predictor)

#define validation_keys(X) \
    X(TEXT("test_from", MAY, lc_study_validation, test_from), "by test_last", "a day", "# 2022-05-01", "models are tested on landmarks from this day on") \
    X(TEXT("test_last", MAY, lc_study_validation, test_last), "by test_from", "a length of time", "24 months", "tested on the last so long of landmarks whose horizon the data cover") \
    X(TEXT("label_delay", MAY, lc_study_validation, label_delay), "0 days", "a length of time", "1 month", "how long after its horizon an outcome is known; a test is trained on landmarks for which that had passed by its first day") \
    X(WHOLE("rolling", MAY, lc_study_validation, rolling), "0", "0 to 100", "0", "further earlier test spans of the same length, each trained on what was known on its first day; acceptance is judged on all spans together") \
    X(WHOLE("bootstrap", MAY, lc_study_validation, bootstrap), "500", "1 to 100000", "500", "replicates over children, for the intervals")
KEYS(validation)

#define group_keys(X) \
    X(TEXT("label", NEED, lc_study_group, label), "", "plain words", "Black children", "how the page says it") \
    X(TEXT("attribute", NEED, lc_study_group, attribute), "", "an attribute of the history person, or sex", "ethnicity", "by what children are told apart; nothing is learnt of it") \
    X(LIST("values", NEED, lc_study_group, values, &word, 1, MANY), "", "codes, none in two groups of one attribute", "[BCRB, BAFR, BOTH]", "any of these makes a child one of the group")
KEYS(group)
ITEM(group, lc_study_group)

#define panel_keys(X) \
    X(WHOLE("capacity", NEED, lc_study_panel, capacity), "", "1 to 1000000", "20", "children that a panel can discuss at one meeting: the length of the list")
KEYS(panel)

#define acceptance_keys(X) \
    X(WHOLE_IF_SAID("events_at_least", MAY, lc_study_acceptance, events_at_least), "not asked", "1 to 1000000000", "100", "entries in the test span") \
    X(REAL_IF_SAID("precision_at_least", MAY, lc_study_acceptance, precision_at_least), "not asked", "0 to 1", "0.15", "of those listed, the share who entered care") \
    X(REAL_IF_SAID("auc_at_least", MAY, lc_study_acceptance, auc_at_least), "not asked", "0 to 1", "0.7", "area under the ROC curve") \
    X(REAL_IF_SAID("slope_from", MAY, lc_study_acceptance, slope_from), "not asked", "0 to 10", "0.8", "calibration slope, at the least") \
    X(REAL_IF_SAID("slope_to", MAY, lc_study_acceptance, slope_to), "not asked", "0 to 10", "1.25", "calibration slope, at the most") \
    X(REAL_IF_SAID("ratio_from", MAY, lc_study_acceptance, ratio_from), "not asked", "0 to 100", "0.8", "entries observed over expected, at the least") \
    X(REAL_IF_SAID("ratio_to", MAY, lc_study_acceptance, ratio_to), "not asked", "0 to 100", "1.25", "entries observed over expected, at the most") \
    X(FLAG("beats_baselines", MAY, lc_study_acceptance, beats_baselines), "false", "true or false", "true", "a better precision than the rank by missing episodes, shown by the interval of the difference") \
    X(TEXT("judge_by", MAY, lc_study_acceptance, judge_by), "limit", "limit or estimate", "limit", "what must meet a threshold: the limit of the 95% interval that is on its wrong side, or the estimate alone") \
    X(TEXT("when_not_good_enough", MAY, lc_study_acceptance, when_not_good_enough), "list", "list or refuse", "list", "what score does with a model that is not good enough or not judged: a list that says so first, or none")
KEYS(acceptance)

#define study_keys(X) \
    X(WHOLE("format", NEED, lc_study, format), "", "1", "1", "of the file") \
    X(PART("study", NEED, lc_study, about, about), "", "", "", "what it is") \
    X(PART("cohort", NEED, lc_study, cohort, cohort), "", "", "", "who is looked at") \
    X(PART("landmarks", NEED, lc_study, landmarks, landmarks), "", "", "", "when") \
    X(PART("outcome", NEED, lc_study, outcome, outcome), "", "", "", "what may happen") \
    X(LIST("competing", MAY, lc_study, competing, &word, 1, LC_STUDY_CAUSES), "nothing competes", "histories, and other_entry", "[death, moved, permanence, other_entry]", "what else ends follow-up: causes 2, 3 and on, in this order") \
    X(PART("sources", MAY, lc_study, sources, sources), "no lag", "", "", "how a source's span is judged") \
    X(LIST("breaks", MAY, lc_study, breaks, &declared_item, 1, MANY), "as schemas declare", "", "", "from when on what a history tells is not comparable with before") \
    X(LIST("predictors", NEED, lc_study, predictors, &predictor_item, 1, LC_STUDY_PREDICTORS), "", "at most 500", "", "what is known before the landmark") \
    X(CYAML_FIELD_IGNORE("models", CYAML_FLAG_OPTIONAL), "none can be trained", "for each a name, a family, a formula (its right-hand side over predictors' names), and any option of fit that its family reads (docs/models.md)", "[{ name: logistic, family: logistic, formula: log1p(missing_90) }]", "what is tried") \
    X(PART("validation", MAY, lc_study, validation, validation), "nothing is held out: no model can be judged", "", "", "how models are tested") \
    X(LIST("groups", MAY, lc_study, groups, &group_item, 1, LC_STUDY_GROUPS), "none is told of apart", "at most 40", "", "children of whom the test is told apart: entries expected and observed, AUC, share on the list; who is in none of an attribute's groups is told of as the rest") \
    X(PART("panel", MAY, lc_study, panel, panel), "no size is known", "", "", "how long the list is") \
    X(PART("acceptance", MAY, lc_study, acceptance, acceptance), "nothing is asked: no model is judged", "", "", "what a model must reach, said beforehand; a verdict needs a number of events, a range of calibration (slope or ratio, from and to) and beats_baselines") \
    X(TEXT("uncertain_links", MAY, lc_study, uncertain_links), "keep", "keep, leave_out or average", "keep", "children whose records may be another child's or lack some. keep: as linked. leave_out: who has a link of less than 95% or a pair in the review list is neither learnt from nor judged on; score leaves nobody out. average: train draws ten linkages by their chances, fits the model to each, and tells its coefficients over all of them beside its own")
KEYS(study)

const cyaml_schema_value_t lc_study_grammar = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct lc_study, study),
};

#define PARTS(X) X(study) X(about) X(cohort) X(landmarks) X(outcome) X(sources) X(declared) X(predictor) X(filter) \
    X(validation) X(group) X(panel) X(acceptance)
#define OF(part) { part, part##_words },
/* clang-format on */

const struct lc_key_words *lc_study_words(const cyaml_schema_field_t *fields)
{
    static const struct {
        const cyaml_schema_field_t *fields;
        const struct lc_key_words *words;
    } parts[] = { PARTS(OF) };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].fields == fields)
            return parts[i].words;
    return NULL;
}
