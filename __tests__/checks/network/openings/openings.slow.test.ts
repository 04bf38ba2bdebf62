import { CHECKS } from "../../../../src/checks/all";
import { type Check, type Finding } from "../../../../src/checks/check";
import { severityOf } from "../../../../src/checks/run";
import { type Stated, statedIn } from "../../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { altered, environmentPlan } from "../../../support/altered";
import { configWith } from "../../../support/environments";
import { CONTEXT } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";
import { planOf } from "../../../support/reference-plans";
import { ACLS_THAT_FIT, ACLS_THAT_OPEN } from "./acls";
import { type Case, type OpeningCase } from "./case";
import { CONNECTIONS_THAT_FIT, CONNECTIONS_THAT_OPEN } from "./connections";
import { DOORS_THAT_FIT, DOORS_THAT_OPEN } from "./doors";
import { MEMBERS_THAT_FIT, MEMBERS_THAT_OPEN } from "./members";
import { NAMES_THAT_FIT, NAMES_THAT_OPEN } from "./names";
import { POLICIES_THAT_FIT, POLICIES_THAT_OPEN } from "./policies";
import { ROUTES_THAT_FIT, ROUTES_THAT_OPEN } from "./routes";
import { RULES_THAT_FIT, RULES_THAT_OPEN } from "./security-groups";

/** Checks that judge other sides of a block: tags, capacity, costs, what the tool knows of a type, clients that are no longer admitted. */
const OTHER_SUBJECTS =
  /^(resource-|tags|own-|versions|account-|quota|subnet-prefixes|security-group-style|log-|database|.*cost|destroy|teardown|name|load-balancer-subnets|operators-reach-api)/;
const NETWORK = CHECKS.filter(({ id }) => !OTHER_SUBJECTS.test(id));

const statements = new Map<string, Stated>();
function statedOf(environment: string): Stated {
  const stated = statements.get(environment) ?? statedIn(settingsFor(configWith(environment)));
  statements.set(environment, stated);
  return stated;
}

const findingsOf = (plan: EnvironmentPlan): (readonly [Check, Finding])[] =>
  NETWORK.flatMap((check) =>
    check.run(plan, { ...CONTEXT, statedOf }).map((finding) => [check, finding] as const),
  );

const lineOf = ([check, finding]: readonly [Check, Finding]): string =>
  `${severityOf({ ...finding, check })} ${check.id} ${finding.address}: ${finding.message}`;

const references = new Map<string, ReadonlySet<string>>();
function linesBefore(environment: string): ReadonlySet<string> {
  const known = references.get(environment);
  const lines = known ?? new Set(findingsOf(environmentPlan(planOf(environment))).map(lineOf));
  references.set(environment, lines);
  return lines;
}

const linesAfter = ({ environment, edit }: Case): string[] =>
  findingsOf(altered(environment, edit))
    .map(lineOf)
    .filter((line) => !linesBefore(environment).has(line));

const named = <T extends Case>(cases: readonly T[]): [string, T][] => cases.map((each) => [each.what, each]);

const OPENINGS: Readonly<Record<string, readonly OpeningCase[]>> = {
  "rules of security groups": RULES_THAT_OPEN,
  "network ACLs": ACLS_THAT_OPEN,
  routes: ROUTES_THAT_OPEN,
  "ways into the VPC": DOORS_THAT_OPEN,
  "connections of other networks": CONNECTIONS_THAT_OPEN,
  "subnets and groups of interfaces": MEMBERS_THAT_OPEN,
  names: NAMES_THAT_OPEN,
  "network policies": POLICIES_THAT_OPEN,
};

const FITTING: Readonly<Record<string, readonly Case[]>> = {
  "rules of security groups": RULES_THAT_FIT,
  "network ACLs": ACLS_THAT_FIT,
  routes: ROUTES_THAT_FIT,
  "ways into the VPC": DOORS_THAT_FIT,
  "connections of other networks": CONNECTIONS_THAT_FIT,
  "subnets and groups of interfaces": MEMBERS_THAT_FIT,
  names: NAMES_THAT_FIT,
  "network policies": POLICIES_THAT_FIT,
};

describe.each(Object.entries(OPENINGS))("an opening by %s is an error", (_, cases) => {
  test.each(named(cases))("%s", (__, each) => {
    const lines = linesAfter(each).filter(
      (line) => line.startsWith("error ") && line.includes(` ${each.address}: `),
    );
    expect(lines.join("\n")).toMatch(each.words);
  });
});

describe.each(Object.entries(FITTING))("%s that open nothing more are accepted", (_, cases) => {
  test.each(named(cases))("%s", (__, each) => {
    expect(linesAfter(each)).toEqual([]);
  });
});
