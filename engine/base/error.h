/* What went wrong, where, and which exit status says so.
 *
 * A function that can fail returns an lc_code and takes a struct lc_error last
 * (NULL allowed). The first failure writes; each level on the way up may put its
 * place in front. Nothing below command/ prints or exits. */
#pragma once

/* One row a code: the enum, its exit status and its text come from here. */
/* clang-format off */
#define LC_CODES(X) \
    X(LC_OK,          0, "ok") \
    X(LC_FINDINGS,    1, "done, with findings") \
    X(LC_USAGE,       2, "the command was not understood") \
    X(LC_FORMAT,      3, "input is not in the expected form") \
    X(LC_RANGE,       3, "a value is outside its allowed range") \
    X(LC_ABSENT,      3, "what was named is not there") \
    X(LC_DAMAGED,     3, "a file is not what was written") \
    X(LC_DIVERGED,    4, "an iteration did not converge") \
    X(LC_SEPARATED,   4, "the outcome is separated by a column") \
    X(LC_SINGULAR,    4, "columns are not independent") \
    X(LC_UNFIT,       4, "the data cannot carry this model") \
    X(LC_REFUSED,     5, "policy forbids it") \
    X(LC_NOMEM,       6, "out of memory") \
    X(LC_IO,          6, "input or output failed") \
    X(LC_INTERRUPTED, 6, "interrupted") \
    X(LC_FAULT,       7, "a fault of the program") /* invariant.h */ \
    X(LC_UNREAD,    141, "nobody reads the output any more")
/* clang-format on */

enum lc_code {
#define X(code, status, text) code,
    LC_CODES(X)
#undef X
};

struct lc_error {
    int code;         /* an lc_code */
    const char *file; /* source position of the first failure */
    int line;
    char text[500]; /* always terminated, "" when code is LC_OK */
};

#define LC_MUST_CHECK   __attribute__((warn_unused_result))
#define LC_UNUSED       __attribute__((unused)) /* that a table of functions asks for */
#define LC_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Record a failure unless one is already recorded; returns code. */
#define LC_FAIL(err, code, ...)                                                        \
    lc_error_set((err), (code), __FILE__, __LINE__, __VA_ARGS__)

/* Out of memory, said the same way everywhere. */
#define LC_FAIL_NOMEM(err) LC_FAIL((err), LC_NOMEM, "out of memory")

int lc_error_set(struct lc_error *err, int code, const char *file, int line,
                 const char *format, ...) LC_PRINTF(5, 6);

/* Put "context: " in front of the recorded text; returns code, even if err is NULL. */
int lc_error_within(struct lc_error *err, int code, const char *format, ...)
    LC_PRINTF(3, 4);

/* Hands on what another was told of a failure, unless one is recorded; returns code. */
int lc_error_pass(struct lc_error *err, int code, const struct lc_error *found);

int lc_code_status(int code);       /* the process's exit status for a code */
const char *lc_code_text(int code); /* a constant sentence for a code */
