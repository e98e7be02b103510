/* The program's version, as the build says it. */
#pragma once

#ifndef LC_VERSION
#define LC_VERSION "0"
#endif
