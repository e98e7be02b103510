/* A process of its own that can compute, read the open files that it was given, and
 * answer; nothing else. What parses bytes that somebody else made runs there: whoever
 * takes it over has taken over nothing.
 *
 * In the child, before its work begins: all descriptors but its own are closed, it can
 * open no other and no process, its memory is bounded, and where the kernel has them
 * Landlock takes away all files and seccomp all system calls but the few that reading
 * needs. Only the calling thread is there, so there should be no other. Linux. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct lc_sys_cage lc_sys_cage;

/* What holds it, a bit each. */
enum {
    LC_SYS_CAGE_CALLS = 1, /* seccomp: any other system call ends it */
    LC_SYS_CAGE_FILES = 2  /* Landlock: no file, whatever the call */
};

/* Are cages made at all? Not in a build that can be debugged: sanitizers and coverage
 * need files and calls of their own. A child it is all the same. */
bool lc_sys_cage_is_built(void);
/* What this machine's kernel holds a cage by: one is made, and ended. 0: nothing. */
unsigned lc_sys_cage_try(void);

/* How a child ended. */
enum lc_sys_ending {
    LC_SYS_DONE,      /* its work returned */
    LC_SYS_FORBIDDEN, /* it asked for a system call that no cage has */
    LC_SYS_KILLED,    /* by a signal that nobody can catch: out of memory, mostly */
    LC_SYS_CRASHED    /* by any other */
};

/* What runs in it. Borrowed until the cage is freed: where no process can be made the
 * work is done here, for each question anew (cage_wasm.c). */
struct lc_sys_caged {
    /* from, to: what lc_sys_cage_to() and lc_sys_cage_from() are the other ends of. */
    void (*work)(void *context, int from, int to);
    void *context;
    size_t count;
    const int *keep; /* [count] ascending: the descriptors that stay open */
    size_t memory;   /* bytes that it may take beyond those that the process has now */
};

/* Returns when the child is in its cage and its work begins, or with the number of an
 * error. Signals that ask a process to stop are left to the parent; a child whose
 * parent is gone is killed. */
int lc_sys_cage_start(lc_sys_cage **cage, const struct lc_sys_caged *what);
unsigned lc_sys_cage_parts(const lc_sys_cage *cage);
int lc_sys_cage_to(const lc_sys_cage *cage);   /* to write to the child */
int lc_sys_cage_from(const lc_sys_cage *cage); /* to read what it says */

/* Waits for one that has ended by itself, or nearly (one that goes on is ended in the
 * end, and was not crashed), or, `now`, ends it first. *signal: the number of the one
 * that ended it, or 0. Later calls say the same. */
enum lc_sys_ending lc_sys_cage_end(lc_sys_cage *cage, bool now, int *signal);
void lc_sys_cage_free(lc_sys_cage *cage); /* ends it; NULL is allowed */
