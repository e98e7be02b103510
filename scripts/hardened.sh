#!/bin/sh
# hardened.sh PROGRAM: is it position independent, with its tables read only before main,
# no stack that runs, checked copies, a guarded stack, and (x86-64) marks where a jump
# may land? By what binutils say of it.
set -eu
program=$1
bad=0
need() { # WHAT PATTERN FILE
    grep -q "$2" "$3" || { echo "$program: $1 is missing"; bad=1; }
}
told=$(mktemp)
trap 'rm -f "$told"' EXIT
readelf -Whd -l -n --dyn-syms "$program" >"$told" 2>/dev/null
need 'a position-independent executable' 'Type: *DYN' "$told"
need 'immediate binding' 'BIND_NOW\|Flags: NOW' "$told"
need 'read-only relocations' 'GNU_RELRO' "$told"
need 'a stack that does not run' 'GNU_STACK.* RW ' "$told"
need 'checked copies (_FORTIFY_SOURCE)' '__[a-z]*_chk' "$told"
need 'a guarded stack' '__stack_chk_fail' "$told"
readelf -sW "$program" >"$told"
need 'the cage of what import reads (libseccomp, linked in)' ' seccomp_load$' "$told"
readelf -d "$program" >"$told"
! grep -q 'NEEDED.*libseccomp' "$told" || { echo "$program: loads libseccomp at each start; one verb needs it"; bad=1; }
for network in curl ssl crypto ldap krb5 gssapi ssh nghttp; do
    ! grep -q "NEEDED.*lib$network" "$told" || { echo "$program: brings lib$network, and knows no network"; bad=1; }
done
! ldd "$program" | grep -E 'lib(curl|ldap|krb5|ssh2|nghttp2)' || { echo "$program: a library of it brings the network"; bad=1; }
case $(readelf -h "$program" | sed -n 's/.*Machine: *//p') in
*X86-64*) # Debian's own start files have no marks, so the whole file says none; ours have
    objdump -d --disassemble=main "$program" >"$told"
    need 'a mark where a jump may land (-fcf-protection)' 'endbr64' "$told"
    ;;
esac
exit $bad
