/* See study_open.h. */
#include "command/study_open.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "command/command.h"
#include "import/schema.h"
#include "link/dated.h"
#include "study/check.h"
#include "study/landmarks.h"
#include "study/names.h"

enum { STUDY_LIMIT = 1 << 20 }; /* bytes of a study */

/* Every history that some schema feeds, more than once where several do; and "person",
 * which every store has. names is new; they are the schemas' own. */
static int known_names(const lc_schemas *schemas, size_t *count, const char ***names,
                       struct lc_error *err)
{
    size_t room = 1;
    for (size_t s = 0; s < lc_schemas_count(schemas); s++)
        room += lc_schemas_at(schemas, s)->feeds_count;
    *count = 0;
    *names = lc_alloc(room, sizeof **names);
    if (!*names)
        return LC_FAIL_NOMEM(err);
    (*names)[(*count)++] = "person";
    for (size_t s = 0; s < lc_schemas_count(schemas); s++) {
        const struct lc_schema *schema = lc_schemas_at(schemas, s);
        for (unsigned f = 0; f < schema->feeds_count; f++)
            (*names)[(*count)++] = schema->feeds[f].history;
    }
    return LC_OK;
}

/* Only where something is not in the store are the schemas asked. */
static int check_names(const struct lc_opened *o, const char *path,
                       struct lc_error *err)
{
    struct lc_study_text text = { path, o->text, o->size };
    lc_schemas *schemas = NULL;
    const char **names = NULL;
    size_t count = 0;
    int code = lc_schemas_load_own(&schemas, err);
    if (!code)
        code = known_names(schemas, &count, &names, err);
    if (!code)
        code = lc_study_check_names(o->study, &text, &o->store, count, names, err);
    free(names);
    lc_schemas_free(schemas);
    return code;
}

int lc_study_from_file(struct lc_study **study, const char *path, char **text,
                       size_t *size, struct lc_error *err)
{
    *study = NULL;
    int code = lc_file_read(path, STUDY_LIMIT, text, size, err);
    return code ? code : lc_study_parse(study, path, *text, *size, err);
}

int lc_study_look(struct lc_opened *opened, const char *study_path,
                  const char *store_path, const struct lc_common *common,
                  struct lc_error *err)
{
    struct lc_text lines = { 0 };
    *opened = (struct lc_opened){ .linkage = LC_NO_DAY };
    int code = lc_study_from_file(&opened->study, study_path, &opened->text,
                                  &opened->size, err);
    struct lc_study_text text = { study_path, opened->text, opened->size };
    if (!code)
        code = lc_study_judge_models(opened->study, &text, common->judge, err);
    if (!code)
        code = lc_parse_linkage(common->linkage, &opened->linkage, err);
    if (!code && opened->linkage != LC_NO_DAY
        && opened->study->uncertain != LC_LINKS_KEEP)
        code = LC_FAIL(err, LC_USAGE,
                       "--linkage: how sure links are is known of the store's own "
                       "linkage alone; say uncertain_links: keep");
    if (!code)
        code = lc_link_load(&opened->store, store_path, opened->linkage, err);
    if (code)
        return code;
    opened->absent = lc_study_absent(opened->study, &opened->store, &lines);
    code = lc_text_check(&lines, err);
    lc_text_free(&lines);
    return code || !opened->absent ? code : check_names(opened, study_path, err);
}

int lc_study_open(struct lc_opened *opened, const char *study_path,
                  const char *store_path, const struct lc_common *common,
                  struct lc_error *err)
{
    int code = lc_study_look(opened, study_path, store_path, common, err);
    if (!code)
        code = lc_store_need_linked(&opened->store, store_path, err);
    return code ? code : lc_landmarks_need_source(opened->study, &opened->store, err);
}

void lc_study_close(struct lc_opened *opened)
{
    lc_store_free(&opened->store);
    lc_study_free(opened->study);
    free(opened->text);
    *opened = (struct lc_opened){ .study = NULL };
}

int lc_study_say_absent(const struct lc_opened *opened, const char *verb,
                        struct lc_error *err)
{
    struct lc_text lines = { 0 }, out = { 0 };
    lc_study_absent(opened->study, &opened->store, &lines);
    for (char *line = lines.data, *end; line && (end = strchr(line, '\n'));
         line = end + 1)
        lc_text_addf(&out, "latecare %s: %.*s\n", verb, (int)(end - line), line);
    out.failed |= lines.failed;
    int code = lc_text_check(&out, err);
    (void)lc_say(&out, NULL);
    lc_text_free(&lines);
    return code || !opened->absent ? code : LC_FINDINGS;
}

int lc_study_say_linkage(const struct lc_opened *opened, const char *verb,
                         struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (opened->linkage == LC_NO_DAY)
        return LC_OK;
    lc_text_addf(&out, "latecare %s: ", verb);
    lc_add_linkage(&out, opened->linkage);
    lc_text_add(&out, "\n");
    int code = lc_text_check(&out, err);
    (void)lc_say(&out, NULL);
    lc_text_free(&out);
    return code ? code : LC_FINDINGS;
}
