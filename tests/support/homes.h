/* Addresses of an identity file, for tests, from text: a line each,
 *
 *     RECORD SINCE KNOWN POSTCODE HOME
 *
 * days as 2015-01-01, the postcode without a blank, the home as an agency writes it. */
#pragma once

#include "store/identity.h"

/* Aborts on any mistake; free it with lc_identities_free(). */
struct lc_identities homes_of(const char *text);
