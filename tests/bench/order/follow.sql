select count(*) from (select start <= lag(nullif("end", '')) over (partition by child order by start) as bad from t) as x where bad
