import { type NameLimit } from "../../catalog/name-limits";
import { type Check, at } from "../check";
import { emittedNames } from "./emitted-names";

export const nameLimits: Check = {
  id: "name-limits",
  severity: "error",
  title:
    "every name, label, key and description has the length and the alphabet that AWS and Kubernetes take",
  why: "a name that is refused stops the apply in the middle, with some resources made and some not",
  fix: "choose a shorter or plainer name; names that are derived follow namePrefix and the model's name",
  source: "src/catalog/name-limits.ts, which names the API references",
  run: (plan) =>
    emittedNames(plan).flatMap(({ resource, what, text, limit }) => {
      const wrong = problem(text, limit);
      return wrong ? [{ ...at(resource), message: `${what} ${quotedExcerpt(text)} ${wrong}` }] : [];
    }),
};

function problem(text: string, { min = 0, max, pattern, of }: NameLimit): string | undefined {
  const length = [...text].length;
  if (length > max) return `has ${length} characters, at most ${max} are taken`;
  if (length < min) return `has ${length} characters, at least ${min} are needed`;
  return pattern.test(text) ? undefined : `is not made of ${of}`;
}

/** A text for a message: quoted, and cut where it is endless. */
const quotedExcerpt = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
