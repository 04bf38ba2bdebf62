import { addonVersion } from "../../../src/checks/lifecycle/addon-version";
import { type Editable, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { addon } from "./edits";

const lookup = (edit: (lookup: Editable) => void) =>
  addon("coredns", (_, cluster) => edit(cluster.data.aws_eks_addon_version.coredns as Editable));

test("accepts the stacks of mlapp", () => {
  expect(foundBy(addonVersion, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a build that is looked up for another Kubernetes version", () => {
  const plan = lookup((each) => (each.kubernetes_version = "1.35"));
  expect(foundBy(addonVersion, plan)).toEqual([
    expect.stringContaining("looked up for Kubernetes 1.35, but the cluster runs 1.36"),
  ]);
});

test("reports a build that is looked up for another add-on", () => {
  const plan = lookup((each) => (each.addon_name = "kube-proxy"));
  expect(foundBy(addonVersion, plan)).toEqual([expect.stringContaining("looked up for add-on kube-proxy")]);
});

test.each([
  ["kube_proxy", "v1.37.0-eksbuild.1", "is not compatible with Kubernetes 1.36"],
  ["kube_proxy", "v1.30.0-eksbuild.1", "is not compatible with Kubernetes 1.36"],
  ["coredns", "1.14.3", "is not an add-on build"],
])("reports %s with build %s: %s", (name, build, message) => {
  const plan = addon(name, (each) => (each.addon_version = build));
  expect(foundBy(addonVersion, plan)).toEqual([expect.stringContaining(message)]);
});
