#!/bin/sh
#
# Installer of the IMSS stand-in in gateway-setup's rehearsal lab. It is none of the vendor's: what that one asks, and in
# which words, is not known. It asks for a licence agreement, an activation code and a folder, as such installers do,
# and may fail on the way (stand-in.ini beside it).

LC_ALL=C
export LC_ALL
umask 022
here=`dirname "$0"`
here=`cd "$here" && pwd` || exit 1

# A value of the section [installer] of stand-in.ini.
setting() {
    sed -n '/^\[installer\]/,/^\[/s/^'"$1"' *= *\([^ ]*\) *$/\1/p' "$here/stand-in.ini" 2>/dev/null
}

give_up() {
    echo "Stand-in installer: $1" >&2
    exit 1
}

# Sets $answer.
ask() {
    printf '%s ' "$1"
    if read -r answer; then
        [ -t 0 ] || echo
        return 0
    fi
    echo
    give_up "an answer is needed, and there is nobody to give it. Nothing was installed."
}

# One part of the work, such as a folder that is copied: says so, does it, and fails or hangs where it is told to.
part() {
    echo "  $1"
    if [ "$fail_at" = "$1" ]; then
        give_up "cannot write $1. What was written so far stays."
    fi
    if [ "$hang_at" = "$1" ]; then
        echo "  (hangs here until it is interrupted, as stand-in.ini says)"
        while :; do sleep 1; done
    fi
    case "$pace" in
        '' | 0) ;;
        *) sleep "$pace" ;;
    esac
    "install_$1" || give_up "cannot write $1. What was written so far stays."
}

copy_folder() {
    mkdir -p "$home" && cp -R "$here/files/$1" "$home/"
}

with_home() {
    sed "s|@IMSS_HOME@|$home|g" "$1" >"$2"
}

install_bin() {
    copy_folder bin && chmod 755 "$home/bin/imss-standin" "$home/bin/start-imss-standin"
}

install_lib() {
    copy_folder lib
}

install_config() {
    mkdir -p "$home/config" && with_home "$here/files/config/imss.ini" "$home/config/imss.ini"
}

install_UI() {
    copy_folder UI && chmod 600 "$home/UI/certificate.pem"
}

install_log() {
    mkdir -p "$home/log" && chmod 750 "$home/log"
}

install_queue() {
    mkdir -p "$home/queue/incoming" "$home/queue/quarantine" && chmod 700 "$home/queue"
}

install_share() {
    mkdir -p "$home/share" && cp "$here/stand-in.ini" "$here/README" "$home/share/"
}

install_script() {
    with_home "$here/S99ISIMSS" /etc/init.d/S99ISIMSS && chmod 755 /etc/init.d/S99ISIMSS || return 1
    for folder in /etc/rc.d/rc3.d /etc/rc.d/rc5.d /etc/init.d/rc3.d /etc/init.d/rc5.d /etc/rc3.d /etc/rc5.d; do
        [ ! -d "$folder" ] || ln -sf /etc/init.d/S99ISIMSS "$folder/S99ISIMSS" || return 1
    done
}

install_services() {
    grep '^imss-console[[:space:]]' /etc/services >/dev/null 2>&1 ||
        printf 'imss-console\t8445/tcp\t# console of the IMSS stand-in\n' >>/etc/services
}

fail_at=`setting fail-at`
hang_at=`setting hang-at`
pace=`setting pace`

cat "$here/LICENSE-AGREEMENT"
echo
ask 'Do you agree? Type yes or no:'
[ "$answer" = yes ] || give_up "without the agreement nothing is installed."

tries=3
while :; do
    ask 'Activation code (XXXX-XXXX-XXXX-XXXX):'
    if echo "$answer" | grep -E '^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$' >/dev/null; then
        break
    fi
    tries=`expr "$tries" - 1`
    [ "$tries" -gt 0 ] || give_up "no activation code was given that can be used. Nothing was installed."
    echo "That is no activation code. The README names one that this stand-in takes."
done

while :; do
    ask 'Folder to install to [/opt/trend/imss]:'
    home=${answer:-/opt/trend/imss}
    case "$home" in
        *[!A-Za-z0-9/._-]* | */../* | */..) echo "The name of the folder may hold letters, digits and / . _ - only." ;;
        /?*) break ;;
        *) echo "The folder must be given from the root on: /opt/trend/imss" ;;
    esac
done
home=`echo "$home" | sed 's|//*|/|g; s|/$||'`
if [ -f "$home/config/imss.ini" ] && [ -f /etc/init.d/S99ISIMSS ]; then
    give_up "it is installed in $home already."
fi

ask "Install to $home now? Type yes or no:"
[ "$answer" = yes ] || give_up "stopped as you wished. Nothing was installed."

echo "Installing to $home:"
for name in bin lib config UI log queue share script services; do
    part "$name"
done

if [ "`setting start-service`" = no ]; then
    echo "Installed. The service is not started, as stand-in.ini says."
    exit 0
fi
echo "Starting the service:"
/etc/init.d/S99ISIMSS start || give_up "the service does not start."
echo "Installed. The service takes some seconds until it listens."
