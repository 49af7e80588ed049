create table p as select * from read_csv('PLANS', header = true, columns = {'child_id': 'varchar', 'plan_id': 'varchar',
    'start': 'date', 'end': 'date', 'category': 'varchar', 'visits': 'bigint'});
create table r as select * from read_csv('REVIEWS', header = true, columns = {'child_id': 'varchar',
    'plan_id': 'varchar', 'review': 'date', 'visits': 'bigint'});
