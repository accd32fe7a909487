// Checks an evidence pack in the browser: nothing of it leaves the machine. See docs/check_pack.py.

const MOST_BYTES = 512 * 1024 * 1024;
const text = (bytes) => new TextDecoder().decode(bytes);
const bytesOf = (words) => new TextEncoder().encode(words);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** What does not hold: the key of a text, and its parameters. */
export class Fault extends Error {
  constructor(key, ...parameters) {
    super(key);
    this.key = key;
    this.parameters = parameters;
  }
}

async function inflate(bytes) {
  const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(whole).arrayBuffer());
}

/** The files of a zip archive by their names. */
async function unzip(archive) {
  const view = new DataView(archive);
  let end = archive.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Fault("check.no_archive");
  const files = new Map();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = text(new Uint8Array(archive, at + 46, nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const data = new Uint8Array(archive, start, packed);
    if (size > MOST_BYTES || (method !== 0 && method !== 8)) throw new Fault("check.no_archive");
    files.set(name, method === 8 ? await inflate(data) : data);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

/** A public key as the platform writes it: name+id+base64. */
async function readKey(words) {
  const [name, , ...rest] = words.trim().split("+");
  try {
    const raw = fromBase64(rest.join("+")).slice(1);
    const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    const id = (await sha256(new Uint8Array([...bytesOf(`${name}\n\x01`), ...raw]))).slice(0, 4);
    return { name, key, id: hex(id) };
  } catch {
    throw new Fault("check.no_key");
  }
}

/** The text of a signed note (C2SP), where the key has signed it. */
async function openNote(note, key) {
  const cut = note.lastIndexOf("\n\n");
  const words = note.slice(0, cut + 1);
  for (const line of note.slice(cut + 2).split("\n")) {
    const [dash, who, data] = line.split(" ");
    if (dash !== "\u2014" || who !== key.name) continue;
    const signature = fromBase64(data);
    if (hex(signature.slice(0, 4)) !== key.id) continue;
    if (await crypto.subtle.verify("Ed25519", key.key, signature.slice(4), bytesOf(words))) return words;
    throw new Fault("check.false_signature");
  }
  throw new Fault("check.other_key");
}

function doubleBits(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return hex(new Uint8Array(view.buffer));
}

/** The hash that a row must have: over each member with its length in bytes before it. */
async function rowHash(row, line) {
  const elements = line.slice(line.indexOf('"elements":') + 11, line.indexOf(',"figures":'));
  const figures = line.slice(line.indexOf('"figures":') + 10, line.lastIndexOf(',"coverage":'));
  const members = [row.seq, row.previous_hash, row.tenant, row.origin, row.line, row.measurement,
    row.grain, row.period_start, row.period_end, row.revision, elements, figures,
    row.coverage === null ? null : doubleBits(row.coverage), row.code_version, row.registry_version,
    row.factor_ids, row.raw_messages, row.raw_digest, row.reason];
  const parts = members.map((member) => member === null || member === undefined
    ? "-;" : `${bytesOf(String(member)).length}:${member};`);
  return hex(await sha256(bytesOf(parts.join(""))));
}

async function chained(ndjson) {
  const rows = new Map();
  let before = null;
  for (const line of ndjson.split("\n")) {
    if (!line) continue;
    const row = JSON.parse(line);
    if ((await rowHash(row, line)) !== row.hash) throw new Fault("check.row_changed", row.seq);
    if (before && (row.seq !== before.seq + 1 || row.previous_hash !== before.hash)) {
      throw new Fault("check.row_apart", row.seq, before.seq);
    }
    rows.set(row.seq, row);
    before = row;
  }
  return rows;
}

/** Holds what pack.json says against the rows. */
function compare(content, rows) {
  for (const figure of content.figures) {
    const row = rows.get(figure.row);
    if (row?.measurement !== figure.measurement || row.figures[figure.figure] !== figure.value) {
      throw new Fault("check.figure", figure.figure, figure.row);
    }
  }
  for (const one of content.commitments) {
    if (one.row === null) continue;
    const row = rows.get(one.row);
    if (row?.measurement !== `commitment.${one.id}` || row.figures.verdict !== one.verdict) {
      throw new Fault("check.verdict", one.id, one.row);
    }
  }
}

/** The last row of the pack is the one that the checkpoint was signed of. */
async function checkpoint(content, rows, key) {
  if (rows.size === 0) return;
  const [, count, head] = (await openNote(content.checkpoint, key)).split("\n");
  if (rows.get(Number(count))?.hash !== hex(fromBase64(head))) throw new Fault("check.other_chain");
}

/** What holds of a pack; a Fault says what does not. */
export async function checkPack(archive, keyText) {
  if (!globalThis.crypto?.subtle) throw new Fault("check.no_crypto");
  const key = await readKey(keyText);
  const files = await unzip(archive);
  if (!files.has("MANIFEST")) throw new Fault("check.no_archive");
  const lines = (await openNote(text(files.get("MANIFEST")), key)).trimEnd().split("\n");
  files.delete("MANIFEST");
  const listed = new Map(lines.slice(2).map((line) => [line.slice(66), line.slice(0, 64)]));
  for (const name of new Set([...listed.keys(), ...files.keys()])) {
    const bytes = files.get(name);
    if (!bytes || hex(await sha256(bytes)) !== listed.get(name)) throw new Fault("check.file", name);
  }
  const rows = await chained(text(files.get("ledger.ndjson")));
  const content = JSON.parse(text(files.get("pack.json")));
  compare(content, rows);
  await checkpoint(content, rows, key);
  return {
    title: lines[1],
    signer: key.name,
    rows: rows.size,
    figures: content.figures.length,
    files: [...listed.keys()],
    simulated: content.simulated,
  };
}
