import { kubernetesSupport } from "../../../src/checks/lifecycle/kubernetes-support";
import { foundBy } from "../../support/findings";
import { ofVersion } from "./edits";

const AFTER_STANDARD_SUPPORT = "2027-09-01";

test("is quiet 60 days before standard support ends", () => {
  expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: "2027-06-03" })).toEqual([]);
});

test.each([
  ["2027-06-04", "in 59 days"],
  ["2027-08-01", "in 1 day;"],
])("warns on %s that standard support ends %s", (today, days) => {
  expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today })).toEqual([
    expect.stringContaining(`standard support of Kubernetes 1.36 ends on 2027-08-02, ${days}`),
  ]);
});

test("warns that EKS then upgrades a cluster with standard support", () => {
  expect(foundBy(kubernetesSupport, ofVersion("1.36"), { today: AFTER_STANDARD_SUPPORT })).toEqual([
    expect.stringMatching(/ended on 2027-08-02; EKS then upgrades the control plane automatically/),
  ]);
});

test("warns that a cluster with extended support then costs more", () => {
  const plan = ofVersion("1.36", { upgrade_policy: {} });
  expect(foundBy(kubernetesSupport, plan, { today: AFTER_STANDARD_SUPPORT })).toEqual([
    expect.stringContaining("costs 0.60 USD an hour instead of 0.10, until 2028-08-02"),
  ]);
});

test.each([
  ["1.28", "2026-11-20"],
  ["1.36", "2028-08-03"],
])("is quiet about version %s on %s, which EKS cannot create", (version, today) => {
  expect(foundBy(kubernetesSupport, ofVersion(version), { today })).toEqual([]);
});
