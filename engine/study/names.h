/* The histories that a study names: are they there, and does anything know of them? */
#pragma once

#include "base/text.h"
#include "store/store.h"
#include "study/check.h"
#include "study/study.h"

/* Adds a line to `lines` for every history that the study names and the store lacks, in
 * the order of the file (cohort, competing, breaks, predictors), then for every break
 * of a code that no event of its history says; returns how many. */
size_t lc_study_absent(const struct lc_study *study, const struct lc_store *store,
                       struct lc_text *lines);

/* LC_FORMAT, with its place in the study's file and the nearest name, for the first
 * history that neither the store has nor any of the `count` names is. */
int lc_study_check_names(const struct lc_study *study, const struct lc_study_text *text,
                         const struct lc_store *store, size_t count,
                         const char *const *names, struct lc_error *err) LC_MUST_CHECK;
