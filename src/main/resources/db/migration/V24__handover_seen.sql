-- When the citizen's page was there last; null where none ever was, as in Telegram.
alter table handover add column seen_at timestamp with time zone;
