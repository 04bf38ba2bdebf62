import { nodeVolumes } from "../../../../src/checks/cluster/node-volumes";
import { CHECKS } from "../../../../src/checks/all";
import { nodeGroups } from "../../../../src/infrastructure/capacity-nodes";
import { statedIn } from "../../../../src/infrastructure/stated";
import { environmentRules } from "../../../../src/synth/inputs";
import { altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { CONTEXT, foundBy } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const ML = "ml-inference-prod";
const changeOf = (group: object) => ({
  cluster: { nodeGroups: { general: { instanceTypes: ["m6i.large"], amiType: "Bottlerocket", ...group } } },
});
const planOf = (group: object = {}) => planWith(ML, changeOf(group));

const template = (group: object = {}) =>
  planOf(group).stack("cluster").find("aws_launch_template.general")?.config ?? {};
const groupOf = (group: object = {}) =>
  planOf(group).stack("cluster").find("aws_eks_node_group.general_a")?.config ?? {};
const nodeOf = (group: object = {}) => nodeGroups(environmentPlan(planOf(group)))[0]?.node;

/** Problems of all rules, as `path: expected`. */
const problems = (group: object, cluster: object = {}): string[] =>
  environmentRules(
    configWith(ML, {
      cluster: { ...cluster, nodeGroups: { general: {}, other: { amiType: "Bottlerocket", ...group } } },
    }),
  ).map(({ path, expected }) => `${path.join(".")}: ${expected}`);

describe("nodes with Bottlerocket", () => {
  test.each([
    ["m6i.large", "BOTTLEROCKET_x86_64"],
    ["m6g.large", "BOTTLEROCKET_ARM_64"],
  ])("%s have the AMI type %s", (type, amiType) => {
    expect(groupOf({ instanceTypes: [type] })["ami_type"]).toBe(amiType);
  });

  test("have settings in TOML, with the number of pods", () => {
    expect(Buffer.from(String(template()["user_data"]), "base64").toString()).toBe(
      "[settings.kubernetes]\nmax-pods = 110\n",
    );
  });

  test("have an encrypted disk for the system, and one of the file's size for pods", () => {
    expect(template({ diskGiB: 80, diskIops: 4000 })["block_device_mappings"]).toEqual([
      {
        device_name: "/dev/xvda",
        ebs: { delete_on_termination: "true", encrypted: "true", volume_size: 4, volume_type: "gp3" },
      },
      {
        device_name: "/dev/xvdb",
        ebs: {
          delete_on_termination: "true",
          encrypted: "true",
          iops: 4000,
          volume_size: 80,
          volume_type: "gp3",
        },
      },
    ]);
  });

  test("have a release of Bottlerocket, and the Kubernetes version of the cluster", () => {
    const config = planWith(ML, {
      cluster: {
        ...changeOf({}).cluster,
        nodeReleases: { BOTTLEROCKET_x86_64: "1.47.0-6154605b" },
      },
    })
      .stack("cluster")
      .find("aws_eks_node_group.general_a")?.config;
    expect(config).toMatchObject({ release_version: "1.47.0-6154605b", version: "1.36" });
  });

  test("are the same as before without the key", () => {
    expect(groupOf({ amiType: undefined })["ami_type"]).toBe("AL2023_x86_64_STANDARD");
  });
});

describe("the rules of nodes with Bottlerocket", () => {
  test.each<[string, object, string]>([
    [
      "GPUs",
      { instanceTypes: ["g5.xlarge"] },
      "cluster.nodeGroups.other.amiType: AL2023 for instance types with GPUs, whose drivers and device plugin are those of AL2023",
    ],
    [
      "a script",
      { userData: "files/watch-limits.sh" },
      "cluster.nodeGroups.other.userData: no script with Bottlerocket, which has no shell",
    ],
    [
      "an instance store",
      { instanceTypes: ["m6i.large"], instanceStore: true },
      "cluster.nodeGroups.other.instanceStore: false with Bottlerocket, which nodeadm does not set up",
    ],
  ])("refuse %s", (_, group, problem) => {
    expect(problems(group)).toContain(problem);
  });

  test("refuse a release of AL2023", () => {
    expect(problems({}, { nodeReleases: { BOTTLEROCKET_x86_64: "1.36.2-20260818" } })).toContain(
      "cluster.nodeReleases.BOTTLEROCKET_x86_64: a release of Bottlerocket such as 1.47.0-6154605b",
    );
  });
});

describe("the proofs of nodes with Bottlerocket", () => {
  test("all checks accept them, and count their capacity", () => {
    const linesOf = (change: object) =>
      CHECKS.flatMap((check) =>
        check
          .run(environmentPlan(planWith(ML, change)), {
            ...CONTEXT,
            statedOf: () => statedIn(settingsFor(configWith(ML, change))),
          })
          .map(({ address, message }) => `${check.id} ${address}: ${message}`),
      );
    const before = new Set(linesOf(changeOf({ amiType: undefined })));
    expect(linesOf(changeOf({})).filter((line) => !before.has(line))).toEqual([]);
    expect(nodeOf()?.maxPods).toBe(110);
  });

  // 8192 MiB, without 7.5 % that no kubelet sees, 255 and 11 for each of 110 pods, and 100 for evictions
  test("the kubelet reserves memory for the pods that it admits", () => {
    expect(nodeOf()?.memoryMiB).toBe(Math.floor(8192 * 0.925) - (255 + 11 * 110) - 100);
    expect(nodeOf({ amiType: undefined })?.memoryMiB).toBe(Math.floor(8192 * 0.925) - (255 + 11 * 29) - 100);
  });

  test("ephemeral storage is on the second disk", () => {
    expect(nodeOf({ diskGiB: 80 })?.diskGiB).toBe(80);
    expect(nodeOf({ diskGiB: 80 })?.diskMiB).toBe(nodeOf({ amiType: undefined, diskGiB: 80 })?.diskMiB);
  });

  test.each(["/dev/xvda", "/dev/xvdb"])("report that %s is not defined, and so not encrypted", (device) => {
    const plan = altered(planOf(), ({ cluster }) => {
      const { aws_launch_template: templates } = cluster.resource as unknown as {
        aws_launch_template: { general: { block_device_mappings: { device_name: string }[] } };
      };
      templates.general.block_device_mappings = templates.general.block_device_mappings.filter(
        ({ device_name: name }) => name !== device,
      );
    });
    expect(foundBy(nodeVolumes, plan)).toEqual([expect.stringContaining(device)]);
  });
});
