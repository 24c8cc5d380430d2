#!/bin/sh
# AXIGEN Mail Server: the stand-in of gateway-setup's lab.
exec /opt/lab/bin/node /opt/lab/gateway-setup/dist/src/lab/axigen/main.js \
    --stand-in-profile /opt/axigen/share/stand-in.ini "$@"
