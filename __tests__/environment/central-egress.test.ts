import { folderOf, gatewayTo, organizationEnvironment, problemsIn } from "../support/environment-folders";

const HUB = { ...gatewayTo("10.200.0.0/16"), cidrs: ["10.200.0.0/16", "0.0.0.0/0"] };

const problems = (network: object): string[] =>
  problemsIn(folderOf({ case: organizationEnvironment("10.200.0.0/16", network) }));

test("a new VPC may have its default route to a transit gateway", () => {
  expect(problems({ egress: "transit-gateway", attachments: [HUB] })).toEqual([]);
});

test("services of AWS are reachable through the transit gateway without interface endpoints", () => {
  expect(
    problems({ egress: "transit-gateway", attachments: [HUB], endpoints: { interfaces: false } }),
  ).toEqual([]);
});

test("0.0.0.0/0 of a transit gateway needs the key for it", () => {
  const found = problems({ egress: "none", attachments: [HUB] });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/attachments\[0\]\.cidrs\[1\].*network\.egress: transit-gateway/);
});

test("0.0.0.0/0 without interface endpoints has one error, whose fix is right", () => {
  const found = problems({ egress: "none", attachments: [HUB], endpoints: { interfaces: false } });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("network.egress: transit-gateway");
});

test("central egress needs a transit gateway with 0.0.0.0/0", () => {
  const found = problems({ egress: "transit-gateway", attachments: [gatewayTo("10.200.0.0/16")] });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/network\.egress: .*0\.0\.0\.0\/0/);
});

test("a peering connection leads to no internet", () => {
  const peering = {
    type: "peering",
    name: "hub",
    peerVpcId: "vpc-0123456789abcdef0",
    cidrs: ["0.0.0.0/0"],
  };
  const found = problems({
    egress: "transit-gateway",
    attachments: [gatewayTo("10.200.0.0/16"), peering],
  });
  expect(found.join("\n")).toContain("attachments[1].cidrs[0]");
});
