import { block, type Json } from "../terraform/stack-json";

/** Labels or annotations of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Labels or annotations; numbers and booleans are converted to strings, as Terraform does. */
export function labelsOf(value: Json | undefined): Labels {
  return Object.fromEntries(
    Object.entries(block(value)).map(([key, item]) => [
      key,
      typeof item === "string" ? item : JSON.stringify(item),
    ]),
  );
}

/** Whether labels have all those of a selector. */
export const carries = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Level that labels of a namespace enforce; undefined if they enforce none. */
export const enforcedLevel = (labels: Labels): string | undefined =>
  labels["pod-security.kubernetes.io/enforce"];
