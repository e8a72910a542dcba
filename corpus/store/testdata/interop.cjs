// Reads a corpus with DuckDB and prints what it finds as one JSON object.
// usage: node interop.cjs CORPUS   (module @duckdb/node-api by NODE_PATH)
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(dir) {
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();
  const read = (table) => `read_parquet('${dir}/${table}/*.parquet')`;
  const out = { tables: {} };
  for (const table of ['documents', 'units', 'beads', 'parallel', 'removed']) {
    const columns = await rows(`DESCRIBE SELECT * FROM ${read(table)}`);
    // every value of every column is decoded
    const all = await rows(`SELECT count(*)::INT AS n, sum(length(t::VARCHAR))::BIGINT AS chars FROM ${read(table)} t`);
    out.tables[table] = {
      rows: Number(all[0].n),
      columns: Object.fromEntries(columns.map((c) => [c.column_name, c.column_type])),
    };
  }
  out.huggingface = (await rows(`SELECT decode(value) AS v FROM parquet_kv_metadata('${dir}/parallel/*.parquet') WHERE decode(key) = 'huggingface'`))[0].v;
  // groups → beads → units by ids, Chinese side: its text must be that of the group
  out.joined = await rows(`
    WITH u AS (SELECT id, norm FROM ${read('units')}),
         g AS (SELECT id, unnest(zh_ids) AS unit, generate_subscripts(zh_ids, 1) AS n FROM ${read('parallel')})
    SELECT g.id, string_agg(u.norm, '' ORDER BY n) AS units, any_value(p.translation.zh) AS text
    FROM g JOIN u ON u.id = g.unit JOIN ${read('parallel')} p ON p.id = g.id GROUP BY g.id ORDER BY g.id`);
  // ids that lead nowhere
  out.lost = await rows(`
    SELECT 'bead' AS what, id FROM (SELECT unnest(bead_ids) AS id FROM ${read('parallel')}) WHERE id NOT IN (SELECT id FROM ${read('beads')})
    UNION ALL SELECT 'unit', id FROM (SELECT unnest(source_ids || target_ids) AS id FROM ${read('beads')}) WHERE id NOT IN (SELECT id FROM ${read('units')})
    UNION ALL SELECT 'document', doc_id || '/' || lang FROM ${read('units')} WHERE (doc_id, lang) NOT IN (SELECT (id, lang) FROM ${read('documents')})`);
  // the conservation law in SQL
  out.balance = await rows(`
    SELECT d.id, d.lang, d.balance.total.bytes::INT AS total, coalesce(u.n, 0)::INT + coalesce(r.n, 0)::INT AS found
    FROM ${read('documents')} d
    LEFT JOIN (SELECT doc_id, lang, sum(strlen(raw)) AS n FROM ${read('units')} GROUP BY ALL) u ON u.doc_id = d.id AND u.lang = d.lang
    LEFT JOIN (SELECT doc_id, lang, sum(strlen(text)) AS n FROM ${read('removed')} GROUP BY ALL) r ON r.doc_id = d.id AND r.lang = d.lang
    ORDER BY d.id, d.lang`);
  console.log(JSON.stringify(out, null, 1));
}

main(process.argv[2]).catch((e) => {
  console.error(String(e));
  process.exit(1);
});
