import { releaseKnown } from "../../../src/checks/images/release-known";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { gpuPlan } from "./plans";

test("release-known names a chart without facts, and what was not judged", () => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    platform.resource.helm_release.other = {
      chart: "grafana",
      version: "9.0.0",
      repository: "https://grafana.github.io/helm-charts",
    };
  });
  expect(foundBy(releaseKnown, plan)).toEqual([
    "helm_release.other: chart grafana 9.0.0 with values 44136fa3 is not judged: its images, webhooks, pods, permissions, calls of AWS services, and ports for the control plane are unknown",
  ]);
});

test("release-known names an add-on without facts", () => {
  const plan = altered(gpuPlan(), ({ cluster }) => {
    cluster.resource.aws_eks_addon.other = { addon_name: "aws-efs-csi-driver", cluster_name: "x" };
  });
  expect(foundBy(releaseKnown, plan)).toEqual([
    "aws_eks_addon.other: add-on aws-efs-csi-driver is not judged: its pods, permissions, calls of AWS services, and ports for the control plane are unknown",
  ]);
});

test("release-known accepts the emitted charts and add-ons", () => {
  expect(foundBy(releaseKnown, environmentPlan(gpuPlan()))).toEqual([]);
});
