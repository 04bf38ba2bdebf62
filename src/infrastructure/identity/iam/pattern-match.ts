import { type Truth, unknown } from "../../../base/truth";
import { headOf } from "./pattern-head";
import { haveCommonText, covers, openPart } from "../../identity-patterns";

/** A reference that Terraform resolves at the apply. */
const REFERENCE = /(?<!\$)\$\{[^{}]*\}/;

const VARIABLE = /\$\$\{[^{}]*\}/;

/**
 * Whether a pattern of a policy matches what is asked, which may be a pattern too: true for each of its texts, false for all of them, or
 * unknown.
 */
export function patternMatch(stated: string, asked: string): Truth {
  if (!/[*?]|\$\{/.test(asked) && !stated.includes("${") && !asked.startsWith(headOf(stated))) return false;
  if (!VARIABLE.test(stated) && covers(stated, asked)) return true;
  const isOneSided = REFERENCE.test(stated) !== REFERENCE.test(asked);
  const [first, second] = isOneSided ? [shapeOf(stated, asked), shapeOf(asked, stated)] : [stated, asked];
  if (!haveCommonText(first, second)) return false;
  const [part] = (VARIABLE.exec(stated) ?? (isOneSided && REFERENCE.exec(`${stated} ${asked}`))) || [];
  return unknown(part ?? openPart(asked));
}

/** Types whose name has the service as it is in ARNs. */
const NAMED_SERVICE = /\baws_(dynamodb|ecr|eks|iam|kms|lambda|secretsmanager|sns|sqs)_\w+\./;

/** Possible values of a reference beside another text: any text, or any ARN of the service in the partition of the other one. */
const shapeOf = (pattern: string, other: string): string =>
  pattern.replace(new RegExp(REFERENCE, "g"), (reference) => {
    if (!/\.(\w+_)?arn\}$/.test(reference)) return "*";
    const partition = /^arn:([^:*?]+):/.exec(other)?.[1] ?? "*";
    return `arn:${partition}:${NAMED_SERVICE.exec(reference)?.[1] ?? "*"}:*`;
  });
