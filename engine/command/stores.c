#include "command/stores.h"

#include <stdlib.h>
#include <sys/stat.h>

void lc_stores_resolve(const struct lc_verb *verb, int count, char **argv)
{
    for (int i = 0; i < count; i++) {
        struct stat about;
        if (!lc_verb_calls(verb, i, "STORE") || lstat(argv[i], &about)
            || !S_ISLNK(about.st_mode))
            continue;
        char *path = realpath(argv[i], NULL); /* until the process ends */
        if (path)
            argv[i] = path;
    }
}
