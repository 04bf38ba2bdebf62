import { type Check, type CheckContext } from "../../src/checks/check";
import { type JudgedType } from "../../src/evidence/table";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Json } from "../../src/terraform/stack-json";
import { isGeneric } from "../mutate/generic-checks";
import { type Probe, probesOf } from "./probes";
import { type Sample, World, attachedBy } from "./world";

export interface JudgeRequest {
  readonly sample: Sample;
  readonly additions: ReadonlyMap<string, readonly Json[]>;
  readonly checks: readonly Check[];
  readonly today: string;
}

/**
 * Checks that read names in every text, or what refers to a role: they notice a change of any argument, and judge nothing of its meaning.
 */
export const OF_ANY_ARGUMENT: readonly string[] = [
  "foreign-names",
  "trusted-names",
  "action-known",
  "action-not-judged",
  "unused-roles",
];

const judges = ({ id }: Check): boolean => !isGeneric(id) && !OF_ANY_ARGUMENT.includes(id);

/** Arguments of a type that checks judge, found by changing a copy of a sample that is an own block. Undefined for nothing. */
export function judgedOf({ sample, additions, checks, today }: JudgeRequest): JudgedType | undefined {
  const context: CheckContext = { today, others: [], statedOf: () => sample.environment.stated };
  const judging = checks.filter(judges);
  const attached = [...attachedBy(sample).keys()];
  const own = judgedIn(new World(sample, true), { additions, checks: judging, context });
  if (attached.length === 0) return Object.keys(own).length === 0 ? undefined : { own };
  const generated = judgedIn(new World(sample, false), { additions, checks: judging, context });
  return Object.keys(own).length === 0 && Object.keys(generated).length === 0
    ? undefined
    : { own, attachedBy: attached, generated };
}

/** Arguments that checks judge in one of two blocks of a type. */
export function joined(a: JudgedType | undefined, b: JudgedType | undefined): JudgedType | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const generated = a.generated && b.generated ? union(a.generated, b.generated) : undefined;
  return { ...a, own: union(a.own, b.own), ...(generated ? { generated } : {}) };
}

type Judgings = JudgedType["own"];

const union = (a: Judgings, b: Judgings): Judgings =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .sort()
      .map((path) => [path, [...new Set([...(a[path] ?? []), ...(b[path] ?? [])])].sort()]),
  );

interface Trial {
  readonly additions: ReadonlyMap<string, readonly Json[]>;
  readonly checks: readonly Check[];
  readonly context: CheckContext;
}

function judgedIn(world: World, { additions, checks, context }: Trial): Record<string, string[]> {
  const { config } = world;
  const before = new Baseline(world.plan(config), context);
  const judged: Record<string, string[]> = {};
  // Checks that have noticed a change of the block. The others are asked only until one notices a change of the argument.
  const reading = new Set<Check>();
  for (const { path, config: changed, values } of probesOf(config, additions)) {
    const known = judged[path] ?? [];
    const asked = known.length === 0 ? checks : checks.filter((check) => reading.has(check));
    const open = asked.filter(({ id }) => !known.includes(id));
    if (open.length === 0) continue;
    const plan = world.plan(changed);
    const noticing = open.filter((check) => before.differs(check, plan, values));
    noticing.forEach((check) => reading.add(check));
    if (noticing.length > 0) judged[path] = [...known, ...noticing.map(({ id }) => id)].sort();
  }
  return judged;
}

/** Findings before a change. */
class Baseline {
  private readonly known = new Map<Check, readonly string[]>();

  constructor(
    private readonly plan: EnvironmentPlan,
    private readonly context: CheckContext,
  ) {}

  /** Whether a check finds something that it did not find before, besides the changed value itself in its words. */
  differs(check: Check, plan: EnvironmentPlan, [from, to]: Probe["values"]): boolean {
    try {
      const known = this.known.get(check) ?? found(check, this.plan, this.context);
      this.known.set(check, known);
      const plain = (text: string): string => without(without(text, from), to);
      const before = new Set(known.map(plain));
      return found(check, plan, this.context).some((each) => !before.has(plain(each)));
    } catch {
      // A value of another kind is an error of the plan, which Terraform refuses.
      return false;
    }
  }
}

const found = (check: Check, plan: EnvironmentPlan, context: CheckContext): string[] =>
  check.run(plan, context).map(({ layer, address, message }) => `${layer} ${address} ${message}`);

/** The text with a sign in place of a value. */
const without = (text: string, value: Json | undefined): string =>
  typeof value === "string" && value !== "" ? text.replaceAll(value, "§") : text;
