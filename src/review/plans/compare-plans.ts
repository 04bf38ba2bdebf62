import { type Layer } from "../../base/layers";
import { type Action, type ResourceChange } from "../change";
import { type EnvironmentChanges } from "../compare-environments";
import { type Counts } from "../stages/verdict";
import { type PlannedAction, type StackPlan, joinedAddresses, plannedActions } from "./planned-actions";

/** A difference between the prediction and Terraform's plan. */
export interface PlanDifference {
  readonly address: string;
  readonly expected: string;
  readonly planned: string;
  /** The likely reason. */
  readonly why: string;
}

/** The prediction for a stack, compared with its plan. */
export interface StackPrediction {
  readonly layer: Layer;
  /** Counts of the plan; undefined without a plan. */
  readonly planned: Counts | undefined;
  readonly differences: readonly PlanDifference[];
  /** Expected addresses that are not yet in the plan, because an earlier layer must be applied first. */
  readonly later: readonly string[];
}

/** Compares every stack that has a plan. If there is any plan, changed stacks without one are listed, too. */
export function comparePlans(
  { resources }: EnvironmentChanges,
  plans: readonly StackPlan[],
): StackPrediction[] {
  if (plans.length === 0) return [];
  const layers = [...new Set([...plans.map(({ layer }) => layer), ...resources.map(({ layer }) => layer)])];
  return layers.map((layer) => {
    const expected = resources.filter((change) => change.layer === layer);
    const plan = plans.find((each) => each.layer === layer)?.plan;
    return plan
      ? compare(layer, expected, plannedActions(plan))
      : { layer, planned: undefined, differences: [], later: [] };
  });
}

function compare(
  layer: Layer,
  changes: readonly ResourceChange[],
  planned: ReadonlyMap<string, PlannedAction>,
): StackPrediction {
  const byAddress = new Map<string, ResourceChange[]>();
  for (const change of changes)
    byAddress.set(change.address, [...(byAddress.get(change.address) ?? []), change]);
  const waiting = waitingFor(layer, changes);
  const later: string[] = [];
  const differences = [...new Set([...byAddress.keys(), ...planned.keys()])].flatMap(
    (address): PlanDifference[] => {
      const expected = byAddress.get(address) ?? [];
      const own = planned.get(address);
      const [expectedText, plannedText] = [expectedWords(expected), plannedWords(own)];
      if (isHandover(expected, own)) return [];
      if (expectedText === plannedText) return forcedOtherwise(address, expected, own);
      if (expected.some(({ action }) => action === "unknown")) return [];
      if (plannedText === NOTHING && expected.length > 0 && expected.every((change) => waiting.has(change))) {
        later.push(address);
        return [];
      }
      return [{ address, expected: expectedText, planned: plannedText, why: reasonOf(expected, own) }];
    },
  );
  return { layer, planned: countsOfPlan(planned), differences, later };
}

/** Whether Terraform forgets or imports an object, as expected. An import depends on whether the object exists. */
const isHandover = (expected: readonly ResourceChange[], own: PlannedAction | undefined): boolean =>
  expected.some(({ handover }) => handover !== undefined && own?.actions.has(handover));

const NOTHING = "nothing";

/** Describes actions in the same words for a prediction and a plan. */
function words(actions: readonly (readonly [string, number])[], from: string | undefined): string {
  const some = actions.filter(([action, number]) => action !== "none" && number > 0);
  const parts = [...some]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([action, number]) => (number === 1 ? action : `${action} ${number}`));
  return [...(from === undefined ? [] : [`move from ${from}`]), ...parts].join(", ") || NOTHING;
}

const expectedWords = (changes: readonly ResourceChange[]): string =>
  words(
    changes.map(({ action, instances = 1 }) => [action, instances] as const),
    joinedAddresses(changes.map(({ from }) => from)),
  );

const plannedWords = (planned: PlannedAction | undefined): string =>
  planned ? words([...planned.actions], planned.from) : NOTHING;

/** Reports a replacement that a different attribute forces than predicted. */
function forcedOtherwise(
  address: string,
  expected: readonly ResourceChange[],
  planned: PlannedAction | undefined,
): PlanDifference[] {
  const replacement = expected.find(({ action }) => action === "replace");
  if (!replacement || !planned || planned.forcing.length === 0) return [];
  const named = replacement.reasons
    .filter(({ effect }) => effect === "replace")
    .map(({ argument }) => top(argument));
  if (planned.forcing.some((path) => named.includes(top(path)))) return [];
  return [
    {
      address,
      expected: `replace, forced by ${named.join(", ")}`,
      planned: `replace, forced by ${planned.forcing.join(", ")}`,
      why: "a different argument forces replacement",
    },
  ];
}

const top = (path: string): string => path.split(".")[0] ?? path;

/** Changes that depend on earlier layers, directly or through each other; a plan shows them only after those are applied. */
function waitingFor(layer: Layer, changes: readonly ResourceChange[]): ReadonlySet<ResourceChange> {
  const waiting = new Set<ResourceChange>();
  const isKnownLater = (follows: string | undefined): boolean =>
    follows !== undefined &&
    (!follows.startsWith(`${layer}/`) ||
      [...waiting].some(({ address }) => follows === `${layer}/${address}`));
  for (let size = -1; size < waiting.size;) {
    size = waiting.size;
    for (const change of changes) {
      const { edits, reasons } = change;
      const follows = edits.length === 0 && reasons.length > 0;
      if (follows && reasons.every((reason) => isKnownLater(reason.follows))) waiting.add(change);
    }
  }
  return waiting;
}

function reasonOf(expected: readonly ResourceChange[], planned: PlannedAction | undefined): string {
  if (expected.length === 0)
    return "no edit causes this; something changed outside of Terraform, or an earlier change was not applied";
  const isDone = planned === undefined || planned.actions.size === 0;
  if (isDone) return "the resource already matches, or the provider treats both values as equal";
  return "the plan compares with the deployed resources, which differ from the base";
}

function countsOfPlan(planned: ReadonlyMap<string, PlannedAction>): Counts {
  const counts = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, unknown: 0 };
  for (const { actions, from } of planned.values()) {
    for (const [action, number] of actions) {
      if (isCounted(action)) counts[action] += number;
    }
    if (from !== undefined) counts.move += 1;
  }
  return counts;
}

const isCounted = (action: string): action is Exclude<Action, "none" | "unknown"> =>
  ["add", "change", "replace", "destroy"].includes(action);
