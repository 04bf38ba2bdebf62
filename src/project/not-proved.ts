import { ANYWHERE } from "../base/cidr";
import { LAYERS } from "../base/layers";
import { alertingRulesOf } from "../parts/alerts/model";
import { FACTS_WITH_ONE_READING } from "../facts/one-reading";
import { shownEntries } from "../infrastructure/accepted-blocks";
import { type VpcAttachment, vpcAttachmentsOf } from "../infrastructure/network-attachments";
import { interfacesOf } from "../infrastructure/network-interfaces";
import { privateNamesOf } from "../infrastructure/network-names";
import { attributesOf } from "../infrastructure/text-attributes";
import { homeOf } from "../infrastructure/text-references";
import { notJudgedIn } from "../infrastructure/text-not-judged";
import { asObject, blocks } from "../terraform/stack-json";
import { pulledImages } from "../infrastructure/kubernetes-images";
import { CHECKS_FILE } from "./held-settings";
import { type HandedOver } from "./modules/handed-over";
import { hasRecord, type Stated } from "../infrastructure/stated";
import { type EnvironmentPlan, inLayer } from "../terraform/environment-plan";
import KINDS_OF_EXISTING from "./existing-kinds.json";

/** Why something is not proved, in the order of a report. */
const KINDS = ["plan", "stated", "judged", "command"] as const;

/** Something that a report does not prove. */
export interface NotProved {
  /** `plan`: only a plan verifies it; `stated`: only the file states it; `judged`: no check judges it; `command`: it was not run. */
  readonly kind: (typeof KINDS)[number];
  /** A noun in the plural, or the command. */
  readonly what: string;
  /** How many there are. @default - a command, or what has no number */
  readonly count?: number;
  /** @default - only the number is of interest */
  readonly names?: readonly string[];
}

/** Blocks that a synth of the recorded settings has otherwise, by stack and address. */
interface Unattributed {
  /** Arguments with another value. */
  readonly differing: readonly string[];
  /** Blocks that these settings do not lead to, such as those of own files at the hand-over. */
  readonly added: readonly string[];
  /** Blocks with the text of a named file, of which only the checksum is recorded. */
  readonly ofFiles: readonly string[];
}

/** Facts of an environment that a report has. */
interface JudgedEnvironment {
  readonly plan: EnvironmentPlan;
  readonly stated: Stated;
  /** Findings with their check, whether a waiver accepts them or not. */
  readonly findings: readonly {
    readonly check: string | { readonly id: string };
    readonly isNotJudged?: boolean;
  }[];
  /** Whether a program evaluated the rules of alerts. @default false */
  readonly evaluatesRules?: boolean;
  /** Number of values that a plan lacks. @default 0 */
  readonly unknown?: number;
  /**
   * Whether only the output itself says which blocks synth wrote. Each may then be edited, and those with parts that no check judges are
   * counted. @default false
   */
  readonly isOfUnknownOrigin?: boolean;
  /** Its comparison with a synth of the recorded settings. @default - nothing is compared, so that each block may be edited */
  readonly unattributed?: Unattributed | undefined;
  /** The hand-over that it is read from. @default - an output of synth */
  readonly module?: Pick<HandedOver, "ownChecks">;
}

/** Commands that compare with Terraform and with AWS. */
export const COMPARING = ["check --plan", "verify"] as const;

/**
 * The last lines of each report on environments: things that it does not prove. They come from this function alone, so that a line that
 * is added here is in every report.
 *
 * @param notRun commands that prove more and were not run
 */
export function notProved(
  environments: readonly JudgedEnvironment[],
  notRun: readonly string[],
): NotProved[] {
  const found = [
    ...environments.flatMap((each) => [...verifiedByPlan(each), ...statedOnly(each), ...notJudged(each)]),
    mayBeOne(environments.map(({ plan }) => plan)),
  ];
  const ofModules = environments.some(({ module }) => module) ? ["handoff --check"] : [];
  const commands = [...notRun, ...ofModules].map((what): NotProved => ({ kind: "command", what }));
  const all = [...summed(found), readOnce(), ...commands];
  return KINDS.flatMap((kind) => all.filter((each) => each.kind === kind));
}

/** A wrong one is emitted and proved by the same table. */
const readOnce = (): NotProved => ({
  kind: "judged",
  what: "facts with one reading",
  count: FACTS_WITH_ONE_READING,
  names: ["docs/reference/one-reading.md"],
});

/** The same of several environments is one. */
function summed(found: readonly NotProved[]): NotProved[] {
  const known = new Map<string, NotProved>();
  for (const each of found) {
    const { kind, what, count, names = [] } = each;
    if (count === 0) continue;
    const before = known.get(`${kind} ${what}`);
    const all = [...new Set([...(before?.names ?? []), ...names])];
    known.set(`${kind} ${what}`, {
      kind,
      what,
      ...(count === undefined ? {} : { count: (before?.count ?? 0) + count }),
      ...(all.length > 0 ? { names: all } : {}),
    });
  }
  return [...known.values()];
}

/** Kinds of resources of an existing network, whose conditions checks take as facts. */
const EXISTING: readonly { readonly types: readonly string[]; readonly what: string }[] =
  KINDS_OF_EXISTING.kinds;

const verifiedByPlan = ({ plan, unknown = 0 }: JudgedEnvironment): NotProved[] => [
  ...EXISTING.map(({ types, what }): NotProved => {
    const conditions = types
      .flatMap((type) => LAYERS.flatMap((layer) => plan.stack(layer)?.dataSources(type) ?? []))
      .flatMap(({ config }) => blocks(config["lifecycle"]).flatMap((each) => blocks(each["postcondition"])));
    return { kind: "plan", what: `conditions on ${what}`, count: conditions.length };
  }),
  { kind: "plan", what: "values that a plan lacks", count: unknown },
];

function statedOnly({ plan, stated }: JudgedEnvironment): NotProved[] {
  const models = [...stated.models.values()];
  const attachments = vpcAttachmentsOf(plan);
  const nameOfAttachment = ({ resource }: VpcAttachment): string => resource.name;
  const out = attachments.filter(({ ranges }) => ranges.includes(ANYWHERE));
  const bucket = asObject(plan.stack("cluster")?.outputs["model_bucket"])["value"];
  const isUnread =
    !String(bucket ?? "${").includes("${") && plan.resources("data.aws_s3_bucket").length === 0;
  const counts: readonly (readonly [what: string, count: number])[] = [
    ["administrators", stated.administrators?.length ?? 0],
    ["access of other roles", stated.access?.length ?? 0],
    ["rules of network.extraRules", stated.extraRules?.length ?? 0],
    ["permissions of models", models.flatMap(({ permissions }) => permissions).length],
    ["requests a second of models", models.filter(({ rates }) => rates !== undefined).length],
    ["GPU memory of models", models.filter(({ gpuMemoryGiB }) => gpuMemoryGiB !== undefined).length],
    ["sizes of instance types", Object.keys(stated.instanceTypes ?? {}).length],
    ["quotas", Object.keys(stated.quotas).length],
    ["model buckets that no plan reads", isUnread ? 1 : 0],
    ["HTTPS proxies, with the hosts that they let through", stated.proxy === undefined ? 0 : 1],
    ["keys of node disks whose policy admits Auto Scaling", stated.nodeDiskKey === undefined ? 0 : 1],
  ];
  // Routes, the acceptance, and what a hub has, are those of another owner.
  const lists: readonly (readonly [what: string, names: readonly string[]])[] = [
    ["other sides of attachments", attachments.map(nameOfAttachment)],
    ["routes of transit gateways that lead 0.0.0.0/0 to an egress VPC, and back", out.map(nameOfAttachment)],
    ["names that own name servers forward to a resolver of the VPC", privateNamesOf(plan).forwarded],
    ["endpoints of a hub, with their policies and names", interfacesOf(plan).hub?.services ?? []],
  ];
  return [
    ...counts.map(([what, count]): NotProved => ({ kind: "stated", what, count })),
    ...lists.map(([what, names]): NotProved => ({ kind: "stated", what, count: names.length, names })),
  ];
}

/** Pairs of environments with one place and range of an existing VPC, of which one has its id, and one its tags or name. */
function mayBeOne(plans: readonly EnvironmentPlan[]): NotProved {
  const vpcs = plans.flatMap((plan) => {
    const vpc = plan.resources("data.aws_vpc").find(({ name }) => name === "main");
    const id = vpc && plan.text(inLayer(vpc, vpc.config.id));
    const { accountId, region } = homeOf(plan);
    const range = vpc && attributesOf(vpc)["cidr_block"];
    return vpc ? [{ name: plan.name, id, place: JSON.stringify([accountId, region, range]) }] : [];
  });
  const names = vpcs.flatMap(({ name, id, place }) =>
    vpcs
      .filter((each) => id !== undefined && each.id === undefined && each.place === place)
      .map((each) => `${name} and ${each.name}`),
  );
  return { kind: "stated", what: "VPCs by id and by tags that may be one", count: names.length, names };
}

/** Stacks, addresses and parts of blocks, where no check judges a part and no list calls it harmless. */
const blocksNotJudged = (plan: EnvironmentPlan): string[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    if (!stack) return [];
    const typed = [...stack.resources(), ...stack.dataSources()].map(({ address, type, name, config }) => {
      const kind = address.startsWith("data.") ? "data" : "resource";
      return { kind, labels: [type, name], body: config, address };
    });
    const providers = Object.entries(stack.providers).flatMap(([name, all]) =>
      blocks(all).map((body) => ({ kind: "provider", labels: [name], body, address: `provider.${name}` })),
    );
    const settings = { kind: "terraform", labels: [], body: stack.terraform, address: "terraform" };
    return [...typed, ...providers, settings].flatMap((each) => {
      const parts = notJudgedIn(stack, each);
      return parts.length > 0 ? [`${stack.name} ${each.address}: ${parts.join(", ")}`] : [];
    });
  });

function notJudged({
  plan,
  stated,
  findings,
  evaluatesRules,
  isOfUnknownOrigin = false,
  unattributed,
  module,
}: JudgedEnvironment): NotProved[] {
  const images = new Set(pulledImages(plan).map(({ image }) => image.text));
  const { differing = [], added = [], ofFiles = [] } = unattributed ?? {};
  const origins: readonly (readonly [what: string, names: readonly string[]])[] = [
    [MAY_BE_EDITED, isOfUnknownOrigin && !unattributed ? blocksNotJudged(plan) : []],
    ["arguments that differ from synth", differing],
    ["blocks that the recorded settings do not lead to", added],
    ["texts of named files", ofFiles],
  ];
  const counts: readonly (readonly [what: string, count: number])[] = [
    [
      "network ACLs and route targets of existing subnets, which verify reads",
      plan.resources("data.aws_subnet").length,
    ],
    ["conditions in policies of existing endpoints", plan.resources("data.aws_vpc_endpoint").length],
    ["contents and keep-alive times of images", images.size],
    ["alerts in their recorded cases, without promtool", evaluatesRules ? 0 : alertingRulesOf(plan).length],
  ];
  const accepted = shownEntries(plan, stated.acceptedBlocks ?? []);
  const open = findings.filter(({ isNotJudged }) => isNotJudged);
  return [
    ...(hasRecord(stated)
      ? []
      : [
          {
            kind: "judged",
            what: `${OF_RECORD}, without ${module ? CHECKS_FILE : "the output folder of synth (--in DIR)"}`,
          } as const,
        ]),
    {
      kind: "judged",
      what: "own checks, which need their code",
      count: module?.ownChecks.length ?? 0,
      names: module?.ownChecks ?? [],
    },
    ...counts.map(([what, count]): NotProved => ({ kind: "judged", what, count })),
    ...origins.map(([what, names]): NotProved => ({ kind: "judged", what, count: names.length, names })),
    {
      kind: "judged",
      what: "parts of acceptedBlocks",
      count: accepted.length,
      names: accepted.map(({ address }) => address),
    },
    ...open.map(({ check }): NotProved => {
      const what = typeof check === "string" ? check : check.id;
      return { kind: "judged", what, count: 1 };
    }),
  ];
}

/** A count of blocks of which nothing tells the origin. */
const MAY_BE_EDITED = "blocks with unjudged parts that may be edited";

/** Values that checks compare with the environment's file. */
const OF_RECORD = "people in the cluster, permissions, rules and load of models";

const TITLES: Readonly<Record<NotProved["kind"], string>> = {
  plan: "only a plan verifies",
  stated: "only the file states",
  judged: "no check judges",
  command: "not run",
};

/** Names of an entry in a line; JSON has all of them. */
const MOST_NAMES = 3;

/** A line for each kind, without a heading. */
export const notProvedPoints = (all: readonly NotProved[]): string[] =>
  KINDS.flatMap((kind) => {
    const own = all.filter((each) => each.kind === kind);
    return own.length === 0 ? [] : [`${TITLES[kind]}: ${own.map(lineText).join(", ")}`];
  });

/** The last lines of a report in a terminal; empty where everything is proved. */
export function notProvedLines(all: readonly NotProved[]): string[] {
  const points = notProvedPoints(all);
  return points.length === 0 ? [] : ["not proved", ...points.map((point) => `  ${point}`)];
}

function lineText({ what, count, names = [] }: NotProved): string {
  const more = names.length - MOST_NAMES;
  const shown = [names.slice(0, MOST_NAMES).join(", "), ...(more > 0 ? [`${more} more`] : [])].join(" and ");
  return `${what}${count === undefined ? "" : ` ${count}`}${names.length === 0 ? "" : ` (${shown})`}`;
}
