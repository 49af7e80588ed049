.import --csv AREAS areas
create table t (region text, la_code text, la_name text, quarter text, measure text, category text, value integer,
    percentage real, population integer, rate real, start_date text, end_date text);
.import --csv --skip 1 FILE t
create table r as select la_code, la_name, quarter, measure, category, value, population, start_date, end_date,
    cast(round(percentage * 10) as integer) pct10, cast(round(rate * 10) as integer) rate10,
    cast(substr(quarter, 1, 4) as integer) * 4 + cast(substr(quarter, 10, 1) as integer) q from t;
