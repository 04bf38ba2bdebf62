import { type EnvironmentPlan } from "../terraform/environment-plan";
import { inAllStacks, memoizePerPlan, memoizePerStack } from "./blocks";
import { secretIn } from "../terraform/secret-looks";
import { textsIn } from "./texts";

/**
 * Texts that a check may report. All texts are searched once for all checks, with fast patterns; each check then
 * examines the results in detail.
 */
export const noteworthyTextsOf = memoizePerPlan((plan: EnvironmentPlan) =>
  inAllStacks(plan, noteworthyTextsIn),
);

export const noteworthyTextsIn = memoizePerStack((stack, layer) =>
  textsIn(
    stack,
    layer,
    (value, isKey) => mayBeTemplate(value) || mayHide(value, isKey) || mayBeSecret(value, isKey),
  ),
);

const mayBeTemplate = (value: string): boolean => value.includes("${") || value.includes("%{");

/** Keys with a special meaning in JavaScript. */
export const RESERVED_KEYS = ["__proto__", "constructor", "prototype"];

/** Bytes; longer than any field of AWS or Kubernetes allows. */
export const MOST_BYTES = 64 * 1024;

/** True for unusual characters, long texts and reserved keys. */
const mayHide = (value: string, isKey: boolean): boolean =>
  value.length * 3 > MOST_BYTES ||
  (isKey && RESERVED_KEYS.includes(value)) ||
  /[^\x20-\x7e\t\n]|TfToken|e\+/.test(value);

/** True for a secret by its format, or a write-only argument, which holds one. */
const mayBeSecret = (value: string, isKey: boolean): boolean =>
  isKey ? value.endsWith("_wo") : secretIn(value) !== undefined;
