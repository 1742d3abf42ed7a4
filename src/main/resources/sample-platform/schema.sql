-- The tables of a Mastodon server that hold an account's data, with the names and types of its published schema.
-- Tables and columns that no field group reads are left out, but for secrets: these are here so that tests can
-- prove that the reader's login cannot see them.

CREATE TABLE oauth_applications (
  id bigint PRIMARY KEY, name varchar NOT NULL, uid varchar NOT NULL UNIQUE, secret varchar NOT NULL,
  redirect_uri text NOT NULL, scopes varchar NOT NULL DEFAULT '', created_at timestamp, updated_at timestamp,
  superapp boolean NOT NULL DEFAULT false, website varchar, owner_type varchar, owner_id bigint,
  confidential boolean NOT NULL DEFAULT true);

CREATE TABLE accounts (
  id bigint PRIMARY KEY, username varchar NOT NULL DEFAULT '', domain varchar, private_key text,
  public_key text NOT NULL DEFAULT '', created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  note text NOT NULL DEFAULT '', display_name varchar NOT NULL DEFAULT '', uri varchar NOT NULL DEFAULT '', url varchar,
  avatar_file_name varchar, avatar_content_type varchar, avatar_file_size integer, avatar_updated_at timestamp,
  header_file_name varchar, header_content_type varchar, header_file_size integer, header_updated_at timestamp,
  locked boolean NOT NULL DEFAULT false, memorial boolean NOT NULL DEFAULT false, moved_to_account_id bigint,
  fields jsonb, actor_type varchar, discoverable boolean, also_known_as varchar[], silenced_at timestamp,
  suspended_at timestamp, sensitized_at timestamp, suspension_origin integer);
CREATE UNIQUE INDEX index_accounts_on_username_and_domain_lower
  ON accounts (lower(username), coalesce(lower(domain), ''));

CREATE TABLE users (
  id bigint PRIMARY KEY, email varchar NOT NULL DEFAULT '' UNIQUE, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, encrypted_password varchar NOT NULL DEFAULT '', reset_password_token varchar,
  sign_in_count integer NOT NULL DEFAULT 0, current_sign_in_at timestamp, last_sign_in_at timestamp,
  confirmation_token varchar, confirmed_at timestamp, confirmation_sent_at timestamp, unconfirmed_email varchar,
  locale varchar, otp_required_for_login boolean NOT NULL DEFAULT false, otp_backup_codes varchar[],
  account_id bigint NOT NULL REFERENCES accounts, disabled boolean NOT NULL DEFAULT false, invite_id bigint,
  chosen_languages varchar[], created_by_application_id bigint, approved boolean NOT NULL DEFAULT true,
  sign_in_token varchar, webauthn_id varchar, sign_up_ip inet, role_id bigint, settings text, time_zone varchar,
  otp_secret varchar);
CREATE INDEX index_users_on_account_id ON users (account_id);

CREATE TABLE identities (
  id bigint PRIMARY KEY, provider varchar NOT NULL DEFAULT '', uid varchar NOT NULL DEFAULT '',
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL, user_id bigint REFERENCES users);

CREATE TABLE invites (
  id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, code varchar NOT NULL DEFAULT '' UNIQUE,
  expires_at timestamp, max_uses integer, uses integer NOT NULL DEFAULT 0, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, autofollow boolean NOT NULL DEFAULT false, comment text);

CREATE TABLE oauth_access_tokens (
  id bigint PRIMARY KEY, token varchar NOT NULL UNIQUE, refresh_token varchar, expires_in integer,
  revoked_at timestamp, created_at timestamp NOT NULL, scopes varchar, application_id bigint REFERENCES oauth_applications,
  resource_owner_id bigint REFERENCES users, last_used_at timestamp, last_used_ip inet);
CREATE INDEX index_oauth_access_tokens_on_resource_owner_id ON oauth_access_tokens (resource_owner_id);

CREATE TABLE web_push_subscriptions (
  id bigint PRIMARY KEY, endpoint varchar NOT NULL, key_p256dh varchar NOT NULL, key_auth varchar NOT NULL, data json,
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  access_token_id bigint NOT NULL REFERENCES oauth_access_tokens, user_id bigint NOT NULL REFERENCES users,
  standard boolean NOT NULL DEFAULT false);
CREATE INDEX index_web_push_subscriptions_on_user_id ON web_push_subscriptions (user_id);

CREATE TABLE webauthn_credentials (
  id bigint PRIMARY KEY, external_id varchar NOT NULL UNIQUE, public_key varchar NOT NULL, nickname varchar NOT NULL,
  sign_count bigint NOT NULL DEFAULT 0, user_id bigint REFERENCES users, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL);

CREATE TABLE session_activations (
  id bigint PRIMARY KEY, session_id varchar NOT NULL UNIQUE, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  user_agent varchar NOT NULL DEFAULT '', ip inet, access_token_id bigint REFERENCES oauth_access_tokens,
  user_id bigint NOT NULL REFERENCES users, web_push_subscription_id bigint);
CREATE INDEX index_session_activations_on_user_id ON session_activations (user_id);

CREATE TABLE login_activities (
  id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, authentication_method varchar, provider varchar,
  success boolean, failure_reason varchar, ip inet, user_agent varchar, created_at timestamp);
CREATE INDEX index_login_activities_on_user_id ON login_activities (user_id);

CREATE TABLE web_settings (
  id bigint PRIMARY KEY, data json, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  user_id bigint NOT NULL UNIQUE REFERENCES users);

CREATE TABLE conversations (
  id bigint PRIMARY KEY, uri varchar, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  parent_status_id bigint, parent_account_id bigint);

CREATE TABLE polls (
  id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, status_id bigint NOT NULL, expires_at timestamp,
  options varchar[] NOT NULL DEFAULT '{}', cached_tallies bigint[] NOT NULL DEFAULT '{}',
  multiple boolean NOT NULL DEFAULT false, hide_totals boolean NOT NULL DEFAULT false, votes_count bigint NOT NULL DEFAULT 0,
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL);

CREATE TABLE statuses (
  id bigint PRIMARY KEY, uri varchar, text text NOT NULL DEFAULT '', created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, in_reply_to_id bigint, reblog_of_id bigint, url varchar,
  sensitive boolean NOT NULL DEFAULT false, visibility integer NOT NULL DEFAULT 0, spoiler_text text NOT NULL DEFAULT '',
  reply boolean NOT NULL DEFAULT false, language varchar, conversation_id bigint, local boolean,
  account_id bigint NOT NULL REFERENCES accounts, application_id bigint, in_reply_to_account_id bigint, poll_id bigint,
  deleted_at timestamp, edited_at timestamp, trendable boolean, ordered_media_attachment_ids bigint[]);
CREATE INDEX index_statuses_20190820 ON statuses (account_id, id DESC, visibility, updated_at) WHERE deleted_at IS NULL;
CREATE INDEX index_statuses_on_account_id ON statuses (account_id);
CREATE INDEX index_statuses_on_conversation_id ON statuses (conversation_id);

CREATE TABLE status_edits (
  id bigint PRIMARY KEY, status_id bigint NOT NULL REFERENCES statuses, account_id bigint REFERENCES accounts,
  text text NOT NULL DEFAULT '', spoiler_text text NOT NULL DEFAULT '', created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL);

CREATE TABLE scheduled_statuses (
  id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, scheduled_at timestamp, params jsonb);

CREATE TABLE mentions (
  id bigint PRIMARY KEY, status_id bigint NOT NULL REFERENCES statuses, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, account_id bigint NOT NULL REFERENCES accounts, silent boolean NOT NULL DEFAULT false);
CREATE UNIQUE INDEX index_mentions_on_account_id_and_status_id ON mentions (account_id, status_id);
CREATE INDEX index_mentions_on_status_id ON mentions (status_id);

CREATE TABLE account_conversations (
  id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, conversation_id bigint NOT NULL REFERENCES conversations,
  participant_account_ids bigint[] NOT NULL DEFAULT '{}', status_ids bigint[] NOT NULL DEFAULT '{}', last_status_id bigint,
  lock_version integer NOT NULL DEFAULT 0, unread boolean NOT NULL DEFAULT false);

CREATE TABLE media_attachments (
  id bigint PRIMARY KEY, status_id bigint REFERENCES statuses, file_file_name varchar, file_content_type varchar,
  file_file_size integer, file_updated_at timestamp, remote_url varchar NOT NULL DEFAULT '', created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, shortcode varchar, type integer NOT NULL DEFAULT 0, file_meta json, account_id bigint
  REFERENCES accounts, description text, scheduled_status_id bigint, blurhash varchar, processing integer);
CREATE INDEX index_media_attachments_on_account_id_and_status_id ON media_attachments (account_id, status_id DESC);
CREATE INDEX index_media_attachments_on_status_id ON media_attachments (status_id);

CREATE TABLE favourites (
  id bigint PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts, status_id bigint NOT NULL REFERENCES statuses);
CREATE UNIQUE INDEX index_favourites_on_account_id_and_status_id ON favourites (account_id, status_id);
CREATE INDEX index_favourites_on_status_id ON favourites (status_id);

CREATE TABLE follows (
  id bigint PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts, target_account_id bigint NOT NULL REFERENCES accounts,
  show_reblogs boolean NOT NULL DEFAULT true, uri varchar, notify boolean NOT NULL DEFAULT false, languages varchar[]);
CREATE UNIQUE INDEX index_follows_on_account_id_and_target_account_id ON follows (account_id, target_account_id);
CREATE INDEX index_follows_on_target_account_id_and_account_id ON follows (target_account_id, account_id);

CREATE TABLE follow_requests (
  id bigint PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts, target_account_id bigint NOT NULL REFERENCES accounts,
  show_reblogs boolean NOT NULL DEFAULT true, uri varchar, notify boolean NOT NULL DEFAULT false, languages varchar[]);

CREATE TABLE blocks (
  id bigint PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts, target_account_id bigint NOT NULL REFERENCES accounts, uri varchar);
CREATE UNIQUE INDEX index_blocks_on_account_id_and_target_account_id ON blocks (account_id, target_account_id);

CREATE TABLE mutes (
  id bigint PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  hide_notifications boolean NOT NULL DEFAULT true, account_id bigint NOT NULL REFERENCES accounts,
  target_account_id bigint NOT NULL REFERENCES accounts, expires_at timestamp);
CREATE UNIQUE INDEX index_mutes_on_account_id_and_target_account_id ON mutes (account_id, target_account_id);

CREATE TABLE account_domain_blocks (
  id bigint PRIMARY KEY, domain varchar NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts);

CREATE TABLE reports (
  id bigint PRIMARY KEY, status_ids bigint[] NOT NULL DEFAULT '{}', comment text NOT NULL DEFAULT '',
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL, account_id bigint NOT NULL REFERENCES accounts,
  action_taken_by_account_id bigint, target_account_id bigint NOT NULL REFERENCES accounts, assigned_account_id bigint,
  uri varchar, forwarded boolean, category integer NOT NULL DEFAULT 0, action_taken_at timestamp, rule_ids bigint[]);

CREATE TABLE account_warnings (
  id bigint PRIMARY KEY, account_id bigint REFERENCES accounts, target_account_id bigint REFERENCES accounts,
  action integer NOT NULL DEFAULT 0, text text NOT NULL DEFAULT '', created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL, report_id bigint REFERENCES reports, status_ids varchar[], overruled_at timestamp);

CREATE TABLE appeals (
  id bigint PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts,
  account_warning_id bigint NOT NULL REFERENCES account_warnings, text text NOT NULL DEFAULT '', approved_at timestamp,
  approved_by_account_id bigint, rejected_at timestamp, rejected_by_account_id bigint, created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL);
