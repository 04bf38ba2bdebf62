import { asArray, asObject, type JsonObject, text, texts } from "../../../terraform/stack-json";
import { type RecordedServer, requestLabels, requestSeries, TARGET_LABELS } from "../../alerts/facts";
import { wholePattern } from "../../alerts/model";

/** Relabelings with which targets, or series that alerts and dashboards read, are lost. */
export function relabelingProblems(endpoint: JsonObject, server: RecordedServer): string[] {
  return [
    ...stepsOf(endpoint, "relabelings").flatMap(targetProblems),
    ...stepsOf(endpoint, "metricRelabelings").flatMap((step) => seriesProblems(step, server)),
  ];
}

const stepsOf = (endpoint: JsonObject, key: string): JsonObject[] => asArray(endpoint[key]).map(asObject);

const actionOf = (step: JsonObject): string => (text(step["action"]) ?? "replace").toLowerCase();

/** Pods that have ended are no targets. Which others a step drops depends on the cluster. */
const ENDED = "__meta_kubernetes_pod_phase";

function targetProblems(step: JsonObject): string[] {
  const action = actionOf(step);
  const label = text(step["targetLabel"]) ?? "";
  const isForEnded = texts(step["sourceLabels"]).join() === ENDED;
  return [
    ...(["drop", "keep", "dropequal", "keepequal", "hashmod"].includes(action) && !isForEnded
      ? [`its relabelings drop targets, by ${action} of ${texts(step["sourceLabels"]).join(", ")}`]
      : []),
    ...(action === "replace" && TARGET_LABELS.includes(label)
      ? [`its relabelings replace the label ${label}, by which alerts choose a model`]
      : []),
  ];
}

function seriesProblems(step: JsonObject, server: RecordedServer): string[] {
  const read = requestSeries(server);
  const action = actionOf(step);
  const matches = patternOf(step);
  const isByName = texts(step["sourceLabels"]).join() === "__name__";
  const lost = isByName ? read.filter((name) => matches(name) === (action === "drop")) : read;
  if (action === "drop" || action === "keep")
    return lost.length === 0 ? [] : [`its metricRelabelings drop ${lost.join(", ")}`];
  const labels = requestLabels(server).filter((name) => matches(name) === (action === "labeldrop"));
  if (action !== "labeldrop" && action !== "labelkeep") return [];
  return labels.map((name) => `its metricRelabelings drop the label ${name} of requests`);
}

/** The pattern of a step. One that is not read is taken for one that matches everything. */
function patternOf(step: JsonObject): (name: string) => boolean {
  const pattern = wholePattern(text(step["regex"]) ?? ".*");
  return (name) => pattern?.test(name) ?? true;
}
