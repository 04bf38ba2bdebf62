import { podSecurityVersion } from "../../../src/checks/lifecycle/pod-security-version";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

describe.each(["enforce", "audit", "warn"])("the %s-version label", (mode) => {
  const label = (value: string) =>
    altered("mlapp", ({ models }) => {
      const { labels } = models.resource.kubernetes_namespace_v1.models.metadata;
      labels[`pod-security.kubernetes.io/${mode}-version`] = value;
    });

  test.each(["v1.37", "1.36", "v1.36x"])("is reported with the newer or invalid version %s", (value) => {
    expect(foundBy(podSecurityVersion, label(value))).toEqual([
      expect.stringContaining(`is ${value}, but the cluster runs 1.36`),
    ]);
  });

  test.each(["latest", "v1.35"])("is accepted with version %s", (value) => {
    expect(foundBy(podSecurityVersion, label(value))).toEqual([]);
  });
});
