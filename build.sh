#!/usr/bin/env bash
# The same steps everywhere: restore, layout, build, test.
exec "$(dirname "$0")/.ci/run"
