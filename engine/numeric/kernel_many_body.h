/* Several vectors at once over one block: kernel_body.h includes this once for each
 * width of vector. A block is read from memory once for all of them. */

/* Four predictors by two vectors of rows: eight sums in registers, and as many products
 * for six loads. */
static void product_strip(size_t stride, size_t used, const uint32_t *at,
                          const double *z, const double *beta, double *eta)
{
    vec a[LC_TILE], b[LC_TILE];
#pragma GCC unroll 4
    for (size_t v = 0; v < LC_TILE; v++)
        a[v] = b[v] = all(0.0);
    for (size_t k = 0; k < used; k++) {
        const double *column = z + at[k] * stride, *c = beta + at[k] * LC_MANY;
        vec x = AT(column), y = AT(column + LANES);
#pragma GCC unroll 4
        for (size_t v = 0; v < LC_TILE; v++) {
            a[v] += c[v] * x;
            b[v] += c[v] * y;
        }
    }
#pragma GCC unroll 4
    for (size_t v = 0; v < LC_TILE; v++) {
        TO(eta + v * stride) = a[v];
        TO(eta + v * stride + LANES) = b[v];
    }
}

/* The last vector of rows, where their number is odd. */
static void product_last(size_t stride, size_t used, const uint32_t *at,
                         const double *z, const double *beta, double *eta)
{
    for (size_t v = 0; v < LC_TILE; v++) {
        vec a = all(0.0);
        for (size_t k = 0; k < used; k++)
            a += beta[at[k] * LC_MANY + v] * AT(z + at[k] * stride);
        TO(eta + v * stride) = a;
    }
}

static void product_many(size_t rows, size_t stride, const double *z,
                         const struct lc_predictors *p, double *eta)
{
    size_t used = p->used;
    const uint32_t *at = p->at;
    for (size_t v = 0; v < p->count; v += LC_TILE) {
        const double *beta = p->beta + v;
        size_t r = 0;
        for (; r + 2 * LANES <= rows; r += 2 * LANES)
            product_strip(stride, used, at, z + r, beta, eta + v * stride + r);
        for (; r < rows; r += LANES)
            product_last(stride, used, at, z + r, beta, eta + v * stride + r);
    }
}

static void transposed_many(size_t rows, size_t q, size_t stride, const double *z,
                            size_t count, const double *r, double *sums)
{
    for (size_t k = 0; k < q; k += LC_TILE)
        for (size_t v = 0; v < count; v += LC_TILE) {
            double *at = sums + (k * LC_MANY + v * LC_TILE) * LANES;
            for (size_t part = 0; part < LC_TILE; part += WIDE)
                tile(rows, stride, r + v * stride, z + (k + part) * stride,
                     at + part * LANES);
        }
}
