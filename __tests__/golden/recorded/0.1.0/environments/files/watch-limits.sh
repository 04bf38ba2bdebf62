#!/bin/bash
# Model servers of this team watch many files for changes. The defaults of the kernel are too low for several on one node.
set -euo pipefail

cat > /etc/sysctl.d/90-watch-limits.conf <<'LIMITS'
fs.inotify.max_user_watches = 1048576
fs.inotify.max_user_instances = 8192
LIMITS

sysctl --system
