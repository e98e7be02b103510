/* XML whose outermost element no schema reads (xml_inside.h). */
#include "table/xml_inside.h"

#include <string.h>

#include "base/near.h"
#include "base/text.h"

/* What else is written in XML, by its root. */
static const struct stranger {
    const char *root, *name;
} strangers[] = {
    { "html", "a web page" },
    { "Workbook", "a workbook of Excel 2003; save it as .xlsx or CSV" },
    { "document", "a flat OpenDocument file; save it as .ods, .xlsx or CSV" },
    { "schema", "a schema: what says how a return looks, and holds none" },
    { "rss", "a news feed" },
    { "svg", "a drawing" },
};

static void add_roots(const struct lc_container_file *file, struct lc_text *text)
{
    const struct lc_layouts *all = file->layouts;
    for (size_t i = 0; all && i < all->count; i++) {
        const char *root = all->layout[i].root;
        size_t before = 0;
        while (before < i
               && (!root || !all->layout[before].root
                   || strcmp(all->layout[before].root, root) != 0))
            before++;
        if (root && before == i)
            lc_text_addf(text, "%s%s", text->size ? ", " : "", root);
    }
}

/* A root's name is shown if it is a slip away from a known one: else somebody may have
 * written anything there. */
static bool is_near_root(const struct lc_container_file *file, const char *name)
{
    const struct lc_layouts *all = file->layouts;
    for (size_t i = 0; all && i < all->count; i++)
        if (all->layout[i].root && lc_word_distance(all->layout[i].root, name) <= 2)
            return true;
    return false;
}

int lc_xml_fail_root(const struct lc_container_file *file, const char *name,
                     struct lc_error *err)
{
    const char *local = strrchr(name, ':') ? strrchr(name, ':') + 1 : name;
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (lc_slice_is_nocase(lc_slice_of(local), strangers[i].root))
            return LC_FAIL(err, LC_FORMAT, "%s: this is XML (<%s>), %s", file->name,
                           strangers[i].root, strangers[i].name);
    struct lc_text roots = { 0 };
    add_roots(file, &roots);
    bool near = is_near_root(file, local);
    int code =
        LC_FAIL(err, LC_FORMAT,
                "%s: this is XML, and no schema reads its outermost element%s%s%s; "
                "those that are read: %s",
                file->name, near ? " <" : "", near ? local : "", near ? ">" : "",
                roots.data ? roots.data : "none");
    lc_text_free(&roots);
    return code;
}
