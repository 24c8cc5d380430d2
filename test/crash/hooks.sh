# Put in front of a script that runs on a lab's server: whatever touches the world stops at a point before and after. Everything
# here begins with crash_. Where the folder of the test is not there, nothing happens but what would have happened anyway.
crash_folder=/dev/crash
crash_inside=

# crash_point before|after KIND PATH: notes the point; at the one that the test wants it waits until the test lets it go on.
crash_point() {
  if [ -n "$crash_inside" ] || [ ! -p "$crash_folder/here" ]; then return 0; fi
  crash_name=$3
  case $crash_name in
    */gateway-setup/runs/*/*) crash_name=RUN/${crash_name#*/gateway-setup/runs/*/} ;;
    */gateway-setup/runs/*) crash_name=RUN ;;
  esac
  # Names of the moment have the number of the process.
  case $crash_name in *".$$") crash_name=${crash_name%".$$"}.PID ;; esac
  crash_name="$1 $2 $crash_name"
  command printf '%s\n' "$crash_name" >> "$crash_folder/points"
  crash_wanted=
  { read -r crash_wanted && read -r crash_left; } 2> /dev/null < "$crash_folder/wanted"
  # A star is any of them.
  case $crash_wanted in "$crash_name" | '*') ;; *) return 0 ;; esac
  while IFS= read -r crash_line; do
    case $crash_wanted in "$crash_line" | '*') crash_left=$(( crash_left - 1 )) ;; esac
  done < "$crash_folder/points"
  [ "$crash_left" -eq 0 ] || return 0
  case $2 in
    journal-line) command printf '%s\n' "$2 $run/journal.jsonl" > "$crash_folder/here" ;;
    *) command printf '%s\n' "$2 $3" > "$crash_folder/here" ;;
  esac
  read -r crash_line < "$crash_folder/answer"
}

# crash_do KIND COMMAND WORDS...: the last word is what it is about.
crash_do() {
  crash_what=$1
  crash_tool=$2
  shift 2
  for crash_path in "$@"; do :; done
  crash_point before "$crash_what" "$crash_path"
  command "$crash_tool" "$@"
  crash_code=$?
  crash_point after "$crash_what" "$crash_path"
  return "$crash_code"
}

mv() { crash_do rename mv "$@"; }
cp() { crash_do temporary-file cp "$@"; }
ln() { crash_do link ln "$@"; }
chmod() { crash_do rights chmod "$@"; }
chown() { crash_do rights chown "$@"; }
chcon() { crash_do rights chcon "$@"; }
setfacl() { crash_do rights setfacl "$@"; }
setfattr() { crash_do rights setfattr "$@"; }
kill() { crash_do signal kill "$@"; }
touch() { crash_do temporary-file touch "$@"; }

sync() {
  crash_point before flush .
  command sync "$@"
  crash_code=$?
  crash_point after flush .
  return "$crash_code"
}

# What is not there is not removed, and what is there is not made.
rm() { crash_remove rm "$@"; }
rmdir() { crash_remove rmdir "$@"; }
crash_remove() {
  crash_path=
  for crash_one in "$@"; do
    case $crash_one in
      -*) ;;
      *) if [ -e "$crash_one" ] || [ -L "$crash_one" ]; then crash_path=${crash_path:-$crash_one}; fi ;;
    esac
  done
  crash_tool=$1
  shift
  if [ -z "$crash_path" ]; then
    command "$crash_tool" "$@"
    return
  fi
  crash_point before removal "$crash_path"
  command "$crash_tool" "$@"
  crash_code=$?
  crash_point after removal "$crash_path"
  return "$crash_code"
}
mkdir() {
  for crash_path in "$@"; do :; done
  if [ -d "$crash_path" ]; then command mkdir "$@"
  else crash_do folder mkdir "$@"; fi
}

# What only prints counts where it prints into a file, the transcript of the run apart. "Before" it, that file is made, and empty.
# -ef asks without starting anything.
crash_print() {
  crash_tool=$1
  shift
  if [ -n "$crash_inside" ] || [ ! -f /proc/self/fd/1 ] || [ /proc/self/fd/1 -ef "$run/transcript.log" ]; then
    command "$crash_tool" "$@"
    return
  fi
  { crash_path=$(command ls -l /proc/self/fd/9); } 9>&1
  crash_path=${crash_path##* -> }
  case $crash_path in
    */transcript.log)
      command "$crash_tool" "$@"
      return ;;
  esac
  crash_point before temporary-file "$crash_path"
  command "$crash_tool" "$@"
  crash_code=$?
  crash_point after temporary-file "$crash_path"
  return "$crash_code"
}
awk() { crash_print awk "$@"; }
cat() { crash_print cat "$@"; }
comm() { crash_print comm "$@"; }
find() { crash_print find "$@"; }
printf() { crash_print printf "$@"; }
sed() { crash_print sed "$@"; }
sort() { crash_print sort "$@"; }
tr() { crash_print tr "$@"; }

# crash_function NAME WORDS...: a function of the library as one action, whatever it does inside.
crash_function() {
  crash_real=$1__real
  if [ -n "$crash_inside" ]; then
    shift
    "$crash_real" "$@"
    return
  fi
  case $1 in
    journal) crash_of journal-line "$(crash_event "$2")" ;;
    run_service) crash_of service-action "$2 $3" ;;
    install_package) crash_of package-action "install $4" ;;
    remove_package) crash_of package-action "remove $3" ;;
    remove_packages) crash_of package-action "remove those of $2" ;;
    run_installer) crash_of package-action "installer $2" ;;
  esac
  shift
  crash_point before "$crash_kind" "$crash_object"
  crash_inside=yes
  "$crash_real" "$@"
  crash_code=$?
  crash_inside=
  crash_point after "$crash_kind" "$crash_object"
  return "$crash_code"
}
crash_of() {
  crash_kind=$1
  crash_object=$2
}

# crash_event JSON: the event with its change, its step and the kind of the change.
crash_event() {
  crash_said=
  for crash_key in event change step to kind; do
    case $1 in
      *"\"$crash_key\":"*)
        crash_value=${1#*"\"$crash_key\":"}
        crash_value=${crash_value#\"}
        crash_value=${crash_value%%[\",\}]*}
        crash_said="$crash_said $crash_value" ;;
    esac
  done
  command printf '%s\n' "${crash_said# }"
}

