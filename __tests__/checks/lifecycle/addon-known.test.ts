import { addonKnown } from "../../../src/checks/lifecycle/addon-known";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { addon } from "./edits";

test("is quiet about builds that a data source looks up", () => {
  expect(foundBy(addonKnown, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("is quiet about a recorded build of an add-on without a confirmed one", () => {
  const plan = addon("coredns", (each) => (each.addon_version = "v1.14.3-eksbuild.23"));
  expect(foundBy(addonKnown, plan)).toEqual([]);
});

test.each(["v1.3.9-eksbuild.4", "v1.3.10-eksbuild.2"])("warns about %s, and names the newer one", (build) => {
  const plan = addon("eks_pod_identity_agent", (each) => (each.addon_version = build));
  expect(foundBy(addonKnown, plan)).toEqual([
    expect.stringContaining(
      `${build} is older than v1.3.10-eksbuild.3, which is confirmed for Kubernetes 1.36`,
    ),
  ]);
});

test.each(["v1.3.10-eksbuild.3", "v1.3.10-eksbuild.10", "v1.4.0-eksbuild.1"])(
  "is quiet about %s",
  (build) => {
    const plan = addon("eks_pod_identity_agent", (each) => (each.addon_version = build));
    expect(foundBy(addonKnown, plan)).toEqual([]);
  },
);

test("warns about a build that is older than a recorded one, where none is confirmed", () => {
  const plan = addon("metrics_server", (each) => (each.addon_version = "v0.8.9-eksbuild.9"));
  expect(foundBy(addonKnown, plan)).toEqual([
    expect.stringContaining(
      "v0.8.9-eksbuild.9 is older than v0.9.0-eksbuild.5, which is recorded and not confirmed for Kubernetes 1.35",
    ),
  ]);
});

test("warns about an add-on without a build", () => {
  const plan = addon("coredns", (each) => delete each.addon_version);
  expect(foundBy(addonKnown, plan)).toEqual([expect.stringContaining("sets no build")]);
});

test.each([
  ["vpc_cni", "v1.12.0-eksbuild.1", "v1.22.4-eksbuild.3"],
  ["coredns", "v1.9.3-eksbuild.2", "v1.13.2-eksbuild.21"],
])(
  "warns about an old build of %s where only an earlier version has a confirmed one",
  (name, build, known) => {
    const plan = addon(name, (each) => (each.addon_version = build));
    expect(foundBy(addonKnown, plan)).toEqual([
      expect.stringContaining(
        `${build} is older than ${known}, which is confirmed for Kubernetes 1.35; EKS may refuse it for 1.36`,
      ),
    ]);
  },
);
