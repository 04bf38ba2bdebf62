import { UserError } from "../../src/base/errors";
import { Mistake } from "../../src/terraform/mistake";
import { type JsonObject } from "../../src/terraform/stack-json";
import { type Layer } from "../../src/base/layers";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";
import { placedFile } from "../mutate/attacks/placed";
import { changedStack, type OutputChange, readAsModule, type StackChange, type Stacks } from "./change";
import { type Danger } from "./dangers/all";
import { isKnown } from "./known";
import { type Judged, type NewFinding, OutputJudge, withStack } from "./judge";
import { type LegitimateFile } from "./legitimate/change";

/** An environment that changes are tried in. */
export interface TriedEnvironment {
  readonly name: string;
  readonly stacks: Stacks;
  readonly others: readonly EnvironmentPlan[];
  readonly record: Pick<EnvironmentRecord, "settings">;
  /** ISO date. */
  readonly today: string;
}

export interface ScoredDanger extends Danger {
  readonly judged: Judged;
}

/** Findings in a legitimate change. */
export interface Said {
  readonly class: string;
  readonly environment: string;
  readonly change: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Tries changes of the hand-over of an environment, of which nothing but its modules is known. */
export class HandOverScore {
  private readonly stacks: Stacks;
  private readonly judge: OutputJudge;
  private recorded: OutputJudge | undefined;

  constructor(private readonly environment: TriedEnvironment) {
    this.stacks = environment.stacks.map((each) => ({ ...each, stack: readAsModule(each.stack) }));
    this.judge = this.judgeWith([]);
  }

  /** Undefined for another form of a value that is no danger in its plain form. */
  danger(change: Danger): ScoredDanger | undefined {
    if (change.plain && this.judged(change.plain).outcome !== "named") return undefined;
    return { ...change, judged: this.judged(change) };
  }

  said(change: OutputChange): Said {
    const stack = this.changed(change);
    return saidOf(change, this.judge.newFindings(withStack(this.stacks, change.layer, stack)));
  }

  private judged(change: StackChange): Judged {
    const by = this.judgedBy(this.judge, change);
    if (by.outcome !== "silent") return by;
    // Only the file of the environment tells: the list of what is not proved has a line for its missing record.
    this.recorded ??= this.judgeWith(this.environment.record.settings);
    const { outcome } = this.judgedBy(this.recorded, change);
    return outcome === "named" ? { outcome: "counted", by: ["the record of the file"] } : by;
  }

  private judgeWith(settings: EnvironmentRecord["settings"]): OutputJudge {
    const { name, others, today } = this.environment;
    return new OutputJudge({ environment: name, stacks: this.stacks, others, settings, today });
  }

  private judgedBy(judge: OutputJudge, change: StackChange): Judged {
    try {
      const removes = /^(unset|remove) /.test(change.change);
      return judge.danger(change.layer, this.changed(change), change.address.split(".")[0] ?? "", removes);
    } catch (error) {
      // The reader of a hand-over names what Terraform refuses.
      if (!(error instanceof UserError) && !(error instanceof Mistake)) throw error;
      return { outcome: "named", by: ["reader"] };
    }
  }

  private changed(change: StackChange) {
    const { name, stacks } = this.environment;
    const before = stacks.find(({ layer }) => layer === change.layer)?.stack;
    if (before === undefined) throw new Error(`${name} has no layer ${change.layer}`);
    return changedStack(before, change);
  }
}

export const CLASS_OF_FILES = "own files";

/** Tries Terraform files of the owner in an environment. */
export class OwnFileScore {
  private readonly judge: OutputJudge;

  constructor(private readonly environment: TriedEnvironment) {
    const { name, stacks, others, record, today } = environment;
    this.judge = new OutputJudge({ environment: name, stacks, others, settings: record.settings, today });
  }

  said({ environment, layer, name, text }: LegitimateFile): Said {
    const { stacks } = this.environment;
    const before = stacks.find((each) => each.layer === layer)?.stack;
    const change = { class: CLASS_OF_FILES, environment, change: `${layer} ${name}` };
    if (before === undefined) throw new Error(`${environment} has no layer ${layer}`);
    const { own } = placedFile(before, "team.tf", text);
    if (own === undefined || !("json" in own)) return { ...change, errors: own ?? [], warnings: [] };
    return saidOf(change, this.judge.newFindings(withStack(stacks, layer, own)));
  }
}

function saidOf(
  { class: name, environment, change }: Pick<OutputChange, "class" | "environment" | "change">,
  findings: readonly NewFinding[],
): Said {
  const open = findings.filter(({ text }) => !isKnown({ class: name, change }, text));
  const of = (isError: boolean): string[] =>
    open.filter((each) => each.isError === isError).map(({ text }) => text);
  return { class: name, environment, change, errors: of(true), warnings: of(false) };
}

/** Account, region, VPC and layers of an environment, from its stacks. */
export function placeOf({ name, stacks }: Pick<TriedEnvironment, "name" | "stacks">) {
  const provider = stacks.map(
    ({ stack }) => ([stack.json["provider"]].flat()[0] as JsonObject | undefined)?.["aws"],
  );
  const [aws] = provider.map((value) => (Array.isArray(value) ? value[0] : value) as JsonObject);
  const accounts = aws?.["allowed_account_ids"] as readonly string[] | undefined;
  const isCreated = stacks.some(({ stack }) => stack.resources("aws_vpc").length > 0);
  const vpc = isCreated ? "aws_vpc.main" : "data.aws_vpc.main";
  return {
    place: { environment: name, account: accounts?.[0] ?? "", region: String(aws?.["region"]), vpc },
    layers: new Set<Layer>(stacks.map(({ layer }) => layer)),
  };
}
