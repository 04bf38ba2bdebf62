import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { memoizePerPlan } from "../blocks";
import { secretIn } from "./secret-looks";
import { textsOf } from "./texts";

/**
 * The texts of which a check may have something to say: one look at all of them for all checks, by searches that
 * are quick. Each check then looks closely.
 */
export const noteworthyTextsOf = memoizePerPlan((plan: EnvironmentPlan) =>
  textsOf(plan, (value, isKey) => mayBeTemplate(value) || mayHide(value, isKey) || mayBeSecret(value, isKey)),
);

const mayBeTemplate = (value: string): boolean => value.includes("${") || value.includes("%{");

/** Keys that JavaScript gives a meaning of their own. */
export const RESERVED_KEYS = ["__proto__", "constructor", "prototype"];

/** Longer than anything that an AWS or Kubernetes field takes, in bytes. */
export const MOST_BYTES = 64 * 1024;

/** Something that is not plain, or long, or reserved. */
const mayHide = (value: string, isKey: boolean): boolean =>
  value.length * 3 > MOST_BYTES ||
  (isKey && RESERVED_KEYS.includes(value)) ||
  /[^\x20-\x7e\t\n]|TfToken|e\+/.test(value);

/** A secret by its look, or a write-only argument, which takes one. */
const mayBeSecret = (value: string, isKey: boolean): boolean =>
  isKey ? value.endsWith("_wo") : secretIn(value) !== undefined;
