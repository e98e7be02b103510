/* The files of a folder of schemas, or of mappings. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "import/schema_inside.h"
#include "system/file.h"

struct names {
    size_t count, room;
    char **name;
};

static int see_yaml(void *context, const char *name)
{
    struct names *n = context;
    size_t size = strlen(name);
    if (name[0] == '.' || size <= 5 || strcmp(name + size - 5, ".yaml"))
        return 0;
    if (LC_GROW(n->name, n->room, n->count + 1, NULL)
        || !(n->name[n->count] = lc_strdup(name)))
        return -1;
    n->count++;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int lc_schemas_each(const char *folder,
                    int (*take)(void *context, const char *path, const char *name,
                                struct lc_error *err),
                    void *context, struct lc_error *err)
{
    struct names n = { 0 };
    struct lc_text path = { 0 };
    int number = lc_sys_folder_each(folder, see_yaml, &n), code = LC_OK;
    if (number)
        code = number < 0 ? LC_FAIL_NOMEM(err)
                          : LC_FAIL(err, LC_ABSENT, "%s: cannot read the schemas: %s",
                                    folder, strerror(number));
    if (n.count)
        qsort(n.name, n.count, sizeof *n.name, by_name);
    for (size_t i = 0; i < n.count && !code; i++) {
        lc_text_clear(&path);
        lc_text_addf(&path, "%s/%s", folder, n.name[i]);
        code = lc_text_check(&path, err);
        if (!code)
            code = take(context, path.data, n.name[i], err);
    }
    for (size_t i = 0; i < n.count; i++)
        free(n.name[i]);
    free(n.name);
    lc_text_free(&path);
    return code;
}
