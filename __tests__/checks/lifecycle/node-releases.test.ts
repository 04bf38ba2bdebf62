import { findingId } from "../../../src/checks/runner/finding-id";
import { nodeAmi } from "../../../src/checks/lifecycle/node-ami";
import { nodeReleaseAge } from "../../../src/checks/lifecycle/node-release-age";
import { nodeVersion } from "../../../src/checks/lifecycle/node-version";
import { versionsRecorded } from "../../../src/checks/lifecycle/versions-recorded";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, foundBy } from "../../support/findings";
import { nodeGroup } from "./edits";

const RELEASE = "1.36.2-20260818";
const OTHERS = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "kube-proxy": "v1.36.0-eksbuild.25",
  "metrics-server": "v0.9.0-eksbuild.11",
};
const ADDONS = { ...OTHERS, coredns: "v1.14.3-eksbuild.23" };

const recorded = (cluster: object) => environmentPlan(planWith("mlapp", { cluster }));
const released = (release: string) => nodeGroup((group) => (group.release_version = release));

describe("versions-recorded", () => {
  test("is quiet about an environment with a complete record", () => {
    const plan = recorded({ nodeReleases: { AL2023_x86_64_STANDARD: RELEASE }, addonVersions: ADDONS });
    expect(foundBy(versionsRecorded, plan)).toEqual([]);
  });

  test("counts node groups without a release", () => {
    expect(foundBy(versionsRecorded, recorded({ addonVersions: ADDONS }))).toEqual([
      "aws_eks_cluster.main: it has no recorded release for 2 of 2 node groups",
    ]);
  });

  test("counts node groups without a release beside one that has it", () => {
    const plan = recorded({
      nodeReleases: { AL2023_x86_64_STANDARD: RELEASE },
      nodeGroups: { general: {}, arm: { instanceTypes: ["m7g.large"] } },
      addonVersions: ADDONS,
    });
    expect(foundBy(versionsRecorded, plan)).toEqual([
      "aws_eks_cluster.main: it has no recorded release for 2 of 4 node groups",
    ]);
  });

  test("counts add-ons that each plan looks up", () => {
    const plan = recorded({
      nodeReleases: { AL2023_x86_64_STANDARD: RELEASE },
      addonVersions: OTHERS,
    });
    expect(foundBy(versionsRecorded, plan)).toEqual([
      "aws_eks_cluster.main: it has no recorded version for 1 of 5 add-ons",
    ]);
  });

  test("keeps the id of its finding when a node group or an add-on is added", () => {
    const idOf = (change: object): string[] =>
      versionsRecorded
        .run(environmentPlan(planWith("mlapp", change)), CONTEXT)
        .map((finding) => findingId(versionsRecorded, finding));
    const [id] = idOf({});
    const nodeGroups = { general: {}, arm: { instanceTypes: ["m7g.large"] } };
    expect(idOf({ cluster: { nodeGroups } })).toEqual([id]);
    expect(idOf({ components: { "ebs-csi": {} } })).toEqual([id]);
  });
});

describe("node-release-age", () => {
  const aged = (release: string, today: string) =>
    nodeReleaseAge.run(released(release), { ...CONTEXT, today }).map(({ message }) => message);

  test("is quiet about a release of 59 days", () => {
    expect(aged(RELEASE, "2026-10-16")).toEqual([]);
  });

  test("warns about a release of 60 days, with the day of its build", () => {
    expect(aged(RELEASE, "2026-10-17")).toEqual([
      `its release ${RELEASE} was built 60 days ago, on 2026-08-18`,
    ]);
  });
});

describe("node-version", () => {
  test.each(["1.35.6-20260818", "latest"])(
    "reports the release %s for nodes of Kubernetes 1.36",
    (release) => {
      expect(foundBy(nodeVersion, released(release))).toEqual([
        `aws_eks_node_group.general_a: its release ${release} is not one of its version 1.36`,
      ]);
    },
  );

  test("accepts a release of the version", () => {
    expect(foundBy(nodeVersion, released(RELEASE))).toEqual([]);
  });
});

test("node-ami reports a release beside an image of the launch template, which EKS refuses", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    const { aws_launch_template: templates, aws_eks_node_group: groups } = cluster.resource;
    Object.assign(templates.general as object, { image_id: "ami-0123456789abcdef0" });
    Object.assign(groups.general_a as object, { release_version: RELEASE });
  });
  expect(foundBy(nodeAmi, plan)).toEqual([
    `aws_eks_node_group.general_a: it sets the release ${RELEASE}, which EKS refuses for a custom image`,
  ]);
});
