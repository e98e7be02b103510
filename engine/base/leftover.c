/* See leftover.h. */
#include "base/leftover.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "system/file.h"
#include "system/lock.h"

void lc_leftover_hold(int fd)
{
    (void)lc_sys_lock_hold(fd);
}

/* .0123abcd.tmp, as lc_draft_open() ends their names. */
enum { ENDING = 13 };

bool lc_leftover_is_draft(const char *name)
{
    size_t size = strlen(name);
    const char *end = name + size - ENDING;
    return size > ENDING && *end == '.' && strspn(end + 1, "0123456789abcdef") == 8
           && strcmp(end + 9, ".tmp") == 0;
}

static bool is_temporary(const char *name, const char *base)
{
    size_t size = strlen(base);
    return strncmp(name, base, size) == 0 && strlen(name) == size + ENDING
           && lc_leftover_is_draft(name);
}

struct looking {
    const char *folder, *base;
};

static int look(void *context, const char *name)
{
    const struct looking *l = context;
    struct lc_text path = { 0 };
    if (!is_temporary(name, l->base))
        return 0;
    lc_text_addf(&path, "%s/%s", l->folder, name);
    if (!path.failed)
        lc_sys_lock_remove_unheld(path.data);
    lc_text_free(&path);
    return 0;
}

void lc_leftover_remove(const char *path)
{
    char *folder = lc_path_folder(path);
    struct looking l = { folder, lc_path_name(path) };
    if (folder)
        (void)lc_sys_folder_each(folder, look, &l);
    free(folder);
}
