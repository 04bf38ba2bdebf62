import { isDeepStrictEqual } from "node:util";
import { CHECKS } from "../../src/checks/all";
import { foundIn, severityOf } from "../../src/checks/run";
import { block, type JsonObject, type StackJson } from "../../src/terraform/stack-json";
import { NOTHING_STATED, statedIn } from "../../src/infrastructure/stated";
import { leavesOf } from "../../src/infrastructure/text-not-judged";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { possiblePlans } from "../../src/terraform/possible-plans";
import { notProved } from "../../src/project/not-proved";
import { FirstNotice } from "../mutate/first-notice";
import { isGeneric } from "../mutate/generic-checks";
import { type Stacks } from "./change";
import { type Layer } from "../../src/base/layers";
import { type Check, type CheckContext } from "../../src/checks/check";

/** `counted`: no check finds it, and the report names its argument as not proved. */
export type Outcome = "named" | "stopped" | "counted" | "silent";

export interface Judged {
  readonly outcome: Outcome;
  readonly by: readonly string[];
}

/** A finding that the unchanged stacks do not have. */
export interface NewFinding {
  readonly check: string;
  readonly isError: boolean;
  readonly text: string;
}

interface JudgeRequest {
  readonly environment: string;
  readonly stacks: Stacks;
  readonly others: readonly EnvironmentPlan[];
  readonly settings: Parameters<typeof statedIn>[0];
  readonly today: string;
}

/** Runs the checks on changed stacks of an environment. */
export class OutputJudge {
  private readonly context: CheckContext;
  private readonly known = new Map<Check, ReadonlySet<string>>();
  private readonly first = new FirstNotice(CHECKS);

  constructor(private readonly request: JudgeRequest) {
    const { today, others, settings, stacks } = request;
    const stated = statedIn(settings);
    this.context = { today, others, statedOf: () => stated };
    const worlds = this.worlds(stacks);
    for (const check of CHECKS)
      this.known.set(check, new Set(this.found(check, worlds).map(({ key }) => key)));
  }

  /**
   * Whether a check names a change of one layer, or at least the list of what is not proved has its argument.
   *
   * @param kind checks that noticed an earlier change of this kind are asked first
   * @param removes whether a check that misses what was removed says the danger
   */
  danger(layer: Layer, after: StackJson, kind: string, removes: boolean): Judged {
    const { stacks } = this.request;
    const before = stacks.find((each) => each.layer === layer)?.stack;
    if (before === undefined) throw new Error(`no stack ${layer}`);
    const worlds = this.worlds(withStack(stacks, layer, after));
    const generic: string[] = [];
    const found = this.first.check(kind, (check) => {
      const isNew = this.found(check, worlds).some(({ key }) => this.known.get(check)?.has(key) !== true);
      const says = removes || !isGeneric(check.id);
      if (isNew && !says) generic.push(check.id);
      return isNew && says;
    });
    if (found) return { outcome: "named", by: [found.id] };
    if (generic.length > 0) return { outcome: "stopped", by: [...new Set(generic)] };
    return {
      outcome: isCounted(this.request.environment, layer, before, after) ? "counted" : "silent",
      by: [],
    };
  }

  /** Errors and warnings of changed stacks. */
  newFindings(stacks: Stacks): NewFinding[] {
    const worlds = this.worlds(stacks);
    return CHECKS.flatMap((check) =>
      this.found(check, worlds)
        .filter(({ key }) => this.known.get(check)?.has(key) !== true)
        .map(({ isError, text }) => ({ check: check.id, isError, text })),
    );
  }

  private worlds(stacks: Stacks): ReturnType<typeof possiblePlans> {
    const { instanceTypes } = statedIn(this.request.settings);
    return possiblePlans(new EnvironmentPlan(this.request.environment, stacks, instanceTypes));
  }

  private found(check: Check, worlds: ReturnType<typeof possiblePlans>) {
    return foundIn(worlds, check, this.context)
      .filter(({ finding }) => !finding.isNotice)
      .map(({ finding, id }) => ({
        key: `${finding.layer} ${finding.address} ${id}`,
        isError: severityOf({ ...finding, check }) === "error",
        text: `${check.id} ${finding.address}: ${finding.message}`,
      }));
  }
}

export const withStack = (stacks: Stacks, layer: Layer, stack: StackJson): Stacks =>
  stacks.map((each) => (each.layer === layer ? { ...each, stack } : each));

/** A line of the list of what is not proved, which has the blocks of an output whose origin nothing tells. */
const BLOCK = /^\S+ (?<address>[^:]+): (?<parts>.*)$/s;

/** Whether the list of what is not proved has an argument that a change gives or alters. */
function isCounted(environment: string, layer: Layer, before: StackJson, after: StackJson): boolean {
  const old = bodiesOf(before);
  const plan = new EnvironmentPlan(environment, [{ layer, stack: after }]);
  const judged = { plan, stated: NOTHING_STATED, findings: [], isOfUnknownOrigin: true };
  const listed = notProved([judged], []).flatMap(({ kind, names = [] }) => (kind === "judged" ? names : []));
  const bodies = bodiesOf(after);
  return listed.some((line) => {
    const { address = "", parts = "" } = BLOCK.exec(line)?.groups ?? {};
    const body = bodies.get(address);
    if (body === undefined) return false;
    const known = leavesOf(old.get(address) ?? {});
    const changed = leavesOf(body).filter(
      (leaf) => !known.some(({ path, value }) => path === leaf.path && isDeepStrictEqual(value, leaf.value)),
    );
    return changed.some(({ path }) => parts.split(/[, ]+/).includes(path));
  });
}

/** Blocks of a stack by the address that the list has. */
const bodiesOf = (stack: StackJson): ReadonlyMap<string, JsonObject> =>
  new Map([
    ...[...stack.resources(), ...stack.dataSources()].map(
      ({ address, config }) => [address, config] as const,
    ),
    ...Object.entries(stack.providers).map(([name, all]) => [`provider.${name}`, block(all)] as const),
    ["terraform", stack.terraform] as const,
  ]);
