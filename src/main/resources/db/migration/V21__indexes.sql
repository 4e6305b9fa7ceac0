-- What goes takes with it what refers to it. PostgreSQL makes no index for that by itself, and would look through all
-- events for each turn of a conversation that is forgotten.
create index conversation_event_by_turn on conversation_event (turn_id);
create index handover_by_conversation on handover (conversation_id);
create index callback_by_conversation on callback (conversation_id);

-- The newest questions, which a change of the articles or of the dictionary is tried with.
create index turn_by_asked on turn (asked_at, id);

-- The categories that clerks may choose of, without the words of the orders.
create index work_order_by_category on work_order (category);
