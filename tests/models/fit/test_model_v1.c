/* Model files of format 1, one a family, as version 0.1.0 wrote them: they must be read
 * for ever, and foretell what they foretold. They were fitted to the first 60 rows of
 * golden/cox_pbc and the first 160 of golden/crr_mgus2; the risks below were worked out
 * from their pages of arithmetic by tests/command/export/rescore.py. (Those of several
 * causes were not kept within 1 then: cause_specific.h (1).) */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>

#include "base/begin.h"
#include "models/fit/model.h"
#include "table/table.h"

TestSuite(model_v1, .init = lc_begin);

#define FOLDER "tests/models/fit/v1/"

/* clang-format off */
static const struct kept {
    const char *family, *rows;
    double horizon, risk[2], low, high; /* of two rows; the first's limits */
} kept[] = {
    { "logistic",         "rows.csv",  1460, { 0.4726272165878998,  0.9837078239571853 }, 0.26041976198610806, 0.6952090691979758 },
    { "cloglog",          "rows.csv",  1460, { 0.4346948160347762,  0.9999834882606455 }, 0.2567019074691566, 0.6660278167545527 },
    { "scorecard",        "rows.csv",  1460, { 0.45975887304465973, 0.9853894133831607 }, 0.2647611056385038, 0.6679085155696816 },
    { "cox",              "rows.csv",  1460, { 0.07450657072157965, 0.9959673603703263 }, 0.030299105135455418, 0.17704363014199476 },
    { "aft",              "rows.csv",  1460, { 0.06634547259145969, 0.9955889973121639 }, 0.029043492281313813, 0.14776601423589358 },
    { "discrete-logit",   "rows.csv",  1460, { 0.06129897761410576, 0.9392720493341189 }, 0.023801830380013548, 0.15304943490072376 },
    { "discrete-cloglog", "rows.csv",  1460, { 0.06395746196445916, 0.9595968675916295 }, 0.02601813116891047, 0.15270548715407511 },
    { "cause-specific",   "rows2.csv", 60,   { 0.014602654421972335, 0.035100395365104592 }, 0.00025757826002785716, 0.56828944810731563 },
    { "fine-gray",        "rows2.csv", 60,   { 0.09467444456876009, 0.05139379813277236 }, 0.008810408592921122, 0.673020444895253 },
};
/* clang-format on */

static void check(const struct kept *k)
{
    char path[100];
    struct lc_model *model;
    struct lc_risks risks;
    struct lc_frame frame = { 0 };
    struct lc_error err = { 0 };
    snprintf(path, sizeof path, FOLDER "%s.json", k->family);
    cr_assert(zero(int, lc_model_read(&model, path, &err)), "%s", err.text);
    cr_expect(eq(str, (char *)model->family->name, (char *)k->family));
    snprintf(path, sizeof path, FOLDER "%s", k->rows);
    cr_assert(zero(int, lc_table_read(&frame, path, &err)), "%s", err.text);
    cr_assert(
        zero(int, lc_model_risk(&risks, model, &frame, NULL, k->horizon, false, &err)),
        "%s", err.text);
    for (int i = 0; i < 2; i++)
        cr_expect(epsilon_eq(dbl, risks.risk[i], k->risk[i], 1e-9), "%s", k->family);
    cr_expect(epsilon_eq(dbl, risks.low[0], k->low, 1e-9), "%s", k->family);
    cr_expect(epsilon_eq(dbl, risks.high[0], k->high, 1e-9), "%s", k->family);
    lc_risks_free(&risks);
    lc_model_free(model);
    lc_frame_free(&frame);
}

Test(model_v1, every_family_stays_readable)
{
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        check(&kept[i]);
}
