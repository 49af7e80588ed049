// node duckdb.js SQL [THREADS]: DuckDB with its default number of threads, or with THREADS; FILE in
// the SQL is the data of the job.
const { DuckDBInstance } = require("@duckdb/node-api");

(async () => {
	const options = process.argv[3] ? { threads: process.argv[3] } : {};
	const connection = await (await DuckDBInstance.create(":memory:", options)).connect();
	const sql = process.argv[2].replaceAll("FILE", `'${process.env.file}'`);
	const result = await connection.runAndReadAll(sql);
	if (!sql.startsWith("copy"))
		for (const row of result.getRows())
			console.log(row.join(" "));
})();
