select *, count * 1e4 / population as rate,
    count * pow(1 - 1 / (9e0 * count) - 1.959963984540054e0 / (3 * sqrt(count)), 3) * 1e4 / population as lower95,
    (count + 1) * pow(1 - 1 / (9e0 * (count + 1)) + 1.959963984540054e0 / (3 * sqrt(count + 1)), 3) * 1e4 / population
    as upper95, 'Byars' as method
from read_csv(FILE)
