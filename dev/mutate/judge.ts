import { type Stated, statedIn } from "../../src/infrastructure/stated";
import { type Check, type CheckContext } from "../../src/checks/check";
import { foundIn, runChecks } from "../../src/checks/run";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";
import { possiblePlans } from "../../src/terraform/possible-plans";
import { type OutputStack } from "../../src/terraform/output";
import { FirstNotice } from "./first-notice";
import { isGeneric } from "./generic-checks";

/** A check says the danger, something refuses the change without saying it, or nothing does. */
export type Outcome = "named" | "stopped" | "silent";

export interface Judgement {
  readonly outcome: Outcome;
  /** Ids of the checks that notice the change: the first one, or all where all were asked. */
  readonly by: readonly string[];
}

type Stacks = readonly Pick<OutputStack, "layer" | "stack">[];

export interface JudgeRequest {
  readonly environment: string;
  readonly stacks: Stacks;
  readonly others: readonly EnvironmentPlan[];
  readonly checks: readonly Check[];
  readonly record: Pick<EnvironmentRecord, "waivers" | "settings">;
  readonly today: string;
  /** Is called after each check of the unchanged environment. @default - no one looks */
  readonly tick?: () => void;
}

export interface Question {
  /** Type and kind of the change: checks that noticed an earlier one are asked first. */
  readonly key: string;
  /** Whether a check that finds what is no longer there says the danger. @default false */
  readonly removes?: boolean;
  /** Asks all checks, and not only until one notices the change. @default false */
  readonly asksAll?: boolean;
}

/** Runs the checks on changed stacks of an environment. */
export class Judge {
  private readonly known = new Map<Check, ReadonlySet<string>>();
  private readonly first: FirstNotice;
  private readonly context: CheckContext;
  private readonly stated: Stated;
  private readonly results: ReadonlySet<string>;

  constructor(private readonly request: JudgeRequest) {
    const { checks, stacks, record, today, others, tick } = request;
    this.stated = statedIn(record.settings);
    this.context = { today, others, statedOf: () => this.stated };
    const worlds = this.worlds(stacks);
    for (const check of checks) {
      this.known.set(check, new Set(this.found(check, worlds)));
      tick?.();
    }
    this.first = new FirstNotice(checks);
    this.results = new Set(this.waiverFindings(stacks));
  }

  of(stacks: Stacks, { key, removes = false, asksAll = false }: Question): Judgement {
    const worlds = this.worlds(stacks);
    const others: string[] = [];
    let isLess = false;
    const notices = (check: Check): boolean => {
      const known = this.known.get(check) ?? new Set();
      const found = this.found(check, worlds);
      if (new Set(found).size < known.size || [...known].some((each) => !found.includes(each))) isLess = true;
      if (found.every((each) => known.has(each))) return false;
      const says = removes || !isGeneric(check.id);
      if (!says) others.push(check.id);
      return says;
    };
    const naming = asksAll
      ? this.request.checks.filter(notices)
      : [this.first.check(key, notices)].filter((check) => check !== undefined);
    if (naming.length > 0) return { outcome: "named", by: naming.map(({ id }) => id) };
    // A waiver that accepts nothing any more is an error, which does not say why.
    if (isLess && this.waiverFindings(stacks).some((each) => !this.results.has(each))) others.push("waiver");
    return { outcome: others.length > 0 ? "stopped" : "silent", by: others };
  }

  private worlds(stacks: Stacks): ReturnType<typeof possiblePlans> {
    return possiblePlans(new EnvironmentPlan(this.request.environment, stacks, this.stated.instanceTypes));
  }

  private found(check: Check, worlds: ReturnType<typeof possiblePlans>): string[] {
    return foundIn(worlds, check, this.context)
      .filter(({ finding }) => !finding.isNotice)
      .map(({ finding: { layer, address }, id }) => `${layer} ${address} ${id}`);
  }

  private waiverFindings(stacks: Stacks): string[] {
    const { environment, record, checks, others, today } = this.request;
    const plan = new EnvironmentPlan(environment, stacks, this.stated.instanceTypes);
    return runChecks({
      today,
      statedOf: this.context.statedOf,
      plans: [plan, ...others],
      only: [environment],
      checks,
      waiversOf: () => record.waivers,
    }).flatMap(({ check, message }) => (check.id === "waiver" ? [message] : []));
  }
}
