import { amountsInWords } from "../../../infrastructure/capacity-amounts";
import { type CapacityCard, type ModelCosts } from "../../../cost/capacity-card";
import { usdText } from "../../../cost/formula";
import { section, type HtmlSection, tableMarkup, bullets, note } from "../section";

/** Requests, replicas and nodes of each model. */
export const capacitySection = ({ models }: CapacityCard): HtmlSection =>
  section(
    "capacity",
    "Capacity",
    tableMarkup(
      "Models, their pods and their nodes",
      [
        "model",
        "a pod requests",
        "replicas",
        "pods on an empty node",
        "at the peak",
        "USD an hour at the peak",
      ],
      models.map(row),
      [5],
    ),
    note(
      "The peak is that of the file, or replicas.max without one, of all models at once, without pods of a rollout.",
    ),
  );

function row({ workload, perNode, onFargate, peak }: ModelCosts) {
  const { name, requests, min, max } = workload;
  return [
    name,
    bullets(amountsInWords(requests, "requested")),
    min === max ? String(min) : `${min} to ${max}`,
    onFargate
      ? "runs on Fargate"
      : bullets(
          perNode.map(
            ({ group, instanceType, pods }) => `${group} (${instanceType}): ${pods ?? "not known"}`,
          ),
        ),
    `${peak.pods} of ${peak.wanted} pods`,
    peak.cost ? usdText(peak.cost.usd) : "no price",
  ];
}
