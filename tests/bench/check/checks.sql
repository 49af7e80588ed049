-- The 20 rules of returns.rules as SQL for both sqlite3 and DuckDB: the number of findings of each.
-- Rounding: figures printed to one decimal are within 0.05 of the unrounded ones. The comparisons
-- are exact, and use whole numbers (tenths) where decimals would not be.
select 'R01', count(*) from r where value is null
union all select 'R02', count(*) from r where not (value >= 0 and value <= 100000)
union all select 'R03', count(*) from r where not (pct10 >= 0 and pct10 <= 1000)
union all select 'R04', count(*) from r where abs(rate10 * population - 100000 * value) * 2 > population
union all select 'R05', count(*) from r where not (start_date <= end_date)
union all select 'R06', count(*) from r where category not in
    ('Neglect', 'Physical abuse', 'Sexual abuse', 'Emotional abuse', 'Total')
union all select 'R07', count(*) from r where category = 'Total' and pct10 <> 1000
union all select 'R08', count(*) from r where not (population > 0)
union all select 'R09', count(*) from r where not (length(la_code) = 9 and la_code like 'E%')
union all select 'R10', count(*) from r where not (value <= population)
union all select 'U01', coalesce(sum(n - 1), 0) from (select count(*) n from r
    group by la_code, measure, category, quarter having count(*) > 1)
union all select 'L01', count(*) from r left join areas a
    on r.la_code = a.la_code and r.la_name = a.la_name where a.la_code is null
union all select 'G01', count(*) from (select sum(case when category <> 'Total' then value else 0 end) parts,
    max(case when category = 'Total' then value end) total from r
    where measure in ('Measure 0', 'Measure 1') group by la_code, measure, quarter) where parts <> total
union all select 'G02', count(*) from (select sum(case when category <> 'Total' then value else 0 end) parts,
    max(case when category = 'Total' then value end) total from r
    where measure in ('Measure 2', 'Measure 3') group by la_code, measure, quarter) where parts <> total
union all select 'G03', count(*) from (select sum(case when category <> 'Total' then value else 0 end) parts,
    max(case when category = 'Total' then value end) total from r
    where measure in ('Measure 4', 'Measure 5') group by la_code, measure, quarter) where parts <> total
union all select 'G04', count(*) from (select sum(case when category <> 'Total' then value else 0 end) parts,
    max(case when category = 'Total' then value end) total from r
    where measure in ('Measure 6', 'Measure 7') group by la_code, measure, quarter) where parts <> total
union all select 'G05', count(*) from (select sum(case when category <> 'Total' then pct10 else 0 end) parts,
    count(*) n, max(case when category = 'Total' then pct10 end) total from r
    group by la_code, measure, quarter) where abs(parts - total) * 2 > n
union all select 'N01', count(*) from (select max(q) - min(q) + 1 - count(distinct q) missing from r
    group by la_code, measure, category) where missing > 0
union all select 'P01', count(*) from (select value, lag(value) over w as prior, q - lag(q) over w as step
    from r where category = 'Total' window w as (partition by la_code, measure order by q))
    where step = 1 and prior >= 50 and abs(value - prior) * 5 > prior
union all select 'E01', count(*) from areas a cross join (select distinct quarter from r
    where measure = 'Measure 0' and category = 'Total') p
    left join (select la_code, quarter from r where measure = 'Measure 0' and category = 'Total') s
    on s.la_code = a.la_code and s.quarter = p.quarter where s.la_code is null
order by 1
