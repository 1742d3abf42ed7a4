-- Orders that forbid telling the account holder: each with an end, a ground, a court and a judge, tied to a case's
-- instrument. An extension names the order before it. Insert only.
create table non_disclosure_order (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  number      int not null check (number > 0),
  extends     int check (extends < number),
  ground      text not null check (ground ~ '^[a-z][a-z0-9-]{1,59}$'),
  court       text not null check (length(court) between 2 and 200),
  judge       text not null check (length(judge) between 2 and 200),
  docket      text not null check (length(docket) between 1 and 100),
  ends_at     timestamptz,
  override    text check (length(override) between 3 and 2000),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  unique (case_id, number),
  unique (case_id, extends),
  foreign key (case_id, extends) references non_disclosure_order (case_id, number),
  -- No order without end, unless an approver says why.
  check (ends_at is not null or override is not null)
);

-- Whether staff found the order to be what it says; an order that was not confirmed forbids nothing for good.
create table order_check (
  id         uuid primary key,
  case_id    uuid not null,
  number     int not null,
  confirmed  boolean not null,
  evidence   text not null check (length(evidence) between 3 and 2000),
  checked_by uuid not null references staff_member,
  checked_at timestamptz not null,
  unique (case_id, number),
  foreign key (case_id, number) references non_disclosure_order (case_id, number)
);

-- How an order ended: its time ran out, or whoever issued it lifted it before.
create table order_end (
  id       uuid primary key,
  case_id  uuid not null,
  number   int not null,
  how      text not null check (how in ('LAPSED', 'LIFTED')),
  ended_by uuid not null,
  ended_at timestamptz not null,
  unique (case_id, number),
  foreign key (case_id, number) references non_disclosure_order (case_id, number)
);

-- What the account holder is told, decided with the approval: one row for each account.
create table user_notice (
  id        uuid primary key,
  case_id   uuid not null references disclosure_case,
  target    int not null check (target > 0),
  rule      text not null,
  citation  text not null,
  made_at   timestamptz not null,
  unique (case_id, target)
);

-- What became of it; the newest says where it stands.
create table notice_event (
  id        uuid primary key,
  notice_id uuid not null references user_notice,
  case_id   uuid not null references disclosure_case,
  number    int not null check (number > 0),
  state     text not null check (state in ('SCHEDULED', 'BLOCKED', 'DUE', 'SENT', 'FAILED', 'DELIVERED', 'WITHHELD')),
  detail    text not null,
  due_at    timestamptz,
  letter    int,
  by_actor  uuid not null,
  at        timestamptz not null,
  unique (notice_id, number)
);
create index on notice_event (state, at);

alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check check (kind in ('RECEIPT', 'OBJECTION', 'NARROWING', 'REFUSAL',
  'EPOC_FORM_3', 'NO_RECORDS', 'NOTICE'));
