/* Anchors as they come back: typed from paper, or as `verify` printed them. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "command/anchor_inside.h"
#include "support/stores.h"

TestSuite(anchor, .init = lc_begin);

#define LINK  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define TYPED "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef"
#define SLIP  "0123456789abcdef0123456789abcdeg0123456789abcdef0123456789abcdef"

/* link NULL: there is none in the text. */
static void reads(const char *text, uint64_t generation, uint64_t lines,
                  const char *link)
{
    struct lc_anchor anchor;
    char *folder = test_folder(), path[300];
    snprintf(path, sizeof path, "%s/anchor", folder);
    cr_assert(eq(int, lc_file_write(path, true, text, strlen(text), NULL), LC_OK));
    cr_assert(eq(int, lc_anchor_read(&anchor, path, NULL), link ? LC_OK : LC_FORMAT),
              "%s", text);
    if (link) {
        cr_expect(eq(u64, anchor.generation, generation));
        cr_expect(eq(u64, anchor.mark.lines, lines));
        cr_expect(eq(str, anchor.mark.link, (char *)link));
    }
    free(folder);
}

/* A letter of another case is the same digit; what is no digit is no link, and no log
 * is said to be another's for it. */
Test(anchor, is_taken_as_it_was_typed)
{
    reads("anchor 3 7 " LINK "\n", 3, 7, LINK);
    reads("the anchor: 3, 7,\n " TYPED "\n", 3, 7, LINK);
    reads("{ \"anchor\": \"3 7 " LINK "\" }", 3, 7, LINK);
    reads("anchor 1 0 -\n", 1, 0, "");
    reads("anchor 3 7 " SLIP "\n", 0, 0, NULL);
    reads("anchor 3 7 " SLIP "\nanchor 3 7 " LINK "\n", 3, 7, LINK);
    reads("anchor 3 7 -\n", 0, 0, NULL);
    reads("anchor 3 0 " LINK "\n", 0, 0, NULL);
    reads("anchor 3 7 " LINK "0\n", 0, 0, NULL);
}
