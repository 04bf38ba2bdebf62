import { alignedTexts, contextAfter } from "../../../src/handoff/folding/alignment";

const zone = { expression: "each.key", texts: ["a", "b"] };
const quotedZone = { expression: "each.key", texts: ['"a"', '"b"'], isOfExpression: true };
const range = { expression: "each.value.cidr", texts: ["10.0.0.0/19", "10.0.32.0/19"] };

const shown = (texts: readonly string[]): string | undefined =>
  alignedTexts(texts, [quotedZone, zone, range])
    ?.map((piece) => ("text" in piece ? piece.text : `<${piece.atom.expression}>`))
    .join("");

test.each<[texts: string[], template: string | undefined]>([
  [["eu-west-1a", "eu-west-1b"], "eu-west-1<each.key>"],
  [["a-a", "a-b"], "a-<each.key>"],
  [["nat", "nbt"], undefined],
  [["of 10.0.0.0/19 in a", "of 10.0.32.0/19 in b"], "of <each.value.cidr> in <each.key>"],
  [["10.0.0.0/19", "10.0.64.0/19"], undefined],
  [['${x["a"].id}', '${x["b"].id}'], "${x[<each.key>].id}"],
  [["same", "same"], "same"],
])("%j has the template %s", (texts, template) => expect(shown(texts)).toBe(template));

test.each([
  ["of ", "text"],
  ["of ${x", "expression"],
  ['of ${x["', "quoted"],
  ["of $${x", "text"],
  ["of ${x}", "text"],
  ['of ${f("", x', "expression"],
  ['of ${f("") y', "expression"],
  ['of ${f("")} y', "text"],
  ['of ${f("a\\"', "quoted"],
  ['of ${f("a\\\\") y', "expression"],
])("a place after %s is in %s", (start, context) => expect(contextAfter(start)).toBe(context));
