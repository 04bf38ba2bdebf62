import { nodeVolumes } from "../../../src/checks/cluster/node-volumes";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, TEMPLATE, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(nodeVolumes);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(nodeVolumes, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports an unencrypted volume", () => {
  const edit = edited(
    "cluster",
    TEMPLATE,
    (each) => (each["block_device_mappings"][0].ebs.encrypted = "false"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: node volumes: /dev/xvda is not encrypted",
  ]);
});

test("reports a launch template without the root device", () => {
  const edit = edited(
    "cluster",
    TEMPLATE,
    (each) => (each["block_device_mappings"][0].device_name = "/dev/sdb"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: node volumes: it does not define the device /dev/xvda, which the image leaves unencrypted",
  ]);
});
