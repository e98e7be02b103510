#include "command/stores_inside.h"

#include "system/file.h"

void lc_stores_resolve(const struct lc_verb *verb, int count, char **argv)
{
    for (int i = 0; i < count; i++) {
        struct lc_sys_about about;
        if (!lc_verb_calls(verb, i, "STORE") || lc_sys_link_about(argv[i], &about)
            || about.kind != LC_SYS_LINK)
            continue;
        char *path = lc_sys_path_resolve(argv[i]); /* until the process ends */
        if (path)
            argv[i] = path;
    }
}
