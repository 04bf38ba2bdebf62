import { type CustomKind } from "../../../infrastructure/part-kinds";
import { KSERVE } from "../facts";
import { inferenceServicesOf } from "../model";

export const CUSTOM_KIND: CustomKind = {
  kind: KSERVE.kind,
  makes: "deployment",
  createdIn: (plan) => inferenceServicesOf(plan).map(({ object, deployment }) => ({ object, ...deployment })),
};
