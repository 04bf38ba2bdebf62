import { StackJson } from "../../src/terraform/stack-json";
import { ORIGIN_CHECKS } from "../../src/checks/edited";
import { blockEdits } from "../../src/project/origins/block-edits";
import { OWN_FILES } from "./attacks/attack";
import { type TriedChange } from "./changes";
import { Judge, type JudgeRequest, type Judgement, type Outcome } from "./judge";

/** A change with what notices it. */
export interface Scored extends TriedChange {
  /** With the origins of blocks switched off: as if synth had written the change. */
  readonly off: Judgement;
  /** With the origins of blocks: as an edit of the output, and as an own block where it can be one. */
  readonly on: Judgement;
}

export interface ScoreRequest extends JudgeRequest {
  readonly changes: readonly TriedChange[];
  /** Asks all checks for each change, and not only until one notices it, which takes several times as long. @default false */
  readonly asksAll?: boolean;
  /** Receives the number of finished changes and of all changes. @default - none */
  readonly progress?: (done: number, all: number) => void;
}

/** Tries changes of an environment, one at a time. */
export function scoreOf(request: ScoreRequest): Scored[] {
  const { changes, progress, asksAll = false } = request;
  const judge = new Judge(request);
  return changes.map((change, index) => {
    progress?.(index, changes.length);
    try {
      return scored(change, request, judge, asksAll);
    } catch (error) {
      throw new Error(`a check fails at ${change.environment} ${change.address}: ${change.change}`, {
        cause: error,
      });
    }
  });
}

function scored(change: TriedChange, { stacks }: ScoreRequest, judge: Judge, asksAll: boolean): Scored {
  const { layer, kind, type, expected } = change;
  const before = stacks.find((each) => each.layer === layer)?.stack;
  const question = {
    key: `${type} ${kind}`,
    removes: kind === "removal or edit",
    // An expectation names one check of several.
    asksAll: asksAll || expected !== undefined,
  };
  const judged = (stack: StackJson): Judgement =>
    judge.of(
      stacks.map((each) => (each.layer === layer ? { ...each, stack } : each)),
      question,
    );
  const { edited, own } = change.place();
  const off = edited ? judged(edited) : REFUSED;
  const asEdit = before && edited ? withOrigins(off, before, edited) : off;
  if (own === undefined) return { ...change, off, on: asEdit };
  const asOwn = own instanceof StackJson ? judged(own) : REFUSED;
  return { ...change, off, on: worse(asEdit, asOwn) };
}

/** The readers of an output or of own files refuse it with a fix. */
const REFUSED: Judgement = { outcome: "named", by: [OWN_FILES] };

/** A change that no check names is an edit of what synth wrote. */
function withOrigins(off: Judgement, before: StackJson, edited: StackJson): Judgement {
  if (off.outcome !== "silent") return off;
  return blockEdits(before.json, edited.json).length > 0
    ? { outcome: "stopped", by: [ORIGIN_CHECKS.edited.id] }
    : off;
}

const ORDER: readonly Outcome[] = ["named", "stopped", "silent"];

const worse = (a: Judgement, b: Judgement): Judgement => {
  const [first, second] = ORDER.indexOf(a.outcome) >= ORDER.indexOf(b.outcome) ? [a, b] : [b, a];
  return { outcome: first.outcome, by: [...new Set([...first.by, ...second.by])] };
};

/** Whether one of the expected checks names an attack; true for a change without an expectation. */
export const isAsExpected = ({ expected = [], off, on }: Scored): boolean =>
  expected.length === 0 || expected.some((id) => off.by.includes(id) || on.by.includes(id));
