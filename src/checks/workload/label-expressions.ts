import { type Labels, requirementsOn } from "../../infrastructure/kubernetes-labels";
import { type LabelSelector } from "../../infrastructure/kubernetes-api";

/** Expressions of a selector that Kubernetes refuses, or that labels do not meet. */
export const expressionProblems = (
  selector: LabelSelector | undefined,
  labels: Labels,
  where: string,
): string[] =>
  requirementsOn(selector, labels).flatMap(({ operator, words, isMet }) => {
    if (isMet === undefined)
      return [
        `an expression of ${where} has the operator ${operator}, expected In, NotIn, Exists or DoesNotExist`,
      ];
    return isMet ? [] : [`its pods do not meet the expression ${words} of ${where}`];
  });
