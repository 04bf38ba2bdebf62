import { createHash } from "node:crypto";
import { referencesIn } from "../terraform-references";
import { type Json, type JsonObject, asObject } from "../stack-json";

/** Letters of a digest. Without vowels and digits it is no word and no number, so YAML reads it as text without quotes. */
const LETTERS = "bcdfghjklmnpqrstvwxz";

/** 16 letters of 20 have about as many values as 69 bits. */
const LENGTH = 16;

export const BLOCK_DIGEST = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/**
 * Digest of what a block sets, and of the local values and variables that it reads: an edit of one
 * of them has another digest.
 *
 * @param json the stack of the block
 */
export function blockDigest(body: JsonObject, json: JsonObject): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([body, ...namedValues(body, json)]))
    .digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** Local values and variables that a value reads, also through each other, by name. */
function namedValues(body: Json, json: JsonObject): (readonly [string, Json])[] {
  const known = new Map<string, Json>();
  const visit = (value: Json): void => {
    for (const { subject: name } of referencesIn(value)) {
      const [kind = "", key = ""] = name.split(".");
      const section = { local: "locals", var: "variable" }[kind];
      const found = section === undefined ? undefined : asObject(json[section])[key];
      if (found === undefined || known.has(name)) continue;
      known.set(name, found);
      visit(found);
    }
  };
  visit(body);
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1));
}
