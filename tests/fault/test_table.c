/* Memory runs out at every point of reading a table, the quick way and the general one:
 * it says so, leaves no frame and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "table/table.h"

#include "fault/fault.h"

TestSuite(table_fault, .init = lc_begin);

static const char plain[] = "id,day,name,x,none\n"
                            "1,2020-02-03,a,1.5,\n"
                            "2,2020-02-04,b,-2,\n"
                            "300,NA,a,3e5,\n";
static const char quoted[] = "id,day,name,x,none\n"
                             "1,2020-02-03,\"a\",1.5,\n"
                             "300,NA,b,3,\n";

static bool survives(const char *text, long at, bool stays)
{
    struct lc_frame frame;
    struct lc_error err = { 0 };
    fault_begin(at, stays);
    int code = lc_table_read_bytes(&frame, "t", text, strlen(text), &err);
    bool reached = fault_end();
    cr_assert(code == LC_NOMEM || (code == LC_OK && !reached), "allocation %ld: %d, %s",
              at, code, err.text);
    if (code)
        cr_assert(eq(sz, frame.count, 0));
    lc_frame_free(&frame);
    cr_assert(fault_held == 0, "allocation %ld: %ld blocks left", at, fault_held);
    return reached;
}

static void run(const char *text)
{
    for (int stays = 0; stays < 2; stays++) {
        long at = 0;
        while (survives(text, at, stays))
            at++;
        cr_assert(at > 30, "%ld", at);
    }
}

Test(table_fault, a_plain_table)
{
    run(plain);
}

Test(table_fault, a_quoted_table)
{
    run(quoted);
}
