import { vpcCniConfiguration } from "../../../src/parts/vpc-cni/component";

test("EKS-06 every setting of the CNI is text, as its schema requires", () => {
  const { env, ...others } = vpcCniConfiguration({ owner: "a" }) as { env: Record<string, unknown> };
  const settings = [...Object.values(env), ...Object.values(others)];
  expect(settings.length).toBeGreaterThan(3);
  expect(settings.filter((value) => typeof value !== "string")).toEqual([]);
});
