import { NOTHING_STATED } from "../../infrastructure/stated";
import { type ApplyOrder, applyOrder, gapsAfter } from "../../project/apply-order";
import { betweenOf, movesBack } from "../../project/between";
import { type Pass, passesText } from "../../project/pass";
import { userError } from "../../base/errors";
import { LAYERS, type Layer } from "../../base/layers";
import { EBS } from "../../evidence/ebs-volumes";
import { type ResourceChange } from "../../review/change";
import { compareEnvironments } from "../../review/compare-environments";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { type OutputStack } from "../../terraform/output";
import { type JsonObject, StackJson, asArray, asObject } from "../../terraform/stack-json";
import { deployedStacks } from "../deployed/deployed-plan";
import { StateValues } from "../deployed/state-values";
import { type Session } from "./session";
import { managed } from "./state";
import { type DeployedStack } from "./stacks";
import { claimsStep } from "../teardown/kubernetes-steps";
import { type Step } from "../teardown/step";
import { NPX } from "../../base/program-name";

type OrderedChange = Parameters<typeof applyOrder>[0];
type Between = NonNullable<ReturnType<typeof betweenOf>>;

/** One apply of a run. */
export interface ApplyStep {
  readonly stack: DeployedStack;
  readonly pass: Pass;
  /** Steps before its plan, on what only something deletes that this apply destroys. */
  readonly first: readonly Step[];
  /** The configuration of this apply, where another apply of the layer follows the rollouts. @default - there is one apply */
  readonly between?: Between;
  /** The configuration of the synth with moves of an earlier run, where there are any. @default - that of the folder */
  readonly moving?: JsonObject;
}

export interface OrderedSteps {
  readonly steps: readonly ApplyStep[];
  /** Applies of the change that the named layers leave out. */
  readonly left: readonly Pass[];
}

/**
 * The applies of a run, in the order of the change from what the states have to the synthesized stacks. Throws before anything
 * is planned where the named layers cannot be applied so.
 */
export async function orderedSteps(session: Session): Promise<OrderedSteps> {
  const { chosen, named, programs, say } = session;
  const states = await statesOf(session);
  const all = session.all.map((stack) => withMovesBack(stack, managed(states.get(stack.layer))));
  programs.step("searches the order of the applies");
  const change: Change = { ...changeFromStates(all, states), tick: () => programs.tick() };
  const order = applyOrder(change);
  const passes = withOthers(order.passes, all);
  sayOrder(order, say);
  const selected = named ? selectedPasses(passes, named) : passes;
  const applicable = named ? withoutNeeds(change, order, selected, passes) : selected;
  if (!named) refuseUnsafe(order);
  const done = [...applicable];
  const left = order.passes.filter((pass) => {
    const index = done.findIndex((each) => isSamePass(each, pass));
    if (index >= 0) done.splice(index, 1);
    return index < 0;
  });
  const steps = applicable.flatMap((pass) => {
    const stack = chosen.find(({ layer }) => layer === pass.layer);
    const json = all.find(({ layer }) => layer === pass.layer)?.json;
    const between = pass.keepsRemoved ? undefined : change.betweenOf(pass.layer);
    const moving = json === stack?.json ? undefined : json?.generated;
    const parts = { ...(between ? { between } : {}), ...(moving ? { moving } : {}) };
    return stack ? [{ stack, pass, first: stepsBefore(change, pass), ...parts }] : [];
  });
  return { steps, left };
}

/** A stack with the moves that end what an earlier run has left between its two applies. */
export function withMovesBack(stack: DeployedStack, deployed: readonly string[]): DeployedStack {
  const moves = movesBack(stack.json, deployed);
  if (moves.length === 0) return stack;
  const withMoves = (json: JsonObject) => ({ ...json, moved: [...asArray(json["moved"]), ...moves] });
  const { json } = stack;
  return { ...stack, json: new StackJson(json.name, withMoves(json.json), withMoves(json.generated)) };
}

/** The driver of EBS volumes deletes them, so it stays until they are gone. */
const stepsBefore = ({ resources }: Change, { layer, keepsRemoved }: Pass): Step[] =>
  !keepsRemoved &&
  resources.some(
    (each) => each.layer === layer && each.action === "destroy" && each.before?.["addon_name"] === EBS.addon,
  )
    ? [claimsStep()]
    : [];

/** States with resources. Their resources are what is deployed. */
async function statesOf({ all, states }: Session): Promise<ReadonlyMap<Layer, JsonObject>> {
  const found = new Map<Layer, JsonObject>();
  for (const stack of all) {
    const state = await states.deployed(stack);
    if (state) found.set(stack.layer, state);
  }
  return found;
}

/** A change with the configurations of its resources. */
interface Change extends OrderedChange {
  readonly resources: readonly ResourceChange[];
  /** The configuration of a layer until the rollouts have ended. @default - that of the synth */
  readonly betweenOf: (layer: Layer) => Between | undefined;
}

/** The change from what states have to the synthesized stacks. */
export function changeFromStates(
  all: readonly Pick<DeployedStack, "environment" | "layer" | "json">[],
  states: ReadonlyMap<Layer, JsonObject>,
): Change {
  const environment = all[0]?.environment ?? "";
  const configured = new Map(all.map(({ layer, json }) => [layer, json] as const));
  const deployed = deployedStacks(environment, states, configured);
  const [before, after] = [deployed, configured].map((stacks) => outputStacks(environment, stacks));
  const values = new StateValues(states, configured);
  const changes = compareEnvironments({ environment, before: before ?? [], after: after ?? [] });
  return {
    before: new EnvironmentPlan(environment, before ?? []),
    after: new EnvironmentPlan(environment, after ?? []),
    resources: changes.resources,
    others: changes.others,
    betweenOf: (layer) => {
      const stack = configured.get(layer);
      return stack && betweenOf(deployed.get(layer), stack, (value) => values.evaluated(layer, value));
    },
    context: { today: new Date().toISOString().slice(0, 10), others: [], statedOf: () => NOTHING_STATED },
  };
}

const outputStacks = (environment: string, stacks: ReadonlyMap<Layer, StackJson>): OutputStack[] =>
  [...stacks].map(([layer, stack]) => ({ environment, layer, folder: "", after: [], stack }));

/** The applies of a change with one of each other layer, which Terraform may still find different. */
function withOthers(passes: readonly Pass[], all: readonly DeployedStack[]): Pass[] {
  const placed = [...passes];
  for (const { layer } of all) {
    if (placed.some((pass) => pass.layer === layer)) continue;
    const earlier = LAYERS.slice(0, LAYERS.indexOf(layer));
    const last = placed.findLastIndex((pass) => earlier.includes(pass.layer));
    placed.splice(last + 1, 0, { layer, keepsRemoved: false });
  }
  return placed;
}

function sayOrder({ passes, reasons, unavoidable, isComplete }: ApplyOrder, say: Session["say"]): void {
  if (reasons.length > 0) {
    say(`order of this change: ${passesText(passes)}; in the order of the layers:`);
    for (const each of reasons) say(`  after ${passesText(each.passes)}: ${each.gap.message}`);
  }
  if (unavoidable.length > 0)
    say(isComplete ? "no order of the applies avoids this:" : "not all orders were judged; in this one:");
  for (const each of unavoidable) say(`  after ${passesText(each.passes)}: ${each.gap.message}`);
}

/** The applies of the named layers. Throws where they are in another order than the change needs. */
function selectedPasses(passes: readonly Pass[], named: readonly Layer[]): Pass[] {
  const selected = passes.filter(({ layer }) => named.includes(layer));
  const first = [...new Set(selected.map(({ layer }) => layer))];
  if (first.join() === named.join())
    return selected.filter((pass, index) => index === 0 || !isSamePass(pass, selected[index - 1]));
  throw userError({
    place: "--layers",
    got: named.join(","),
    expected: `${first.join(",")}, the order of this change`,
    fix: `all of it is ${passesText(passes)}: leave out --layers, or name the layers in this order`,
  });
}

/** The applies before the first one that needs a layer which is not named. Throws where it is the first. */
function withoutNeeds(
  change: OrderedChange,
  { passes: ordered, unavoidable }: ApplyOrder,
  selected: readonly Pass[],
  all: readonly Pass[],
): readonly Pass[] {
  const accepted = unavoidable.map(({ gap }) => gap.message);
  const changing = selected.filter(({ layer }) => ordered.some((pass) => pass.layer === layer));
  const found = gapsAfter(change, changing).filter(({ gap }) => !accepted.includes(gap.message));
  const [gap] = found;
  if (!gap) return selected;
  const [refused] = gap.passes.slice(-1);
  const index = selected.findLastIndex((pass) => isSamePass(pass, refused));
  const possible = selected.slice(0, index);
  if (possible.some(({ layer }) => ordered.some((pass) => pass.layer === layer))) return possible;
  throw userError({
    place: "--layers",
    got: selected.map((pass) => passesText([pass])).join(","),
    expected: passesText(all),
    fix: "apply the layers in this order, or leave out --layers",
    details: found.map((each) => each.gap.message),
  });
}

const isSamePass = (one: Pass, other: Pass | undefined): boolean =>
  one.layer === other?.layer && one.keepsRemoved === other.keepsRemoved;

/** Throws where AWS or Terraform refuses an apply in every order. */
function refuseUnsafe({ passes, unavoidable }: ApplyOrder): void {
  const refused = unavoidable.filter(({ gap }) => gap.isRefused);
  if (refused.length === 0) return;
  throw userError({
    place: `${NPX} deploy`,
    got: `a change for which no order of the applies exists: ${passesText(passes)} comes nearest`,
    expected: "applies that destroy nothing which is still used",
    fix: "make the change in two steps: first add what is new and keep the old beside it, and remove the old in a second change; or name layers with --layers",
    details: refused.map(({ gap }) => gap.message),
  });
}

/** Options of a plan that destroys nothing which the configuration no longer has. Terraform refuses a move that they leave out. */
export const configuredTargets = ({ json }: Pick<DeployedStack, "json">): string[] =>
  targeting([
    ...[...json.resources(), ...json.dataSources()].map(({ address }) => address),
    ...asArray(json.json["moved"]).map((each) => String(asObject(each)["from"])),
  ]);

export const targeting = (addresses: readonly string[]): string[] =>
  addresses.map((address) => `-target=${address}`);
