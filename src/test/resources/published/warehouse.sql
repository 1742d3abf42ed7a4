-- The tables of a package index running Warehouse that the mapping warehouse.yaml reads, reduced to what it needs and
-- written anew. Names and types follow the published models of github.com/pypi/warehouse (Apache-2.0) at commit
-- 6b62157124ab7865029afeeadf282bce27d601d9 of 2026-08-21.
CREATE EXTENSION citext;
CREATE TYPE disablereason AS ENUM ('CompromisedPassword', 'AccountFrozen', 'AdminInitiated');
CREATE TYPE termsofserviceengagement AS ENUM ('Flashed', 'Notified', 'Viewed', 'Agreed');
CREATE TABLE users (id uuid PRIMARY KEY, username citext UNIQUE NOT NULL, name varchar(100) NOT NULL,
  password varchar(128) NOT NULL, is_active boolean DEFAULT false NOT NULL, is_frozen boolean DEFAULT false NOT NULL,
  date_joined timestamp DEFAULT now(), last_login timestamp DEFAULT now(), disabled_for disablereason, totp_secret bytea,
  observer_association_id uuid);
CREATE TABLE user_emails (id serial PRIMARY KEY, user_id uuid NOT NULL REFERENCES users, email varchar(254) UNIQUE NOT NULL,
  "primary" boolean NOT NULL, verified boolean NOT NULL);
CREATE TABLE user_terms_of_service_engagements (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users, revision text NOT NULL, created timestamp NOT NULL,
  engagement termsofserviceengagement NOT NULL);
CREATE TABLE account_associations (id uuid PRIMARY KEY, created timestamp NOT NULL, user_id uuid NOT NULL REFERENCES users);
CREATE TABLE oauth_account_associations (id uuid PRIMARY KEY REFERENCES account_associations, service varchar(50) NOT NULL,
  external_user_id varchar(255) NOT NULL, external_username varchar(255) NOT NULL);
CREATE TABLE ip_addresses (id uuid PRIMARY KEY, ip_address inet UNIQUE NOT NULL, hashed_ip_address text, geoip_info jsonb);
CREATE TABLE user_events (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), source_id uuid NOT NULL REFERENCES users,
  tag text NOT NULL, "time" timestamp NOT NULL, additional jsonb, ip_address_id uuid REFERENCES ip_addresses);
CREATE TABLE user_unique_logins (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users,
  ip_address_id uuid NOT NULL REFERENCES ip_addresses, created timestamp NOT NULL, last_used timestamp NOT NULL,
  device_information jsonb, status text NOT NULL, expires timestamp);
CREATE TABLE macaroons (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid REFERENCES users, description text NOT NULL,
  created timestamp NOT NULL, last_used timestamp, "key" bytea NOT NULL);
CREATE TABLE organization_applications (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL,
  submitted_by_id uuid NOT NULL REFERENCES users, submitted timestamp NOT NULL, status text NOT NULL);
CREATE TABLE projects (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE release_descriptions (id uuid PRIMARY KEY, raw text NOT NULL);
CREATE TABLE releases (id uuid PRIMARY KEY, project_id uuid NOT NULL REFERENCES projects, version text NOT NULL, author text,
  author_email text, home_page text, summary text, created timestamp NOT NULL, published boolean DEFAULT true NOT NULL,
  description_id uuid REFERENCES release_descriptions, yanked boolean DEFAULT false NOT NULL,
  yanked_reason text DEFAULT '' NOT NULL, yanked_date timestamp, uploader_id uuid REFERENCES users, uploaded_via text);
CREATE TABLE release_files (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), release_id uuid NOT NULL REFERENCES releases,
  python_version text NOT NULL, packagetype text NOT NULL, comment_text text, filename text UNIQUE NOT NULL,
  path text UNIQUE NOT NULL, size integer NOT NULL, sha256_digest citext NOT NULL, upload_time timestamp NOT NULL,
  uploaded_via text);
CREATE TABLE journals (id serial PRIMARY KEY, name text, version text, action text, submitted_date timestamp NOT NULL,
  submitted_by citext REFERENCES users (username) ON UPDATE CASCADE);
CREATE TABLE observers (id uuid PRIMARY KEY, _association_id uuid);
CREATE TABLE user_observations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), created timestamp NOT NULL, kind text NOT NULL,
  summary text NOT NULL, payload jsonb NOT NULL, related_id uuid REFERENCES users, related_name text NOT NULL,
  observer_id uuid NOT NULL REFERENCES observers);
CREATE TABLE project_observations (LIKE user_observations INCLUDING DEFAULTS);
CREATE TABLE release_observations (LIKE user_observations INCLUDING DEFAULTS);
