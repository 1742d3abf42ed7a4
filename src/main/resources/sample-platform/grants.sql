-- What the portal's read-only login may see of a Mastodon database: the columns that mappings/mastodon.yaml reads.
-- ${reader} is the role. No table as a whole, no password, no token, no key.
GRANT SELECT (id, username, domain, created_at, note, display_name, avatar_file_name, avatar_content_type,
  avatar_file_size, avatar_updated_at, header_file_name, header_content_type, header_file_size, header_updated_at,
  moved_to_account_id, fields, also_known_as, silenced_at, suspended_at, sensitized_at) ON accounts TO ${reader};
GRANT SELECT (id, email, created_at, confirmed_at, confirmation_sent_at, unconfirmed_email, locale, account_id, disabled,
  invite_id, sign_up_ip, time_zone) ON users TO ${reader};
GRANT SELECT (id, provider, uid, created_at, user_id) ON identities TO ${reader};
GRANT SELECT (id, user_id) ON invites TO ${reader};
GRANT SELECT (id, name, website) ON oauth_applications TO ${reader};
GRANT SELECT (id, revoked_at, created_at, scopes, application_id, resource_owner_id, last_used_at, last_used_ip)
  ON oauth_access_tokens TO ${reader};
GRANT SELECT (id, endpoint, created_at, user_id) ON web_push_subscriptions TO ${reader};
GRANT SELECT (id, nickname, user_id, created_at) ON webauthn_credentials TO ${reader};
GRANT SELECT (id, created_at, user_agent, ip, access_token_id, user_id) ON session_activations TO ${reader};
GRANT SELECT (id, user_id, authentication_method, provider, success, failure_reason, ip, user_agent, created_at)
  ON login_activities TO ${reader};
GRANT SELECT (id, options) ON polls TO ${reader};
GRANT SELECT (id, text, created_at, in_reply_to_id, reblog_of_id, visibility, spoiler_text, language, conversation_id,
  account_id, application_id, in_reply_to_account_id, poll_id, deleted_at, edited_at, ordered_media_attachment_ids)
  ON statuses TO ${reader};
GRANT SELECT (id, account_id, scheduled_at, params) ON scheduled_statuses TO ${reader};
GRANT SELECT (status_id, account_id, silent) ON mentions TO ${reader};
GRANT SELECT (id, status_id, file_file_name, file_content_type, file_file_size, remote_url, created_at, type, account_id,
  description) ON media_attachments TO ${reader};
GRANT SELECT (id, created_at, account_id, status_id) ON favourites TO ${reader};
GRANT SELECT (id, created_at, account_id, target_account_id) ON follows, follow_requests, blocks TO ${reader};
GRANT SELECT (id, created_at, account_id, target_account_id, expires_at) ON mutes TO ${reader};
GRANT SELECT (id, domain, created_at, account_id) ON account_domain_blocks TO ${reader};
GRANT SELECT (id, status_ids, comment, created_at, account_id, target_account_id, category, action_taken_at)
  ON reports TO ${reader};
GRANT SELECT (id, target_account_id, action, text, created_at, report_id, status_ids, overruled_at)
  ON account_warnings TO ${reader};
GRANT SELECT (id, account_id, account_warning_id, text, approved_at, rejected_at, created_at) ON appeals TO ${reader};
