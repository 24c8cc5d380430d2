# What a file has besides its contents.

# rights_of PATH: kind and mode, owner, group, in $rights; with a + behind the mode for an access control list, where `ls` tells. Empty when
# they cannot be told. $name_count is how many the file has.
rights_of() {
  rights=
  name_count=
  set -- $(ls -ldn "$1")
  [ -n "$4" ] || return 0
  rights="$1 $3 $4"
  name_count=$2
}

# rights_agree PATH PATH
rights_agree() {
  rights_of "$1"
  rights_first=$rights
  rights_of "$2"
  [ "$rights" = "$rights_first" ]
}

# extras_of PATH: an access control list that says more than the mode, and extended attributes, as far as there are tools to tell. The
# kernel renews ima and evm itself.
extras_of() {
  if command -v getfacl > /dev/null 2>&1; then
    getfacl --absolute-names --skip-base --omit-header --numeric "$1" 2> /dev/null
  fi
  if command -v getfattr > /dev/null 2>&1; then
    getfattr -d -m . -e hex --absolute-names "$1" 2> /dev/null |
      sed -e '/^# file:/d' -e '/^security\.ima=/d' -e '/^security\.evm=/d'
  fi
}

# same_extras FROM TO: the same for TO, and the security context. Whether it came to be so is for others to see.
same_extras() {
  if command -v chcon > /dev/null 2>&1; then chcon --reference="$1" "$2" 2> /dev/null; fi
  extras_wanted=$(extras_of "$1")
  if [ "$extras_wanted" = "$(extras_of "$2")" ]; then return 0; fi
  if command -v setfacl > /dev/null 2>&1; then
    extras_list=$(getfacl --absolute-names --skip-base --omit-header --numeric "$1" 2> /dev/null)
    if [ -n "$extras_list" ]; then printf '%s\n' "$extras_list" | setfacl --set-file=- "$2" 2> /dev/null; fi
  fi
  if command -v setfattr > /dev/null 2>&1; then
    printf '%s\n' "$extras_wanted" | sed -n 's/^\([^#=: ]*\)=\(0x[0-9a-f]*\)$/\1 \2/p' |
      while read -r extras_name extras_value; do
        setfattr -n "$extras_name" -v "$extras_value" "$2" 2> /dev/null
      done
  fi
  return 0
}
