import { nodeVolumes } from "../../../src/checks/cluster/node-volumes";
import { statedIn } from "../../../src/infrastructure/stated";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
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

const KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-00000000000c";

/** Findings where the nodes have the disks of one file, and the record those of another one. */
const withKeys = (emitted: string | undefined, stated: string | undefined): string[] => {
  const volumes = (kmsKeyArn?: string) => ({ cluster: { nodeVolumes: kmsKeyArn ? { kmsKeyArn } : {} } });
  const record = statedIn(settingsFor(configWith(ML, volumes(stated))));
  return nodeVolumes
    .run(environmentPlan(planWith(ML, volumes(emitted))), { ...CONTEXT, statedOf: () => record })
    .map(({ message }) => message);
};

test.each([undefined, KEY])("accepts disks with the key of the file: %s", (key) => {
  expect(withKeys(key, key)).toEqual([]);
});

test("reports disks without the key of the file", () => {
  expect(withKeys(undefined, KEY)).toEqual([
    `node volumes: /dev/xvda is encrypted with the default key of the account, expected ${KEY}`,
  ]);
});

test("reports disks with a key that the file does not have", () => {
  expect(withKeys(KEY, undefined)).toEqual([
    `node volumes: /dev/xvda is encrypted with ${KEY}, expected the default key of the account`,
  ]);
});

test("without a record of the file, any key is accepted", () => {
  const plan = environmentPlan(planWith(ML, { cluster: { nodeVolumes: { kmsKeyArn: KEY } } }));
  expect(foundBy(nodeVolumes, plan)).toEqual([]);
});
