import { type LabelSelector } from "./metadata";
import { type Amount, type Mapping, type Texts } from "./values";

export type AutoscalerSpec = {
  readonly maxReplicas?: Amount;
  readonly metrics?: readonly Metric[];
  readonly minReplicas?: Amount;
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
};

export type Metric = {
  readonly resource?: {
    readonly name?: string;
    readonly target?: {
      readonly averageUtilization?: Amount;
      readonly averageValue?: string;
      readonly type?: string;
    };
  };
  readonly type?: string;
};

export type DisruptionBudgetSpec = {
  readonly maxUnavailable?: Amount;
  readonly minAvailable?: Amount;
  readonly selector?: LabelSelector;
};

export type QuotaSpec = {
  readonly hard?: Mapping;
  readonly scopes?: Texts;
};

export type LimitRangeSpec = { readonly limits?: readonly Limit[] };

export type Limit = {
  readonly default?: Mapping;
  readonly defaultRequest?: Mapping;
  readonly max?: Mapping;
  readonly maxLimitRequestRatio?: Mapping;
  readonly min?: Mapping;
  readonly type?: string;
};
