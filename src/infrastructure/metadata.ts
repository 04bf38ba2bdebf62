import { type Mapping } from "./values";

// Fields of the Kubernetes API that proofs read. Every field can be absent.

export interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Mapping;
  readonly annotations?: Mapping;
}

export interface LabelSelector {
  readonly matchLabels?: Mapping;
  readonly matchExpressions?: readonly Requirement[];
}

/** A requirement on a label, or on a field of a node. */
export interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** A reference by name to an object of a known kind. */
export interface NameReference {
  readonly name?: string;
}
