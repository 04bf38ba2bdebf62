import { statedIn } from "../../src/infrastructure/stated";
import { CHECKS } from "../../src/checks/all";
import { ruleUnused } from "../../src/checks/network/security-group-surplus";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { configWith } from "../support/environments";
import { CONTEXT } from "../support/findings";
import { settingsFor } from "../support/recorded-causes";
import { WorkingCopy } from "../support/working-copy";

/** Check and address of the findings on an environment. Its amounts may change: the driver requests CPU. */
function findingsWith(environment: string, change: object, checks = CHECKS): string[] {
  const stated = statedIn(settingsFor(configWith(environment, change)));
  const plan = environmentPlan(planWith(environment, change));
  return checks.flatMap((check) =>
    check.run(plan, { ...CONTEXT, statedOf: () => stated }).map(({ address }) => `${check.id} ${address}`),
  );
}

/** Environments with each kind of entry, on nodes and on Fargate, with and without network ACLs and metrics. */
const PLACES: readonly (readonly [title: string, environment: string, change: object])[] = [
  ["an Ingress on Fargate", "mlapp", {}],
  ["NLBs, with network ACLs", "ml-inference-prod", {}],
  ["an Ingress", "retail-forecast", {}],
  ["an existing ALB", "retail-forecast-console", {}],
  ["an ALB of Terraform", "retail-forecast-option-b", {}],
  ["metrics", "retail-forecast", { components: { prometheus: {}, "ebs-csi": {} } }],
];

describe.each(PLACES)("with %s", (title, environment, change) => {
  const [model] = configWith(environment, change).models;
  const metricsPath = title === "metrics" ? { metricsPath: "/metrics" } : {};
  const withPorts = (keys: object): object => ({
    ...change,
    models: [{ ...model, ...metricsPath, ...keys }],
  });

  test("the former port that synth advises to keep leads to no finding", () => {
    const moved = withPorts({ port: 9000 });
    const kept = withPorts({ port: 9000, alsoPorts: [model?.port] });
    expect(findingsWith(environment, kept)).toEqual(findingsWith(environment, moved));
  });

  test("the driver that synth advises to keep leads to no finding", () => {
    const before = findingsWith(environment, withPorts({ secrets: ["team/key"] }));
    const kept = { ...withPorts({ secrets: [] }), keepSecretsDriver: true };
    expect(before).toEqual(expect.arrayContaining(findingsWith(environment, kept)));
  });
});

test("a rule for a port that no model has had is unused", () => {
  const change = { models: [{ name: "api", image: { tag: "1" }, port: 9000, alsoPorts: [8080] }] };
  const plan = environmentPlan(planWith("retail-forecast", change));
  expect(ruleUnused.run(plan, CONTEXT).length).toBeGreaterThan(0);
  const other = statedIn(
    settingsFor(
      configWith("retail-forecast", {
        models: [{ name: "api", image: { tag: "1" }, port: 9000, alsoPorts: [8081] }],
      }),
    ),
  );
  expect(ruleUnused.run(plan, { ...CONTEXT, statedOf: () => other }).length).toBeGreaterThan(0);
});

test("following the advice of the address lock after a changed port ends all errors, without a new warning", async () => {
  const copy = new WorkingCopy("retail-forecast");
  copy.addresses("--accept");
  copy.edit("retail-forecast.yaml", "port: 8080", "port: 9090");
  const { error = "" } = await copy.synth();
  const [, advised = ""] = /^ +(alsoPorts: \[8080\])$/m.exec(error) ?? [];
  copy.edit("retail-forecast.yaml", "port: 9090", `port: 9090\n    ${advised}`);
  const followed = await copy.synth();
  expect(followed.error).toBeUndefined();
  expect(followed.summary).toMatch(/0 errors, 0 warnings/);
});
