# $1 is a count under rpm and a word under dpkg; there is the same to do in every case.
licensed=no
for file in /etc/opt/eset/nod32/license/*; do
    [ -f "$file" ] && licensed=yes
done
if [ "$licensed" = yes ]; then
    /etc/init.d/nod32d start || echo "nod32d was not started: see /var/log/nod32.log"
else
    echo "There is no license key in /etc/opt/eset/nod32/license: nod32d was not started."
    echo "Copy your license key there and run: /etc/init.d/nod32d start"
fi
exit 0
