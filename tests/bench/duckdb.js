// node duckdb.js SQL: DuckDB on its default number of threads; FILE in the SQL is the job's data.
const { DuckDBInstance } = require("@duckdb/node-api");

(async () => {
	const connection = await (await DuckDBInstance.create(":memory:")).connect();
	const sql = process.argv[2].replaceAll("FILE", `'${process.env.file}'`);
	const result = await connection.runAndReadAll(sql);
	if (!sql.startsWith("copy"))
		for (const row of result.getRows())
			console.log(row.join(" "));
})();
