import { betweenOf, movesBack } from "../../src/project/between";
import { compareEnvironments } from "../../src/review/compare-environments";
import { type Json, StackJson, asArray, asObject } from "../../src/terraform/stack-json";
import { changeFromStates } from "../../src/deploy/deploy/ordered-steps";
import { LAYERS } from "../../src/base/layers";
import { configWith } from "../support/environments";
import { appliedStates } from "../support/applied-state";
import { type Plan } from "../support/plan";
import { formOf } from "./apply-order/orders";

const ENVIRONMENT = "ml-platform";
const [forecast, fraud] = configWith(ENVIRONMENT).models as [object, object];
const withModels = (...models: object[]): Plan => formOf(ENVIRONMENT, { models });

/** The intermediate configuration of the models for a change of the deployed configuration, which deploy reads from states. */
function betweenFor(old: Plan, now: Plan): ReturnType<typeof betweenOf> {
  const stacks = LAYERS.map((layer) => ({ environment: ENVIRONMENT, layer, json: now.stack(layer) }));
  const states = appliedStates(LAYERS.map((layer) => [layer, old.stack(layer)] as const));
  return changeFromStates(stacks, states as never).betweenOf("models");
}

const stackOf = (between: ReturnType<typeof betweenOf>): StackJson =>
  new StackJson("ml-platform-models", between?.json ?? {});

/** Actions of a change of the models, by address. */
function actions(before: StackJson, after: StackJson): Map<string, string> {
  const side = (stack: StackJson) => [
    { environment: ENVIRONMENT, layer: "models" as const, folder: "", after: [], stack },
  ];
  const { resources } = compareEnvironments({
    environment: ENVIRONMENT,
    before: side(before),
    after: side(after),
  });
  return new Map(resources.map(({ address, action }) => [address, action]));
}

const lost = (found: ReadonlyMap<string, string>): string[] =>
  [...found].flatMap(([address, action]) => (/destroy|replace/.test(action) ? [address] : []));

const policyOf = (stack: StackJson, role: string): string =>
  String(stack.find(`aws_iam_role_policy.${role}`)?.config["policy"]);

const ofPrefix = (model: object, number: number, weights: Json) => ({
  ...model,
  bucketPrefix: `versions/${number}/`,
  weights: weights ?? undefined,
});

const MODES: readonly [string, object, Json][] = [
  ["KServe that mounts", fraud, { sizeGiB: 0.5, mode: "mount" }],
  ["KServe that downloads", fraud, { sizeGiB: 0.5, mode: "download" }],
  ["a Deployment that mounts", forecast, { sizeGiB: 0.5, mode: "mount" }],
  ["a Deployment that downloads", forecast, { sizeGiB: 0.5, mode: "download" }],
  ["a Deployment that streams", forecast, null],
];

describe.each(MODES)("another prefix of the bucket, for %s", (_, model, weights) => {
  const other = model === fraud ? forecast : fraud;
  const name = model === fraud ? "fraud_detection" : "demand_forecast";
  const [old, now] = [1, 2].map((number) => withModels(other, ofPrefix(model, number, weights))) as [
    Plan,
    Plan,
  ];
  const between = () => betweenFor(old, now);

  test("the intermediate configuration destroys and replaces nothing", () => {
    expect(lost(actions(old.stack("models"), now.stack("models"))).length).toBe(
      (weights as { mode?: string } | null)?.mode === "mount" ? 2 : 0,
    );
    const found = actions(old.stack("models"), stackOf(between()));
    expect(found.size).toBeGreaterThan(0);
    expect(lost(found)).toEqual([]);
  });

  test("the role reads the files of both versions meanwhile, and of the new one after it", () => {
    const meanwhile = policyOf(stackOf(between()), name);
    expect(meanwhile).toContain("versions/1/*");
    expect(meanwhile).toContain("versions/2/*");
    const sids = asArray(asObject(JSON.parse(meanwhile) as Json)["Statement"]).map(
      (each) => asObject(each)["Sid"],
    );
    expect(new Set(sids).size).toBe(sids.length);
    expect(policyOf(now.stack("models"), name)).not.toContain("versions/1/*");
  });
});

describe("a mounted volume", () => {
  const [old, now] = [1, 2].map((number) =>
    withModels(forecast, ofPrefix(fraud, number, { sizeGiB: 0.5, mode: "mount" })),
  ) as [Plan, Plan];
  const CLAIM = "kubernetes_persistent_volume_claim_v1";
  const nameOf = (stack: StackJson, address: string) =>
    asObject(stack.find(address)?.config["metadata"])["name"];

  test("exists with its claim in both versions, each at an address with the ending of its name", () => {
    const stack = stackOf(betweenFor(old, now));
    const names = [old, now].map((plan) => String(nameOf(plan.stack("models"), `${CLAIM}.fraud_detection`)));
    expect(stack.resources(CLAIM).map(({ address }) => [address, nameOf(stack, address)])).toEqual(
      expect.arrayContaining(
        names.map((name) => [`${CLAIM}.fraud_detection_${name.slice(name.lastIndexOf("-") + 1)}`, name]),
      ),
    );
    expect(stack.resources(CLAIM)).toHaveLength(2);
    expect(stack.resources("kubernetes_persistent_volume_v1")).toHaveLength(2);
    expect(JSON.stringify(stack.json["resource"])).not.toMatch(/_v1\.fraud_detection\.metadata/);
  });

  test("has only arguments that its kind takes, although a provider's state has others", () => {
    const json = structuredClone(old.stack("models").json) as Record<string, Json>;
    const claim = asObject(asObject(asObject(json["resource"])[CLAIM])["fraud_detection"]) as Record<
      string,
      Json
    >;
    const metadata = {
      ...asObject(claim["metadata"]),
      annotations: {},
      generation: 0,
      uid: "u",
      resource_version: "7",
    };
    const spec = { ...asObject(claim["spec"]), selector: [], volume_mode: "Filesystem" };
    Object.assign(claim, { id: "models/claim", metadata: [metadata], spec: [spec], wait_until_bound: true });
    const stack = stackOf(betweenOf(new StackJson("ml-platform-models", json), now.stack("models")));
    const [kept] = stack.resources(CLAIM).filter(({ config }) => Array.isArray(config["spec"]));
    expect(Object.keys(asObject(kept?.config["metadata"])).sort()).toEqual(["labels", "name", "namespace"]);
    expect(Object.keys(kept?.config ?? {}).sort()).toEqual(
      Object.keys(now.stack("models").find(`${CLAIM}.fraud_detection`)?.config ?? {}).sort(),
    );
    expect(asArray(kept?.config["spec"])[0]).toMatchObject({ volume_mode: "Filesystem" });
  });
});

describe("a connection that a change closes", () => {
  const now = withModels(forecast, fraud).stack("models");
  const POLICY = "kubernetes_network_policy_v1.all_models";
  const ingressOf = (stack: StackJson) =>
    asArray(asObject(stack.find(POLICY)?.config["spec"])["ingress"]).map(asObject);
  const withIngress = (rules: readonly Json[]): StackJson => {
    const json = structuredClone(now.json) as Record<string, Json>;
    const policies = asObject(asObject(json["resource"])["kubernetes_network_policy_v1"]);
    const policy = asObject(policies["all_models"]);
    Object.assign(policies, {
      all_models: { ...policy, spec: { ...asObject(policy["spec"]), ingress: rules } },
    });
    return new StackJson(now.name, json);
  };
  const closed = { ports: [{ port: "8888", protocol: "TCP" }] };
  const old = withIngress([...ingressOf(now), closed]);

  test("stays open until the rollout has ended, by a second network policy", () => {
    const stack = stackOf(betweenOf(old, now));
    const text = (name: string) => JSON.stringify(stack.find(`${POLICY}${name}`)?.config["spec"] ?? null);
    expect(text("")).not.toContain("8888");
    expect(text("_before_rollout")).toContain("8888");
    expect(asObject(stack.find(`${POLICY}_before_rollout`)?.config["metadata"])).toEqual({
      name: "all-models-before-rollout",
      namespace: "models",
    });
    expect(asArray(stack.find(POLICY)?.config["depends_on"])).toContain(`${POLICY}_before_rollout`);
    expect(lost(actions(old, stack))).toEqual([]);
    expect(lost(actions(stack, now))).toEqual([`${POLICY}_before_rollout`]);
  });

  test("needs no second policy where the new one allows it, too", () => {
    expect(betweenOf(now, old)).toBeUndefined();
  });
});

test("a change that removes nothing which pods need has no intermediate configuration", () => {
  const [old, now] = [withModels(forecast, fraud), withModels({ ...forecast, cpuRequest: "300m" }, fraud)];
  expect(betweenFor(old, now)).toBeUndefined();
  expect(betweenFor(old, old)).toBeUndefined();
});

test("rights that end without a rollout need no first apply: it would change nothing", () => {
  const right = {
    actions: ["sqs:SendMessage"],
    resources: ["arn:aws:sqs:eu-central-1:444455556666:a"],
  };
  const [old, now] = [withModels({ ...forecast, permissions: [right] }, fraud), withModels(forecast, fraud)];
  const found = actions(old.stack("models"), stackOf(betweenFor(old, now)));
  expect([...found].filter(([, action]) => action !== "none")).toEqual([]);
});

describe("after a run that stopped between its two applies", () => {
  const [old, now, third] = [1, 2, 3].map((number) =>
    withModels(forecast, ofPrefix(fraud, number, { sizeGiB: 0.5, mode: "mount" })),
  ) as [Plan, Plan, Plan];
  const stopped = () => stackOf(betweenFor(old, now));

  /** The configuration that deploy applies last, on the state of the stopped run. */
  const last = (plan: Plan): StackJson => {
    const stack = plan.stack("models");
    const moved = movesBack(
      stack,
      stopped()
        .resources()
        .map(({ address }) => address),
    );
    return new StackJson(stack.name, { ...stack.json, moved });
  };

  test.each([
    ["the new file", now, 0],
    ["the old file put back", old, 0],
    ["a third file", third, 2],
  ])("%s replaces no claim, and adds only one that neither run has", (_, plan, added) => {
    const found = [...actions(stopped(), last(plan))].filter(([address]) =>
      address.startsWith("kubernetes_persistent_volume"),
    );
    const count = (action: string) => found.filter(([, each]) => each === action).length;
    expect({ replaced: count("replace"), added: count("add") }).toEqual({ replaced: 0, added });
    expect(count("destroy")).toBe(added === 0 ? 2 : 4);
  });

  test.each([
    ["the new file", now],
    ["the old file put back", old],
    ["a third file", third],
  ])("%s destroys what pods of either version need only after another wait", (_, plan) => {
    const between = betweenOf(stopped(), last(plan));
    const claims = stopped()
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes_persistent_volume"))
      .map(({ type, name }) => `${type}.${name}`);
    const moved = movesBack(plan.stack("models"), claims).map(({ from }) => from);
    for (const claim of claims.filter((each) => !moved.includes(each))) {
      expect(between?.kept).toContain(claim);
      expect(between?.targets).not.toContain(claim);
    }
    expect(between?.targets.length).toBeGreaterThan(0);
  });
});

test("volumes and policies of own files stay as their owner writes them", () => {
  const claim = (name: string): Json => ({ metadata: { name, namespace: "models" }, spec: {} });
  const own = (stack: StackJson, name: string): StackJson => {
    const resource = asObject(stack.json["resource"]);
    const claims = { ...asObject(resource["kubernetes_persistent_volume_claim_v1"]), data: claim(name) };
    const merged = { ...resource, kubernetes_persistent_volume_claim_v1: claims };
    return new StackJson(stack.name, { ...stack.json, resource: merged }, stack.json);
  };
  const stack = withModels(forecast, fraud).stack("models");
  expect(betweenOf(own(stack, "data-a"), own(stack, "data-b"))).toBeUndefined();
});

test("without volumes of an earlier run nothing is moved back", () => {
  const stack = withModels(forecast, fraud).stack("models");
  expect(
    movesBack(
      stack,
      stack.resources().map(({ address }) => address),
    ),
  ).toEqual([]);
});
