import { type LabelSelector } from "./metadata";
import { type Amount, type Mapping, type Texts } from "./values";

export interface AutoscalerSpec {
  readonly behavior?: Behavior;
  readonly maxReplicas?: Amount;
  readonly metrics?: readonly Metric[];
  readonly minReplicas?: Amount;
  readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
}

export interface Behavior {
  readonly scaleDown?: ScalingRules;
  readonly scaleUp?: ScalingRules;
}

export interface ScalingRules {
  readonly policies?: readonly ScalingPolicy[];
  readonly selectPolicy?: string;
  readonly stabilizationWindowSeconds?: Amount;
}

export interface ScalingPolicy {
  readonly periodSeconds?: Amount;
  readonly type?: string;
  readonly value?: Amount;
}

export interface Metric {
  readonly resource?: {
    readonly name?: string;
    readonly target?: {
      readonly averageUtilization?: Amount;
      readonly averageValue?: string;
      readonly type?: string;
    };
  };
  readonly type?: string;
}

export interface DisruptionBudgetSpec {
  readonly maxUnavailable?: Amount;
  readonly minAvailable?: Amount;
  readonly selector?: LabelSelector;
}

export interface QuotaSpec {
  readonly hard?: Mapping;
  readonly scopes?: Texts;
}

export interface LimitRangeSpec {
  readonly limits?: readonly Limit[];
}

export interface Limit {
  readonly default?: Mapping;
  readonly defaultRequest?: Mapping;
  readonly max?: Mapping;
  readonly maxLimitRequestRatio?: Mapping;
  readonly min?: Mapping;
  readonly type?: string;
}
