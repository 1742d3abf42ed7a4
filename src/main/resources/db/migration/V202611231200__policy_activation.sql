-- Versions of the operator's own policy packs that two people put into force, each with the digest of its file.
-- Insert only; a version is activated once: changed rules get a new version.
create table policy_activation (
  proposal_id  uuid        primary key references proposal,
  pack         text        not null,
  version      text        not null,
  sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  activated_at timestamptz not null,
  unique (pack, version)
);
