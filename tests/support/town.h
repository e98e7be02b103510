/* A small town in memory, for tests of training and scoring: children with a lasting
 * trait that raises missing episodes and the hazard of a first entry into care, so that
 * missing foretells entry. Same bits for the same seed. */
#pragma once

#include "store/store.h"
#include "study/study.h"

/* Children born 1999 to 2008; histories to the end of 2021. strength: how much the
 * trait moves the hazard (0: nothing is to be found). free with lc_store_free. */
struct lc_store town_store(uint64_t seed, size_t children, double strength);

/* Its study: first entry at 13 or over within 12 months, quarterly landmarks, models
 * "logistic" and "cox" over age, sex, missing and referrals; *text is its file's text,
 * static. Thresholds as given: "" or "acceptance: {...}\n". Aborts on a mistake. */
struct lc_study *town_study(const char *acceptance, struct lc_slice *text);
