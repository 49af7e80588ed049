// duckdb.js SQL [THREADS]: runs the statements, prints the rows of the last as plain comma-separated lines.
const { DuckDBInstance } = require("@duckdb/node-api");

async function main([sql, threads]) {
	const instance = await DuckDBInstance.create(":memory:", threads ? { threads } : {});
	const connection = await instance.connect();
	const reader = await connection.runAndReadAll(sql);

	for (const row of reader.getRows())
		console.log(row.map((v) => (v === null ? "" : String(v))).join(","));
}

main(process.argv.slice(2)).catch((e) => {
	console.error(`duckdb: ${e.message}`);
	process.exit(2);
});
