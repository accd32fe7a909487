#!/bin/bash
# Gives files to the reader of a volume: FILE… FOLDER/ [-- FILE… FOLDER/]… (a FILE may be a pattern)
# Each is replaced whole. Who mounts the folder may read it; nobody else does.
set -euo pipefail
umask 022
files=()
for argument in "$@" --; do
  if [ "$argument" = -- ]; then
    folder=${files[-1]}
    # shellcheck disable=SC2068  # patterns are meant to become files
    for file in ${files[@]:0:${#files[@]}-1}; do
      install -m 0444 "$file" "$folder.new"
      # no question, also where compose gives a terminal
      mv -f "$folder.new" "$folder${file##*/}"
    done
    files=()
  else
    files+=("$argument")
  fi
done
