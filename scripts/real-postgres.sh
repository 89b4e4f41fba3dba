#!/usr/bin/env bash
# A real PostgreSQL 17 with pgvector on 127.0.0.1, for the tests: Debian 13's packages in a folder of their own, so that
# the machine's release does not matter. Needs root, apt and debootstrap (installed when missing). May be called again.
#   scripts/real-postgres.sh start   builds what is missing, starts, prints TEST_DATABASE_URL=… as its last line
#   scripts/real-postgres.sh stop
set -euo pipefail

version=17
system=${POSTGRES_SYSTEM:-/var/tmp/adjutant-postgres}
port=${POSTGRES_PORT:-54329}
programs=/usr/lib/postgresql/$version/bin
data=/var/lib/postgresql/tests

say() { echo "real-postgres: $*" >&2; }

# the first archive that this machine's own apt uses for Debian packages
archive() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' | awk '$2 == "Debian" { print $1; exit }'
}

as_postgres() {
  chroot "$system" setpriv --reuid=postgres --regid=postgres --init-groups \
    env -i HOME=/var/lib/postgresql LC_ALL=C.UTF-8 PATH="$programs:/usr/bin:/bin" "$@"
}

is_running() {
  [ -x "$system$programs/pg_ctl" ] && [ -e "$system$data/PG_VERSION" ] && as_postgres pg_ctl -D "$data" status >/dev/null 2>&1
}

make_system() {
  [ -e "$system/.complete" ] && return
  local mirror
  mirror=$(archive)
  [ -n "$mirror" ] || { say "apt knows no Debian archive on this machine: set TEST_DATABASE_URL to a PostgreSQL $version with pgvector instead"; exit 1; }
  command -v debootstrap >/dev/null || { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap; } >&2
  local recipe=/usr/share/debootstrap/scripts/trixie
  [ -e "$recipe" ] || recipe=/usr/share/debootstrap/scripts/sid
  say "fetching a minimal Debian 13 to $system"
  rm -rf --one-file-system "$system"
  debootstrap --variant=minbase --include=ca-certificates trixie "$system" "$mirror" "$recipe" >&2
  # no service starts and no default cluster is made by the installation
  printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d"
  chmod 755 "$system/usr/sbin/policy-rc.d"
  mkdir -p "$system/etc/postgresql-common/createcluster.d"
  echo 'create_main_cluster = false' >"$system/etc/postgresql-common/createcluster.d/none.conf"
  cp -L /etc/resolv.conf "$system/etc/resolv.conf" 2>/dev/null || true
  say "installing PostgreSQL $version and pgvector"
  chroot "$system" apt-get update -qq >&2
  chroot "$system" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "postgresql-$version" "postgresql-$version-pgvector" >&2
  touch "$system/.complete"
}

make_cluster() {
  [ -e "$system$data/PG_VERSION" ] && return
  chroot "$system" install -d -o postgres -g postgres -m 700 "$data"
  # the new root has no /dev/shm: shared memory lies in files
  as_postgres initdb -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -c dynamic_shared_memory_type=mmap >&2
  cat >>"$system$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
dynamic_shared_memory_type = mmap
max_connections = 100
shared_buffers = 128MB
CONF
}

case "${1:-start}" in
  start)
    if ! is_running; then
      [ "$(id -u)" = 0 ] || { say "needs root to build a system of its own: set TEST_DATABASE_URL to a PostgreSQL $version with pgvector instead"; exit 1; }
      make_system
      make_cluster
      say "starting on 127.0.0.1:$port"
      as_postgres pg_ctl -D "$data" -l "$data/server.log" -w -t 60 start >&2 </dev/null
    fi
    echo "TEST_DATABASE_URL=postgresql://postgres@127.0.0.1:$port/postgres"
    ;;
  stop)
    if is_running; then as_postgres pg_ctl -D "$data" -m fast -s -w stop; fi
    ;;
  *)
    say "usage: $0 start|stop"
    exit 2
    ;;
esac
