-- The table at quarter ends from the table plans, for sqlite3 and DuckDB: starts and ends by financial quarter (numbered
-- 4 a year), added up. Rows CATEGORY,PERIOD,COUNT. With the last line's comment taken off,
-- nothing where a child has two plans open at once.
with moves as (
	select coalesce(nullif(LatestCategoryOfAbuse, ''), InitialCategoryOfAbuse) as c,
	    cast(substr(CPPstartDate, 1, 4) as int) * 4 + case when substr(CPPstartDate, 6, 2) < '04' then -1
	    when substr(CPPstartDate, 6, 2) < '07' then 0 when substr(CPPstartDate, 6, 2) < '10' then 1
	    else 2 end as q, count(*) as n
	from plans group by 1, 2
	union all
	select coalesce(nullif(LatestCategoryOfAbuse, ''), InitialCategoryOfAbuse),
	    cast(substr(CPPendDate, 1, 4) as int) * 4 + case when substr(CPPendDate, 6, 2) < '04' then -1
	    when substr(CPPendDate, 6, 2) < '07' then 0 when substr(CPPendDate, 6, 2) < '10' then 1
	    else 2 end, -count(*)
	from plans where CPPendDate > '' group by 1, 2),
moved as (select c, q, sum(n) as n from moves group by 1, 2),
quarters as (select distinct q from moved),
labels(c, label, place) as (values ('NEG', 'Neglect', 1), ('PHY', 'Physical abuse', 2),
    ('SAB', 'Sexual abuse', 3), ('EMO', 'Emotional abuse', 4), ('MUL', 'Mixed categories', 5)),
cells as (select label, place, quarters.q as q,
    sum(coalesce(n, 0)) over (partition by label order by quarters.q) as n
    from labels cross join quarters left join moved on moved.c = labels.c and moved.q = quarters.q),
both_ as (select label, place, q, n from cells
    union all select 'Total', 6, q, sum(n) from cells group by q)
select label || ',' || printf('%d-%02d Q%d', cast((q - q % 4) / 4 as int),
    cast(((q - q % 4) / 4 + 1) % 100 as int), cast(q % 4 + 1 as int)) || ',' || cast(n as int)
from both_
--checks where (select count(*) from (select CPPstartDate, CPPendDate, lead(CPPstartDate) over (partition by LAchildID order by CPPstartDate) as next from plans) as p where next < CPPendDate or (CPPendDate = '' and next > '')) = 0
order by place, q
