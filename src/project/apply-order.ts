import { type CheckContext } from "../checks/check";
import { LAYERS, type Layer } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pass } from "./pass";
import { blocksNamedBy } from "./named-blocks";
import { outputText, outputValue, remoteReads } from "./apply-order/remote-reads";
import { type OrderWay, bestWay, gapCount } from "./apply-order/search";
import { type OrderGap, DeployedStates } from "./apply-order/deployed-states";

/** A change of a resource, as the comparison of two configurations predicts it. */
interface ResourceEffect {
  readonly layer: Layer;
  readonly address: string;
  readonly action: string;
  /** Causes of the action; `follows` is the layer and address of another change. */
  readonly reasons: readonly { readonly follows?: string }[];
  /** @default - Terraform keeps managing it */
  readonly handover?: "forget" | "import";
  /** @default - it is not moved */
  readonly from?: string;
}

interface OrderedChange {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
  readonly resources: readonly ResourceEffect[];
  /** Other changed blocks, such as outputs. */
  readonly others: readonly { readonly layer: Layer; readonly address: string }[];
  readonly context: CheckContext;
  /** Is called between the parts of the work, which blocks the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Something that does not work after some of the applies. */
interface AfterPasses {
  readonly passes: readonly Pass[];
  readonly gap: OrderGap;
}

/** The order in which the layers of a change are applied. */
export interface ApplyOrder {
  /** The applies in their order. Layers that the change does not concern are left out. */
  readonly passes: readonly Pass[];
  /** Why they are not in the order of the layers: what would not work between the applies. */
  readonly reasons: readonly AfterPasses[];
  /** Gaps that no order avoids; those of the best known order if the search is not complete. */
  readonly unavoidable: readonly AfterPasses[];
  /** False if the search ended at its bound, so that another order could avoid the gaps. */
  readonly isComplete: boolean;
}

/**
 * The order of applies in which everything works between them that works before and after the change. What works is what the
 * checks judge: they read the configuration that is deployed at each moment, with the outputs that each layer was applied with.
 */
export function applyOrder(change: OrderedChange): ApplyOrder {
  const states = statesOf(change);
  const plain = inLayerOrder(states);
  // Each layer once, in their order, and nothing fails: no way is better.
  if (gapCount(plain) === 0 && plain.passes.length === states.unfinished(states.start).length)
    return { passes: plain.passes, reasons: [], unavoidable: [], isComplete: true };
  const once = judgedWay(states, false);
  const staged = once && gapCount(once) === 0 ? once : judgedWay(states, true);
  const best = better(once ?? plain, staged ?? plain);
  return {
    passes: best.passes,
    reasons: isSame(plain.passes, best.passes) ? [] : gapsOf(plain),
    unavoidable: gapsOf(best),
    isComplete: staged !== undefined,
  };
}

/** The gaps after each of some applies, in their order. */
export function gapsAfter(change: OrderedChange, passes: readonly Pass[]): AfterPasses[] {
  return gapsOf(walked(statesOf(change), passes));
}

/**
 * The best way by all checks. The search asks the checks that have found a gap so far, whose number of gaps is never too high.
 * So a way is the best one if all checks find no more on it; otherwise the search knows more checks, and runs again.
 */
function judgedWay(states: DeployedStates, withKept: boolean): OrderWay | undefined {
  for (;;) {
    const suspected = bestWay(states, withKept);
    if (!suspected) return undefined;
    const judged = walked(states, suspected.passes);
    if (gapCount(judged) === gapCount(suspected)) return judged;
  }
}

const better = (one: OrderWay, other: OrderWay): OrderWay => (gapCount(other) < gapCount(one) ? other : one);

const isSame = (some: readonly Pass[], others: readonly Pass[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

function statesOf(change: OrderedChange): DeployedStates {
  const { before, after, context, tick } = change;
  const changed = changedLayers(change);
  const outputs = changedOutputs(change);
  return new DeployedStates({
    before,
    after,
    changed,
    changedOutputs: (from, output) => outputs.has(`${from}/${output}`),
    context,
    ...(tick ? { tick } : {}),
  });
}

const changedLayers = ({ resources, others }: OrderedChange): ReadonlySet<Layer> =>
  new Set([
    ...resources
      .filter(
        ({ action, handover, from }) => action !== "none" || handover !== undefined || from !== undefined,
      )
      .map(({ layer }) => layer),
    ...others.filter(({ address }) => address.startsWith("output.")).map(({ layer }) => layer),
  ]);

/** Outputs of earlier layers, as `layer/output`, whose values change: written otherwise, or naming a block that changes so. */
function changedOutputs({ before, after, resources }: OrderedChange): ReadonlySet<string> {
  const followed = new Set(resources.flatMap(({ reasons }) => reasons.map(({ follows }) => follows ?? "")));
  const other = new Set(
    resources
      .filter(({ action, handover }) => /^(add|destroy|replace)$/.test(action) && handover === undefined)
      .map(({ layer, address }) => `${layer}/${address}`),
  );
  const reads = [before, after].flatMap((plan) =>
    LAYERS.flatMap((layer) => {
      const stack = plan.stack(layer);
      return stack ? remoteReads(stack) : [];
    }),
  );
  const isChanged = (from: Layer, output: string): boolean => {
    const [old, now] = [before, after].map((plan) => plan.stack(from));
    if (outputText(old, output) !== outputText(now, output)) return true;
    const named = now ? blocksNamedBy(now, outputValue(now, output)) : [];
    return named.some((address) => {
      const place = `${from}/${address}`;
      return other.has(place) || followed.has(place);
    });
  };
  return new Set(
    reads
      .filter(({ from, output }) => isChanged(from, output))
      .map(({ from, output }) => `${from}/${output}`),
  );
}

/** The applies in the order of the layers, which a user without a plan would choose. */
function inLayerOrder(states: DeployedStates): OrderWay {
  const passes: Pass[] = [];
  let state = states.start;
  for (;;) {
    const [next] = states.unfinished(state);
    if (next === undefined) return walked(states, passes);
    const pass = { layer: next, keepsRemoved: false };
    passes.push(pass);
    state = states.after(state, pass);
  }
}

function walked(states: DeployedStates, passes: readonly Pass[]): OrderWay {
  let state = states.start;
  const gaps = passes.map((pass) => {
    state = states.after(state, pass);
    return states.gaps(state);
  });
  return { passes, gaps };
}

/** Each gap once, with the applies after which it appears. */
function gapsOf({ passes, gaps }: OrderWay): AfterPasses[] {
  const found = gaps.flatMap((each, index) => {
    const applied = passes.slice(0, index + 1);
    return each.map((gap): AfterPasses => ({ passes: applied, gap }));
  });
  const byMessage = new Map<string, AfterPasses>();
  for (const each of found) {
    const { layer, address, message } = each.gap;
    const key = `${layer}/${address} ${message}`;
    if (!byMessage.has(key)) byMessage.set(key, each);
  }
  return [...byMessage.values()];
}
