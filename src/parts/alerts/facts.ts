export { TARGET_LABELS, requestLabels, requestSeries } from "./facts/cases/model-series";
export { type RecordedServer } from "./facts/cases/model-servers";
