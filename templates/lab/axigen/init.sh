#!/bin/sh
#
# axigen        Starts, stops and reloads the AXIGEN Mail Server
#
# chkconfig: 345 80 20
# description: AXIGEN Mail Server (stand-in of gateway-setup's lab)
# pidfile: /var/opt/axigen/run/axigen.pid

AXIGEN=/opt/axigen/bin/axigen
WORKDIR=/var/opt/axigen
PIDFILE=$WORKDIR/run/axigen.pid

# Sets $pid; true when that process lives and is AXIGEN. The process table is asked where there is
# one: a process id left in the file by a crash may belong to another program by now.
running() {
    pid=
    [ -f "$PIDFILE" ] || return 1
    pid=`cat "$PIDFILE" 2>/dev/null`
    case "$pid" in
        '' | *[!0-9]*) return 1 ;;
    esac
    if [ -r /proc/self/stat ]; then
        stat=`cat "/proc/$pid/stat" 2>/dev/null`
        case "$stat" in
            "$pid (axigen) Z "*) return 1 ;;
            "$pid (axigen) "*) return 0 ;;
        esac
        return 1
    fi
    kill -0 "$pid" 2>/dev/null
}

start() {
    if running; then
        echo "AXIGEN Mail Server is already running (pid $pid)"
        return 0
    fi
    rm -f "$PIDFILE"
    if "$AXIGEN" -W "$WORKDIR"; then
        echo "Starting AXIGEN Mail Server: done"
    else
        echo "Starting AXIGEN Mail Server: failed"
        return 1
    fi
}

stop() {
    if running; then
        kill "$pid"
    else
        echo "AXIGEN Mail Server is not running"
        rm -f "$PIDFILE"
        return 0
    fi
    # Tenths of a second, ten seconds in all.
    waited=0
    while running; do
        if [ "$waited" -ge 100 ]; then
            echo "Stopping AXIGEN Mail Server: failed (pid $pid does not end)"
            return 1
        fi
        if sleep 0.1 2>/dev/null; then
            waited=$((waited + 1))
        else
            sleep 1
            waited=$((waited + 10))
        fi
    done
    rm -f "$PIDFILE"
    echo "Stopping AXIGEN Mail Server: done"
}

case "$1" in
    start)
        start
        ;;
    stop)
        stop
        ;;
    restart)
        stop && start
        ;;
    reload)
        if running && kill -HUP "$pid"; then
            echo "Reloading AXIGEN Mail Server: done"
        else
            echo "Reloading AXIGEN Mail Server: failed (not running)"
            exit 1
        fi
        ;;
    status)
        if running; then
            echo "AXIGEN Mail Server is running (pid $pid)"
        elif [ -f "$PIDFILE" ]; then
            echo "AXIGEN Mail Server is dead, but its pid file exists"
            exit 1
        else
            echo "AXIGEN Mail Server is stopped"
            exit 3
        fi
        ;;
    *)
        echo "Usage: $0 {start|stop|restart|reload|status}"
        exit 1
        ;;
esac
