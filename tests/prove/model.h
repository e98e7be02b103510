/* What the models of model.c do where a driver has a choice: each choice is a case. */
#pragma once

extern int model_length;  /* snprintf and vsnprintf say that they would write so much */
extern int model_growths; /* lc_grow succeeds so many times more, lc_alloc if not 0 */
