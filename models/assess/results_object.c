/* Objects of ready values (results.h). */
#include <stdarg.h>

#include "base/json.h"
#include "models/assess/results.h"

json_t *lc_results_object(const char *name, json_t *value, ...)
{
    json_t *object = json_object();
    bool ok = lc_json_put(object, name, value);
    va_list rest;
    va_start(rest, value);
    for (const char *next; (next = va_arg(rest, const char *));) {
        json_t *more = va_arg(rest, json_t *);
        ok = lc_json_put(object, next, more) && ok;
    }
    va_end(rest);
    if (ok)
        return object;
    json_decref(object);
    return NULL;
}
