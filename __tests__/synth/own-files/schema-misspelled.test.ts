import fc from "fast-check";
import { formatProblem } from "../../../src/environment/problems";
import { schemaOf, typeNames } from "../../../src/evidence/provider-schemas/schema-of";
import { StackJson } from "../../../src/terraform/stack-json";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { editDistance } from "../../../src/base/did-you-mean";
import { META } from "../../../src/terraform/meta-arguments";

const GENERATED = new StackJson("prod-models", {
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws" }, kubernetes: { source: "hashicorp/kubernetes" } },
  },
});

const problemsIn = (text: string): string[] =>
  problemsOfOwnFiles([{ name: "x.tf", path: "x.tf", text }], GENERATED).map(formatProblem);

const TYPE = fc.constantFrom(
  ...["aws", "kubernetes"].flatMap((provider) =>
    (typeNames(provider, "resource") ?? []).map((type) => [provider, type] as const),
  ),
);
const OTHER_LETTER = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz");

/** A typing error: a letter too many, too few, another one, or two in the wrong order. */
const mistyped = (word: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat({ max: word.length - 2 }), OTHER_LETTER, fc.nat({ max: 3 })).map(([at, letter, kind]) => {
    const [head, first, second, tail] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    if (kind === 0) return `${head}${second}${tail}`;
    if (kind === 1) return `${head}${letter}${first}${second}${tail}`;
    if (kind === 2) return `${head}${letter}${second}${tail}`;
    return `${head}${second}${first}${tail}`;
  });

const settable = (provider: string, type: string): [string, string][] => {
  const schema = schemaOf(provider, "resource", type);
  return [
    ...[...(schema?.arguments ?? [])].flatMap(([name, { use, type: is }]): [string, string][] =>
      use === "computed" || is === undefined ? [] : [[name, `${name} = null`]],
    ),
    ...[...(schema?.blocks ?? [])].map(([name]): [string, string] => [name, `${name} {\n  }`]),
  ];
};

test("a mistyped argument or block of any type is found at its place, with the right name", () => {
  const mistake = TYPE.chain(([provider, type]) => {
    const names = settable(provider, type).filter(([name]) => name.length > 4);
    if (names.length === 0) return fc.constant(undefined);
    return fc
      .constantFrom(...names)
      .chain(([name, text]) => mistyped(name).map((wrong) => ({ provider, type, name, text, wrong })));
  });
  let judged = 0;
  fc.assert(
    fc.property(mistake, (made) => {
      const all = made
        ? [...settable(made.provider, made.type).map(([name]) => name), ...META.arguments, ...META.blocks]
        : [];
      // Another name that is as similar could be meant too.
      fc.pre(
        made !== undefined && all.every((name) => name === made.name || editDistance(name, made.wrong) > 2),
      );
      if (!made || made.wrong === made.name || !/^[a-z]/.test(made.wrong)) return;
      judged += 1;
      const { type, name, text, wrong } = made;
      const found = problemsIn(`resource "${type}" "a" {\n  ${text.replace(name, wrong)}\n}\n`);
      const at = found.filter((each) => each.startsWith(`x.tf:2:3 ${type}.a.${wrong}: got an unknown name`));
      expect(at).toEqual([expect.stringContaining(`did you mean ${name}?`)]);
    }),
    { numRuns: 300 },
  );
  expect(judged).toBeGreaterThan(200);
});

test("a mistyped type is found at its block, with the right name", () => {
  const kinds = fc.constantFrom("resource" as const, "data" as const);
  const mistake = kinds.chain((kind) =>
    fc.constantFrom(...(typeNames("aws", kind) ?? [])).chain((type) =>
      // The name of the provider is judged by another rule.
      mistyped(type.slice("aws_".length)).map((rest) => ({ kind, type, wrong: `aws_${rest}` })),
    ),
  );
  fc.assert(
    fc.property(mistake, ({ kind, type, wrong }) => {
      const all = [...(typeNames("aws", "resource") ?? []), ...(typeNames("aws", "data") ?? [])];
      fc.pre(all.every((name) => name === type || editDistance(name, wrong) > 2) && wrong !== type);
      const [problem = "", ...others] = problemsIn(`${kind} "${wrong}" "a" {\n}\n`);
      expect(problem).toMatch(/^x\.tf:1:1 \S+: got a type that /);
      expect(problem).toContain(`did you mean ${type}?`);
      expect(others).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["number", '"many"', /expected a number$|expected a number;/],
  ["number", "true", /got true, expected a number;/],
  ["bool", '"yes"', /expected true or false;/],
  ["bool", "[]", /got a list, expected true or false;/],
  ["string", "[]", /got a list, expected a text;/],
  ["string", "{}", /got an object, expected a text;/],
];

test.each(WRONG)("an argument of type %s with the value %s is found in any type", (kind, value, words) => {
  const mistake = TYPE.chain(([provider, type]) => {
    const names = [...(schemaOf(provider, "resource", type)?.arguments ?? [])].filter(
      ([, each]) => each.use !== "computed" && each.type === kind,
    );
    return names.length === 0
      ? fc.constant(undefined)
      : fc.constantFrom(...names).map(([name]) => ({ type, name }));
  });
  fc.assert(
    fc.property(mistake, (made) => {
      fc.pre(made !== undefined);
      if (!made) return;
      const found = problemsIn(`resource "${made.type}" "a" {\n  ${made.name} = ${value}\n}\n`);
      const at = found.filter((each) => each.startsWith(`x.tf:2:3 ${made.type}.a.${made.name}: `));
      expect(at).toEqual([expect.stringMatching(words)]);
    }),
    { numRuns: 60 },
  );
});
