-- The tables of a Synapse homeserver that the mapping synapse.yaml reads, reduced to what it needs and written anew.
-- Names and types follow the published schema of github.com/element-hq/synapse (AGPL-3.0, older parts Apache-2.0),
-- synapse/storage/schema, version 94 at commit a58ad44eb0ce3cc14153f921206f322e17339dc5 of 2026-07-24.
CREATE TABLE users (name text UNIQUE, password_hash text, creation_ts bigint, is_guest smallint DEFAULT 0 NOT NULL,
  appservice_id text, consent_version text, user_type text, deactivated smallint DEFAULT 0 NOT NULL, shadow_banned boolean,
  consent_ts bigint, approved boolean, locked boolean DEFAULT false NOT NULL, suspended boolean DEFAULT false NOT NULL);
CREATE TABLE erased_users (user_id text NOT NULL);
CREATE TABLE profiles (user_id text NOT NULL UNIQUE, displayname text, avatar_url text, full_user_id text, fields jsonb);
CREATE TABLE user_threepids (user_id text NOT NULL, medium text NOT NULL, address text NOT NULL, validated_at bigint NOT NULL,
  added_at bigint NOT NULL);
CREATE TABLE user_external_ids (auth_provider text NOT NULL, external_id text NOT NULL, user_id text NOT NULL);
CREATE TABLE user_ips (user_id text NOT NULL, access_token text NOT NULL, device_id text, ip text NOT NULL,
  user_agent text NOT NULL, last_seen bigint NOT NULL);
CREATE TABLE user_daily_visits (user_id text NOT NULL, device_id text, "timestamp" bigint NOT NULL, user_agent text);
CREATE TABLE devices (user_id text NOT NULL, device_id text NOT NULL, display_name text, last_seen bigint, ip text,
  user_agent text, hidden boolean DEFAULT false);
CREATE TABLE e2e_device_keys_json (user_id text NOT NULL, device_id text NOT NULL, ts_added_ms bigint NOT NULL,
  key_json text NOT NULL);
CREATE TABLE pushers (id bigint NOT NULL, user_name text NOT NULL, app_id text NOT NULL, app_display_name text NOT NULL,
  device_display_name text NOT NULL, pushkey text NOT NULL, ts bigint NOT NULL, lang text, device_id text);
CREATE TABLE events (event_id text NOT NULL UNIQUE, type text NOT NULL, room_id text NOT NULL, outlier boolean NOT NULL,
  origin_server_ts bigint, received_ts bigint, sender text, stream_ordering bigint, rejection_reason text);
CREATE TABLE event_json (event_id text NOT NULL UNIQUE, room_id text NOT NULL, internal_metadata text NOT NULL,
  json text NOT NULL);
CREATE TABLE state_events (event_id text NOT NULL UNIQUE, room_id text NOT NULL, type text NOT NULL, state_key text NOT NULL);
CREATE TABLE rejections (event_id text NOT NULL UNIQUE, reason text NOT NULL);
CREATE TABLE redactions (event_id text NOT NULL UNIQUE, redacts text NOT NULL, have_censored boolean DEFAULT false NOT NULL,
  received_ts bigint);
CREATE TABLE event_relations (event_id text NOT NULL, relates_to_id text NOT NULL, relation_type text NOT NULL,
  aggregation_key text);
CREATE TABLE room_memberships (event_id text NOT NULL UNIQUE, user_id text NOT NULL, sender text NOT NULL,
  room_id text NOT NULL, membership text NOT NULL, display_name text);
CREATE TABLE room_stats_state (room_id text NOT NULL UNIQUE, name text, join_rules text);
CREATE TABLE local_media_repository (media_id text UNIQUE, media_type text, media_length integer, created_ts bigint,
  upload_name text, user_id text, quarantined_by text, url_cache text);
CREATE TABLE delayed_events (delay_id text NOT NULL, user_localpart text NOT NULL, delay bigint NOT NULL,
  send_ts bigint NOT NULL, room_id text NOT NULL, event_type text NOT NULL, content text NOT NULL);
CREATE TABLE event_reports (id bigint NOT NULL, received_ts bigint NOT NULL, room_id text NOT NULL, event_id text NOT NULL,
  user_id text NOT NULL, reason text);
CREATE TABLE room_reports (id bigint NOT NULL, received_ts bigint NOT NULL, room_id text NOT NULL, user_id text NOT NULL,
  reason text NOT NULL);
CREATE TABLE user_reports (id bigint NOT NULL, received_ts bigint NOT NULL, target_user_id text NOT NULL,
  user_id text NOT NULL, reason text NOT NULL);
