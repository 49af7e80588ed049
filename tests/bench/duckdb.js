// node duckdb.js SQL [THREADS]: DuckDB, on as many threads as it likes or on so many; FILE in the SQL is the job's data.
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
