import fc from "fast-check";
import { allowsVersion } from "../../src/terraform/version-constraint";

describe("a version constraint", () => {
  test.each([
    [">= 5.100.0, < 7.0.0", "5.100.0", true],
    [">= 5.100.0, < 7.0.0", "6.99.0", true],
    [">= 5.100.0, < 7.0.0", "5.99.9", false],
    [">= 5.100.0, < 7.0.0", "7.0.0", false],
    [">= 5.100.0, < 7.0.0", "6.0.0-beta1", false],
    ["5.100.0", "5.100.0", true],
    ["= 5.100", "5.100.0", true],
    ["!= 5.100.1", "5.100.1", false],
    ["> 5.9.0", "5.10.0", true],
    ["<= 5.9.0", "5.10.0", false],
    ["~> 5.100.2", "5.100.9", true],
    ["~> 5.100.2", "5.101.0", false],
    ["~> 5.100", "5.200.0", true],
    ["~> 5.100", "6.0.0", false],
    ["~> 5.100", "5.99.0", false],
  ])("%s: %s is allowed: %s", (constraint, version, allowed) => {
    expect(allowsVersion(constraint, version)).toBe(allowed);
  });

  test.each([
    ["newest", "5.0.0"],
    ["", "5.0.0"],
    [">= 5.0.0,", "5.0.0"],
    [">= 5.0.0", ""],
    [">= 5.0.0", "5.0"],
    [">= 5.0.0", "newest"],
  ])("%j allows nothing with the version %j", (constraint, version) => {
    expect(allowsVersion(constraint, version)).toBe(false);
  });

  test("with two bounds allows exactly the versions between them", () => {
    const part = fc.nat(120);
    const triple = fc.tuple(part, part, part);
    const weight = ([a, b, c]: readonly [number, number, number]): number => a * 1e6 + b * 1e3 + c;
    fc.assert(
      fc.property(triple, triple, triple, (low, high, version) => {
        const constraint = `>= ${low.join(".")}, < ${high.join(".")}`;
        const isBetween = weight(low) <= weight(version) && weight(version) < weight(high);
        expect(allowsVersion(constraint, version.join("."))).toBe(isBetween);
      }),
    );
  });
});
