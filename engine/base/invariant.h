/* What must be so, asked in every build: for what costs little to ask, and would give a
 * wrong number, or write where it should not, if it were not. What a user, a file or a
 * disk can cause is never one: that is an error (error.h). What is dear to ask is an
 * assert, of the builds for debugging.
 *
 * One that does not hold is a fault of the program: it says which, and ends the process
 * with the status of LC_FAULT, at once and from any thread. Nothing more is written, so
 * a store stays as a kill would leave it (docs/store.md, "The states of a
 * generation"). */
#pragma once

#define LC_INVARIANT(holds)                                                            \
    ((holds) ? (void)0 : lc_invariant_broken(#holds, __FILE__, __LINE__))

_Noreturn void lc_invariant_broken(const char *holds, const char *file, int line);
