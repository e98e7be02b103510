/* The hard modes: files under hard/, by name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/near.h"
#include "base/text.h"
#include "datasets/borough/delivery_read_inside.h"
#include "system/file.h"

enum { MODES_MOST = 64 };

struct modes {
    size_t count;
    char *name[MODES_MOST];
};

static int see(void *context, const char *name)
{
    struct modes *m = context;
    const char *dot = strrchr(name, '.');
    if (!dot || strcmp(dot, ".yaml") != 0 || m->count == MODES_MOST)
        return 0;
    char *copy = lc_strdup(name);
    if (!copy)
        return -1;
    copy[dot - name] = 0;
    m->name[m->count++] = copy;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* No such mode: says which there are. */
static int refuse(const char *named, const char *folder, struct lc_error *err)
{
    struct modes m = { 0 };
    struct lc_text all = { 0 };
    if (lc_sys_folder_each(folder, see, &m))
        lc_text_add(&all, " (their folder cannot be read)");
    if (m.count)
        qsort(m.name, m.count, sizeof *m.name, by_name);
    for (size_t i = 0; i < m.count; i++)
        lc_text_addf(&all, "%s%s", i ? ", " : "", m.name[i]);
    size_t near = lc_word_nearest(named, m.count, (const char *const *)m.name, 4);
    int code =
        LC_FAIL(err, LC_USAGE,
                "--truth: '%.40s' is no hard mode%s%s; there are %s; a file is "
                "named with its folder or .yaml",
                named, near < m.count ? "; is it " : "",
                near < m.count ? m.name[near] : "", all.data ? all.data : "none");
    for (size_t i = 0; i < m.count; i++)
        free(m.name[i]);
    lc_text_free(&all);
    return code;
}

int lc_hard_find(const char *named, char **path, struct lc_error *err)
{
    struct lc_text inside = { 0 };
    char *folder = NULL;
    size_t size = strlen(named);
    if (strchr(named, '/') || (size > 5 && strcmp(named + size - 5, ".yaml") == 0)) {
        *path = lc_strdup(named);
        return *path ? LC_OK : LC_FAIL_NOMEM(err);
    }
    lc_text_addf(&inside, "borough/hard/%s.yaml", named);
    int code = lc_text_check(&inside, err);
    if (!code)
        code = lc_share_path(inside.data, path, err);
    if (!code && !lc_file_exists(*path)) {
        code = lc_share_path("borough/hard", &folder, err);
        if (!code)
            code = refuse(named, folder, err);
    }
    free(folder);
    lc_text_free(&inside);
    return code;
}
