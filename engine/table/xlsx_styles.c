/* Which styles show a number as a day: ECMA-376 part 1, 18.8. */
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_inside.h"

enum { STYLES = 1 << 16, CUSTOM = 1 << 16 };

struct styling {
    struct lc_xlsx_styles *to;
    bool in_cells; /* <cellXfs>, not the named styles nor the differences */
    size_t customs, room;
    struct custom {
        unsigned number;
        unsigned char form;
    } * custom;
};

static unsigned whole(const char *text)
{
    unsigned long n = text ? strtoul(text, NULL, 10) : 0;
    return n < UINT32_MAX ? (unsigned)n : 0;
}

static int add_custom(struct styling *s, unsigned number, const char *code,
                      struct lc_error *err)
{
    int failed =
        s->customs < CUSTOM ? LC_GROW(s->custom, s->room, s->customs + 1, err) : LC_OK;
    if (!failed && s->customs < CUSTOM)
        s->custom[s->customs++] =
            (struct custom){ number, (unsigned char)lc_grid_form_read(code) };
    return failed;
}

/* Those of the workbook's own stand before the styles. */
static enum lc_grid_form form_of(const struct styling *s, unsigned number)
{
    for (size_t i = 0; i < s->customs; i++)
        if (s->custom[i].number == number)
            return s->custom[i].form;
    return lc_grid_form_of(number);
}

static int add_style(struct styling *s, unsigned number, struct lc_error *err)
{
    struct lc_xlsx_styles *to = s->to;
    int code =
        to->count < STYLES ? LC_GROW(to->form, to->room, to->count + 1, err) : LC_OK;
    if (!code && to->count < STYLES)
        to->form[to->count++] = (unsigned char)form_of(s, number);
    return code;
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct styling *s = pull->context;
    unsigned number = whole(lc_pull_value(attribute, "numFmtId"));
    const char *format = lc_pull_value(attribute, "formatCode");
    int code = LC_OK;
    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = true;
    else if (strcmp(name, "numFmt") == 0 && format)
        code = add_custom(s, number, format, &pull->err);
    else if (strcmp(name, "xf") == 0 && s->in_cells)
        code = add_style(s, number, &pull->err);
    if (code)
        lc_pull_fail(pull, code);
}

static void end(struct lc_pull *pull, const char *name)
{
    struct styling *s = pull->context;
    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
}

int lc_xlsx_styles_read(struct lc_xlsx_styles *styles, const struct lc_zip *zip,
                        size_t member, struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, NULL, NULL };
    struct styling s = { .to = styles };
    int code = lc_pull_all(zip, member, &hands, &s, err);
    free(s.custom);
    return code;
}
