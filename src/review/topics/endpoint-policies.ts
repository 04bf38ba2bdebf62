import { isDeepStrictEqual } from "node:util";
import { endpointStatements } from "../../infrastructure/endpoint-policies";
import { actionsOf, resourcesOf } from "../../infrastructure/statements";
import { covers } from "../../infrastructure/wildcards";
import { type Statement } from "../../infrastructure/policies";
import { type Endpoint } from "../../infrastructure/endpoints";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { changeOf } from "./both-sides";
import { type Change, type TopicLine } from "./topic";

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
  const edits = changeOf(change, is.resource)?.edits.filter(({ argument }) => argument === "policy") ?? [];
  if (edits.length === 0) return [];
  const { layer, address } = is.resource;
  const [old, now] = [statementsOf(change.before, was), statementsOf(change.after, is)];
  const line = (level: "attention" | "info", text: TopicLine["text"]): TopicLine[] => [
    { level, layer, address, edits, text: say`policy of ${address}, endpoint for ${service}: ${text}` },
  ];
  const wide = (text: Phrase) =>
    line("attention", text).map((each) => ({ ...each, harm: "more access" as const }));
  if (!old || !now)
    return line("attention", say`it changes, and its statements are not readable before the apply`);
  const wider = now.filter(
    (statement) => isAllow(statement) && !old.some((other) => includes(other, statement)),
  );
  const undenied = old.filter(
    (statement) => !isAllow(statement) && !now.some((other) => isDeepStrictEqual(other, statement)),
  );
  if (is.policy === undefined) return wide(say`none, so it lets all calls of every account through`);
  const [first] = wider;
  if (first)
    return wide(say`it lets ${joinValues(actionsOf(first))} on ${joinValues(resourcesOf(first))} through`);
  if (undenied.length > 0) return wide(say`it denies less`);
  return line("info", say`it lets less through, and nothing more`);
}

const statementsOf = (plan: Change["before"], endpoint: Endpoint): readonly Statement[] | undefined =>
  endpoint.policy === undefined ? [EVERYTHING] : endpointStatements(plan, endpoint);

const isAllow = ({ effect }: Statement): boolean => effect === "Allow";

/** Whether a statement allows all that another one does. Conditions and inverted elements must be the same, or missing. */
function includes(wide: Statement, narrow: Statement): boolean {
  const isPlain = wide.inverted.length === 0 && narrow.inverted.length === 0;
  if (!isAllow(wide) || !isPlain) return isDeepStrictEqual({ ...wide, sid: "" }, { ...narrow, sid: "" });
  const all = (outer: readonly string[], inner: readonly string[]): boolean =>
    inner.every((each) => outer.some((other) => covers(other, each)));
  const everyone = wide.principals.some(({ kind }) => kind === "*");
  return (
    (everyone || isDeepStrictEqual(wide.principals, narrow.principals)) &&
    (wide.conditions.length === 0 || isDeepStrictEqual(wide.conditions, narrow.conditions)) &&
    all(actionsOf(wide), actionsOf(narrow)) &&
    all(resourcesOf(wide), resourcesOf(narrow))
  );
}
