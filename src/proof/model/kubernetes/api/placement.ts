import { type Requirement } from "./metadata";
import { type Amount } from "./values";

/** The parts of a pod that decide on which nodes it can run. */
export type Affinity = { readonly nodeAffinity?: NodeAffinity };

export type NodeAffinity = {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly preference?: NodeSelectorTerm;
    readonly weight?: Amount;
  }[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
};

export type NodeSelector = { readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] };

export type NodeSelectorTerm = {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
};

export type Toleration = {
  readonly effect?: string;
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
};
