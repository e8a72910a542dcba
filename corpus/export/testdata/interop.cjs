// Reads exports of zh and en with modules of others, fails if one does not, and
// prints what they saw. usage: node interop.cjs DIR   (modules by NODE_PATH)
const fs = require('fs');
const path = require('path');
const read = (name) => fs.readFileSync(path.join(process.argv[2], name), 'utf8');
const want = (what, ok) => { if (!ok) { console.error(what); process.exit(1); } };

async function main() {
  // XLIFF 2 by xliff
  const xliff = require('xliff');
  const x = await xliff.xliff2js(read('xliff/file'));
  const units = Object.values(x.resources).flatMap((r) => Object.values(r));
  want('xliff: languages', x.sourceLanguage === 'zh' && x.targetLanguage === 'en');
  want('xliff: no units', units.length === 6 && units[0].source === '渡轮与码头。' && units[0].target === 'The ferry & the <quay>.');
  console.log('xliff', units.length, 'units;', units[0].source, '=', units[0].target);

  // TMX by fast-xml-parser
  const { XMLParser, XMLValidator } = require('fast-xml-parser');
  const parser = new XMLParser({ ignoreAttributes: false });
  want('tmx: not valid', XMLValidator.validate(read('tmx/file')) === true);
  const tmx = parser.parse(read('tmx/file')).tmx;
  want('tmx: header', tmx.header['@_srclang'] === '*all*' && tmx.header['@_segtype'] === 'sentence');
  want('tmx: srclang', tmx.body.tu.every((tu) => ['zh', 'en', 'ru', '*all*'].includes(tu['@_srclang'])));
  console.log('tmx', tmx.body.tu.length, 'tu;', tmx.body.tu[0].tuv.map((v) => v['@_xml:lang'] + ' ' + v.seg).join(' = '));

  // XCES by fast-xml-parser
  const links = parser.parse(read('xces/zh-en.xml')).cesAlign.linkGrp;
  console.log('xces', links.length, 'groups;', links[0]['@_fromDoc'], links[0].link[0]['@_xtargets']);

  // the data card by js-yaml
  const card = read('huggingface/README.md').split('---\n')[1];
  const y = require('js-yaml').load(card);
  want('card: fields', y.configs[0].config_name === 'zh-en' && y.language.join() === 'zh,en' && y.size_categories[0] === 'n<1K');
  want('card: features', y.dataset_info.features.some((f) => f.name === 'translation' && f.dtype.translation.languages.join() === 'zh,en'));
  console.log('card', JSON.stringify(y.configs));

  // Parquet by hyparquet
  const { parquetReadObjects, parquetMetadata } = await import(require.resolve('hyparquet'));
  const { compressors } = await import(require.resolve('hyparquet-compressors'));
  const bytes = fs.readFileSync(path.join(process.argv[2], 'huggingface/data/train-00000-of-00001.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const rows = await parquetReadObjects({ file, compressors });
  want('parquet: rows', rows.length === y.dataset_info.splits[0].num_examples && rows[0].translation.zh === '渡轮与码头。');
  want('parquet: metadata', parquetMetadata(file).key_value_metadata.some((m) => m.key === 'huggingface' && m.value.includes('Translation')));
  console.log('parquet', rows.length, 'rows;', JSON.stringify(rows[0].translation));

  // CoNLL-U by conllu
  const { Conllu } = require('conllu');
  const text = read('conllu/en.conllu').trim();
  const c = new Conllu();
  c.serial = text;
  want('conllu: sentences', c.sentences.length >= 6);
  console.log('conllu', c.sentences.length, 'sentences;', c.sentences[0].tokens.map((t) => t.form).join(' '));

  // JSONL
  const groups = read('jsonl/file').trim().split('\n').map((l) => JSON.parse(l));
  console.log('jsonl', groups.length, 'groups;', Object.keys(groups[0]).join(' '));
  want('mnbvc: keys', read('mnbvc/file').trim().split('\n').every((l) => Object.keys(JSON.parse(l)).length === 31));
}

main().catch((e) => { console.error(e); process.exit(1); });
