/* The process: what it may do, what it is called, and what it came with. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What is written is for the user alone (umask 077), memory is not left in core dumps
 * nor shown to other processes (but in a build that can be debugged), and a standard
 * file that came closed is open, so that no other can take its place. */
void lc_sys_process_begin(void);

/* May its memory be left in a core dump all the same? */
bool lc_sys_process_dumps(void);

/* Is its address space or its data limited (ulimit -v, -d), or can that not be told? */
bool lc_sys_process_is_limited(void);

/* The first thread's stack may grow to `want` bytes, or as far as the limits go; how
 * far that is, `want` at the most. */
size_t lc_sys_process_stack(size_t want);

/* So many files more may be open at once, as far as the limits go. */
void lc_sys_process_files(size_t more);

/* The program again from its beginning, with name=value in its environment. Returns
 * only if it cannot be. */
void lc_sys_process_anew(char **argv, const char *name, const char *value);

/* Takes the name out of the environment. While there is one thread. */
void lc_sys_process_forget(const char *name);

/* The path of the program's file, ended, in out[room]; false if it cannot be told. */
bool lc_sys_process_path(char *out, size_t room);

/* Ends the process with that status, at once: no exit handler runs. The one way out, so
 * that a build that counts the lines it reaches (make coverage) keeps its counts. */
_Noreturn void lc_sys_process_end(int status);

long lc_sys_process_number(void);
unsigned long lc_sys_process_user(void); /* the number of the one who runs it */
