import { type JsonObject, isJsonObject } from "../../terraform/stack-json";
import { jsonObjectIn } from "./json-object";

/**
 * True for a file that Terraform writes into the folder of a stack, by its content and not by its name: a plan, the JSON of a plan, a
 * state or its backup, and the lock of a local state.
 *
 * Sources: developer.hashicorp.com/terraform/internals/json-format (plan), /language/state (state) and the source of Terraform 1.11,
 * internal/plans/planfile (a zip archive with an entry `tfplan`) and internal/states/statemgr (lock info), read 2026-11-26.
 */
export function isOfTerraform(file: string, bytes: Buffer): boolean {
  if (isPlan(bytes)) return true;
  const text = bytes.toString("utf8");
  // Terraform empties a local state before it writes it.
  if (text.trim() === "") return /\.tfstate(\.backup)?$/.test(file);
  const json = jsonObjectIn(text);
  return json !== undefined && (isPlanJson(json) || isState(json) || isLockInfo(json));
}

const isPlanJson = (json: JsonObject): boolean =>
  typeof json["format_version"] === "string" && isJsonObject(json["planned_values"]);

const isState = ({ version, lineage, serial }: JsonObject): boolean =>
  typeof version === "number" && typeof lineage === "string" && typeof serial === "number";

const isLockInfo = (json: JsonObject): boolean =>
  ["ID", "Operation", "Who", "Version"].every((key) => typeof json[key] === "string");

/** Signature of the end of a zip archive, and of an entry in its list (pkware.com APPNOTE 6.3.10, read 2026-11-26). */
const END = Buffer.from("PK\u0005\u0006", "latin1");
const ENTRY = Buffer.from("PK\u0001\u0002", "latin1");

/** Whether the list of a zip archive has the entry `tfplan`. */
function isPlan(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"))) return false;
  const end = bytes.lastIndexOf(END);
  if (end < 0 || end + 20 > bytes.length) return false;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && at + 46 <= bytes.length; left -= 1) {
    if (!bytes.subarray(at, at + 4).equals(ENTRY)) return false;
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    if (bytes.toString("utf8", at + 46, at + 46 + (name ?? 0)) === "tfplan") return true;
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return false;
}
