/* What GSL 2.7.1 asks its configure for, as far as the functions that are used ask it. */
#define PACKAGE "gsl"
#define VERSION "2.7.1"
#define RELEASED
#define HAVE_IEEE_COMPARISONS 1
#define HAVE_IEEE_DENORMALS 1
#define HAVE_DECL_ISINF 1
#define HAVE_DECL_ISNAN 1
#define HAVE_DECL_FINITE 1
#define HAVE_DECL_ISFINITE 1
#define HAVE_DECL_EXPM1 1
#define HAVE_DECL_LOG1P 1
#define HAVE_DECL_HYPOT 1
#define HAVE_DECL_ACOSH 1
#define HAVE_DECL_ASINH 1
#define HAVE_DECL_ATANH 1
#define HAVE_DECL_LDEXP 1
#define HAVE_DECL_FREXP 1
#define HAVE_MEMCPY 1
#define HAVE_MEMMOVE 1
#define HAVE_STRDUP 1
#define HAVE_STRTOL 1
#define HAVE_STRTOUL 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_PRINTF_LONGDOUBLE 1
#define HAVE_INLINE 1
#define HAVE_C99_INLINE 1
#define HAVE_EXTENDED_PRECISION_REGISTERS 0
#if HAVE_EXTENDED_PRECISION_REGISTERS
#define GSL_COERCE_DBL(x) (gsl_coerce_double(x))
#else
#define GSL_COERCE_DBL(x) (x)
#endif
#define GSL_RANGE_COND(x) (x)
#define GSL_RANGE_CHECK 0
#define RETURN_IF_NULL(x) \
    if (!x) {             \
        return;           \
    }
#define DISCARD_POINTER(p) \
    do {                   \
        ;                  \
    } while (p ? 0 : 0);
