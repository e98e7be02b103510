/* A small town with a model of it, ready to be scored. */
#pragma once

#include "models/assess/training.h"
#include "models/panel/score.h"

struct scored_town {
    struct lc_store store;
    struct lc_study *study;
    struct lc_training training;
    int32_t day;
};

/* model: "logistic" or "cox". Aborts on a mistake, as what follows. */
void scored_town_open(struct scored_town *town, const char *model);
void scored_town_close(struct scored_town *town);

/* The list of so many; team may be NULL. Of everybody. Free with lc_scoring_free. */
void scored_town_list(struct lc_scoring *scoring, const struct scored_town *town,
                      size_t capacity, lc_team *team);
void scored_town_all(struct lc_scoring *scoring, const struct scored_town *town,
                     lc_team *team);
