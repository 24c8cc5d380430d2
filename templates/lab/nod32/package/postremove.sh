# After an upgrade the new daemon is already in its place: what it has made must stay.
case "$1" in
    0 | remove | purge)
        rm -f /var/run/nod32d.pid /var/run/nod32smtp.pid /tmp/nod32d.sock /tmp/nod32smtp-*.msg
        ;;
esac
exit 0
