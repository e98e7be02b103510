/* What a study's training rows cannot speak of is left out and named. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/assess/training.h"
#include "models/fit/left_out.h"
#include "models/panel/list.h"
#include "models/panel/score.h"
#include "support/stores.h"
#include "support/town.h"
#include "support/words.h"
#include "table/table.h"

TestSuite(left_out, .init = lc_begin);

/* Eight rows; entries are rows 1, 2 and 8.
 *   never    not 0 in rows 3, 4: no entry              left out
 *   some     in 1, 3: one of two                       stays
 *   always   in 1, 2: both, but a predictor            stays (and would separate)
 *   age      in all                                    stays
 *   gap      missing in 5, 6: no entry                 its flag is left out
 *   full     missing in 2, 8: both entries             its flag is left out
 *   half     missing in 1, 7: one of two               its flag stays */
static const char csv[] = "never,some,always,age,gap,full,half\n"
                          "0,1,1,15,1,1,\n"
                          "0,0,2,16,2,,1\n"
                          "1,1,0,14,3,3,2\n"
                          "2,0,0,15,1,4,1\n"
                          "0,0,0,13,,1,5\n"
                          "0,0,0,14,,2,1\n"
                          "0,0,0,16,4,2,\n"
                          "0,0,0,15,2,,3\n";
static const double entry[8] = { 1, 1, 0, 0, 0, 0, 0, 1 };

Test(left_out, by_the_stated_rule)
{
    static const char *const names[] = { "never", "not observed(gap)",
                                         "not observed(full)" };
    struct lc_frame frame;
    struct lc_applied applied;
    struct lc_terms_options learn = { .missing = LC_FLAG_MISSING };
    lc_terms *terms;
    json_t *list;
    cr_assert(eq(int, lc_table_read_bytes(&frame, "t", csv, strlen(csv), NULL), LC_OK));
    cr_assert(
        eq(int,
           lc_terms_learn(&terms, "never + some + always + age + gap + full + half",
                          &frame, &learn, NULL),
           LC_OK));
    cr_assert(eq(int, lc_terms_apply(&applied, terms, &frame, NULL, LC_APPLY_FIT, NULL),
                 LC_OK));
    cr_assert(eq(sz, applied.x.p, 10));
    cr_assert(eq(int, lc_left_out(&list, &applied, entry, 10, terms, NULL), LC_OK));
    cr_assert(eq(sz, json_array_size(list), 3));
    for (size_t k = 0; k < 3; k++)
        cr_assert(eq(
            str,
            (char *)json_string_value(json_object_get(json_array_get(list, k), "name")),
            (char *)names[k]));
    for (size_t j = 0; j < applied.x.p; j++) {
        double sum = 0;
        bool out = false;
        for (size_t i = 0; i < applied.n; i++)
            sum += fabs(lc_column_get(applied.column + j, i));
        for (size_t k = 0; k < 3; k++)
            out |= !strcmp(names[k], lc_terms_at(terms, j)->name);
        cr_assert(eq(int, sum == 0, out), "%s", lc_terms_at(terms, j)->name);
    }
    json_decref(list);
    /* the same rows again: their flags are 0 by now, and 9 entrants carry nothing else
     */
    ((uint8_t *)applied.column[0].data)[2] = 1;
    cr_assert(eq(int, lc_left_out(&list, &applied, entry, 9, terms, NULL), LC_OK));
    cr_assert(eq(sz, json_array_size(list), 0));
    json_decref(list);
    lc_applied_free(&applied);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* "Ever" beside "now": of the rows that are ever but not now none is an entry. */
Test(left_out, a_flag_beside_a_narrower_one)
{
    static const char text[] = "ever,now,other\n1,1,0\n1,1,1\n1,0,1\n1,0,0\n0,0,1\n"
                               "0,0,0\n0,0,1\n0,0,0\n";
    struct lc_frame frame;
    struct lc_applied applied;
    lc_terms *terms;
    bool more;
    json_t *list = json_array();
    cr_assert(
        eq(int, lc_table_read_bytes(&frame, "t", text, strlen(text), NULL), LC_OK));
    cr_assert(eq(int, lc_terms_learn(&terms, "ever + now + other", &frame, NULL, NULL),
                 LC_OK));
    cr_assert(eq(int, lc_terms_apply(&applied, terms, &frame, NULL, LC_APPLY_FIT, NULL),
                 LC_OK));
    cr_assert(
        eq(int, lc_left_out_beside(list, &applied, entry, terms, &more, NULL), LC_OK));
    cr_assert(more);
    cr_assert(eq(sz, json_array_size(list), 1));
    cr_assert(
        eq(str,
           (char *)json_string_value(json_object_get(json_array_get(list, 0), "name")),
           "ever"));
    cr_assert(eq(dbl, lc_column_get(applied.column, 0), 0));
    cr_assert(eq(dbl, lc_column_get(applied.column + 1, 0), 1));
    json_decref(list);
    lc_applied_free(&applied);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* Of some children who never enter care nobody wrote down the sex. */
static struct lc_store town_with_gaps(size_t *gaps)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_history *person = lc_store_history(&store, "person");
    const struct lc_history *care = lc_store_history(&store, "care");
    uint16_t unknown;
    cr_assert(
        eq(int, lc_codes_add(&person->codes, lc_slice_of("U"), &unknown, NULL), LC_OK));
    *gaps = 0;
    for (size_t i = 0; i < person->n; i++) {
        uint32_t c = person->child[i];
        if (c % 90 == 4 && care->offset[c] == care->offset[c + 1]) {
            person->code[i] = unknown;
            ++*gaps;
        }
    }
    return store;
}

static void train(struct lc_training *training, const struct lc_study *study,
                  struct lc_slice text, struct lc_store *store, const char *model)
{
    struct lc_error err = { 0 };
    struct lc_training_ask ask = {
        .study = study, .text = text, .store = store, .model = model, .seed = 1
    };
    int code = lc_training_run(training, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

/* How many of the listed are told that something is counted as nothing. */
static size_t told(const json_t *document)
{
    const json_t *listed = json_object_get(document, "listed");
    size_t count = 0;
    for (size_t k = 0; k < json_array_size(listed); k++) {
        const json_t *row = json_array_get(listed, k);
        const json_t *unknown = json_object_get(row, "unknown");
        const char *sex = json_string_value(json_object_get(row, "sex"));
        bool said = false;
        for (size_t u = 0; u < json_array_size(unknown); u++)
            said |= strstr(json_string_value(json_array_get(unknown, u)),
                           "counted as nothing")
                    != NULL;
        cr_assert(eq(int, said, !strcmp(sex, "U")));
        count += said;
    }
    return count;
}

static void expect_kind(const char *model)
{
    size_t gaps;
    struct lc_slice text;
    struct lc_training training;
    struct lc_scoring scoring;
    struct lc_study *study = town_study("", &text);
    struct lc_store store = town_with_gaps(&gaps);
    json_t *document;
    cr_assert(lt(sz, 5, gaps));
    train(&training, study, text, &store, model);
    const json_t *list = lc_left_out_of(training.model);
    cr_assert(eq(sz, json_array_size(list), 1));
    cr_assert(
        eq(str,
           (char *)json_string_value(json_object_get(json_array_get(list, 0), "name")),
           "not observed(sex)"));
    cr_assert(strstr(training.model->fit->status_text, "settings.left_out") != NULL);
    cr_assert(strstr(training.model->fit->status_text, "not observed(sex)") != NULL);
    cr_assert(eq(int,
                 lc_score_run(&scoring, training.model, &store,
                              &(struct lc_score_ask){ .day = day_of("2021-12-01"),
                                                      .capacity = 100000 },
                              NULL, NULL),
                 LC_OK));
    cr_assert(eq(sz, scoring.refused, 0));
    words_of_program(); /* which a list is written in */
    cr_assert(eq(int,
                 lc_list_document(&document, &scoring, training.model, &store, NULL),
                 LC_OK));
    cr_assert(lt(sz, 0, told(document)));
    json_decref(document);
    lc_scoring_free(&scoring);
    lc_training_free(&training);
    lc_store_free(&store);
    lc_study_free(study);
}

Test(left_out, a_rare_flag_does_not_stop_a_training)
{
    expect_kind("logistic");
}

Test(left_out, nor_one_under_cox)
{
    expect_kind("cox");
}
