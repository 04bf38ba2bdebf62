import { own } from "../../base/own";
import { text, texts } from "../../terraform/stack-json";
import { type Labels } from "../../infrastructure/kubernetes-labels";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";

/**
 * Expressions of a selector that Kubernetes refuses, or that labels do not meet.
 *
 * Source: Kubernetes documentation, Labels and Selectors: resources that support set-based
 * requirements (read 2026-11-20).
 */
export const expressionProblems = (
  selector: LabelSelector | undefined,
  labels: Labels,
  where: string,
): string[] =>
  items(selector?.matchExpressions).flatMap((expression) => {
    const operator = text(expression.operator) ?? "(none)";
    const isMet = own(OPERATORS, operator);
    if (isMet === undefined)
      return [
        `an expression of ${where} has the operator ${operator}, expected In, NotIn, Exists or DoesNotExist`,
      ];
    const key = text(expression.key) ?? "";
    const values = texts(expression.values);
    const words = [key || "(no key)", operator, ...values].join(" ");
    return isMet(labels[key], values) ? [] : [`its pods do not meet the expression ${words} of ${where}`];
  });

type Operator = (label: string | undefined, values: readonly string[]) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  In: (label, values) => label !== undefined && values.includes(label),
  NotIn: (label, values) => label === undefined || !values.includes(label),
  Exists: (label) => label !== undefined,
  DoesNotExist: (label) => label === undefined,
};
