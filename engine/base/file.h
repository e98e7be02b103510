/* Files: read whole, written whole.
 *
 * A draft is a temporary file (0600, exclusive) beside its target. Commit makes it
 * the target in one step: fsync, rename, fsync of the folder. A draft that is not
 * committed is removed. So a kill at any moment leaves the old file or the new one. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"

/* The error of a call of system/file.h that failed on path with that number: LC_ABSENT,
 * LC_INTERRUPTED (a signal came while it waited), LC_UNREAD (a pipe without a reader)
 * or LC_IO, "cannot <doing>: ...". */
int lc_file_fail(const char *path, const char *doing, int number, struct lc_error *err);

/* The whole file into *data (one NUL byte behind it; free() it). A folder, a missing
 * file or more than `limit` bytes is an error that says so. path "-" reads standard
 * input. */
int lc_file_read(const char *path, size_t limit, char **data, size_t *size,
                 struct lc_error *err) LC_MUST_CHECK;

bool lc_file_exists(const char *path);
/* Does the path say its form by this ending, as ".csv", with a name before it? */
bool lc_file_ends(const char *path, const char *ending);

struct lc_draft {
    char *path; /* the target */
    char *temp; /* the temporary file, beside it */
    int fd;
};

/* Starts a draft of path. Refuses (LC_REFUSED, "use --force") an existing path unless
 * force. */
int lc_draft_open(struct lc_draft *draft, const char *path, bool force,
                  struct lc_error *err) LC_MUST_CHECK;
/* Could a draft of path be opened? Asked before long work whose result goes there. */
int lc_draft_try(const char *path, bool force, struct lc_error *err) LC_MUST_CHECK;
int lc_draft_write(struct lc_draft *draft, const void *data, size_t size,
                   struct lc_error *err) LC_MUST_CHECK;
/* Opened, and the text in it, which is freed. */
int lc_draft_text(struct lc_draft *draft, const char *path, bool force,
                  struct lc_text *text, struct lc_error *err) LC_MUST_CHECK;
int lc_draft_commit(struct lc_draft *draft, struct lc_error *err) LC_MUST_CHECK;
void lc_draft_drop(
    struct lc_draft *draft); /* after commit: nothing; else removes temp */

/* from becomes to in one step, in the same folder, which is then synced. */
int lc_file_rename(const char *from, const char *to,
                   struct lc_error *err) LC_MUST_CHECK;

/* A draft, one write, commit. */
int lc_file_write(const char *path, bool force, const void *data, size_t size,
                  struct lc_error *err) LC_MUST_CHECK;

/* The same of a text that grew (a failure of it is the error), which is freed. */
int lc_file_write_text(const char *path, bool force, struct lc_text *text,
                       struct lc_error *err) LC_MUST_CHECK;

/* Digest of a file's bytes, without a key, read in blocks, into out[LC_DIGEST]. */
int lc_file_digest(const char *path, unsigned char *out, uint64_t *size,
                   struct lc_error *err) LC_MUST_CHECK;

/* The same of an open file's first `size` bytes; it stays where it is. LC_INTERRUPTED:
 * *stop has become true, which another thread may set. */
int lc_file_digest_open(int fd, uint64_t size, const char *name,
                        const atomic_bool *stop, unsigned char *out,
                        struct lc_error *err) LC_MUST_CHECK;

/* A folder of ours (0700), made if it is missing. */
int lc_folder_make(const char *path, struct lc_error *err) LC_MUST_CHECK;

/* The path of one of the program's own data files ("schema", "studies/x.yaml"): under
 * $LATECARE_SHARE, else under datasets/ of the checkout whose build/ holds the
 * executable, else under share/latecare beside the bin/ that holds it (so an
 * installation may be moved), else under the installed share folder. free() the result.
 */
int lc_share_path(const char *name, char **path, struct lc_error *err) LC_MUST_CHECK;
