#include "support/scored.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/stores.h"
#include "support/town.h"
#include "support/words.h"

void scored_town_open(struct scored_town *f, const char *model)
{
    struct lc_error err = { 0 };
    struct lc_slice text;
    words_of_program(); /* which a list is written in */
    f->store = town_store(8, 1500, 1.5);
    f->study = town_study("", &text);
    f->day = day_of("2021-12-01");
    struct lc_training_ask ask = { .study = f->study,
                                   .text = text,
                                   .store = &f->store,
                                   .model = model,
                                   .replicates = 0,
                                   .seed = 1 };
    int code = lc_training_run(&f->training, &ask, json_array(), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

void scored_town_close(struct scored_town *f)
{
    lc_training_free(&f->training);
    lc_study_free(f->study);
    lc_store_free(&f->store);
}

void scored_town_list(struct lc_scoring *s, const struct scored_town *f,
                      size_t capacity, lc_team *team)
{
    struct lc_error err = { 0 };
    int code = lc_score_run(
        s, f->training.model, &f->store,
        &(struct lc_score_ask){ .day = f->day, .capacity = capacity }, team, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_assert(lt(sz, 100, s->n));
}

void scored_town_all(struct lc_scoring *s, const struct scored_town *f, lc_team *team)
{
    scored_town_list(s, f, 1000000, team);
}
