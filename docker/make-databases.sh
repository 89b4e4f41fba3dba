#!/bin/sh
# Run once by the Postgres image, on an empty volume: a database for Adjutant and one for the Inngest server. Adjutant's
# login owns nothing; the migrations, which run as postgres, make it a member of the roles that it works with.
set -eu
psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --set ON_ERROR_STOP=1 \
  --set adjutant="$ADJUTANT_DATABASE_PASSWORD" --set inngest="$INNGEST_DATABASE_PASSWORD" <<'SQL'
create role adjutant_web login noinherit password :'adjutant';
create role inngest login password :'inngest';
create database adjutant;
create database inngest owner inngest;
SQL
