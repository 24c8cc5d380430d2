#!/bin/sh
#
# The lab's own way to start the installer of its IMSS stand-in: at a terminal the person there answers its questions;
# where there is none, these answers do.

here=`dirname "$0"`
if [ -t 0 ]; then
    exec /bin/sh "$here/install.sh"
fi
exec /bin/sh "$here/install.sh" <<'ANSWERS'
yes
LABS-2006-IMSS-0057

yes
ANSWERS
