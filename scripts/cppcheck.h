/* For cppcheck alone, which does not read the libraries' headers: loops as loops. */
#define json_array_foreach(array, i, value) for (i = 0, value = 0; array; value++)
#define json_object_foreach(object, key, value)                                        \
    for (key = "", value = 0; object; value++)
