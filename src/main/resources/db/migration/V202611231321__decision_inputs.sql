-- What a decision followed from, without anybody's data, for whoever replays it; its digest stands in the ledger.
alter table review_decision add column inputs bytea;
