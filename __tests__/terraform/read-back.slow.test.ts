import fc from "fast-check";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { readBack } from "../../src/terraform/plans/read-back";
import { type Editable } from "../support/altered";
import { ENVIRONMENTS } from "../support/environments";
import { reading } from "../support/plan-readings";
import { planOf } from "../support/reference-plans";
import { type ListLength, terraformPlan, withBlocksAsLists } from "../support/terraform-plans";

const SHAPES = (["json", "hcl"] as const).flatMap((syntax) =>
  [false, true].map((applied) => ({ syntax, applied, title: `${syntax}, ${applied ? "applied" : "new"}` })),
);

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const { stacks } = planOf(environment);
  const lengths: ListLength = (layer, output) => {
    const made = stacks.find(({ name }) => name === `${environment}-${layer}`)?.outputs[output] as Editable;
    return Array.isArray(made?.["value"]) ? made["value"].length : undefined;
  };

  test.each(SHAPES)("with the synthesized stack, a plan of each stack gives the stack ($title)", (shape) => {
    expect(stacks).not.toEqual([]);
    for (const stack of stacks) {
      const { json, gaps } = reading(terraformPlan(stack, shape, lengths), stack);
      expect(json).toEqual(withBlocksAsLists(stack));
      expect(gaps).toEqual([]);
    }
  });

  test.each(SHAPES)(
    "without the synthesized stack, every value that is no gap is correct ($title)",
    (shape) => {
      expect(stacks).not.toEqual([]);
      for (const stack of stacks) {
        const { json } = readBack(terraformPlan(stack, shape, lengths), undefined);
        const asked = new Set<string>();
        const wrong = differences(
          withBlocksAsLists(stack),
          json.withReadCallback(({ address, attribute }) => asked.add(`${address} ${attribute}`)),
          () => asked.size,
        );
        expect(wrong).toEqual([]);
      }
    },
  );
});

/** Places with a wrong value that is no gap. `asked` counts the gaps that were read. */
function differences(expected: unknown, read: unknown, asked: () => number, place = ""): string[] {
  if (expected === null || typeof expected !== "object") {
    return Object.is(expected, read)
      ? []
      : [`${place}: ${JSON.stringify(read)}, not ${JSON.stringify(expected)}`];
  }
  return Object.entries(expected).flatMap(([key, item]) => {
    const before = asked();
    const found = read !== null && typeof read === "object" ? (read as Editable)[key] : undefined;
    if (asked() > before || key === "dynamic") return [];
    return differences(item, found, asked, `${place}.${key}`);
  });
}

describe("generated stacks", () => {
  const NAMES = ["one", "two", "three"] as const;
  const reference = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom("id", "arn", "spec[0].host"))
    .map(([name, attribute]) => `\${example_thing.${name}.${attribute}}`);
  const literal = fc
    .stringMatching(/^[a-z:/*"\\ {}%$-]{1,8}$/)
    .map((text) => text.replace(/([$%])\{/g, "$1$1{"));
  const text = fc
    .array(fc.oneof(literal, reference), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("."));
  const value = fc.oneof(
    text,
    reference,
    fc.integer(),
    fc.boolean(),
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  );
  // attributes with the name of an id contain one reference or a list of references
  const identity = fc.oneof(literal, reference);
  const config = fc.record(
    {
      policy: value,
      tags: value,
      size: value,
      role: identity,
      subnet_ids: fc.array(identity, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const block = fc.tuple(
    config,
    fc.array(
      config.filter((each) => Object.keys(each).length > 0),
      { maxLength: 2 },
    ),
  );
  const stackOf = fc.tuple(block, block, block).map((blocks) => {
    const things = blocks.map(([own, nested], index) => [
      NAMES[index],
      { ...own, ...(nested.length > 0 ? { rule: nested } : {}) },
    ]);
    return new StackJson("sample-network", {
      resource: { example_thing: Object.fromEntries(things) as JsonObject },
    });
  });

  test.each(SHAPES)("with the synthesized stack, a plan gives the stack ($title)", (shape) => {
    fc.assert(
      fc.property(stackOf, (stack) => {
        const { json } = reading(terraformPlan(stack, shape), stack);
        expect((json as Editable)["resource"]).toEqual(withBlocksAsLists(stack)["resource"]);
      }),
    );
  });

  test.each(SHAPES)(
    "without the synthesized stack, every value that is no gap is correct ($title)",
    (shape) => {
      fc.assert(
        fc.property(stackOf, (stack) => {
          const { json } = readBack(terraformPlan(stack, shape), undefined);
          let asked = 0;
          const read = json.withReadCallback(() => (asked += 1));
          expect(differences(withBlocksAsLists(stack), read, () => asked)).toEqual([]);
        }),
      );
    },
  );
});
