import { addonKnown } from "../../../src/checks/lifecycle/addon-known";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { addon } from "./edits";

test("is quiet about builds that a data source looks up", () => {
  expect(foundBy(addonKnown, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("warns about a pinned build that is not confirmed", () => {
  const plan = addon("coredns", (each) => (each.addon_version = "v1.14.3-eksbuild.23"));
  expect(foundBy(addonKnown, plan)).toEqual([
    expect.stringContaining("v1.14.3-eksbuild.23 is not confirmed for Kubernetes 1.36"),
  ]);
});

test("names the confirmed build of the add-on", () => {
  const plan = addon("eks_pod_identity_agent", (each) => (each.addon_version = "v1.3.9-eksbuild.1"));
  expect(foundBy(addonKnown, plan)).toEqual([expect.stringContaining("; v1.3.10-eksbuild.3 is confirmed")]);
});

test("warns about an add-on without a build", () => {
  const plan = addon("coredns", (each) => delete each.addon_version);
  expect(foundBy(addonKnown, plan)).toEqual([expect.stringContaining("sets no build")]);
});
