-- What the mapping synapse.yaml needs and nothing more: run it as the owner of the tables, for the reading login
-- (put its name in place of the word in braces). Passwords and access tokens are in no list.
GRANT USAGE ON SCHEMA public TO ${reader};
GRANT SELECT (name, creation_ts, is_guest, appservice_id, consent_version, user_type, deactivated, shadow_banned, consent_ts,
  approved, locked, suspended) ON users TO ${reader};
GRANT SELECT ON erased_users, user_threepids, user_external_ids, user_daily_visits, state_events, redactions,
  event_relations, delayed_events, room_reports, user_reports TO ${reader};
GRANT SELECT (displayname, full_user_id, fields) ON profiles TO ${reader};
GRANT SELECT (user_id, device_id, ip, user_agent, last_seen) ON user_ips TO ${reader};
GRANT SELECT (user_id, device_id, display_name, last_seen, ip, user_agent, hidden) ON devices TO ${reader};
GRANT SELECT (user_id, device_id, ts_added_ms) ON e2e_device_keys_json TO ${reader};
GRANT SELECT (id, user_name, app_display_name, device_display_name, pushkey, ts, lang, device_id) ON pushers TO ${reader};
GRANT SELECT (event_id, type, room_id, outlier, origin_server_ts, received_ts, sender, stream_ordering, rejection_reason)
  ON events TO ${reader};
GRANT SELECT (event_id, internal_metadata, json) ON event_json TO ${reader};
GRANT SELECT (event_id) ON rejections TO ${reader};
GRANT SELECT (event_id, user_id, sender, room_id, membership, display_name) ON room_memberships TO ${reader};
GRANT SELECT (room_id, name, join_rules) ON room_stats_state TO ${reader};
GRANT SELECT (media_id, media_type, media_length, created_ts, upload_name, user_id, quarantined_by, url_cache)
  ON local_media_repository TO ${reader};
GRANT SELECT (id, received_ts, event_id, user_id, reason) ON event_reports TO ${reader};
