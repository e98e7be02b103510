/* Inside of store.h's lc_store_secrets(): what a killed rotation left, for lock.c. */
#pragma once

#include "base/error.h"

/* By who holds the store's lock: a key of the store that waits takes its place if the
 * store's file is under it; else it goes. */
int lc_store_settle_key(const char *path, struct lc_error *err) LC_MUST_CHECK;
