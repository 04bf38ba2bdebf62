import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { FORMATS, bundleOfPlan, filesOf } from "../support/bundles";

test.each(FORMATS)(
  "OPS-03 a handed-over module in %s has its attachments in a file of their own",
  async (format) => {
    const files = filesOf(await bundleOfPlan(planOf("ml-inference-prod"), format), "network");
    const [name = ""] = [...files.keys()].filter((path) => path.startsWith("attachments."));
    expect(files.get(name)).toContain("aws_ec2_transit_gateway_vpc_attachment");
  },
);

test("OPS-03 the module of a network whose egress is a transit gateway has its default route, and proves no other way", async () => {
  const plan = planWith("ml-inference-prod", { network: { egress: "transit-gateway" } });
  const files = filesOf(await bundleOfPlan(plan), "network");
  expect([...files.values()].join("\n")).toMatch(/EGRESS_ATTACHMENT/);
  expect(files.get("tests/network.tftest.hcl")).toContain("only through a NAT gateway or a transit gateway");
});

test.each(["mlapp", "ml-inference-prod"])(
  "OPS-03 the module of %s has the commands for the other side as an output",
  async (environment) => {
    const files = filesOf(await bundleOfPlan(planOf(environment)), "network");
    expect(files.get("outputs.tf")).toMatch(/network_attachments[^]*far_side_commands/);
  },
);
