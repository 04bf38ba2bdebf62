import fc from "fast-check";
import { fittedName } from "../../src/environment/fitted-name";
import { modelRoleName, nlbServiceName } from "../../src/environment/model-names";
import { modelReleaseName } from "../../src/platform/models/release-names";

const names = fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);

test("a name that fits stays as it is", () => {
  expect(fittedName("fraud", 9, "-nlb")).toBe("fraud-nlb");
});

test("a name that is too long keeps its beginning and its ending, with a hash between them", () => {
  expect(fittedName("fraud-detection", 18, "-nlb")).toMatch(/^fraud-[0-9a-f]{8}-nlb$/);
});

test("every derived name of a model fits, and two models have different ones", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(fc.constantFrom("", "a".repeat(50), "team-".repeat(10)), names).map(([head, tail]) => {
          return `${head}${tail}`.slice(0, 63).replace(/-+$/, "");
        }),
        { minLength: 2 },
      ),
      (models) => {
        const derived = [
          { of: models.map((model) => modelRoleName("a-prefix-of-24-character", model)), max: 64 },
          { of: models.map(nlbServiceName), max: 63 },
          { of: models.map(modelReleaseName), max: 53 },
        ];
        for (const { of, max } of derived) {
          expect(of.filter((name) => !/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name))).toEqual([]);
          expect(Math.max(...of.map((name) => name.length))).toBeLessThanOrEqual(max);
          expect(new Set(of).size).toBe(models.length);
        }
      },
    ),
  );
});

test("names that fitted before shortening began are the same", () => {
  const model = "a".repeat(33);
  expect(modelRoleName("a-prefix-of-24-character", model)).toBe(`a-prefix-of-24-character-model-${model}`);
  expect(nlbServiceName(model)).toBe(`${model}-nlb`);
  expect(modelReleaseName(model)).toBe(`${model}-resources`);
});
