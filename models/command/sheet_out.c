#include "models/command/sheet_out_inside.h"

#include "base/file.h"
#include "models/panel/sheet.h"
#include "models/panel/whole_months.h"
#include "models/report/sheet_page.h"

int lc_sheet_ready(const struct lc_sheet_out *out, const int32_t span[2],
                   struct lc_error *err)
{
    int code = lc_whole_months(span, err);
    if (!code && out->csv)
        code = lc_draft_try(out->csv, out->force, err);
    if (!code && out->page)
        code = lc_draft_try(out->page, out->force, err);
    return code;
}

static int write_file(const char *path, bool force, struct lc_text *text, int code,
                      struct lc_error *err)
{
    if (!code)
        return lc_file_write_text(path, force, text, err);
    lc_text_free(text);
    return code;
}

int lc_sheet_write(const json_t *sheet, const struct lc_sheet_out *out,
                   struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = LC_OK;
    if (out->csv) {
        lc_sheet_csv(sheet, &text);
        code = write_file(out->csv, out->force, &text, LC_OK, err);
    }
    text = (struct lc_text){ 0 };
    if (!code && out->page)
        code = write_file(out->page, out->force, &text,
                          lc_sheet_page(sheet, &text, err), err);
    if (code)
        return code;
    if (out->json)
        return lc_print_json(json_deep_copy(sheet), err);
    text = (struct lc_text){ 0 };
    lc_sheet_text(sheet, &text);
    return lc_print_text(&text, err);
}
