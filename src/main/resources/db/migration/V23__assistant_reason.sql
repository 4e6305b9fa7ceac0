-- Why the assistant does not answer, as citizens are told; null where nothing was said.
alter table assistant add column reason varchar(200);
