#!/bin/sh
# After the program is removed: nothing of a person's is touched, and they are told where it is.
set -e
case "$1" in
purge | remove | 0)
    echo "SoulChat: journals stay where they are, in each person's ~/.local/share/soulchat."
    echo "Whoever wants them gone deletes that folder."
    ;;
esac
