-- Plain SQL: runs on H2 and on PostgreSQL. Words of people are masked before they come here.

create table conversation (
  id varchar(64) primary key,
  started_at timestamp with time zone not null,
  last_active_at timestamp with time zone not null
);

create index conversation_by_last_active on conversation (last_active_at);

create table turn (
  id varchar(64) primary key,
  conversation_id varchar(64) not null references conversation (id) on delete cascade,
  turn_number integer not null,
  client_message_id varchar(100),
  utterance varchar(4000) not null,
  status varchar(20) not null,
  reply text not null,
  asked_at timestamp with time zone not null,
  elapsed_ms bigint not null,
  unique (conversation_id, turn_number),
  unique (conversation_id, client_message_id)
);

create table feedback (
  turn_id varchar(64) primary key references turn (id) on delete cascade,
  rating varchar(4) not null check (rating in ('UP', 'DOWN')),
  remark varchar(4000),
  given_at timestamp with time zone not null
);
