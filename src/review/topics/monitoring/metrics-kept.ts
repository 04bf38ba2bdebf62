import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Edit } from "../../comparison/edit";
import { type Change, type Topic, type TopicLine } from "../topic";
import { secondsOf } from "./firing";

/** Time and size that Prometheus keeps series for, in the values of its chart. */
const KEPT = /^values(\[\d+\])?\.prometheus\.prometheusSpec\.retention$/;

/**
 * Days for which Prometheus keeps its series. The operator starts the pod again, and Prometheus then deletes older blocks.
 *
 * Source: Prometheus documentation, "Storage", "Operational aspects" (read 2026-11-22).
 */
export const metricsKept: Topic = {
  title: "Metrics that are kept",
  lines: ({ resources }: Change) =>
    resources.flatMap(({ type, layer, address, edits }) =>
      type === "helm_release" ? edits.filter(isKept).map((edit) => lineOf(edit, { layer, address })) : [],
    ),
};

const isKept = ({ path, before, after }: Edit): boolean =>
  KEPT.test(path) && typeof before === "string" && typeof after === "string";

function lineOf(edit: Edit, place: Pick<TopicLine, "layer" | "address">): TopicLine {
  const [old, now] = [secondsOf(String(edit.before)), secondsOf(String(edit.after))];
  const isLess = old === undefined || now === undefined || now < old;
  const text = say`Prometheus of ${place.address} keeps metrics ${fromTo(edit)}`;
  return {
    ...place,
    edits: [edit],
    ...(isLess
      ? {
          level: "attention",
          harm: "data lost",
          text: say`data lost: ${text}, and deletes older ones after its restart`,
        }
      : { level: "info", harm: "pods roll", text: say`${text}; its pod restarts` }),
  };
}
