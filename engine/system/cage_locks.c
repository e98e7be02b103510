/* See cage_inside.h. libseccomp makes the filter; Landlock has no library in Debian 12,
 * and two calls. */
#include "system/cage_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

/* --- files ------------------------------------------------------------------------ */

/* How many rights each ABI of Landlock knows over files, from 0. A right that the
 * kernel does not know yet is an error to ask for. */
static const int rights[] = { 0, 13, 14, 15, 15, 16 };
enum { ABIS = sizeof rights / sizeof *rights };

bool lc_sys_cage_bar_files(void)
{
    long abi =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return false;
    struct landlock_ruleset_attr all = {
        .handled_access_fs = (UINT64_C(1) << rights[abi < ABIS ? abi : ABIS - 1]) - 1
    };
    long rules = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    bool held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close((int)rules);
    return held;
}

/* --- system calls ----------------------------------------------------------------- */

/* Reading what is open, memory, and the end. glibc's abort() asks for the last four. */
static const int calls[] = {
    SCMP_SYS(read),           SCMP_SYS(pread64),      SCMP_SYS(brk),
    SCMP_SYS(munmap),         SCMP_SYS(mremap),       SCMP_SYS(madvise),
    SCMP_SYS(exit),           SCMP_SYS(exit_group),   SCMP_SYS(restart_syscall),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(getpid),
    SCMP_SYS(gettid),
};
enum { CALLS = sizeof calls / sizeof *calls };

/* Memory that is no file's and does not run; the answer; a signal to itself. */
static int allow_some(scmp_filter_ctx filter, int to)
{
    int number =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                         SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    if (!number)
        number = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                                  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (!number)
        number = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)to, 0));
    if (!number)
        number = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    /* the words that the library would say before it aborts go nowhere */
    if (!number)
        number = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(writev), 0);
    return number;
}

bool lc_sys_cage_bar_calls(int to)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    int number =
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    for (int i = 0; i < CALLS && !number; i++)
        number = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
    if (!number)
        number = allow_some(filter, to);
    if (!number)
        number = seccomp_load(filter);
    seccomp_release(filter);
    return number == 0;
}
