/* Signals that ask the process to stop: noted, no more. */
#pragma once

/* SIGINT, SIGTERM and SIGHUP are noted from now on and wake whatever call waits; a
 * SIGINT after another ends the process at once, status 130. SIGPIPE and SIGXFSZ are
 * left to the calls that meet them. */
void lc_sys_signal_begin(void);

/* What a handler may call is called before such an end; NULL: nothing. */
void lc_sys_signal_last(void (*last)(void));

/* The number of the last that came, or 0. Any thread, no cost. */
int lc_sys_signal(void);
