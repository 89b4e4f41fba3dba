-- whether an address has had a mail is asked for each mail that is proposed
create index mail_by_recipient on mail (workspace_id, lower(to_address));
