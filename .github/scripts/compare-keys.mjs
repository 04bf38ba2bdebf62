// Adds to change.json the changed keys that are code. Both folders were synthesized by the default branch's program, so that the
// recorded values are those after inheritance, anchors and defaults. Usage: compare-keys.mjs CHANGE_JSON BASE_OUT HEAD_OUT
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonIn } from "./github.mjs";
import { isValueKey, keyOf } from "./value-keys.mjs";

const [file, base, head] = process.argv.slice(2);
const change = jsonIn(file);
if (change.kind === "values") {
  const [before, after] = [base, head].map(settingsOf);
  const keys = [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => before.get(place)?.value !== after.get(place)?.value)
    .map((place) => [place.split(" ", 1)[0], (before.get(place) ?? after.get(place)).key]);
  const reasons = new Set(
    keys.filter(([, key]) => !isValueKey(key)).map(([environment, key]) => `key ${key} of ${environment}`),
  );
  change.reasons.push(...reasons);
  change.plan = change.reasons.length === 0;
  writeFileSync(file, `${JSON.stringify(change, null, 2)}\n`);
}

/** Values of all environments of an output folder, by environment and path. */
function settingsOf(folder) {
  const records = readdirSync(join(folder, "stacks"))
    .filter((stack) => existsSync(join(folder, "stacks", stack, "environment.json")))
    .map((stack) => [stack, jsonIn(join(folder, "stacks", stack, "environment.json"))]);
  return new Map(
    records.flatMap(([stack, { settings }]) =>
      settings.map(({ path, value }) => [
        `${stack.replace(/-state$/, "")} ${JSON.stringify(path)}`,
        { key: keyOf(path), value: JSON.stringify(value) },
      ]),
    ),
  );
}
