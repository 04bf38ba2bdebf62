import { LAYERS } from "../../base/layers";
import { type Pass } from "../pass";
import { type OrderGap, type DeployedState, type DeployedStates } from "./deployed-states";

/** A way from the start of a change to its end. */
export interface OrderWay {
  readonly passes: readonly Pass[];
  /** The gaps after each apply. */
  readonly gaps: readonly (readonly OrderGap[])[];
}

export const gapCount = ({ gaps }: Pick<OrderWay, "gaps">): number => gaps.flat().length;

interface Node extends OrderWay {
  readonly state: DeployedState;
  /** Least cost of a way that begins like this one. */
  readonly cost: number;
  /** False until the gaps of its last state are counted. */
  readonly isJudged: boolean;
}

/**
 * The way with the fewest suspected gaps, then with the fewest applies, then in the order of the layers; undefined where it is
 * not found among the first states.
 */
export function bestWay(states: DeployedStates, withKept: boolean): OrderWay | undefined {
  const costOf = ({ state, passes, gaps }: Omit<Node, "cost" | "isJudged">): number =>
    gapCount({ gaps }) * GAP + passes.length + states.unfinished(state).length;
  const done = new Set<string>();
  const open: Node[] = [{ state: states.start, passes: [], gaps: [], cost: 0, isJudged: true }];
  let judged = 0;
  while (judged < MOST_JUDGED) {
    open.sort(compared);
    const node = open.shift();
    if (!node) throw new Error("an order of applies has no end");
    if (!node.isJudged) {
      judged += 1;
      const known = { ...node, gaps: [...node.gaps, states.suspectedGaps(node.state)], isJudged: true };
      states.tick();
      open.push({ ...known, cost: costOf(known) });
      continue;
    }
    if (states.unfinished(node.state).length === 0) return node;
    const key = JSON.stringify(node.state);
    if (done.has(key)) continue;
    done.add(key);
    for (const pass of states.passes(node.state, withKept)) {
      const next = {
        state: states.after(node.state, pass),
        passes: [...node.passes, pass],
        gaps: node.gaps,
        isJudged: false,
      };
      if (!done.has(JSON.stringify(next.state))) open.push({ ...next, cost: costOf(next) });
    }
  }
  return undefined;
}

/** Bound of the search: five layers have 32 states without kept removals, and 243 with them. */
const MOST_JUDGED = 256;

/** A way with one gap less is better, however many applies it has. */
const GAP = 1000;

function compared(one: Node, other: Node): number {
  return (
    one.cost - other.cost ||
    other.passes.length - one.passes.length ||
    placesOf(one).localeCompare(placesOf(other)) ||
    Number(other.isJudged) - Number(one.isJudged)
  );
}

const placesOf = ({ passes }: OrderWay): string =>
  passes.map(({ layer, keepsRemoved }) => LAYERS.indexOf(layer) * 2 + (keepsRemoved ? 1 : 0)).join(" ");
