import { type Json } from "../../../terraform/stack-json";
import facts from "./values-needed.json";

/** A value that an installation on EKS without internet access needs, with the consequence of another one. */
interface NeededValue {
  readonly path: readonly string[];
  readonly value: Json;
  readonly otherwise: string;
}

export const PROMETHEUS_VALUES: readonly NeededValue[] = facts.values;
