import { ENVIRONMENTS } from "../../support/environments";
import { LAYERS } from "../../../src/base/layers";
import { teardownFacts } from "../../../src/deploy/teardown/facts";
import { stepsOf } from "../../../src/deploy/teardown/steps";
import { stepsInOrder } from "../../../src/deploy/teardown/survey";
import { withMoreIds } from "../../support/network-by-ids";
import { Simulated } from "./simulated";

const stepsFor = (environment: string) => stepsOf(teardownFacts(new Simulated(environment, {}).all));

const named = (environment: string, layer: string): string[] =>
  stepsInOrder(stepsFor(environment).filter((step) => step.layer === layer)).map(
    ({ id, moment }) => `${moment}: ${id}`,
  );

describe.each(ENVIRONMENTS)("OPS-02 %s", (environment) => {
  test("every step has a title, a reason and a command that looks", () => {
    for (const { title, why, look } of stepsFor(environment)) {
      expect(title).not.toBe("");
      expect(why).not.toBe("");
      expect(look.join("\n")).toMatch(/^(aws|kubectl) /);
      expect(look.join("\n")).not.toMatch(/undefined|\$\{/);
    }
  });

  test("commands that look do not change anything", () => {
    for (const command of stepsFor(environment).flatMap(({ look }) => look))
      expect(command).toMatch(/^(kubectl get|aws [\w-]+ (describe|list|get)-)/);
  });

  test("no step is of the state stack, whose buckets have their own way", () => {
    expect(stepsFor(environment).filter(({ layer }) => layer === "state")).toEqual([]);
  });

  test("load balancers are gone before the controller, and claims before their driver", () => {
    expect(named(environment, "platform")).toEqual(
      expect.arrayContaining(["before the plan: entries", "before the plan: load-balancers"]),
    );
    const platform = named(environment, "platform");
    expect(platform.indexOf("before the plan: entries")).toBeLessThan(
      platform.indexOf("before the plan: load-balancers"),
    );
    expect(named(environment, "cluster")).toContain("before the plan: claims");
  });
});

test("OPS-02 the steps of an environment with every kind of part", () => {
  expect(Object.fromEntries(LAYERS.map((layer) => [layer, named("ml-platform", layer)]))).toEqual({
    state: [],
    network: [
      "before the plan: guardduty",
      "before the plan: occupants",
      "before the apply: load-balancers",
      "before the apply: interfaces",
      "before the apply: cluster-groups",
    ],
    cluster: [
      "before the plan: claims",
      "before the plan: databases",
      "before the plan: recovery-points",
      "before the plan: buckets",
      "before the apply: repositories",
      "after the destroy: log-groups",
      "after the destroy: volumes",
      "after the destroy: secrets",
    ],
    platform: [
      "before the plan: applications",
      "before the plan: entries",
      "before the plan: node-claims",
      "before the plan: load-balancers",
      "after the destroy: webhooks",
      "after the destroy: definitions",
      "after the destroy: leases",
    ],
    models: ["before the plan: webhooks"],
  });
});

test("OPS-02 an environment without databases, backups and Argo CD has no steps for them", () => {
  const ids = stepsFor("retail-forecast-option-b").map(({ id }) => id);
  for (const id of ["databases", "recovery-points", "applications"]) expect(ids).not.toContain(id);
});

/** The stacks of an environment whose network exists and is given by ids. */
const byIds = () => {
  const { environment, output } = withMoreIds();
  return output.map(({ layer, stack }) => ({
    environment,
    layer,
    name: stack.name,
    folder: "",
    json: stack,
  }));
};

test.each([
  ["by names", () => new Simulated("retail-forecast-console", {}).all],
  ["by ids", byIds],
])("OPS-02 a network of others %s is not searched for resources of others", (_, stacks) => {
  const ids = stepsOf(teardownFacts(stacks())).map(({ id }) => id);
  expect(ids).not.toContain("occupants");
  expect(ids).not.toContain("guardduty");
  expect(ids).toContain("interfaces");
});
