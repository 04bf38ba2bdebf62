import { own } from "../base/own";
import { block, type Json, text, texts } from "../terraform/stack-json";
import { items, type LabelSelector } from "./kubernetes-api";

/** Labels or annotations of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Labels or annotations; numbers and booleans are converted to strings, as Terraform does. A null one is absent. */
export function labelsOf(value: Json | undefined): Labels {
  return Object.fromEntries(
    Object.entries(block(value)).flatMap(([key, item]) =>
      item === null ? [] : [[key, typeof item === "string" ? item : JSON.stringify(item)]],
    ),
  );
}

/** Whether labels have all those of a selector. */
export const carries = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Level that labels of a namespace enforce; undefined if they enforce none. */
export const enforcedLevel = (labels: Labels): string | undefined =>
  labels["pod-security.kubernetes.io/enforce"];

type Operator = (label: string | undefined, values: readonly string[]) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  In: (label, values) => label !== undefined && values.includes(label),
  NotIn: (label, values) => label === undefined || !values.includes(label),
  Exists: (label) => label !== undefined,
  DoesNotExist: (label) => label === undefined,
};

/**
 * Each expression of a selector, and whether labels meet it: undefined for an operator that Kubernetes refuses.
 *
 * Source: Kubernetes documentation, Labels and Selectors: resources that support set-based
 * requirements (read 2026-11-20).
 */
export const requirementsOn = (selector: LabelSelector | undefined, labels: Labels) =>
  items(selector?.matchExpressions).map((expression) => {
    const [operator, key] = [text(expression.operator) ?? "(none)", text(expression.key) ?? ""];
    const values = texts(expression.values);
    const words = [key || "(no key)", operator, ...values].join(" ");
    return { operator, words, isMet: own(OPERATORS, operator)?.(labels[key], values) };
  });
