import { allObjects, stepsOf } from "../../real/kubernetes/harness/objects";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { PLANS } from "../../support/every-option";
import { chartObjects, providerObjects } from "../../support/kubernetes-objects";

const CASES = PLANS.map(([name, plan]) => ({ name, plan, objects: allObjects(environmentPlan(plan)) }));

test.each(CASES)("$name: all objects of the stacks are applied", ({ plan, objects }) => {
  expect(objects).toHaveLength([...providerObjects(plan), ...chartObjects(plan)].length);
});

test.each(CASES)("$name: no applied object contains an expression", ({ objects }) => {
  expect(JSON.stringify(objects)).not.toContain("${");
});

test.each(CASES)("$name: each resource comes after the resources that it depends on", ({ plan }) => {
  const environment = environmentPlan(plan);
  const steps = stepsOf(environment);
  const order = new Map(
    steps.flatMap((step, index) =>
      step.map(({ layer, address }): [string, number] => [`${layer}/${address}`, index]),
    ),
  );
  const pairs = environment.all.flatMap(({ layer, address, config }) =>
    asArray(config["depends_on"]).map((needed) => [`${layer}/${address}`, `${layer}/${String(needed)}`]),
  );
  const known = pairs.filter((pair) => pair.every((each) => order.has(each)));
  expect(known.length).toBeGreaterThan(5);
  expect(
    known.filter(([later = "", earlier = ""]) => Number(order.get(later)) <= Number(order.get(earlier))),
  ).toEqual([]);
});

test("a dynamic block becomes one block for each item", () => {
  const peers = CASES.flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === "NetworkPolicy")
    .flatMap(({ spec }) => asArray(asObject(spec)["egress"]))
    .flatMap((rule) => asArray(asObject(rule)["to"]))
    .map((peer) => asObject(asObject(peer)["ipBlock"])["cidr"]);
  expect(peers).toEqual(expect.arrayContaining(["192.0.2.0/25", "192.0.2.128/25"]));
});

test("the annotation of an IRSA role is the role's ARN", () => {
  const accounts = CASES.flatMap(({ objects }) => objects).filter(({ kind }) => kind === "ServiceAccount");
  expect(accounts).not.toEqual([]);
  const roles = accounts.map(
    ({ metadata }) => asObject(asObject(metadata)["annotations"])["eks.amazonaws.com/role-arn"],
  );
  expect(roles.filter((role) => !/^arn:aws:iam::\d{12}:role\//.test(String(role)))).toEqual([]);
});
