import { block } from "../../../infrastructure/blocks";
import { asObject } from "../../../terraform/stack-json";
import { type OtherChange, type ResourceChange } from "../../change";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type Topic, type TopicLine } from "../topic";

/** Label of a ConfigMap that Grafana reads as a dashboard (chart kube-prometheus-stack, "grafana.sidecar.dashboards", read 2026-11-20). */
const LABEL = "grafana_dashboard";

/** Dashboards show, and nothing depends on them: texts and queries are harmless, and a person misses a removed one. */
export const dashboards: Topic = {
  title: "Dashboards",
  lines: ({ resources }: Change) =>
    resources.filter(isDashboard).flatMap(({ layer, address, action, edits }): TopicLine[] => {
      if (action === "destroy") {
        return [{ level: "attention", layer, address, text: say`dashboard ${address} is removed` }];
      }
      if (action === "add") return [{ level: "info", layer, address, text: say`new dashboard ${address}` }];
      return edits.filter(isContent).map((edit) => ({
        level: "info",
        layer,
        address,
        edits: [edit],
        text: say`${edit.path.replace(CONTENT, "")} of dashboard ${address}: ${fromTo(edit)}`,
      }));
    }),
  judges: (changed, edit) =>
    "type" in changed &&
    isDashboard(changed) &&
    (edit === undefined ? changed.action === "add" || changed.action === "destroy" : isContent(edit)),
};

const CONTENT = /^(data|dashboard_body)\./;

const isContent = ({ path }: { readonly path: string }): boolean => CONTENT.test(path);

/** A dashboard of CloudWatch or Grafana. */
export function isDashboard(changed: ResourceChange | OtherChange): boolean {
  if (!("type" in changed)) return false;
  if (changed.type === "aws_cloudwatch_dashboard") return true;
  if (!changed.type.startsWith("kubernetes_config_map")) return false;
  return [changed.before, changed.after].every(
    (config) => config === undefined || LABEL in asObject(block(config["metadata"])["labels"]),
  );
}
