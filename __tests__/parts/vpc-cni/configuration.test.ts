import { vpcCniConfiguration } from "../../../src/parts/vpc-cni/component";

const envOf = (podAddresses: "prefixes" | "single") =>
  vpcCniConfiguration({ owner: "a" }, podAddresses)["env"] as Record<string, unknown>;

test.each(["prefixes", "single"] as const)(
  "EKS-06 every setting of the CNI is text, as its schema requires: %s",
  (podAddresses) => {
    const { env, ...others } = vpcCniConfiguration({ owner: "a" }, podAddresses) as {
      env: Record<string, unknown>;
    };
    const settings = [...Object.values(env), ...Object.values(others)];
    expect(settings.length).toBeGreaterThan(3);
    expect(settings.filter((value) => typeof value !== "string")).toEqual([]);
  },
);

test("with single addresses, the CNI delegates no prefix and keeps addresses in reserve, no whole interface", () => {
  expect(envOf("single")).toMatchObject({
    ENABLE_PREFIX_DELEGATION: "false",
    WARM_IP_TARGET: "2",
  });
  expect(envOf("single")).not.toHaveProperty("WARM_PREFIX_TARGET");
});
