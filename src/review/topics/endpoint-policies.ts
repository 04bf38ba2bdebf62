import { isDeepStrictEqual } from "node:util";
import { statementReach } from "../../infrastructure/identity-decisions";
import { covers } from "../../infrastructure/identity-patterns";
import { type Statement } from "../../infrastructure/identity-policies";
import { type Endpoint } from "../../infrastructure/network-endpoints";
import { joinValues, type Phrase, say } from "../stages/phrase";
import { attention, type Change, changeAt, editsOf, info, type TopicLine } from "./topic";
import { type Harm } from "../stages/harm";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";

/** The default of AWS. */
const EVERYTHING: Statement = {
  effect: "Allow",
  principals: [{ kind: "*", value: "*" }],
  actions: ["*"],
  resources: ["*"],
  conditions: [],
  inverted: [],
};

/**
 * Calls that the policy of an endpoint lets through, compared as sets of statements. Less is more protection: the checks find needed calls
 * that it denies.
 */
export function policyLines(change: Change, service: string, was: Endpoint, is: Endpoint): TopicLine[] {
  const changed = changeAt(change, is.resource);
  const edits = changed ? editsOf(changed, "policy") : [];
  if (edits.length === 0) return [];
  const [old, now] = [statementsOf(change.before, was), statementsOf(change.after, is)];
  const what = say`policy of ${is.resource.address}, endpoint for ${service}: `;
  const confirmed = (text: Phrase, harm?: Harm): TopicLine[] => [
    attention(is.resource, [...what, ...text], { harm, edits }),
  ];
  if (!old || !now) return confirmed(["it changes, and its statements are not readable before the apply"]);
  const [wider] = now.filter(
    (statement) => isAllow(statement) && !old.some((other) => includes(other, statement)),
  );
  const deniesLess = old.some(
    (statement) => !isAllow(statement) && !now.some((other) => isDeepStrictEqual(other, statement)),
  );
  const harm = "more access";
  if (is.policy === undefined)
    return confirmed(["none, so it lets all calls of every account through"], harm);
  if (wider) {
    const { actions, resources } = statementReach(wider);
    return confirmed(say`it lets ${joinValues(actions)} on ${joinValues(resources)} through`, harm);
  }
  if (deniesLess) return confirmed(["it denies less"], harm);
  return [info(is.resource, [...what, "it lets less through, and nothing more"], { edits })];
}

const statementsOf = (plan: Change["before"], endpoint: Endpoint): readonly Statement[] | undefined =>
  endpoint.policy === undefined ? [EVERYTHING] : endpointPolicies(plan, endpoint)[0]?.statements;

const isAllow = ({ effect }: Statement): boolean => effect === "Allow";

/** Whether a statement allows all that another one does. Conditions and inverted elements must be the same, or missing. */
function includes(wide: Statement, narrow: Statement): boolean {
  const isPlain = wide.inverted.length === 0 && narrow.inverted.length === 0;
  if (!isAllow(wide) || !isPlain) return isDeepStrictEqual({ ...wide, sid: "" }, { ...narrow, sid: "" });
  const [outer, inner] = [statementReach(wide), statementReach(narrow)];
  const all = (covering: readonly string[], covered: readonly string[]): boolean =>
    covered.every((each) => covering.some((other) => covers(other, each)));
  const everyone = wide.principals.some(({ kind }) => kind === "*");
  return (
    (everyone || isDeepStrictEqual(wide.principals, narrow.principals)) &&
    (wide.conditions.length === 0 || isDeepStrictEqual(wide.conditions, narrow.conditions)) &&
    all(outer.actions, inner.actions) &&
    all(outer.resources, inner.resources)
  );
}
