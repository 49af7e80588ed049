create table p (child_id text, plan_id text, start text, end text, category text, visits integer);
create table r (child_id text, plan_id text, review text, visits integer);
.import --csv --skip 1 PLANS p
.import --csv --skip 1 REVIEWS r
create index p1 on p (plan_id, child_id, start);
