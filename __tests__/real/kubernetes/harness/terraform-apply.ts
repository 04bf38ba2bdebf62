import { setTimeout as wait } from "node:timers/promises";
import { LAYERS, type Layer } from "../../../../src/base/layers";
import { type ResourceChange } from "../../../../src/review/change";
import { compareEnvironments } from "../../../../src/review/compare-environments";
import { lifecycleOf } from "../../../../src/terraform/lifecycle";
import { plain } from "../../../../src/review/stages/phrase";
import { nodesTopic as nodeTopic } from "../../../../src/review/topics/nodes/nodes";
import { type EnvironmentPlan, type PlannedResource } from "../../../../src/terraform/environment-plan";
import { type OutputStack } from "../../../../src/terraform/output";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { createsObjects, needs, objectsOf } from "./objects";

/** Calls of an apply. */
export type ApplyApi = Pick<Api, "apply" | "call" | "pathOf">;

/** The actions that Terraform plans between two forms of an environment. */
export function changesBetween(before: EnvironmentPlan, after: EnvironmentPlan): readonly ResourceChange[] {
  const { name: environment } = after;
  return compareEnvironments({ environment, before: stacksOf(before), after: stacksOf(after) }).resources;
}

/** Numbers of nodes that the commands of the review set before the apply, by the name of the node group in EKS. */
export function announcedNodes(before: EnvironmentPlan, after: EnvironmentPlan): ReadonlyMap<string, number> {
  const { name: environment } = after;
  const changes = compareEnvironments({ environment, before: stacksOf(before), after: stacksOf(after) });
  const lines = nodeTopic.lines({ before, after, ...changes }).map(({ text }) => plain(text));
  const commands = lines.flatMap((line) => [
    ...line.matchAll(/aws eks update-nodegroup-config .*--nodegroup-name (\S+) .*\bdesiredSize=(\d+)/g),
  ]);
  return new Map(commands.map(([, group = "", nodes]) => [group, Number(nodes)]));
}

const stacksOf = (plan: EnvironmentPlan): OutputStack[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    return stack ? [{ environment: plan.name, layer, folder: "", after: [], stack }] : [];
  });

/**
 * Applies the changes between two forms of an environment as Terraform does: layer by layer, and in a layer in the order of
 * its graph. Commands may have set the number of nodes of a group (`nodes`) before. Calls back after each layer. Returns what was refused; then the layer ends and later layers are not applied.
 *
 * - A resource is created or changed after those that it refers to.
 * - A resource is destroyed after those that referred to it.
 * - A resource is created or changed after the destruction of what it referred to, and of what referred to it.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/docs/destroying.md (2026-11-21)
 */
export async function applyChanges(
  api: ApplyApi,
  before: EnvironmentPlan,
  after: EnvironmentPlan,
  afterLayer: (layer: Layer) => Promise<void> = () => Promise.resolve(),
  nodes: ReadonlyMap<string, number> = new Map(),
): Promise<readonly string[]> {
  const changes = changesBetween(before, after);
  const gone = changes.find(
    (change) =>
      change.type === "aws_eks_node_group" &&
      (change.action === "replace" || change.action === "destroy" || losesNodes(change)),
  );
  if (gone) throw new Error(`${gone.address}: nodes that leave are not supported`);
  const refused = changes
    .filter((change) => isRefusedByEks(change, nodes))
    .map(({ address }) => `cluster ${address}: ${BELOW_MINIMUM}`);
  for (const layer of LAYERS) {
    if (refused.length > 0) break;
    refused.push(...(await new LayerApply(api, layer, before, after, changes).run()));
    if (refused.length === 0) await afterLayer(layer);
  }
  return refused;
}

const BELOW_MINIMUM = "minimum capacity can't be greater than desired size";

/**
 * Whether EKS refuses new sizes of a node group: the minimum is above the desired size that the group has, which Terraform
 * leaves as it was at the creation.
 *
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3521 (2026-11-21)
 */
function isRefusedByEks(
  { type, action, before = {}, after = {} }: ResourceChange,
  nodes: ReadonlyMap<string, number>,
): boolean {
  if (type !== "aws_eks_node_group" || action !== "change") return false;
  const [old, now] = [before, after].map((config) => asObject(config["scaling_config"]));
  const left = nodes.get(String(after["node_group_name"])) ?? old?.["desired_size"];
  return Number(now?.["min_size"]) > Number(leavesNumber(after) ? left : now?.["desired_size"]);
}

/** Whether the apply itself lowers the number of nodes. */
function losesNodes({ before, after }: ResourceChange): boolean {
  if (!before || !after || leavesNumber(after)) return false;
  const [old, now] = [before, after].map((config) => asObject(config["scaling_config"])["desired_size"]);
  return Number(now) < Number(old);
}

const leavesNumber = (group: JsonObject): boolean =>
  asArray(lifecycleOf(group)["ignore_changes"]).includes("scaling_config[0].desired_size");

type Step = "apply" | "destroy";

/** The apply of one layer. */
class LayerApply {
  private readonly actions: ReadonlyMap<string, ResourceChange["action"]>;
  private readonly done = new Map<string, Promise<boolean>>();
  private readonly refused: string[] = [];
  private readonly graphs: Readonly<Record<"before" | "after", Graph>>;

  constructor(
    private readonly api: ApplyApi,
    private readonly layer: Layer,
    before: EnvironmentPlan,
    after: EnvironmentPlan,
    changes: readonly ResourceChange[],
  ) {
    this.graphs = { before: new Graph(before, layer), after: new Graph(after, layer) };
    const own = changes.filter((change) => change.layer === layer);
    this.actions = new Map(own.map(({ address, action }) => [address, action]));
    const moved = own.find((change) => change.from !== undefined && change.type.startsWith("kubernetes_"));
    if (moved) throw new Error(`${moved.address}: a moved object is not supported`);
    const first = this.graphs.after.resources.find(
      ({ config, type }) =>
        type.startsWith("kubernetes_") && lifecycleOf(config)["create_before_destroy"] === true,
    );
    if (first) throw new Error(`${first.address}: create_before_destroy is not supported for objects`);
  }

  async run(): Promise<readonly string[]> {
    const { before, after } = this.graphs;
    await Promise.all([
      ...after.resources.map(({ address }) => this.step("apply", address)),
      ...before.resources.map(({ address }) => this.step("destroy", address)),
    ]);
    return this.refused;
  }

  /** Whether a step succeeded. It begins when all steps before it have, and not at all if one has not. */
  private step(step: Step, address: string): Promise<boolean> {
    const key = `${step} ${address}`;
    const known = this.done.get(key);
    if (known) return known;
    const begun = Promise.all(this.stepsBefore(step, address)).then((results) =>
      results.every(Boolean) ? this.work(step, address) : false,
    );
    this.done.set(key, begun);
    return begun;
  }

  private stepsBefore(step: Step, address: string): Promise<boolean>[] {
    const { before, after } = this.graphs;
    const dependents = before.dependentsOf(address).map((each) => this.step("destroy", each));
    if (step === "destroy") return dependents;
    return [
      ...dependents,
      ...before.neededBy(address).map((each) => this.step("destroy", each)),
      this.step("destroy", address),
      ...after.neededBy(address).map((each) => this.step("apply", each)),
    ];
  }

  private async work(step: Step, address: string): Promise<boolean> {
    const action = this.actions.get(address) ?? "none";
    const { before, after } = this.graphs;
    if (step === "destroy") {
      if (action === "destroy" || action === "replace") await this.remove(before.objectsOf(address));
      return true;
    }
    if (action === "none" || action === "destroy") return true;
    const objects = after.objectsOf(address);
    for (const object of objects) {
      const { status, body } = await this.api.apply(object);
      if (status < 300) continue;
      this.refused.push(`${this.layer} ${address}: ${String(body["message"])}`);
      return false;
    }
    // Helm removes what a chart no longer has.
    if (action !== "replace") {
      const kept = await Promise.all(objects.map((object) => this.api.pathOf(object)));
      const old = before.objectsOf(address);
      const paths = await Promise.all(old.map((object) => this.api.pathOf(object)));
      await this.remove(old.filter((_, index) => !kept.includes(paths[index] ?? "")));
    }
    return true;
  }

  /** Deletes objects in the background, as the provider does, and waits until they are gone; their pods may still end. */
  private async remove(objects: readonly JsonObject[]): Promise<void> {
    for (const object of objects) {
      const path = await this.api.pathOf(object);
      await this.api.call("DELETE", path, { propagationPolicy: "Background" });
      while ((await this.api.call("GET", path)).status !== 404) await wait(20);
    }
  }
}

/** References among the resources of a layer. */
class Graph {
  readonly resources: readonly PlannedResource[];
  private readonly needed = new Map<string, readonly string[]>();

  constructor(
    private readonly plan: EnvironmentPlan,
    layer: Layer,
  ) {
    this.resources = plan.all.filter((each) => each.layer === layer && !each.address.startsWith("data."));
  }

  /** Resources that one refers to, also through others, as a state keeps them. */
  neededBy(address: string): readonly string[] {
    const known = this.needed.get(address);
    if (known) return known;
    const resource = this.resources.find((each) => each.address === address);
    const direct = resource ? needs(this.plan, resource).map((each) => each.address) : [];
    const all = [...new Set(direct.flatMap((each) => [each, ...this.neededBy(each)]))];
    this.needed.set(address, all);
    return all;
  }

  dependentsOf(address: string): readonly string[] {
    return this.resources.map((each) => each.address).filter((each) => this.neededBy(each).includes(address));
  }

  objectsOf(address: string): readonly JsonObject[] {
    const resource = this.resources.find((each) => each.address === address);
    return resource && createsObjects(resource) ? objectsOf(this.plan, resource) : [];
  }
}
