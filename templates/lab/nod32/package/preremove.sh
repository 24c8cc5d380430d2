# Only when the package goes for good (0 under rpm, "remove" under dpkg): after an upgrade the daemons go on.
case "$1" in
    0 | remove)
        /etc/init.d/nod32smtp stop
        /etc/init.d/nod32d stop
        ;;
esac
exit 0
