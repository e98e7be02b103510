/* Memory runs out at every point of an import: it says so, or comes to the same result,
 * and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "import/import.h"

#include "fault/fault.h"

TestSuite(import_fault, .init = lc_begin);

static char *const paths[] = {
    "datasets/samples/people.csv",
    "datasets/samples/ssd_cin_assessments.csv",
    "datasets/samples/ssda903_episodes.csv",
    "datasets/samples/ssd_assessment_factors.csv",
    "datasets/samples/ssd_cla_episodes.csv",
    "datasets/samples/ssda903_uasc.csv",
    "datasets/samples/ssda903_header.csv",
    "datasets/samples/link.csv",
};
enum { FILES = sizeof paths / sizeof *paths };

static lc_schemas *schemas;

/* One import into a store of its own; what was taken, or -1 when memory ran out. */
static long import_once(void)
{
    struct lc_store store = { 0 };
    struct lc_identities ids = { 0 };
    struct lc_import_result result = { 0 };
    const struct lc_eras eras = { .count = 1 };
    struct lc_error err = { 0 };
    const struct lc_import_options options = { .received = lc_day_of(2024, 4, 1),
                                               .covers_from = LC_NO_DAY,
                                               .covers_to = LC_NO_DAY };
    long taken = 0;
    int code = lc_identities_init(&ids, &err);
    const struct lc_import_ask ask = { .store = &store,
                                       .identities = &ids,
                                       .eras = &eras,
                                       .schemas = schemas,
                                       .options = &options,
                                       .count = FILES,
                                       .path = paths };
    if (!code)
        code = lc_import_files(&result, &ask, &err);
    cr_assert(code == LC_OK || code == LC_NOMEM, "%s", err.text);
    for (size_t i = 0; i < result.count && !code; i++)
        taken += (long)(result.file[i].taken * 100 + result.file[i].rejected);
    lc_import_result_free(&result);
    lc_store_free(&store);
    lc_identities_free(&ids);
    return code ? -1 : taken;
}

static void each(bool stays)
{
    fault_begin(-1, false);
    long want = import_once(), reached = 0;
    cr_assert(eq(long, fault_held, 0));
    cr_assert(lt(long, 0, want));
    for (long at = 0;; at++) {
        fault_begin(at, stays);
        long got = import_once();
        if (!fault_end())
            break;
        reached++;
        cr_expect(eq(long, fault_held, 0), "a leak when allocation %ld fails", at);
        cr_expect(got == -1 || got == want, "half an import when allocation %ld fails",
                  at);
    }
    cr_expect(lt(long, 100, reached));
}

Test(import_fault, any_allocation)
{
    cr_assert(eq(int, lc_schemas_load(&schemas, "datasets/schema", NULL), LC_OK));
    each(false);
    each(true);
    lc_schemas_free(schemas);
}
