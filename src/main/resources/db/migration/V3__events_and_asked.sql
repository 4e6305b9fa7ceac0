-- What happened in a conversation, in order: what a person who was away is told again. A kind that is no reply brings
-- its own columns.
create table conversation_event (
  conversation_id varchar(64) not null references conversation (id) on delete cascade,
  event_number bigint not null,
  kind varchar(20) not null,
  turn_id varchar(64) references turn (id) on delete cascade,
  primary key (conversation_id, event_number)
);

insert into conversation_event (conversation_id, event_number, kind, turn_id)
select conversation_id, turn_number + 1, 'REPLY', id from turn;

-- Digest of the client's id of the first message, where that cannot be guessed: repeated, it finds its conversation.
alter table conversation add column opened_by varchar(64);
alter table conversation add constraint conversation_opened_by unique (opened_by);

-- How many visitors got which fact for an answer (docs/adr/0005). The wording is made from the articles, never from
-- what was typed; of a visitor only 12 bits of a salted digest are kept, of the time the month.
create table asked (
  wording varchar(200) not null,
  visitor integer not null,
  last_month date not null,
  primary key (wording, visitor)
);
