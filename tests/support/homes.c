#include "support/homes.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/stores.h"

struct lc_identities homes_of(const char *text)
{
    struct lc_identities ids;
    char *copy = lc_strdup(text), *lines = NULL;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (char *line = strtok_r(copy, "\n", &lines); line;
         line = strtok_r(NULL, "\n", &lines)) {
        char since[16], known[16], postcode[16], home[80];
        unsigned record;
        cr_assert(eq(int,
                     sscanf(line, "%u %15s %15s %15s %79[^\n]", &record, since, known,
                            postcode, home),
                     5));
        struct lc_identity row = { .record = record,
                                   .known_from = day_of(known),
                                   .born = LC_NO_DAY,
                                   .postcode = postcode,
                                   .home = home,
                                   .since = day_of(since) };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    free(copy);
    return ids;
}
