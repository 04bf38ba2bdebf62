import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import { synthOf } from "../support/synth-of";

/** Every option, with a node for each pod, as the checks require. */
const BASE = parse(
  readFileSync("terraform-tests/every-option/every-option.yaml", "utf8").replace(
    "minPerZone: 0",
    "minPerZone: 2",
  ),
) as object;

type Path = readonly (string | number)[];

/** Paths of all values, of mappings and lists too. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function set(target: unknown, path: Path, value: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined || target === null || typeof target !== "object") return;
  const holder = target as Record<string | number, unknown>;
  if (rest.length === 0) holder[step] = value;
  else set(holder[step], rest, value);
}

/** Values that are wrong at most places, and names that JavaScript, Kubernetes or the program has already. */
const VALUES: readonly unknown[] = [
  ...["", "-", "a b", "é", "😀".repeat(20), "a\u0000b", "a".repeat(300), "*", "0".repeat(12), "a--b"],
  ...["constructor", "toString", "default", "models", "models-default-deny", "${x}", "10.0.0.0/8"],
  ...[-1, 0, 1.5, 1e308, Number.NaN, null, true],
  ...[[], {}, [[]], [null], { a: { b: 1 } }],
];

test("a wrong value is accepted, or refused with the place of a value; it never ends in a stack trace", async () => {
  const fault = fc.record({ path: fc.constantFrom(...pathsIn(BASE)), value: fc.constantFrom(...VALUES) });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 2 }), async (faults) => {
      const copy = structuredClone(BASE);
      for (const { path, value } of faults) set(copy, path, value);
      const { refusal } = await synthOf({ every: copy });
      if (refusal === undefined) return;
      refused += 1;
      expect(refusal).toMatch(/every\.yaml:\d+:\d+/);
    }),
    { numRuns: 250 },
  );
  expect(refused).toBeGreaterThan(150);
});
