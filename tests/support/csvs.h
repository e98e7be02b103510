/* A CSV from bytes, in memory or by way of a file: the same rows. */
#pragma once

#include <stddef.h>

#include "table/csv.h"

/* The caller's to close. */
lc_csv *csvs_bytes(const char *data, size_t size);
lc_csv *csvs_file(const char *data, size_t size);
