/* A block's rows added to a table by bin, eight columns at a time: kernel_body.h
 * includes this once for each width of vector. */

/* LANES columns' runs of LANES rows turned in place into LANES rows' runs of columns:
 * at each distance, what lies right of the diagonal changes places with what lies left.
 */
/* clang-format off */
#define SWAP(i, j, low, high) do { \
    vec x_ = a[i], y_ = a[j]; \
    a[i] = __builtin_shufflevector(x_, y_, low); \
    a[j] = __builtin_shufflevector(x_, y_, high); } while (0)
#if LANES == 8
#define LOW1 0, 8, 2, 10, 4, 12, 6, 14
#define HIGH1 1, 9, 3, 11, 5, 13, 7, 15
#define LOW2 0, 1, 8, 9, 4, 5, 12, 13
#define HIGH2 2, 3, 10, 11, 6, 7, 14, 15
#define LOW4 0, 1, 2, 3, 8, 9, 10, 11
#define HIGH4 4, 5, 6, 7, 12, 13, 14, 15
#elif LANES == 4
#define LOW1 0, 4, 2, 6
#define HIGH1 1, 5, 3, 7
#define LOW2 0, 1, 4, 5
#define HIGH2 2, 3, 6, 7
#else
#define LOW1 0, 2
#define HIGH1 1, 3
#endif
/* clang-format on */

static inline void turn(vec *a)
{
    for (int i = 0; i < LANES; i += 2)
        SWAP(i, i + 1, LOW1, HIGH1);
#if LANES > 2
    for (int i = 0; i < LANES; i += 4) {
        SWAP(i, i + 2, LOW2, HIGH2);
        SWAP(i + 1, i + 3, LOW2, HIGH2);
    }
#endif
#if LANES > 4
    for (int i = 0; i < 4; i++)
        SWAP(i, i + 4, LOW4, HIGH4);
#endif
}

/* Rows far enough ahead for their places to arrive from the next cache. */
enum { BIN_AHEAD = 16, PARTS = LC_PANEL / LANES };

static void bin(size_t rows, size_t stride, const double *z, const double *w,
                const int32_t *bin_of, double *table)
{
    for (size_t r = 0; r < rows; r += LANES) {
        size_t count = rows - r < LANES ? rows - r : LANES;
        vec a[LC_PANEL];
        for (int k = 0; k < LC_PANEL; k++)
            a[k] = AT(z + (size_t)k * stride + r);
        for (int part = 0; part < PARTS; part++)
            turn(a + part * LANES);
        for (size_t i = r + BIN_AHEAD; i < r + BIN_AHEAD + LANES && i < rows; i++)
            __builtin_prefetch(
                table + (size_t)(bin_of[i] < 0 ? 0 : bin_of[i]) * LC_PANEL, 1, 2);
        for (size_t i = 0; i < count; i++) {
            double *t = table + (size_t)bin_of[r + i] * LC_PANEL;
            if (bin_of[r + i] < 0)
                continue;
            for (size_t part = 0; part < PARTS; part++)
                TO(t + part * LANES) += w[r + i] * a[part * LANES + i];
        }
    }
}
