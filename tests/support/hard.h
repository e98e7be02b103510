/* Small boroughs under a hard mode, for tests. */
#pragma once

#include <stdbool.h>

#include "base/error.h"

#define EARLIER "extracts/2025-03-01/"
#define LATER   "extracts/2025-04-01/"
#define MISSING "police/missing.csv"
#define NEEDS   "social_care/ssd_cin_episodes.csv"
#define HELP    "social_care/ssd_early_help_episodes.csv"

/* 6,000 children of seed 7, two extracts without any mistakes; mode NULL: as ever. Its
 * code. */
int hard_write(const char *dir, const char *mode, struct lc_error *err);
/* The same in a folder of its own (folder_remove), which must go well. */
char *hard_simulate(const char *mode);

char *hard_read(const char *dir, const char *name); /* all of a file; free() it */
bool hard_same(const char *a, const char *b, const char *name); /* in both folders */
