/* libcyaml reports through a log callback: the message first, then a backtrace whose
 * first line holds the innermost position. Both are caught here and become one error.
 */
#include "base/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { YAML_LIMIT = 4 << 20 };

struct caught {
    char message[240];
    char place[120];
};

static void copy_line(char *to, size_t room, const char *from)
{
    size_t size = strcspn(from, "\n");
    if (size > room - 1)
        size = room - 1;
    memcpy(to, from, size);
    to[size] = 0;
}

static void catch_log(cyaml_log_t level, void *ctx, const char *format, va_list args)
{
    struct caught *caught = ctx;
    char line[400];
    if (level < CYAML_LOG_ERROR)
        return;
    vsnprintf(line, sizeof line, format, args);
    const char *at = strstr(line, "line: ");
    const char *text = strncmp(line, "Load: ", 6) == 0 ? line + 6 : line;
    if (at && !caught->place[0])
        copy_line(caught->place, sizeof caught->place, at);
    else if (!at && !strstr(line, "Backtrace") && !caught->message[0])
        copy_line(caught->message, sizeof caught->message, text);
}

static cyaml_config_t config_of(struct caught *caught)
{
    return (cyaml_config_t){ .log_fn = catch_log,
                             .log_ctx = caught,
                             .mem_fn = cyaml_mem,
                             .log_level = CYAML_LOG_ERROR };
}

int lc_yaml_parse(const char *name, const char *data, size_t size,
                  const cyaml_schema_value_t *schema, void **value,
                  struct lc_error *err)
{
    struct caught caught = { { 0 }, { 0 } };
    cyaml_config_t config = config_of(&caught);
    *value = NULL;
    cyaml_err_t code =
        cyaml_load_data((const uint8_t *)data, size, &config, schema, value, NULL);
    if (code == CYAML_OK && *value) {
        int strict = lc_yaml_strict(name, data, size, schema, err);
        if (strict) {
            lc_yaml_free(schema, *value);
            *value = NULL;
        }
        return strict;
    }
    if (code == CYAML_ERR_OOM)
        return LC_FAIL_NOMEM(err);
    int line = 0, column = 0, fault = lc_yaml_fault(name, data, size, schema, err);
    if (fault)
        return fault;
    if (sscanf(caught.place, "line: %d, column: %d", &line, &column) == 2)
        return LC_FAIL(err, LC_FORMAT, "%s:%d:%d: %s", name, line, column,
                       caught.message[0] ? caught.message : cyaml_strerror(code));
    return LC_FAIL(err, LC_FORMAT, "%s: %s", name,
                   caught.message[0] ? caught.message
                   : code            ? cyaml_strerror(code)
                                     : "the file is empty");
}

int lc_yaml_load(const char *path, const cyaml_schema_value_t *schema, void **value,
                 struct lc_error *err)
{
    char *data;
    size_t size;
    int code = lc_file_read(path, YAML_LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_yaml_parse(path, data, size, schema, value, err);
    free(data);
    return code;
}

void lc_yaml_free(const cyaml_schema_value_t *schema, void *value)
{
    struct caught ignored = { { 0 }, { 0 } };
    cyaml_config_t config = config_of(&ignored);
    if (value)
        cyaml_free(&config, schema, value, 0);
}
