select 'L1', count(*) from r where not exists (select 1 from p where p.plan_id = r.plan_id)
union all
select 'L2', count(*) from r join p on p.child_id = r.child_id and p.plan_id = r.plan_id where r.review < p.start
union all
select 'L3', count(*) from r left join (select child_id, sum(visits) total from p group by child_id) s
    on s.child_id = r.child_id where r.visits > coalesce(s.total, 0)
