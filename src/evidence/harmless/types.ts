import { AWS_TYPES } from "./aws-types";
import { DATA_TYPES } from "./data-types";
import { type HarmlessType } from "./harmless";
import { KUBERNETES_TYPES } from "./kubernetes-types";

/** Types that are harmless by themselves, and harmless arguments of types that checks judge. */
export const HARMLESS_TYPES: Readonly<Record<string, HarmlessType>> = {
  ...AWS_TYPES,
  ...DATA_TYPES,
  ...KUBERNETES_TYPES,
};
