/* The checksum of a panel list, warnings that come to it later, and its file (list.h).
 */
#include "models/panel/list.h"

#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "store/signature.h"

static const char member[] = "checksum";

/* Of the document but for its checksum. */
static int sum(char *text, const json_t *document, struct lc_error *err)
{
    json_t *rest = json_copy((json_t *)document);
    if (!rest)
        return LC_FAIL_NOMEM(err);
    (void)json_object_del(rest, member);
    int code = lc_json_digest(rest, text, err);
    json_decref(rest);
    return code;
}

int lc_list_close(json_t *document, struct lc_error *err)
{
    char text[LC_DIGEST_TEXT];
    int code = sum(text, document, err);
    return code || lc_json_put(document, member, lc_json_text(text))
               ? code
               : LC_FAIL_NOMEM(err);
}

int lc_list_check(const json_t *document, struct lc_error *err)
{
    char text[LC_DIGEST_TEXT];
    const json_t *stated = json_object_get(document, member);
    if (!stated)
        return LC_OK;
    int code = sum(text, document, err);
    if (!code && (!json_is_string(stated) || strcmp(json_string_value(stated), text)))
        code = LC_FAIL(err, LC_DAMAGED,
                       "the checksum does not agree: the list was changed after it was "
                       "made; score again");
    return code;
}

int lc_list_warn(json_t *document, const char *text, struct lc_error *err)
{
    json_t *warnings = json_object_get(document, "warnings");
    bool ok = warnings || lc_json_put(document, "warnings", json_array());
    warnings = json_object_get(document, "warnings");
    if (ok && json_is_array(warnings)
        && json_array_insert_new(warnings, 0, lc_json_text(text)))
        ok = false;
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_list_void(json_t *document, const char *text, struct lc_error *err)
{
    int code = lc_list_warn(document, text, err);
    if (!code && !lc_json_put(document, "verdict_holds", json_false()))
        code = LC_FAIL_NOMEM(err);
    return code;
}

int lc_list_write(const json_t *document, const char *path, bool force,
                  const char *store_path, struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = lc_add_json(&text, document, err);
    if (!code)
        code =
            lc_signed_write(LC_SIGNED_LIST, path, force,
                            (struct lc_slice){ text.data, text.size }, store_path, err);
    lc_text_free(&text);
    return code;
}
