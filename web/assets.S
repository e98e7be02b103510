/* The page's script and style as constants of the program: models/report/assets.h. */
    .section .rodata
    .globl lc_asset_script, lc_asset_script_size, lc_asset_style, lc_asset_style_size
lc_asset_script:
    .incbin "build/web/page.js"
script_end:
lc_asset_style:
    .incbin "build/web/page.css"
style_end:
    .balign 8
lc_asset_script_size:
    .quad script_end - lc_asset_script
lc_asset_style_size:
    .quad style_end - lc_asset_style
    .section .note.GNU-stack, "", %progbits
