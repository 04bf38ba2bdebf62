import { planWith } from "../../../support/changed-plans";

const KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-00000000000c";

const keysOf = (nodeVolumes: object): unknown[] =>
  planWith("ml-inference-prod", {
    cluster: { nodeVolumes, nodeGroups: { general: {}, other: { amiType: "Bottlerocket" } } },
  })
    .stack("cluster")
    .resources("aws_launch_template")
    .flatMap(({ config }) => config["block_device_mappings"] as { ebs: Record<string, unknown> }[])
    .map(({ ebs }) => ebs["kms_key_id"]);

test("every disk of every node group has the key of the file, also the system disk of Bottlerocket", () => {
  expect(keysOf({ kmsKeyArn: KEY })).toEqual([KEY, KEY, KEY]);
});

test("without a key, disks have the default key of the account", () => {
  expect(keysOf({})).toEqual([undefined, undefined, undefined]);
});
