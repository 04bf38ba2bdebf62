import { helmReleaseFlags } from "../../../src/checks/cluster/helm-release-flags";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(helmReleaseFlags);
const CONTROLLER = "helm_release.load_balancer_controller";
const withFlag = (flag: string, value: unknown = true) =>
  findings(
    ML,
    edited("platform", CONTROLLER, (each) => (each[flag] = value)),
  );

test.each(ENVIRONMENTS)("accepts the releases of %s", (environment) => {
  expect(foundBy(helmReleaseFlags, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([
  ["disable_webhooks", "runs no hook of the chart"],
  ["force_update", "replaces objects that it cannot change, which deletes them first"],
  ["pass_credentials", "sends the credentials of its repository to every host"],
  ["recreate_pods", "deletes all pods of the release at once"],
  ["replace", "takes the name of a release that exists"],
  ["reuse_values", "keeps values of former revisions"],
  ["skip_crds", "leaves out 7 custom resource definitions"],
  ["take_ownership", "takes over objects of others"],
  ["upgrade_install", "takes over a release that Terraform does not have"],
])("finds a release with %s", (flag, words) => {
  expect(withFlag(flag)).toEqual([expect.stringContaining(words)]);
  expect(withFlag(flag, "true")).toEqual([expect.stringContaining(`${flag} `)]);
  expect(withFlag(flag, false)).toEqual([]);
});

test.each([
  ["wait_for_jobs", true],
  ["reset_values", true],
  ["disable_crd_hooks", true],
  ["lint", true],
])("accepts a release with %s", (flag, value) => {
  expect(withFlag(flag, value)).toEqual([]);
});

const own = (arguments_: string): string[] =>
  foundBy(
    helmReleaseFlags,
    environmentWithOwnFile(
      "mlapp",
      "platform",
      `resource "helm_release" "own" {\n  name = "own"\n  namespace = "tools"\n  chart = "own"\n  version = "1.0.0"\n  repository = "https://charts.example.com"\n${arguments_}\n}`,
    ),
  );

test("finds a flag of a release of an own file", () => {
  expect(own("  force_update = true")).toEqual([expect.stringContaining("helm_release.own: release own:")]);
});

test("accepts a chart of an own file without its definitions: another release can have them", () => {
  expect(own("  skip_crds = true")).toEqual([]);
});
