import { AWS_TYPES } from "./harmless/aws-types";
import { DATA_TYPES } from "./harmless/data-types";
import { type HarmlessType } from "./harmless";
import { KUBERNETES_TYPES } from "./harmless/kubernetes-types";

/** Types that are harmless by themselves, and harmless arguments of types that checks judge. */
export const HARMLESS_TYPES: Readonly<Record<string, HarmlessType>> = {
  ...AWS_TYPES,
  ...DATA_TYPES,
  ...KUBERNETES_TYPES,
};
