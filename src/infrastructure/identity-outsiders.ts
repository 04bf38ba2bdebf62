import { WRITERS } from "../evidence/log-delivery";
import { decide, EVERYTHING, statementReach } from "./identity-decisions";
import { type Truth } from "../base/truth";
import { type Principal, type Statement } from "./identity-policies";
import {
  ANY_SOURCE,
  EVERYONE,
  identity,
  identityCallers,
  isTrusted,
  type PolicyCaller,
  type Scene,
  serviceCaller,
  singledOut,
  sourcesIn,
} from "./identity/principals/callers";
import { readable, settledStatement, settledText } from "./identity-settled-texts";
import { type Stated, trustedValues } from "./stated";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { homeOf } from "./text-references";
import { isDeny } from "./identity/iam/applies";
import { namedRoles, whoIs } from "./identity/principals/who";

/** A settled policy whose principals are judged. */
interface Judged extends Scene {
  /** True for the trust of a role, which alone decides who assumes it: another check judges its services. */
  readonly isTrust: boolean;
  /** ARNs that the file names as consumers of an endpoint service. */
  readonly consumers: ReadonlySet<string>;
  readonly statements: readonly Statement[];
}

/** Of the trust of a role: an entry of `trusted` says that an account uses resources, and not that it assumes roles. */
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Statements of a policy, with settled texts, and the callers outside the environment that each statement lets in, in
 * words; of several groups only the widest. A caller whom a Deny of the policy refuses for all that the statement
 * allows is not let in.
 */
export function judgedStatements(
  plan: EnvironmentPlan,
  stated: Stated,
  isTrust: boolean,
  policy: { readonly resource: PlannedResource; readonly statements: readonly Statement[] },
): { readonly statement: Statement; readonly outsiders: readonly string[] }[] {
  const { layer, type } = policy.resource;
  const judged: Judged = {
    plan,
    named: namedRoles(plan, stated),
    trusted: isTrust ? NOBODY : trustedValues(stated.names, "account"),
    isTrust,
    consumers: (type.startsWith("aws_vpc_endpoint_service") ? stated.names?.named : undefined) ?? NOBODY,
    statements: policy.statements.map((each) => settledStatement(plan, layer, each)),
  };
  return judged.statements
    .filter(({ effect }) => effect === "Allow")
    .map((statement) => ({ statement, outsiders: outsidersOf(judged, statement) }));
}

/** Whether a principal of a policy is everyone, or nobody whom the environment knows. */
export function isOutsider(
  plan: EnvironmentPlan,
  { layer }: PlannedResource,
  { kind, value }: Principal,
): boolean {
  const who = whoIs(plan, [], { kind, value: settledText(plan, { layer, value }) });
  return who.is === "everyone" || who.is === "stranger";
}

const outsidersOf = (judged: Judged, statement: Statement): string[] =>
  statement.principals.flatMap((principal) => [...new Set(outsidersBy(judged, statement, principal))]);

function outsidersBy(judged: Judged, statement: Statement, principal: Principal): string[] {
  const who = whoIs(judged.plan, judged.named, principal);
  const entering = (callers: readonly PolicyCaller[]): string[] =>
    callers.flatMap((caller) => enters(judged, statement, caller));
  const compared = comparedIn(judged, statement);
  const widest = (groups: readonly (readonly PolicyCaller[])[]): string[] =>
    groups.map(entering).find((words) => words.length > 0) ?? [];
  switch (who.is) {
    case "everyone":
      return widest([
        EVERYONE,
        anySource(statement, "services of AWS for any account"),
        ...singledOut(judged, compared),
        sourcesIn(judged, compared).map((each) => ({ ...each, words: `services of AWS for ${each.words}` })),
      ]);
    case "account": {
      if (!judged.isTrust) return [];
      const { accountId } = homeOf(judged.plan);
      const words = `every identity of account ${accountId} whose policies allow ${statement.actions.join(", ")}`;
      return widest([[identityCallers(accountId, words)], ...singledOut(judged, compared)]);
    }
    case "service":
      return judged.isTrust ? [] : widest(forService(judged, statement, principal));
    case "load-balancers":
      return isOwnPath(judged, statement)
        ? []
        : entering([identity(principal.value, "load balancers of any account")]);
    case "stranger":
      if (isTrusted(judged, principal.value) || judged.consumers.has(principal.value)) return [];
      return entering([
        principal.kind === "AWS"
          ? identity(principal.value, who.words)
          : { words: who.words, principal, context: {} },
      ]);
    default:
      return [];
  }
}

/** The statement with the conditions of each Deny: these single callers out, too. */
const comparedIn = ({ statements }: Judged, statement: Statement): Statement => ({
  ...statement,
  conditions: [statement, ...statements.filter(isDeny)].flatMap(({ conditions }) => conditions),
});

function forService(judged: Judged, statement: Statement, principal: Principal): PolicyCaller[][] {
  const { value } = principal;
  if (value === WRITERS.alb.service && isOwnPath(judged, statement)) return [];
  return [
    anySource(statement, `${value} for any account`, principal),
    sourcesIn(judged, comparedIn(judged, statement)).map((each) => ({
      ...each,
      principal,
      words: `${value} for ${each.words}`,
    })),
  ];
}

const anySource = (statement: Statement, words: string, principal?: Principal): PolicyCaller[] =>
  ANY_SOURCE.map((sources) => serviceCaller(statement, words, sources, principal));

/** Logs of load balancers have the account in their path. */
const isOwnPath = ({ plan }: Scene, { resources }: Statement): boolean =>
  resources.length > 0 && resources.every((each) => each.includes(`/AWSLogs/${homeOf(plan).accountId}/`));

/**
 * The words of a caller whom a statement lets in, with the conditions that nothing known decides. The account of the
 * caller may allow everything.
 */
function enters(
  { statements }: Judged,
  statement: Statement,
  { words, principal, context }: PolicyCaller,
): string[] {
  const resource = [statement, ...statements.filter(isDeny)];
  const policies = { identity: EVERYTHING, resource, resourceMustAllow: true };
  const { actions, resources } = statementReach(statement);
  const answers = actions.flatMap((action) =>
    resources.map((each): Truth => decide(policies, { principal, action, resource: each, context })),
  );
  const open = answers.filter((each) => each !== false);
  if (open.length === 0) return [];
  const keys = statement.conditions.map(({ key }) => key);
  const undecided = new Set(open.flatMap((each) => (each === true ? [] : each.dependsOn)));
  const depends = open.includes(true) ? [] : keys.filter((key) => undecided.has(key));
  return [depends.length === 0 ? words : `${words} (${depends.map(readable).join(", ")} decides)`];
}
