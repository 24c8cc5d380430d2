# many-takers.sh LIBRARY FILE LOG NAME DIES-AT: tries to hold FILE until it has, writes that down, and gives it back.
# It kills itself at the DIES-AT-th point: there is one before and one after each command that touches a file; 0: never.
. "$1"
file=$2
log=$3
name=$4
left=$5

point() {
  left=$(( left - 1 ))
  if [ "$left" -ne 0 ]; then return 0; fi
  printf 'dies %s\n' "$name" >> "$log"
  kill -9 "$$"
}
ln() { point; command ln "$@"; set -- $?; point; return "$1"; }
rm() { point; command rm "$@"; set -- $?; point; return "$1"; }

tries=400
until hold_anew "$file"; do
  tries=$(( tries - 1 ))
  if [ "$tries" -eq 0 ]; then exit 1; fi
done
printf 'in %s\n' "$name" >> "$log"
point
printf 'out %s\n' "$name" >> "$log"
give_back "$file"
