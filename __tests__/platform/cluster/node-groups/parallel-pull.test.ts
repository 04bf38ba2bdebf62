import { parallelImagePull } from "../../../../src/checks/cluster/parallel-image-pull";
import { nodeGroups } from "../../../../src/infrastructure/capacity-nodes";
import { UserData } from "../../../../src/infrastructure/text-user-data";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { foundBy, newlyFound } from "../../../support/findings";
import { problemsOfKeys } from "../../../support/minimal-file";

const FAST = { diskIops: 4000, diskMiBps: 1000, parallelImagePull: true };

const planOf = (group: object) =>
  planWith("ml-inference-prod", { cluster: { nodeGroups: { general: { ...FAST, ...group } } } });

const generalOf = (group: object) =>
  nodeGroups(environmentPlan(planOf(group))).find(({ nameInFile }) => nameInFile === "general");

test("EKS-05 nodeadm lets containerd pull the layers of an image in parts at once", () => {
  const config = UserData.in(generalOf({})?.template?.config["user_data"])?.nodeConfig;
  expect(config).toMatch(/^spec:\n(.*\n)* {2}featureGates:\n {4}FastImagePull: true$/m);
  expect(generalOf({})?.pullsInParallel).toBe(true);
});

test("EKS-05 layers are pulled one after another by default", () => {
  expect(generalOf({ parallelImagePull: undefined })?.pullsInParallel).toBe(false);
});

const refusals = (group: object): string[] =>
  problemsOfKeys({
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, other: { instanceTypes: ["g6e.xlarge"], ...FAST, ...group } },
    },
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ cluster\.nodeGroups\.other\./, ""));

test("a root disk of 600 MiB a second is enough", () => {
  expect(refusals({ diskMiBps: 600 })).toEqual([]);
});

test.each<readonly [string, object, string]>([
  [
    "the throughput that gp3 includes",
    { diskIops: undefined, diskMiBps: undefined },
    "parallelImagePull: got true, expected a root disk of at least 600 MiB/s, below which a pull takes longer than layer by layer: it has 125; write diskMiBps: 600 and diskIops: 3000, or remove parallelImagePull",
  ],
  [
    "a root disk just below",
    { diskMiBps: 599 },
    "parallelImagePull: got true, expected a root disk of at least 600 MiB/s, below which a pull takes longer than layer by layer: it has 599; write diskMiBps: 600 and diskIops: 3000, or remove parallelImagePull",
  ],
  [
    "images on an instance store",
    { instanceStore: true },
    "parallelImagePull: got true, expected images on the root disk: AWS states no throughput of an instance store, and some are slower than a gp3 disk; remove parallelImagePull or instanceStore",
  ],
  [
    "a type that nodeadm leaves out",
    { instanceTypes: ["m7i.large", "m7i.xlarge"] },
    "parallelImagePull: got true, expected types of at least 4 vCPUs and 7 GiB, without which nodeadm ignores it: m7i.large; remove parallelImagePull, or choose larger types",
  ],
  [
    "Bottlerocket",
    { instanceTypes: ["m7i.xlarge"], amiType: "Bottlerocket" },
    "parallelImagePull: got true, expected false with Bottlerocket, whose settings of the snapshotter this version does not write; remove parallelImagePull, or amiType",
  ],
])("fails with %s", (_, group, problem) => {
  expect(refusals(group)).toEqual([problem]);
});

test("parallel-image-pull accepts what synth emits, and nodes without it", () => {
  expect(foundBy(parallelImagePull, environmentPlan(planOf({ instanceTypes: ["m7i.xlarge"] })))).toEqual([]);
  const slow = { parallelImagePull: false, diskIops: undefined, diskMiBps: undefined };
  expect(foundBy(parallelImagePull, environmentPlan(planOf(slow)))).toEqual([]);
});

test("parallel-image-pull finds a root disk that is too slow, and a type that is too small", () => {
  const from = planOf({ instanceTypes: ["m7i.xlarge"] });
  const found = newlyFound([parallelImagePull], from, ({ cluster }) => {
    cluster.resource.aws_launch_template.general.block_device_mappings[0].ebs.throughput = 250;
    for (const group of Object.values<Record<string, unknown>>(cluster.resource.aws_eks_node_group))
      group["instance_types"] = ["m7i.large"];
  });
  expect(found).toEqual([
    "parallel-image-pull aws_launch_template.general: its root disk has 250 MiB/s, expected at least 600; nodeadm ignores it on m7i.large",
  ]);
});
