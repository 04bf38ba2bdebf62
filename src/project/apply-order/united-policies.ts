import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";

/**
 * The text of a policy that allows what two versions allow; undefined where the new one allows all that the old one
 * does. What it denies is what the new one denies.
 *
 * @param known the new one with known values in place of expressions, as a state has the old one
 */
export function unitedPolicies(
  now: Json | undefined,
  old: Json | undefined,
  known: Json | undefined,
): string | undefined {
  const [statements, before] = [now, old].map((policy) =>
    listOf(asObject(policy)["Statement"]).map(asObject),
  );
  if (!statements || !before || statements.length === 0) return undefined;
  const allowed = [...statements, ...listOf(asObject(known)["Statement"]).map(asObject)];
  const lost = before.filter(
    (each) => each["Effect"] === "Allow" && !allowed.some((statement) => isCovered(each, statement)),
  );
  if (lost.length === 0) return undefined;
  const taken = new Set(statements.map(({ Sid }) => Sid));
  const named = lost.map((statement): JsonObject => {
    let { Sid } = statement;
    if (Sid === undefined) return statement;
    while (taken.has(Sid)) Sid = `${String(Sid)}Before`;
    taken.add(Sid);
    return { ...statement, Sid };
  });
  return JSON.stringify({ ...asObject(now), Statement: [...statements, ...named] });
}

/** Whether a statement allows all that another one does, as far as their lists of texts show it. */
function isCovered(old: JsonObject, now: JsonObject): boolean {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => key !== "Sid");
  return keys.every((key) =>
    key === "Action" || key === "Resource"
      ? listOf(old[key]).every((each) => listOf(now[key]).includes(each))
      : isDeepStrictEqual(old[key], now[key]),
  );
}

/** One item can be written without a list. */
const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? asArray(value) : [value];
