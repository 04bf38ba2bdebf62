import { type OutputStack } from "../../src/terraform/output";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { contains } from "../../src/base/cidr";
import { compareEnvironments } from "../../src/review/compare-environments";
import { stops } from "../../src/review/stages/harm";
import { plain } from "../../src/review/stages/phrase";
import { TOPICS } from "../../src/review/topics/all";
import { environmentRules } from "../../src/synth/inputs";
import { type Editable } from "../support/altered";
import { isComplete } from "../support/covering-sample";
import { Plan } from "../support/plan";
import { textsFor } from "../support/synthesized-texts";
import { EXAMPLES, configAfter, everyKeyEdits } from "./every-key-edits";
import { outputStacks } from "./pairs";

/** Something that is permitted to a peer whom the file names, read from the JSON itself. */
interface Permit {
  readonly what: string;
  /** The peer as a line names it. */
  readonly peer: string;
}

const blocks = (stacks: readonly OutputStack[], type: string): Editable[] =>
  stacks.flatMap(({ stack }) =>
    Object.values((stack.json["resource"] as Editable | undefined)?.[type] ?? {}),
  );

const literal = (value: unknown): string[] =>
  typeof value === "string" && !value.includes("${") ? [value] : [];

/** Rules of security groups for ranges outside of the VPC and for foreign groups, and entries, ranges, routes and names of the cluster and its entry. */
function permits(stacks: readonly OutputStack[]): Permit[] {
  const [vpc = ""] = blocks(stacks, "aws_vpc").flatMap((each) => literal(each["cidr_block"]));
  const isForeign = (peer: string): boolean => vpc === "" || !/^[\d.]+\//.test(peer) || !contains(vpc, peer);
  const found = (type: string, arguments_: readonly string[], what: (block: Editable) => string): Permit[] =>
    blocks(stacks, type).flatMap((block) =>
      arguments_
        .flatMap((name) => [block[name] as unknown].flat().flatMap(literal))
        .filter(isForeign)
        .map((peer) => ({ what: `${type} ${what(block)}`, peer })),
    );
  const ports = (block: Editable): string =>
    [block["security_group_id"], block["ip_protocol"], block["from_port"], block["to_port"]].join(" ");
  const peers = ["cidr_ipv4", "referenced_security_group_id", "prefix_list_id"];
  return [
    ...found("aws_vpc_security_group_ingress_rule", peers, ports),
    ...found("aws_vpc_security_group_egress_rule", peers, ports),
    ...found("aws_eks_access_entry", ["principal_arn"], () => ""),
    ...found("aws_eks_access_policy_association", ["principal_arn"], (each) => String(each["policy_arn"])),
    ...found("aws_route", ["destination_cidr_block"], (each) => String(each["route_table_id"])),
    ...found("aws_route53_record", ["name"], (each) => String(each["type"])),
    ...blocks(stacks, "aws_eks_cluster").flatMap((each) =>
      (each["vpc_config"]?.public_access_cidrs ?? []).map((peer: string) => ({ what: "public API", peer })),
    ),
  ];
}

const covers = (one: Permit, other: Permit): boolean =>
  one.what === other.what &&
  (one.peer === other.peer ||
    ([one, other].every(({ peer }) => /^[\d.]+\/\d+$/.test(peer)) && contains(one.peer, other.peer)));

/** Permits of the first side that the second one does not have. */
function ended(before: readonly OutputStack[], after: readonly OutputStack[]): Permit[] {
  const now = permits(after);
  return permits(before).filter((each) => !now.some((one) => covers(one, each)));
}

/** The texts of lines that stop the merge. */
function stopping(name: string, before: readonly OutputStack[], after: readonly OutputStack[]): string[] {
  const change = {
    before: new EnvironmentPlan(name, before),
    after: new EnvironmentPlan(name, after),
    ...compareEnvironments({ environment: name, before, after }),
  };
  return TOPICS.flatMap((topic) => topic.lines(change))
    .filter(({ harm }) => harm !== undefined && stops(harm))
    .map(({ text }) => plain(text));
}

/** Peers that a line names by what they use, since it ends as a whole: the rule, and words of the line. */
const NAMED_BY_USE: readonly (readonly [what: RegExp, words: string])[] = [
  [/training_vpc_resolver_group/, "networks that ask it get no answer"],
];

/** Keys whose removal the gate tries. */
const SAMPLE = /\.apiAccess\.(cidrs|publicCidrs|securityGroupIds)$|\.cluster\.access$|\.extraRules$/;

/** Each key once in each kind of edit that can end something. */
function someEdits() {
  const seen = new Set<string>();
  const all = EXAMPLES.flatMap(([name, config]) =>
    everyKeyEdits(config).flatMap((edit) => {
      const kind = `${edit.key} ${edit.kind}`;
      if (seen.has(kind) || edit.kind === "added" || edit.kind === "longer") return [];
      seen.add(kind);
      return [{ name, config, edit }];
    }),
  );
  return isComplete ? all : all.filter(({ edit: { key, kind } }) => kind === "removed" && SAMPLE.test(key));
}

test("a peer, a principal or a name whose permission ends is named in a line that stops the merge", () => {
  let ends = 0;
  const sides = new Map<string, readonly OutputStack[]>();
  const silent = someEdits().flatMap(({ name, config, edit }) => {
    const after = configAfter(config, edit);
    if (!after || environmentRules(after).length > 0) return [];
    const before = sides.get(name) ?? outputStacks(new Plan(name, textsFor({ name, config })));
    sides.set(name, before);
    const now = outputStacks(new Plan(name, textsFor({ name, config: after })));
    const gone = ended(before, now);
    ends += gone.length;
    if (gone.length === 0) return [];
    const lines = stopping(name, before, now);
    const isNamed = ({ what, peer }: Permit): boolean =>
      [peer, ...NAMED_BY_USE.flatMap(([rule, words]) => (rule.test(what) ? [words] : []))].some((words) =>
        lines.some((line) => line.includes(words)),
      );
    return gone
      .filter((each) => !isNamed(each))
      .map(({ what, peer }) => `${name} ${edit.key} ${edit.kind}: ${what} ${peer}`);
  });
  expect(silent).toEqual([]);
  expect(ends).toBeGreaterThan(isComplete ? 30 : 8);
});
