import fc from "fast-check";
import { isSet } from "../../src/facts/replacement-attributes";
import { compareEnvironments } from "../../src/review/compare-environments";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/text";
import { type OutputStack } from "../../src/terraform/output";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";
import { expectedChanges, reviewedChanges } from "./flat-changes";
import { outputStacks, reviewOf } from "./pairs";
import { randomEdit, reordered, withEdits, withoutResources } from "./random-edits";

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const before = outputStacks(planOf(environment));

  const reviewed = (from: readonly OutputStack[], to: readonly OutputStack[]): string[] =>
    reviewedChanges(compareEnvironments({ environment, before: from, after: to }), from, to);

  test("random edits are reported, and nothing else is", () => {
    let edits = 0;
    fc.assert(
      fc.property(fc.array(randomEdit, { minLength: 1, maxLength: 5 }), (some) => {
        const after = withEdits(before, some);
        const expected = expectedChanges(before, after);
        edits += expected.length;
        expect(reviewed(before, after)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    expect(edits).toBeGreaterThan(100);
  });

  test("added and removed resources are reported, and nothing else is", () => {
    const removal = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(fc.array(removal, { minLength: 1, maxLength: 4 }), (removals) => {
        const after = withoutResources(before, removals);
        expect(reviewed(before, after)).toEqual(expectedChanges(before, after));
        expect(reviewed(after, before)).toEqual(expectedChanges(after, before));
      }),
      { numRuns: 40 },
    );
  });

  test("another order of keys and of unordered lists is no change", () => {
    const after = reordered(before, (type, argument) => isSet(type, argument) || argument === "depends_on");
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
    expect(reviewed(before, after)).toEqual([]);
  });

  test("the page has every edited address", () => {
    let addresses = 0;
    fc.assert(
      fc.property(fc.array(randomEdit, { minLength: 8, maxLength: 15 }), (some) => {
        const pair = { environment, before, after: withEdits(before, some) };
        const { resources, others } = compareEnvironments(pair);
        const page = textPage(pageOf(reviewOf(pair)));
        for (const { address } of [...resources, ...others]) expect(page).toContain(address);
        addresses += resources.length + others.length;
      }),
      { numRuns: 4 },
    );
    expect(addresses).toBeGreaterThan(10);
  });
});
