export { alertingRulesOf, ruleGroupsOf, rulesIn } from "./model/alerting-rules";
export { type Selector, readExpression } from "./model/expression";
export { isAtMost, secondsIn } from "./model/seconds-in";
export { VLLM_METRICS_PATH, serverOf } from "./model/server-of";
export { wholePattern } from "./model/whole-pattern";
