/* See kernel_plain_inside.h. */
#include "table/kernel_plain_inside.h"

#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)         \
    && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* Looked at together before it is asked whether to go on. */
enum { RUN = 4096 };

WIDE static uint8_t look(size_t n, const uint8_t *s)
{
    uint8_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t lone = (uint8_t)((s[i] == '\r') & (s[i + 1] != '\n'));
        bad |= (uint8_t)((s[i] == '"') | (s[i] == 0) | (s[i] >= 128) | lone);
    }
    return bad;
}

bool lc_is_plain(size_t n, const char *bytes)
{
    const uint8_t *s = (const uint8_t *)bytes;
    while (n > RUN) { /* the last byte is looked at below, since it has no next */
        if (look(RUN, s))
            return false;
        s += RUN;
        n -= RUN;
    }
    if (!n)
        return true;
    return !look(n - 1, s) && s[n - 1] != '"' && s[n - 1] != 0 && s[n - 1] < 128;
}
