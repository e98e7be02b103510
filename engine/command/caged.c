/* See caged.h. */
#include "command/caged.h"

#include "command/command.h"
#include "system/cage.h"

/* By what holds it, a bit each: LC_SYS_CAGE_CALLS and LC_SYS_CAGE_FILES. */
static const struct {
    bool good;
    const char *says;
} words[] = {
    [0] = { false, "this system has neither seccomp nor Landlock, or lets nobody use "
                   "them: what import reads is parsed by a process that limits hold "
                   "alone (no file, no memory beyond its own); use a kernel or a "
                   "container that has them" },
    [LC_SYS_CAGE_CALLS] = { true, "what import reads is parsed by a process without "
                                  "network, files and programs (seccomp; this kernel "
                                  "has no Landlock besides)" },
    [LC_SYS_CAGE_FILES] = { false, "what import reads is parsed by a process without "
                                   "files (Landlock), but there is no seccomp to keep "
                                   "other system calls from it; use a kernel or a "
                                   "container that has it" },
    [LC_SYS_CAGE_CALLS | LC_SYS_CAGE_FILES] = { true,
                                                "what import reads is parsed by a "
                                                "process without network, files "
                                                "and programs (seccomp, "
                                                "Landlock)" },
};

void lc_cage_warn(const lc_csv_cage *cage)
{
    struct lc_text line = { 0 };
    if (lc_csv_cage_holds(cage))
        return;
    lc_text_add(&line,
                "latecare: no seccomp on this system: the files are read without "
                "their cage; 'latecare doctor STORE' says more\n");
    (void)lc_say(&line, NULL);
}

bool lc_cage_judge(struct lc_text *says)
{
    unsigned parts = lc_sys_cage_is_built() ? lc_sys_cage_try() : 0;
    bool good = lc_sys_cage_is_built() && words[parts].good;
    lc_text_add(says, lc_sys_cage_is_built()
                          ? words[parts].says
                          : "this build has no cage, as it is for debugging: use one "
                            "that is not");
    return good;
}
