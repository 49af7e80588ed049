select child, start, earlier from (select child, start, lag("end") over (partition by child order by start) as earlier from t) as x where start <= earlier
