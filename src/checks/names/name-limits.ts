import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { type EmittedName, emittedNames } from "./emitted-names";
import { repeated } from "../../base/lists";
import TEXTS from "./texts.json";

export const nameLimits: Check = {
  ...ruleOf(TEXTS, "name-limits"),
  run: (plan) => [
    ...emittedNames(plan).flatMap(({ resource, what, text, limit }) => {
      const wrong = problem(text, limit);
      return wrong ? [{ ...at(resource), message: `${what} ${quotedExcerpt(text)} ${wrong}` }] : [];
    }),
    ...repeatedContainers(plan),
  ],
};

/** Init containers share the names of the other containers. */
function repeatedContainers(plan: EnvironmentPlan): Finding[] {
  return objectsOf(plan).pods.flatMap(({ owner, containers }) =>
    repeated(containers.map(({ name }) => name)).map((name) => ({
      ...at(owner.resource),
      message: `container name ${quotedExcerpt(name)}: two containers have this name`,
    })),
  );
}

function problem(text: string, { min = 0, max, pattern, of }: EmittedName["limit"]): string | undefined {
  const length = [...text].length;
  const has = `has ${length} ${length === 1 ? "character" : "characters"}`;
  if (length > max) return `${has}, more than the maximum of ${max}`;
  if (length < min) return `${has}, fewer than the minimum of ${min}`;
  return pattern.test(text) ? undefined : `is invalid, expected ${of}`;
}

/** A quoted text for a message, shortened to 80 characters. */
const quotedExcerpt = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
