-- What the mapping warehouse.yaml needs and nothing more: run it as the owner of the tables, for the reading login
-- (put its name in place of the word in braces). Passwords, second factors and keys are in no list.
GRANT USAGE ON SCHEMA public TO ${reader};
GRANT SELECT (id, username, name, is_active, is_frozen, date_joined, last_login, disabled_for, observer_association_id)
  ON users TO ${reader};
GRANT SELECT (id, user_id, email, "primary", verified) ON user_emails TO ${reader};
GRANT SELECT (id, user_id, created, engagement) ON user_terms_of_service_engagements TO ${reader};
GRANT SELECT (id, created, user_id) ON account_associations TO ${reader};
GRANT SELECT (id, service, external_user_id, external_username) ON oauth_account_associations TO ${reader};
GRANT SELECT (id, ip_address) ON ip_addresses TO ${reader};
GRANT SELECT (id, source_id, tag, "time", additional, ip_address_id) ON user_events TO ${reader};
GRANT SELECT (id, user_id, ip_address_id, created, last_used, device_information, status) ON user_unique_logins TO ${reader};
GRANT SELECT (id, user_id, description, created, last_used) ON macaroons TO ${reader};
GRANT SELECT (id, name, submitted_by_id, submitted, status) ON organization_applications TO ${reader};
GRANT SELECT (id, name) ON projects TO ${reader};
GRANT SELECT (id, raw) ON release_descriptions TO ${reader};
GRANT SELECT (id, project_id, version, author, author_email, home_page, summary, created, published, description_id,
  yanked_reason, yanked_date, uploader_id, uploaded_via) ON releases TO ${reader};
GRANT SELECT (id, release_id, python_version, packagetype, comment_text, filename, path, size, sha256_digest, upload_time,
  uploaded_via) ON release_files TO ${reader};
GRANT SELECT (id, name, version, action, submitted_date, submitted_by) ON journals TO ${reader};
GRANT SELECT (id, _association_id) ON observers TO ${reader};
GRANT SELECT (id, created, kind, summary, related_id, related_name, observer_id) ON user_observations, project_observations,
  release_observations TO ${reader};
