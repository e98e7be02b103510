#include "base/path.h"

#include <string.h>

#include "base/memory.h"

const char *lc_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *lc_path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = lc_strdup(slash ? path : ".");
    if (folder && slash)
        folder[slash == path ? 1 : slash - path] = 0;
    return folder;
}
