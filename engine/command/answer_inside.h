/* Where a passphrase comes from: a line of an open file that an option names by its
 * number, or the terminal. Never an argument, nor the environment. */
#pragma once

#include "base/error.h"
#include "store/phrase.h"

/* LC_USAGE if fd (NULL: not given) is not the number of an open file; option: the name
 * of what it is of. */
int lc_answer_check(const char *fd, const char *option,
                    struct lc_error *err) LC_MUST_CHECK;

/* An lc_passphrase_asker; context: the option's text, or NULL. LC_REFUSED where there
 * is no terminal either. */
int lc_answer(void *context, const char *path, struct lc_passphrase *answer,
              struct lc_error *err);

/* A new passphrase for the store: asked for twice at the terminal. LC_REFUSED if it is
 * short, or the two are not the same. */
int lc_answer_new(const char *fd, const char *store_path, struct lc_passphrase *answer,
                  struct lc_error *err) LC_MUST_CHECK;
