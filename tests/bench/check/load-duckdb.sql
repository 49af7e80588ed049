create table areas as select * from read_csv('AREAS', header = true, all_varchar = true);
create table r as select la_code, la_name, quarter, measure, category, value, population, start_date, end_date,
    cast(percentage * 10 as bigint) pct10, cast(rate * 10 as bigint) rate10,
    cast(substr(quarter, 1, 4) as int) * 4 + cast(substr(quarter, 10, 1) as int) q
    from read_csv('FILE', header = true, columns = {'region': 'varchar', 'la_code': 'varchar',
    'la_name': 'varchar', 'quarter': 'varchar', 'measure': 'varchar', 'category': 'varchar', 'value': 'bigint',
    'percentage': 'decimal(10,1)', 'population': 'bigint', 'rate': 'decimal(10,1)', 'start_date': 'date',
    'end_date': 'date'});
