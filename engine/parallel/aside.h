/* One piece of work that goes on beside the rest, until it is asked for. */
#pragma once

typedef struct lc_aside lc_aside;

/* work(context) in a thread of its own; NULL: there can be none, and nothing was done.
 * The context is work's alone until the end. */
lc_aside *lc_aside_begin(void (*work)(void *context), void *context);
/* Waits until it is done. NULL is allowed. */
void lc_aside_end(lc_aside *aside);
