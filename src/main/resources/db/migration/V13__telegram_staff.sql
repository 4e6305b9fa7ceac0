-- Private chats whose person asked for somebody of the staff, until that is over; event_number is the last event of the
-- conversation that was brought there.
create table telegram_followed (
  bot_id bigint not null,
  chat_id bigint not null,
  conversation_id varchar(64) not null,
  event_number bigint not null,
  english boolean not null,
  primary key (bot_id, chat_id)
);
