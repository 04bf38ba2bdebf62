import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import { runsOf } from "../support/covering-sample";
import { smallEnvironment } from "../support/minimal-file";
import { synthOf } from "../support/synth-of";

/** Every option, with a node for each pod, as the checks require. */
const BASE = parse(
  readFileSync("__tests__/real/terraform/every-option/every-option.yaml", "utf8").replace(
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
    { numRuns: runsOf({ whole: 250, gate: 50 }) },
  );
  expect(refused).toBeGreaterThan(runsOf({ whole: 150, gate: 25 }));
});

/** Values of the form that a key takes, but unknown, of an old kind, of another place or far too large. */
const LOOK_UPS: readonly (readonly [place: RegExp, values: readonly unknown[]])[] = [
  [
    /instanceTypes$/,
    [
      ...[
        "t2.micro",
        "m4.large",
        "p3.2xlarge",
        "inf2.xlarge",
        "trn1.2xlarge",
        "zz9.nano",
        "u-6tb1.metal",
      ].map((type) => [type]),
      ["m7i.large", "m7g.large"],
      ["g5.xlarge", "m7i.large"],
      ["constructor.large", "g5.__proto__"],
      [],
    ],
  ],
  [/instanceClass$/, ["db.t2.micro", "db.zz9.large", "db.m7g.constructor"]],
  [/[rR]egion$/, ["xx-nowhere-9", "cn-north-1", "us-gov-west-1", "ap-southeast-9", "eu-isoe-west-1"]],
  [/ersion$|[tT]ag$|Releases\.|Versions\./, ["9.99.99", "v9.99.9-eksbuild.99", "1.99.0-29991231", "0.0.1"]],
  [/zones\.\d+$/, ["z"]],
  [/idrs?(\.\d+)?$/, ["0.0.0.0/0", "255.255.255.255/32", "10.0.0.0/30", "::/0"]],
  [/instanceHours$/, [{ "zz9.nano": 1 }, { "t2.micro": 1 }]],
  [/timezone$/, ["Mars/Olympus", "UTC+25"]],
  [/addonVersions$/, [{ coredns: "v9.99.9-eksbuild.99" }]],
  [/nodeGroup$|keepIn$|attachment$/, ["constructor", "none", "general", "gpu"]],
  [/./, ["", "a".repeat(300), "constructor", 0, 1e9, 1e308]],
];

const ODD = pathsIn(BASE).flatMap((path) =>
  LOOK_UPS.filter(([place]) => place.test(path.join("."))).flatMap(([, values]) =>
    values.map((value) => ({ path, value })),
  ),
);
/** Those of a key, rather than the values for all keys. */
const TYPED = ODD.filter(({ value }) => !LOOK_UPS.at(-1)?.[1].includes(value));

test("an unknown value never ends in a stack trace, and hides no error of another environment", async () => {
  const broken = smallEnvironment({
    models: [{ name: "fraud", image: { tag: "1" }, memoryRequest: "2Gi", memoryLimit: "1Gi" }],
  });
  const fault = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TYPED) }, fc.constantFrom(...ODD));
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 2 }), async (faults) => {
      const copy = structuredClone(BASE);
      for (const { path, value } of faults) set(copy, path, value);
      const { refusal } = await synthOf({ every: copy, other: broken });
      expect(refusal).toMatch(/other\.yaml:\d+:\d+ models\[0\]\.memoryLimit: got 1Gi/);
    }),
    { numRuns: runsOf({ whole: 150, gate: 30 }) },
  );
});
