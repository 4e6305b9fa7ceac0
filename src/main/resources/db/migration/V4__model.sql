-- What became of a language model's words for a reply, and why, for those who look after it: KEPT, TRIMMED or REPLACED,
-- and names of reasons with a space between; both null where no model was asked.
alter table turn add column model_verdict varchar(10);
alter table turn add column model_reasons varchar(400);

create index turn_by_model_verdict on turn (model_verdict, asked_at);
