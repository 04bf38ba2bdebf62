import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Document, type Pair, isCollection, isScalar, parseDocument, visit } from "yaml";
import { readEnvironments } from "../../src/config/loader/load";
import { formatProblem } from "../../src/config/loader/problems";
import { rules } from "../../src/config/rules";
import { environmentSchema } from "../../src/config/schema";

const folder = mkdtempSync(join(tmpdir(), "refused-values-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = [
  ...readdirSync("environments")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join("environments", name)),
  "terraform-tests/every-option/every-option.yaml",
];
const TEXTS = FILES.map((file) => readFileSync(file, "utf8")).filter((text) => !/^extends:/m.test(text));

function problemsOf(text: string, withRules: boolean): string[] {
  writeFileSync(join(folder, "prod.yaml"), text);
  const request = { directory: folder, schema: environmentSchema };
  return readEnvironments(withRules ? { ...request, rules } : request).problems.map(formatProblem);
}

/** Every key of a document with its value, in the order of the file. */
function pairsOf(document: Document): Pair[] {
  const pairs: Pair[] = [];
  visit(document, { Pair: (_, pair) => void pairs.push(pair) });
  return pairs;
}

/** Ways to make a key or its value one that the schema refuses. */
const FAULTS: readonly ((pair: Pair) => void)[] = [
  (pair) => {
    pair.value = { unknown: [1] };
  },
  (pair) => {
    pair.value = isCollection(pair.value) ? "text" : [[]];
  },
  (pair) => {
    if (isScalar(pair.key)) pair.key.value = `${String(pair.key.value)}__`;
  },
];

const withFaults = (
  text: string,
  faults: readonly { readonly at: number; readonly kind: number }[],
): string => {
  const document = parseDocument(text);
  const pairs = pairsOf(document);
  for (const { at, kind } of faults) {
    const pair = pairs[at % pairs.length];
    if (pair) FAULTS[kind % FAULTS.length]?.(pair);
  }
  return document.toString();
};

test("the environments have no problem before a fault", () => {
  expect(TEXTS.length).toBeGreaterThan(3);
  expect(TEXTS.flatMap((text) => problemsOf(text, true))).toEqual([]);
});

test("no rule reports an environment whose only faults are values or keys that the schema refuses", () => {
  const fault: fc.Arbitrary<{ at: number; kind: number }> = fc.record({
    at: fc.nat(400),
    kind: fc.nat(FAULTS.length - 1),
  });
  let refused = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...TEXTS),
      fc.array(fault, { minLength: 1, maxLength: 3 }),
      (text, faults) => {
        const faulty = withFaults(text, faults);
        const expected = problemsOf(faulty, false);
        if (expected.length > 0) refused += 1;
        expect(problemsOf(faulty, true)).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
  expect(refused).toBeGreaterThan(300);
});
