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

test.each(["mlapp", "ml-inference-prod"])(
  "OPS-03 the module of %s has the commands for the other side as an output",
  async (environment) => {
    const files = filesOf(await bundleOfPlan(planOf(environment)), "network");
    expect(files.get("outputs.tf")).toMatch(/network_attachments[^]*far_side_commands/);
  },
);
