/* What train says of drawn linkages, where figures are not known. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "models/command/train_text_inside.h"

TestSuite(train_linkages, .init = lc_begin);

static void say(const char *results, struct lc_text *text)
{
    struct lc_training training = { .results = json_loads(results, 0, NULL) };
    cr_assert_not_null(training.results);
    lc_train_linkages(&training, text);
    cr_assert_not_null(text->data);
    json_decref(training.results);
}

#define DRAWN                                                                          \
    "\"draws\": 10, \"fitted\": 10, \"records_joined\": \"c\", "                       \
    "\"records_parted\": 6, "

/* A fit under a penalty, and no draw that could be tested. */
Test(train_linkages, what_is_not_known_is_no_number)
{
    struct lc_text text = { 0 };
    say("{\"linkages\": {" DRAWN "\"moved\": null, \"held_out\": [{\"name\": \"auc\", "
        "\"estimate\": 0.7, \"mean\": null, \"least\": null, \"most\": null}], "
        "\"terms\": [{\"label\": \"age\", \"estimate\": 0.5, \"se\": null, "
        "\"average\": "
        "null, \"average_se\": null, \"share_of_variance\": null, \"moves\": null}]}}",
        &text);
    cr_expect_not_null(strstr(text.data, "conclusions that move: not judged\n"), "%s",
                       text.data);
    cr_expect_not_null(strstr(text.data, "held out: auc 0.700; of the drawn -\n"));
    cr_expect_null(strstr(text.data, "nan"), "%s", text.data);
    lc_text_free(&text);
}

Test(train_linkages, what_is_known_is_said)
{
    struct lc_text text = { 0 };
    say("{\"linkages\": {" DRAWN "\"moved\": 0, \"held_out\": [{\"name\": \"auc\", "
        "\"estimate\": 0.7, \"mean\": 0.71, \"least\": 0.69, \"most\": 0.72}], "
        "\"terms\": []}}",
        &text);
    cr_expect_not_null(strstr(text.data, "conclusions that move: 0\n"), "%s",
                       text.data);
    cr_expect_not_null(strstr(text.data, "of the drawn 0.710 (0.690 to 0.720)\n"));
    lc_text_free(&text);
}
