/* truth.yaml as a constant of the program: coefficient_read.c. */
    .section .rodata
    .globl lc_builtin_truth, lc_builtin_truth_size
lc_builtin_truth:
    .incbin "datasets/borough/truth.yaml"
truth_end:
    .balign 8
lc_builtin_truth_size:
    .quad truth_end - lc_builtin_truth
    .section .note.GNU-stack, "", %progbits
