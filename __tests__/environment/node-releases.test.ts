import fc from "fast-check";
import { nodeRelease } from "../../src/facts/node-releases";
import { formatPath } from "../../src/environment/problems";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { rules } from "../../src/environment/rules/all";

const problems = (cluster: object) =>
  rules(configWith("mlapp", { cluster })).map(({ path, expected }) => `${formatPath(path)}: ${expected}`);

test("each node group has the recorded release of its AMI type", () => {
  const plan = planWith("mlapp", {
    cluster: {
      nodeGroups: {
        general: {},
        arm: { instanceTypes: ["m7g.large"] },
        gpu: { instanceTypes: ["g5.xlarge"] },
      },
      nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818", AL2023_ARM_64_STANDARD: "1.36.1-20260810" },
    },
  });
  const groups = plan.stack("cluster").resources("aws_eks_node_group");
  const releases = groups.map(({ name, config }) => [name, config["release_version"]]);
  expect(Object.fromEntries(releases)).toMatchObject({
    general_a: "1.36.2-20260818",
    arm_a: "1.36.1-20260810",
    gpu_a: undefined,
  });
});

test("a release of the previous minor version keeps the nodes at it, while only the control plane is upgraded", () => {
  const nodeReleases = { AL2023_x86_64_STANDARD: "1.36.2-20260818" };
  const groupsAt = (version: string) =>
    planWith("mlapp", {
      cluster: { version, nodeReleases, addonVersions: { coredns: "v1.14.3-eksbuild.23" } },
    })
      .stack("cluster")
      .resources("aws_eks_node_group")
      .map(({ name, config }) => [name, config["version"], config["release_version"]]);
  expect(problems({ version: "1.37", nodeReleases })).toEqual([]);
  expect(groupsAt("1.37")).toEqual(groupsAt("1.36"));
  expect(groupsAt("1.37")[0]).toEqual(["general_a", "1.36", "1.36.2-20260818"]);
});

test.each([
  ["newer", "1.35", "1.36.2-20260818"],
  ["two minor versions older", "1.37", "1.35.4-20260818"],
])("a release that is %s than the control plane is refused", (_, version, release) => {
  const previous = `1.${Number(version.split(".")[1]) - 1}`;
  expect(problems({ version, nodeReleases: { AL2023_x86_64_STANDARD: release } })).toEqual([
    `cluster.nodeReleases.AL2023_x86_64_STANDARD: a release of Kubernetes ${version}, the value of cluster.version, or of ${previous} until the nodes follow, with the day of its build`,
  ]);
});

test("a release with an impossible day is refused", () => {
  expect(problems({ nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20261340" } })).toHaveLength(1);
});

test("a release has the minor version and the day of its text", () => {
  const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2098-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), day, (minor, patch, date) => {
      const built = date.toISOString().slice(0, 10);
      expect(nodeRelease(`1.${minor}.${patch}-${built.replaceAll("-", "")}`)).toEqual({
        minor: `1.${minor}`,
        built,
      });
    }),
  );
});

test.each(["1.36-20260818", "1.36.2", "v1.36.2-20260818", "1.36.2-2026081"])("%s is no release", (text) => {
  expect(nodeRelease(text)).toBeUndefined();
});
