/* The program's own words of reasons (datasets/words.yaml), read once in a test. */
#pragma once

#include "models/panel/meanings.h"

const lc_meanings *words_of_program(void);
