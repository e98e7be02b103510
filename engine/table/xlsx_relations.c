/* Which parts of a workbook belong to which: ECMA-376 part 2, relationships. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "table/xlsx_inside.h"

struct reading {
    struct lc_xlsx_relations *to;
    const char *part;
    lc_arena *arena;
};

static const char *keep(struct reading *r, const char *text)
{
    return lc_arena_text(r->arena, text ? text : "", text ? strlen(text) : 0);
}

/* Takes the last folder off the text, or all of it. */
static void up(struct lc_text *text)
{
    while (text->size && text->data[text->size - 1] != '/')
        text->size--;
    text->size -= text->size > 0;
}

/* "../media/x.xml" of "xl/workbook.xml" is "media/x.xml"; "/xl/y.xml" is "xl/y.xml". */
static const char *resolve(struct reading *r, const char *target)
{
    struct lc_text path = { 0 };
    if (*target == '/')
        target++;
    else
        lc_text_add(&path, r->part);
    up(&path);
    while (*target) {
        size_t step = strcspn(target, "/");
        if (step == 2 && memcmp(target, "..", 2) == 0)
            up(&path);
        else if (step && !(step == 1 && *target == '.')) {
            lc_text_add(&path, path.size ? "/" : "");
            lc_text_add_bytes(&path, target, step);
        }
        target += step + (target[step] == '/');
    }
    const char *kept =
        path.failed ? NULL
                    : lc_arena_text(r->arena, path.data ? path.data : "", path.size);
    lc_text_free(&path);
    return kept;
}

static void begin(struct lc_pull *pull, const char *name, const char *const *attribute)
{
    struct reading *r = pull->context;
    const char *target = lc_pull_value(attribute, "Target");
    if (strcmp(name, "Relationship") != 0 || !target)
        return;
    int code = LC_GROW(r->to->relation, r->to->room, r->to->count + 1, &pull->err);
    if (code) {
        lc_pull_fail(pull, code);
        return;
    }
    const struct lc_xlsx_relation one = {
        .id = keep(r, lc_pull_value(attribute, "Id")),
        .type = keep(r, lc_pull_value(attribute, "Type")),
        .target = resolve(r, target),
    };
    if (!one.id || !one.type || !one.target)
        lc_pull_fail(pull, LC_FAIL_NOMEM(&pull->err));
    else
        r->to->relation[r->to->count++] = one;
}

static void end(struct lc_pull *pull, const char *name)
{
    (void)pull, (void)name;
}

/* "xl/workbook.xml": "xl/_rels/workbook.xml.rels". */
static int name_relations(struct lc_text *name, const char *part, struct lc_error *err)
{
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    lc_text_add_bytes(name, part, folder);
    lc_text_addf(name, "_rels/%s.rels", part + folder);
    return lc_text_check(name, err);
}

int lc_xlsx_relations_read(struct lc_xlsx_relations *relations,
                           const struct lc_zip *zip, const char *part, lc_arena *arena,
                           struct lc_error *err)
{
    static const struct lc_pull_hands hands = { begin, end, NULL, NULL };
    struct reading r = { relations, part, arena };
    struct lc_text name = { 0 };
    *relations = (struct lc_xlsx_relations){ .count = 0 };
    int code = name_relations(&name, part, err);
    size_t member = code ? zip->count : lc_zip_find(zip, name.data);
    if (!code && member < zip->count)
        code = lc_pull_all(zip, member, &hands, &r, err);
    lc_text_free(&name);
    return code;
}

static bool ends(const char *text, const char *with)
{
    size_t size = strlen(text), tail = strlen(with);
    return size >= tail && strcmp(text + size - tail, with) == 0;
}

const char *lc_xlsx_target(const struct lc_xlsx_relations *relations, const char *id,
                           const char *type)
{
    for (size_t i = 0; i < relations->count; i++) {
        const struct lc_xlsx_relation *one = &relations->relation[i];
        if ((!id || strcmp(one->id, id) == 0) && ends(one->type, type))
            return one->target;
    }
    return NULL;
}
