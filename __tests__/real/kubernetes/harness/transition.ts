import { isDeepStrictEqual } from "node:util";
import { type Layer } from "../../../../src/base/layers";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { Deployment, applyInTurn } from "./deployment";
import { type Model, modelsOf, podsOf, settled } from "./models";
import { nodesOf } from "./nodes";
import { createNode } from "./nodes-in-cluster";
import { allObjects } from "./objects";
import { platformObjectsOf } from "./platform-objects";
import { outdated, readOldValues, rolloutEnds, uidOf } from "./rollouts";
import { announcedNodes, applyChanges } from "./terraform-apply";
import { Traffic } from "./traffic";

/** Kinds of faults while an environment changes. */
export const FAULTS = ["refused", "blocked", "interrupted", "cut off", "stranded", "outdated"] as const;

export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly text: string;
}

/** Deploys an environment, changes it, and returns what went wrong from the first change to the end of all rollouts. */
export async function transition(before: EnvironmentPlan, after: EnvironmentPlan): Promise<Fault[]> {
  const deployment = await Deployment.of(before);
  try {
    const refused = deployment.verdicts.filter(({ status }) => status >= 300);
    if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join("\n"));
    await settled(deployment, ({ min }) => min);
    await deployment.loadBalancers.follow();
    return await changed(deployment, after);
  } finally {
    await deployment.stop();
  }
}

async function changed(deployment: Deployment, after: EnvironmentPlan): Promise<Fault[]> {
  const [old, now] = [modelsOf(deployment), modelsOf({ plan: after })];
  const kept = now.filter(({ name }) => old.some((each) => each.name === name));
  const floors = kept.flatMap((model) => floorsOf(deployment, model));
  const namespaces = [...new Set([...old, ...now].map(({ namespace }) => namespace))];
  const pods = new Set(old.flatMap((model) => podsOf(deployment, model)).map(uidOf));
  const traffic = await Traffic.start(deployment, namespaces, floors);
  try {
    const faults: Fault[] = [];
    const { api, plan } = deployment;
    const afterLayer = async (layer: Layer) => {
      if (layer === "cluster") await addNodes(deployment, after);
      if (layer === "platform") faults.push(...(await changePlatform(deployment, after)));
    };
    const refused = await applyChanges(api, plan, after, afterLayer, announcedNodes(plan, after));
    faults.push(...refused.map((text): Fault => ({ kind: "refused", text })));
    if (refused.length === 0) faults.push(...(await atTheEnd(deployment, now, after, pods)));
    const { fewest, cutOff } = await traffic.disturbance();
    return [
      ...faults,
      ...floors.flatMap(({ service, start, floor }): Fault[] => {
        const served = fewest.get(service) ?? 0;
        return served < floor
          ? [{ kind: "interrupted", text: `${service}: ${served} of ${start} pods served` }]
          : [];
      }),
      ...cutOff.map((text): Fault => ({ kind: "cut off", text })),
    ];
  } finally {
    traffic.stop();
  }
}

/** Waits for all rollouts, and compares the pods with the stacks. */
async function atTheEnd(
  deployment: Deployment,
  models: readonly Model[],
  after: EnvironmentPlan,
  pods: ReadonlySet<string>,
): Promise<Fault[]> {
  const edited = editedObjects(deployment.plan, after);
  const faults = await Promise.all(
    models.map(async (model): Promise<Fault[]> => {
      const blocked = await rolloutEnds(deployment, model);
      if (blocked !== undefined) return [{ kind: "blocked", text: `${model.name}: ${blocked}` }];
      const stale = [...outdated(deployment, model), ...readOldValues(deployment, model, edited, pods)];
      return [...new Set(stale)].map((text) => ({ kind: "outdated", text }));
    }),
  );
  await deployment.pods.until(
    (items) => items.every(({ metadata }) => asObject(metadata)["deletionTimestamp"] === undefined),
    "the end of all ending pods",
  );
  return faults.flat();
}

interface Floor {
  readonly service: string;
  /** Pods at the start. */
  readonly start: number;
  /** The fewest that may serve: pods that an autoscaler with a lower minimum removes are not missed. */
  readonly floor: number;
}

/** Services of a model that it has before and after. */
function floorsOf(deployment: Deployment, model: Model): Floor[] {
  const old = modelsOf(deployment).find(({ name }) => name === model.name);
  const names = (each: Model | undefined) => each?.of("Service").map(nameOf) ?? [];
  const start = old ? podsOf(deployment, old).length : 0;
  return names(old)
    .filter((service) => names(model).includes(service))
    .map((service) => ({ service, start, floor: Math.min(start, Math.max(model.min, 1)) }));
}

/** Objects that exist before and after with other content. */
function editedObjects(before: EnvironmentPlan, after: EnvironmentPlan): JsonObject[] {
  const old = new Map(allObjects(before).map((object) => [keyOf(object), object]));
  return allObjects(after).filter((object) => {
    const was = old.get(keyOf(object));
    return was !== undefined && !isDeepStrictEqual(was, object);
  });
}

const nameOf = (object: JsonObject): string => String(asObject(object["metadata"])["name"]);
const keyOf = (object: JsonObject): string =>
  `${String(object["kind"])} ${String(asObject(object["metadata"])["namespace"])} ${nameOf(object)}`;

/** Registers the nodes that the new minimum sizes add. A lower minimum removes none where EKS keeps the desired size. */
async function addNodes({ api, plan }: Deployment, after: EnvironmentPlan): Promise<void> {
  const old = nodesOf(plan).map(nameOf);
  const added = nodesOf(after).filter((node) => !old.includes(nameOf(node)));
  await Promise.all(added.map((node) => createNode(api, node)));
}

/**
 * Adds and removes the objects of charts and add-ons; Helm keeps definitions. Without the driver of its volume, a kubelet
 * cannot end a pod.
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver/issues/1582 (2026-11-21)
 */
async function changePlatform({ api, plan, pods }: Deployment, after: EnvironmentPlan): Promise<Fault[]> {
  const [old, now] = [plan, after].map(platformObjectsOf);
  const lacks = (all: readonly JsonObject[] = [], object: JsonObject) =>
    !all.some((each) => keyOf(each) === keyOf(object));
  const added = (now ?? []).filter((object) => lacks(old, object));
  const refused = (await applyInTurn(api, "platform", added)).filter(({ status }) => status >= 300);
  const removed = (old ?? []).filter((object) => lacks(now, object));
  const faults = refused.map(({ message }): Fault => ({ kind: "refused", text: message }));
  for (const object of removed.reverse()) {
    if (object["kind"] === "CustomResourceDefinition") continue;
    await api.call("DELETE", await api.pathOf(object), { propagationPolicy: "Background" });
    if (object["kind"] !== "CSIDriver") continue;
    const users = pods.items.filter(({ spec }) =>
      asArray(asObject(spec)["volumes"]).some(
        (volume) => asObject(asObject(volume)["csi"])["driver"] === nameOf(object),
      ),
    );
    faults.push(
      ...users.map((pod): Fault => ({ kind: "stranded", text: `${nameOf(pod)}: ${nameOf(object)} is gone` })),
    );
  }
  return faults;
}
