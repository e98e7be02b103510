/* Libraries that are found when the program runs. */
#pragma once

#include <stdbool.h>

/* By its file's name, where the system keeps libraries; NULL if there is none. It stays
 * until the process ends. */
void *lc_sys_library(const char *name);

/* *function, a pointer to a function of whatever type, becomes the library's one of
 * that name; NULL and false if it has none. */
bool lc_sys_library_find(void *library, const char *name, void *function);
