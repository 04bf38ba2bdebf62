import fc from "fast-check";
import { PROVIDER_FAULTS, faultsOf } from "../../src/evidence/provider-faults";
import { allowsVersion } from "../../src/terraform/version-constraint";
import { asObject } from "../../src/terraform/stack-json";
import { PLANS } from "../support/every-option";

/** Ranges of a provider in all stacks. */
const rangesOf = (provider: string): string[] => [
  ...new Set(
    PLANS.flatMap(([, plan]) =>
      plan.stacks.flatMap((stack) => asObject(stack.terraform["required_providers"])[provider] ?? []),
    ).map((required) => String(asObject(required)["version"])),
  ),
];

test.each([
  ["5.100.0", 0],
  ["6.0.0", 3],
  ["6.4.0", 2],
  ["6.14.0", 2],
  ["6.16.0", 0],
  ["6.22.0", 1],
  ["6.66.0", 0],
])("aws %s has %d known faults", (version, count) => {
  expect(faultsOf("hashicorp/aws", version)).toHaveLength(count);
});

test("the ranges of all stacks exclude the AWS provider 6.14.0 and 6.22.0", () => {
  const allowing = rangesOf("aws").flatMap((range) =>
    ["6.14.0", "6.22.0"].filter((version) => allowsVersion(range, version)),
  );
  expect(rangesOf("aws")).toHaveLength(1);
  expect(allowing).toEqual([]);
});

test("no stack allows a release of the Kubernetes provider with a known fault", () => {
  const release = fc.tuple(fc.nat(4), fc.nat(40), fc.nat(5)).map((numbers) => numbers.join("."));
  fc.assert(
    fc.property(release, (version) => {
      const isFaulty = faultsOf("hashicorp/kubernetes", version).length > 0;
      for (const range of rangesOf("kubernetes"))
        expect(isFaulty && allowsVersion(range, version)).toBe(false);
    }),
  );
});

test("every fault has a constraint that allows a release", () => {
  const releases = Array.from({ length: 7 }, (_, major) =>
    Array.from({ length: 30 }, (__, minor) => `${major}.${minor}.0`),
  ).flat();
  const idle = PROVIDER_FAULTS.filter(
    (fault) => !releases.some((each) => allowsVersion(fault.releases, each)),
  );
  expect(idle).toEqual([]);
});
