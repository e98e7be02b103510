#include "models/family/risk_table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BINS = 1 << 20, RADIX_BITS = 11, RADIX = 1 << RADIX_BITS };

static int check_rows(const struct lc_lives *lives, struct lc_error *err)
{
    for (size_t i = 0; i < lives->n; i++) {
        double start = lives->start ? lives->start[i] : -1;
        double weight = lives->weight ? lives->weight[i] : 1;
        if (!(lives->stop[i] >= 0 && lives->stop[i] < INFINITY))
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: its time is not a number of 0 or more", i + 1);
        if (!(start < lives->stop[i]))
            return LC_FAIL(err, LC_RANGE, "row %zu: it does not start before it stops",
                           i + 1);
        if (!(weight >= 0 && weight < INFINITY))
            return LC_FAIL(err, LC_RANGE, "row %zu: its weight is not 0 or more",
                           i + 1);
        if (lives->cause[i] < 0 || lives->cause[i] > lives->causes)
            return LC_FAIL(err, LC_RANGE, "row %zu: cause %d is not 0 to %d", i + 1,
                           (int)lives->cause[i], lives->causes);
    }
    return LC_OK;
}

static bool whole_days(const struct lc_lives *lives, size_t *bins)
{
    double most = 0;
    for (size_t i = 0; i < lives->n; i++) {
        if (lives->stop[i] != floor(lives->stop[i]))
            return false;
        if (lives->stop[i] > most)
            most = lives->stop[i];
    }
    *bins = most < BINS ? (size_t)most + 1 : 0;
    return *bins > 0;
}

/* Distinct times by marking a bin a day; returns how many. */
static size_t days_by_bin(const struct lc_lives *lives, size_t bins, uint32_t *bin,
                          double *time)
{
    size_t count = 0;
    for (size_t i = 0; i < lives->n; i++)
        bin[(size_t)lives->stop[i]] = 1;
    for (size_t b = 0; b < bins; b++)
        if (bin[b]) {
            time[count] = (double)b;
            bin[b] = (uint32_t)count++;
        }
    return count;
}

static uint64_t bits_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* One least-significant-digit pass over (key, row) pairs. */
static void radix_pass(size_t n, int shift, const uint64_t *key, const uint32_t *row,
                       uint64_t *key_out, uint32_t *row_out)
{
    static const uint64_t mask = RADIX - 1;
    size_t place[RADIX] = { 0 }, sum = 0;
    for (size_t i = 0; i < n; i++)
        place[(key[i] >> shift) & mask]++;
    for (size_t d = 0; d < RADIX; d++) {
        size_t count = place[d];
        place[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++) {
        size_t to = place[(key[i] >> shift) & mask]++;
        key_out[to] = key[i];
        row_out[to] = row[i];
    }
}

/* Times of 0 or more order as their bits do. key and row hold 2n each. */
static size_t times_by_sort(const struct lc_lives *lives, uint64_t *key, uint32_t *row,
                            uint32_t *exit, double *time)
{
    size_t n = lives->n, count = 0, from = 0;
    for (size_t i = 0; i < n; i++) {
        key[i] = bits_of(lives->stop[i]);
        row[i] = (uint32_t)i;
    }
    for (int shift = 0; shift < 64; shift += RADIX_BITS, from = n - from)
        radix_pass(n, shift, key + from, row + from, key + (n - from),
                   row + (n - from));
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || key[from + i] != key[from + i - 1])
            time[count++] = lives->stop[row[from + i]];
        exit[row[from + i]] = (uint32_t)(count - 1);
    }
    return count;
}

static int find_times(struct lc_risk_table *t, const struct lc_lives *lives,
                      struct lc_error *err)
{
    size_t bins = 0, n = lives->n;
    if (whole_days(lives, &bins)) {
        uint32_t *bin = lc_alloc(bins, sizeof *bin);
        if (!bin)
            return LC_FAIL_NOMEM(err);
        t->times = days_by_bin(lives, bins, bin, t->time);
        for (size_t i = 0; i < n; i++)
            t->exit[i] = bin[(size_t)lives->stop[i]];
        free(bin);
        return LC_OK;
    }
    uint64_t *key = lc_alloc(2 * n, sizeof *key);
    uint32_t *row = lc_alloc(2 * n, sizeof *row);
    if (key && row)
        t->times = times_by_sort(lives, key, row, t->exit, t->time);
    free(key);
    free(row);
    return key && row ? LC_OK : LC_FAIL_NOMEM(err);
}

size_t lc_risk_table_until(const struct lc_risk_table *table, double time)
{
    size_t low = 0, high = table->times;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->time[middle] <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Exits are summed into at_risk first, late entries taken off, then the running sum
 * from the end makes (2). */
static void count_rows(struct lc_risk_table *t, const struct lc_lives *lives)
{
    for (size_t i = 0; i < lives->n; i++) {
        double w = lives->weight ? lives->weight[i] : 1;
        size_t j = t->exit[i];
        t->at_risk[j] += w;
        if (lives->cause[i]) {
            t->event[(size_t)(lives->cause[i] - 1) * t->times + j] += w;
            t->any[j] += w;
        } else {
            t->censored[j] += w;
        }
        if (lives->start) {
            t->entry[i] = (uint32_t)lc_risk_table_until(t, lives->start[i]);
            if (t->entry[i])
                t->at_risk[t->entry[i] - 1] -= w;
        }
    }
    for (size_t j = t->times; j-- > 1;)
        t->at_risk[j - 1] += t->at_risk[j];
}

static int allocate_sums(struct lc_risk_table *t, struct lc_error *err)
{
    t->at_risk = lc_alloc(t->times, sizeof *t->at_risk);
    t->any = lc_alloc(t->times, sizeof *t->any);
    t->censored = lc_alloc(t->times, sizeof *t->censored);
    t->event = lc_alloc((size_t)t->causes * t->times, sizeof *t->event);
    return t->at_risk && t->any && t->censored && t->event ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_risk_table_new(struct lc_risk_table **table, const struct lc_lives *lives,
                      struct lc_error *err)
{
    *table = NULL;
    if (lives->n == 0)
        return LC_FAIL(err, LC_UNFIT, "there is no row to follow");
    int code = check_rows(lives, err);
    struct lc_risk_table *t = code ? NULL : lc_alloc(1, sizeof *t);
    if (!t)
        return code ? code : LC_FAIL_NOMEM(err);
    t->n = lives->n;
    t->causes = lives->causes;
    t->time = lc_alloc(t->n, sizeof *t->time);
    t->exit = lc_alloc(t->n, sizeof *t->exit);
    t->entry = lc_alloc(t->n, sizeof *t->entry);
    code =
        t->time && t->exit && t->entry ? find_times(t, lives, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = allocate_sums(t, err);
    if (code) {
        lc_risk_table_free(t);
        return code;
    }
    count_rows(t, lives);
    *table = t;
    return LC_OK;
}

void lc_risk_table_free(struct lc_risk_table *table)
{
    if (!table)
        return;
    free(table->time);
    free(table->at_risk);
    free(table->event);
    free(table->any);
    free(table->censored);
    free(table->exit);
    free(table->entry);
    free(table);
}
