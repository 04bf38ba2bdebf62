import fc from "fast-check";
import { nodeRelease } from "../../src/catalog/node-releases";
import { formatPath } from "../../src/config/loader/problems";
import { rules } from "../../src/config/rules";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";

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

test("a record of another Kubernetes version is refused, so that an upgrade renews it", () => {
  expect(problems({ version: "1.37", nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818" } })).toEqual([
    "cluster.nodeReleases.AL2023_x86_64_STANDARD: a release of Kubernetes 1.37, the value of cluster.version, with the day of its build",
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
