/* Any bytes as a panel's list (list.json), as `report --list` reads it: refused with a
 * text, or a page that is UTF-8. A checksum that is another's is made good, so that
 * what is behind it is reached. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/panel/list.h"
#include "models/report/report.h"
#include "table/encoding_inside.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static json_t *results;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    results = json_pack("{s:s, s:s, s:s, s:{s:i}, s:{s:s, s:s, s:s}}", "title", "t",
                        "purpose", "p", "as_of", "2024-01-01", "horizon", "months", 24,
                        "model", "family", "cox", "title", "Cox", "hash", "h");
    if (!results)
        abort();
    return 0;
}

static void print(json_t *list)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    int code = lc_report_print(results, list, &page, &err);
    if (code ? !err.text[0] : !lc_utf8_check(page.data, page.size))
        abort();
    lc_text_free(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *list = NULL;
    if (lc_json_parse((const char *)data, size, &list, NULL))
        return 0;
    if (lc_list_check(list, NULL) && json_is_object(list)) {
        json_object_del(list, "checksum");
        if (lc_list_close(list, NULL) || lc_list_check(list, NULL))
            abort();
    }
    print(list);
    if (json_is_object(list) && !lc_list_warn(list, "a <warning>", NULL))
        print(list);
    json_decref(list);
    return 0;
}
