import { EKS_REGIONS } from "../../src/facts/regions";
import { environmentSchema } from "../../src/parts/environment-schema";
import { partitionOf } from "../../src/facts/aws";
import { CHECKS } from "../../src/checks/all";
import { statedIn } from "../../src/infrastructure/stated";
import { environmentRules } from "../../src/synth/inputs";
import { environmentPlan } from "../support/altered";
import { isComplete } from "../support/covering-sample";
import { merge } from "../support/environments";
import { CONTEXT } from "../support/findings";
import { smallEnvironment } from "../support/minimal-file";
import { IDS } from "../support/network-by-ids";
import { Plan } from "../support/plan";
import { settingsFor } from "../support/recorded-causes";
import { textsFor } from "../support/synthesized-texts";

const NAME = "small";

/** A problem of the file, or a finding that is more than a notice. */
interface Said {
  readonly what: string;
  readonly fix: string;
  /** Path of the key of a problem. @default - a finding, whose fix names the whole path */
  readonly path?: readonly (string | number)[];
}

/** Problems of rules with an environment; without any, findings of checks. */
function saidOf(change: object): readonly Said[] {
  const config = environmentSchema.parse(
    merge(smallEnvironment({ components: { "cluster-autoscaler": {} } }), change),
  );
  const problems = environmentRules(config).map(({ path, fix }) => ({
    what: path.join("."),
    fix,
    path,
  }));
  if (problems.length > 0) return problems;
  const plan = environmentPlan(new Plan(NAME, textsFor({ name: NAME, config })));
  const stated = statedIn(settingsFor(config));
  return CHECKS.flatMap((check) =>
    check
      .run(plan, { ...CONTEXT, statedOf: () => stated })
      .filter(({ isNotice }) => isNotice !== true)
      .map(({ address, fix = check.fix }) => ({ what: `${check.id} ${address}`, fix })),
  );
}

/** The change of the file that a fix names: `set network.egress to none`, or `set s3Policy: full-access` beside the path of a problem. */
function editIn({ fix, path = [] }: Said): object | undefined {
  const [, key = "", value = ""] = /\bset ([\w.]+)(?: to|:) ([\w-]+)/.exec(fix) ?? [];
  if (key === "" || value === "a") return undefined;
  const keys = key.includes(".") ? key.split(".") : [...path.slice(0, -1), key];
  const written = /^(true|false)$/.test(value)
    ? value === "true"
    : /^\d+$/.test(value)
      ? Number(value)
      : value;
  return keys.reduceRight<unknown>((below, each) => ({ [each]: below }), written) as object;
}

/** The long matrix has each region, the short one a region of each kind: known, of another partition, and without facts. */
const REGIONS = isComplete ? EKS_REGIONS : ["eu-west-1", "us-gov-west-1", "ap-southeast-6"];

const NETWORKS: readonly object[] = ["least-privilege", "full-access"].flatMap((s3Policy) => [
  { endpoints: { s3Policy } },
  { egress: "single-nat", endpoints: { s3Policy } },
  { egress: "single-nat", endpoints: { s3Policy, interfaces: false } },
  { endpoints: { s3Policy }, privateSubnets: { cidrs: ["10.0.0.0/19", "10.0.32.0/19"] }, existing: IDS },
]);

const CASES = REGIONS.flatMap((region) =>
  NETWORKS.map((network) => {
    const admins = [`arn:${partitionOf(region)}:iam::111122223333:role/platform-admin`];
    return [region, JSON.stringify(network), { region, network, cluster: { admins } }] as const;
  }),
);

let followed = 0;

test.each(CASES)("a fix that names a key leads to no other problem: %s, %s", (_, __, change) => {
  const before = saidOf(change);
  for (const said of before) {
    const edit = editIn(said);
    if (edit === undefined) continue;
    followed += 1;
    const after = saidOf(merge(change, edit)).map(({ what }) => what);
    expect(after).not.toContain(said.what);
    // Checks run only where no rule has a problem.
    const known = said.path === undefined ? before.map(({ what }) => what) : [];
    const kept = said.path === undefined ? known : beside(change, edit);
    expect(after.filter((what) => !kept.includes(what))).toEqual([]);
  }
});

/** Findings of an environment with the edit, whose fixes name no key: the edit is not their cause. */
const beside = (change: object, edit: object): string[] =>
  saidOf(merge(change, edit)).flatMap((said) => (editIn(said) === undefined ? [said.what] : []));

test("some fixes name a key", () => {
  expect(followed).toBeGreaterThan(REGIONS.length);
});
