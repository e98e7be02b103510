/* Who answers for keys under a passphrase, in tests: with the words that were put
 * there. */
#pragma once

#include <stddef.h>

extern size_t answering_asked; /* so many times */

/* From now on the answer is that, and what was answered before is forgotten; NULL:
 * there is nobody. Keys are beside the store. */
void answering(const char *words);
