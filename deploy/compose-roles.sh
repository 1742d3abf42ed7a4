#!/bin/sh
# Makes the two logins of the portal and Keycloak's own, once, when the database is created.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
  -v owner="$OWNER_DATABASE_PASSWORD" -v app="$APP_DATABASE_PASSWORD" <<'SQL'
create role chancery_owner login password :'owner';
create role chancery_app login password :'app';
create role keycloak login password :'app';
create database chancery owner chancery_owner;
create database keycloak owner keycloak;
revoke all on database chancery from public;
grant connect on database chancery to chancery_app;
SQL
